// Events as they happen.

import { get } from "./api.js";
import { card, empty, h, replace } from "./dom.js";
import { time, date } from "./format.js";

const MOST = 400;

export async function log(main) {
  const shown = main.querySelector("#log");
  if (shown) {
    const newest = Number(shown.dataset.newest);
    const lines = await get(`/api/log?after=${newest}&limit=200`);
    if (lines.length > 0) {
      shown.prepend(...lines.reverse().map(item));
      shown.dataset.newest = lines[0].position;
      while (shown.children.length > MOST) shown.lastElementChild.remove();
    }
    return;
  }
  const lines = (await get("/api/log?limit=100")).reverse();
  if (lines.length === 0) {
    replace(main, card("Log", null, empty("Nothing happened yet", "Every event of the run appears here at once.")));
    return;
  }
  const list = h("ol", { class: "log", id: "log", "data-newest": lines[0].position }, lines.map(item));
  const older = h("button", {
    onclick: async () => {
      const before = await get(`/api/log?before=${list.lastElementChild.dataset.position}&limit=100`);
      list.append(...before.reverse().map(item));
      older.disabled = before.length === 0;
    },
  }, "Older");
  replace(main, card("Log", "newest first, live", list, older));
}

function item(line) {
  return h("li", { class: line.tone.toLowerCase(), "data-position": line.position },
    h("time", { datetime: line.at, title: date(line.at) }, time(line.at)),
    line.candidate ? h("a", { href: `#/candidates/${line.candidate}` }, `#${line.candidate}`) : h("span", null, line.version ? `v${line.version}` : ""),
    h("span", { class: "what" }, line.text));
}
