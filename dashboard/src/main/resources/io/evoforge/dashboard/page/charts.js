// Charts in SVG. Every point can be reached with the keyboard and says what it is.

import { h, s } from "./dom.js";

const HEIGHT = 280;
const MARGIN = { left: 48, right: 14, top: 12, bottom: 40 };

/** About so many round steps from `low` to `high`. */
export function ticks(low, high, wanted) {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const first = Math.ceil(low / step - 1e-9) * step;
  const values = [];
  for (let i = 0; first + i * step <= high + step * 1e-9; i++) values.push(Number((first + i * step).toPrecision(12)));
  return values;
}

/** Ones, twos and fives of every power of ten from `low` to `high`, or round steps where that would be too few. */
export function logTicks(low, high) {
  const values = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const digit of [1, 2, 5]) values.push(Number((digit * 10 ** power).toPrecision(3)));
  }
  const inside = values.filter(value => value >= low && value <= high);
  return inside.length >= 3 ? inside : ticks(low, high, 5).filter(value => value > 0);
}

function decimals(values) {
  return Math.max(0, ...values.map(value => (String(value).split(".")[1] ?? "").length));
}

function range(values, floor, logarithmic) {
  if (logarithmic) {
    const room = Math.max(1.05, (Math.max(...values) / Math.min(...values)) ** 0.08);
    return [Math.min(...values) / room, Math.max(...values) * room];
  }
  let low = Math.min(...values);
  let high = Math.max(...values);
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  low = floor === undefined ? low - room : Math.min(floor, low);
  return [low, high + room];
}

/** Maps `low` to `from` and `high` to `to`. */
function scale(low, high, from, to, logarithmic) {
  const at = logarithmic ? Math.log : value => value;
  return value => from + (at(value) - at(low)) / (at(high) - at(low)) * (to - from);
}

/**
 * Lines through points. `series` is a list of { label, points: [{ x, y, text, href }], anchor }; an anchor is drawn
 * behind the others, broken, as something to compare with. On a logarithmic axis equal ratios are equally far apart.
 */
export function lineChart({ title, xLabel, yLabel, series, xTicks, xWhole, xLogarithmic, yLogarithmic }) {
  const width = innerWidth < 640 ? 360 : 560; // the letters stay as large on a phone
  const points = series.flatMap(one => one.points);
  const [left, right] = xWhole
    ? [Math.min(...points.map(p => p.x)) - 0.4, Math.max(...points.map(p => p.x)) + 0.4]
    : range(points.map(p => p.x), 0, xLogarithmic);
  const [low, high] = range(points.map(p => p.y), undefined, yLogarithmic);
  const x = scale(left, right, MARGIN.left, width - MARGIN.right, xLogarithmic);
  const y = scale(low, high, HEIGHT - MARGIN.bottom, MARGIN.top, yLogarithmic);
  const across = xTicks ?? (xLogarithmic ? logTicks(left, right) : ticks(left, right, width < 400 ? 4 : 6));
  const up = yLogarithmic ? logTicks(low, high) : ticks(low, high, 5);
  const chart = s("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": title });
  for (const value of up) {
    chart.append(
      s("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value) }),
      s("text", { x: MARGIN.left - 8, y: y(value) + 4, "text-anchor": "end" }, yLogarithmic ? value : value.toFixed(decimals(up))));
  }
  const every = Math.ceil(across.length / (width < 400 ? 7 : 12));
  across.forEach((value, index) => {
    if (index % every === 0) {
      chart.append(s("text", { x: x(value), y: HEIGHT - MARGIN.bottom + 18, "text-anchor": "middle" },
        xWhole ? `v${value}` : xLogarithmic ? value : value.toFixed(decimals(across))));
    }
  });
  chart.append(
    s("text", { x: (MARGIN.left + width - MARGIN.right) / 2, y: HEIGHT - 4, "text-anchor": "middle" }, xLabel));
  series.filter(one => one.anchor).forEach((one, index) => {
    chart.append(s("polyline", { class: `line anchor a${index % 3 + 1}`, points: one.points.map(p => `${x(p.x)},${y(p.y)}`).join(" "), "data-anchor": one.label },
      s("title", null, one.label)));
  });
  const own = series.filter(one => !one.anchor);
  own.forEach((one, index) => {
    const color = index % 4 + 1;
    chart.append(s("polyline", { class: `line s${color}`, points: one.points.map(p => `${x(p.x)},${y(p.y)}`).join(" ") }));
    for (const p of one.points) {
      const mark = s("circle", {
        class: `point f${color}`, cx: x(p.x), cy: y(p.y), r: one.points.length > 60 ? 3 : 4.5,
        tabindex: p.href ? null : 0, role: "img", "aria-label": p.text,
        "data-series": one.label, "data-x": p.x, "data-y": p.y,
      }, s("title", null, p.text));
      chart.append(p.href ? s("a", { href: p.href, "aria-label": p.text }, mark) : mark);
    }
  });
  const legend = series.length < 2 ? null : h("div", { class: "legend" },
    own.map((one, index) => key(`s${index % 4 + 1}`, 3, one.label)),
    series.filter(one => one.anchor).map((one, index) => key(`anchor a${index % 3 + 1}`, 2, one.label)));
  return h("div", { class: "plot" }, h("p", { class: "soft" }, yLabel), chart, legend);
}

function key(look, width, label) {
  return h("span", null, s("svg", { viewBox: "0 0 22 8", "aria-hidden": "true" },
    s("line", { class: look, x1: 0, x2: 22, y1: 4, y2: 4, "stroke-width": width })), label);
}

/** How much of a limit is used. */
export function meter(share, text) {
  const used = Math.max(0, Math.min(1, share)) * 100;
  return h("div", { class: "meter", role: "img", "aria-label": text },
    s("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none" },
      s("rect", { class: share > 0.9 ? "f2" : "f1", width: used, height: 6 })));
}
