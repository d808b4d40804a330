// Events as they happen.

import { get } from "./api.js";
import { card, empty, h, replace } from "./dom.js";
import { date, longDay, time } from "./format.js";

const MOST = 400;
let milestones = false;

const page = before => get(`/api/log?${new URLSearchParams({ limit: 100, milestones, ...(before ? { before } : {}) })}`)
  .then(lines => lines.reverse());

export async function log(main, state) {
  const shown = main.querySelector("#log");
  if (shown) {
    const newest = Number(shown.dataset.newest);
    const lines = (await get(`/api/log?after=${newest}&limit=200`)).reverse();
    if (lines.length > 0 && dayOf(lines[0].at) !== dayOf(shown.firstElementChild.dataset.at)) { // the day has changed
      replace(main);
      await log(main, state);
    } else if (lines.length > 0) {
      shown.dataset.newest = lines[0].position;
      shown.prepend(...items(milestones ? lines.filter(line => !EVERY_CANDIDATE.has(line.kind)) : lines));
      while (shown.children.length > MOST) shown.lastElementChild.remove();
    }
    return;
  }
  const lines = await page();
  if (lines.length === 0) {
    replace(main, card("Log", null, empty("Nothing happened yet", "Every event of the run appears here at once.")));
    return;
  }
  const list = h("ol", { class: "log", id: "log", "data-newest": milestones ? state.overview.totals.position : lines[0].position }, items(lines));
  const older = h("button", {
    onclick: async () => {
      const before = await page(list.lastElementChild.dataset.position);
      list.append(...items(before, dayOf(list.lastElementChild.dataset.at)));
      older.disabled = before.length === 0;
    },
  }, "Older");
  const which = h("select", {
    "aria-label": "Which events",
    onchange: event => {
      milestones = event.target.value === "milestones";
      replace(main);
      log(main, state);
    },
  }, h("option", { value: "all" }, "every event"), h("option", { value: "milestones", selected: milestones }, "versions only"));
  replace(main, card("Log", ["newest first, live ", which], list, older));
}

const EVERY_CANDIDATE = new Set(["asked", "replied", "unusable", "evaluated", "decided"]);
const dayOf = at => new Date(at).toDateString();

/** The lines, with the day before the first of each; `day` is that of the line above. */
function items(lines, day = new Date().toDateString()) {
  return lines.flatMap(line => {
    const before = day;
    day = dayOf(line.at);
    return day === before ? [item(line)] : [h("li", { class: "day", "data-position": line.position, "data-at": line.at }, longDay(line.at)), item(line)];
  });
}

function item(line) {
  return h("li", { class: line.tone.toLowerCase(), "data-position": line.position, "data-at": line.at },
    h("time", { datetime: line.at, title: date(line.at) }, time(line.at)),
    line.candidate ? h("a", { href: `#/candidates/${line.candidate}` }, `#${line.candidate}`) : h("span", null, line.version ? `v${line.version}` : ""),
    h("span", { class: "what" }, line.text));
}
