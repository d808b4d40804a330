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

function decimals(values) {
  return Math.max(0, ...values.map(value => (String(value).split(".")[1] ?? "").length));
}

function range(values, floor) {
  let low = Math.min(...values);
  let high = Math.max(...values);
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  low = floor === undefined ? low - room : Math.min(floor, low);
  return [low, high + room];
}

/**
 * Lines through points. `series` is a list of { label, points: [{ x, y, text, href }], anchor }; an anchor is drawn
 * behind the others, broken, as something to compare with.
 */
export function lineChart({ title, xLabel, yLabel, series, xTicks, yFloor, xWhole }) {
  const width = innerWidth < 640 ? 360 : 560; // the letters stay as large on a phone
  const points = series.flatMap(one => one.points);
  const [left, right] = xWhole
    ? [Math.min(...points.map(p => p.x)) - 0.4, Math.max(...points.map(p => p.x)) + 0.4]
    : range(points.map(p => p.x), 0);
  const [low, high] = range(points.map(p => p.y), yFloor);
  const x = value => MARGIN.left + (value - left) / (right - left) * (width - MARGIN.left - MARGIN.right);
  const y = value => HEIGHT - MARGIN.bottom - (value - low) / (high - low) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const across = xTicks ?? ticks(left, right, width < 400 ? 4 : 6);
  const up = ticks(low, high, 5);
  const chart = s("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": title });
  for (const value of up) {
    chart.append(
      s("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value) }),
      s("text", { x: MARGIN.left - 8, y: y(value) + 4, "text-anchor": "end" }, value.toFixed(decimals(up))));
  }
  const every = Math.ceil(across.length / (width < 400 ? 7 : 12));
  across.forEach((value, index) => {
    if (index % every === 0) {
      chart.append(s("text", { x: x(value), y: HEIGHT - MARGIN.bottom + 18, "text-anchor": "middle" },
        xWhole ? `v${value}` : value.toFixed(decimals(across))));
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
  const legend = h("div", { class: "legend" },
    h("span", null, yLabel),
    series.length > 1 ? [
      own.map((one, index) => key(`s${index % 4 + 1}`, 3, one.label)),
      series.filter(one => one.anchor).map((one, index) => key(`anchor a${index % 3 + 1}`, 2, one.label)),
    ] : null);
  return h("div", { class: "plot" }, chart, legend);
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
