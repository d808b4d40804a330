// The list of candidates, page by page, and everything about one.

import { get } from "./api.js";
import { card, empty, h, outLink, replace } from "./dom.js";
import { STATES, badge, count, dollars, mbps, percent, when } from "./format.js";
import { bySequence, curveChart } from "./overview.js";

const filter = { state: "", search: "", before: null };
const newer = [];

export async function candidates(main, state) {
  const query = new URLSearchParams({ limit: "50" });
  if (filter.state) query.set("state", filter.state);
  if (filter.search) query.set("search", filter.search);
  if (filter.before !== null) query.set("before", filter.before);
  const page = await get(`/api/candidates?${query}`);
  const again = () => candidates(main, state);
  const list = h("div", { id: "candidate-list" }, table(page, state), pager(page, again));
  const shown = main.querySelector("#candidate-list");
  if (shown) { // what a person types into stays
    shown.replaceWith(list);
    return;
  }
  replace(main, card("Candidates", null, controls(again), list));
}

function controls(again) {
  let later;
  const first = () => {
    filter.before = null;
    newer.length = 0;
  };
  return h("div", { class: "row" },
    h("input", {
      type: "search", class: "grow", placeholder: "Search in summaries and reasons", "aria-label": "Search", value: filter.search,
      oninput: event => {
        filter.search = event.target.value;
        first();
        clearTimeout(later);
        later = setTimeout(again, 200);
      },
    }),
    h("select", {
      "aria-label": "State",
      onchange: event => {
        filter.state = event.target.value;
        first();
        again();
      },
    }, h("option", { value: "" }, "every state"),
    Object.entries(STATES).map(([name, one]) => h("option", { value: name, selected: name === filter.state }, one.word))));
}

function table(page, state) {
  if (page.rows.length === 0) {
    return state.overview.totals.candidates === 0
      ? empty("No candidate yet", "They appear here as soon as the run asks for them.")
      : empty("No candidate matches", "Choose another state, or search for other words.");
  }
  return h("div", { class: "scroll" }, h("table", null,
    h("thead", null, h("tr", null,
      h("th", { scope: "col" }, "#"), h("th", { scope: "col" }, "What it changes"), h("th", { scope: "col" }, "State"),
      h("th", { scope: "col", class: "number hide-small" }, "BD-rate"), h("th", { scope: "col", class: "number hide-small" }, "Held out"),
      h("th", { scope: "col", class: "number hide-small" }, "Mbit/s"), h("th", { scope: "col", class: "hide-small" }, "From"))),
    h("tbody", null, page.rows.map(row => h("tr", { "data-candidate": row.number },
      h("td", { class: "mono" }, h("a", { href: `#/candidates/${row.number}` }, row.number)),
      h("td", { class: "text" }, row.summary || h("span", { class: "soft" }, "no answer yet"), row.reason && row.version === null ? h("span", { class: "soft" }, shortened(row.reason)) : null),
      h("td", null, badge(h, row.state, row.version)),
      h("td", { class: "number hide-small" }, percent(row.trainingBdRatePercent)),
      h("td", { class: "number hide-small" }, percent(row.heldOutBdRatePercent)),
      h("td", { class: "number hide-small" }, row.bitrateMbps === null ? "" : mbps(row.bitrateMbps)),
      h("td", { class: "hide-small" }, parent(row)))))));
}

const shortened = text => text.length > 160 ? `${text.slice(0, 157)} …` : text;

function parent(row) {
  return row.parentCandidate ? h("a", { href: `#/candidates/${row.parentCandidate}` }, row.parent) : row.parent;
}

function pager(page, again) {
  return h("div", { class: "row" },
    h("button", {
      disabled: filter.before === null,
      onclick: () => {
        filter.before = newer.pop() ?? null;
        again();
      },
    }, "Newer"),
    h("button", {
      disabled: page.before === null,
      onclick: () => {
        newer.push(filter.before);
        filter.before = page.before;
        again();
      },
    }, "Older"),
    h("span", { class: "soft" }, `${count(page.total)} candidates`));
}

export async function candidate(main, state, number) {
  let found;
  try {
    found = await get(`/api/candidates/${number}`);
  } catch (error) {
    if (error.status !== 404) throw error;
    replace(main, h("section", { class: "card" }, empty(error.message, h("a", { href: "#/candidates" }, "Back to the list"))));
    return;
  }
  const row = found.row;
  const version = `${row.state}${row.decidedAt}${found.diagnostics.length}`;
  if (main.dataset.shown === `${number} ${version}`) return; // a person may be reading it
  replace(main,
    h("section", { class: "card" },
      h("header", null, h("h2", null, `Candidate ${row.number}`), badge(h, row.state, row.version),
        h("span", { class: "soft" }, h("a", { href: `#/candidates/${row.number - 1}` }, "previous"), " · ",
          h("a", { href: `#/candidates/${row.number + 1}` }, "next"), " · ", h("a", { href: "#/candidates" }, "all"))),
      h("dl", { class: "facts" },
        h("dt", null, "Change"), h("dd", { id: "summary" }, row.summary || "no answer yet"),
        row.reason ? [h("dt", null, "Decision"), h("dd", null, row.reason)] : null,
        h("dt", null, "Improves"), h("dd", null, parent(row)),
        h("dt", null, "Asked"), h("dd", null, row.proposer, row.approach === "any" ? "" : ` for ${row.approach}`,
          found.model && found.model !== row.proposer ? `; ${found.model} answered` : "", " ", h("span", { class: "soft" }, when(h, row.plannedAt))),
        h("dt", null, "Cost"), h("dd", null, dollars(row.microdollars)))),
    found.faults.length === 0 ? null : card("Answers that could not be used", null, found.faults.map(fault => h("pre", { class: "long" }, fault))),
    found.diagnostics.length === 0 ? null : card("Diagnostics", `${found.diagnostics.length}`,
      h("div", { class: "scroll" }, h("table", null, h("tbody", null, found.diagnostics.slice(0, 100).map(one => h("tr", null,
        h("td", { class: "mono number" }, one.line ? `${one.line}:${one.column}` : ""), h("td", { class: "text mono" }, one.message))))))),
    evidence(found),
    found.source === null ? null : card("Change of the source", `against ${row.parent}`, diff(found.diff),
      h("details", null, h("summary", null, "The whole source"), h("pre", { class: "long" }, found.source))),
    found.reply === null ? null : card("The answer as it came", null, h("details", null, h("summary", null, "Show it"), h("pre", { class: "long" }, found.reply))));
  main.dataset.shown = `${number} ${version}`;
}

function evidence(found) {
  if (found.curves.length === 0 && found.training.length === 0) return null;
  const rates = [...found.training.map(one => ({ ...one, group: "training" })), ...found.heldOut.map(one => ({ ...one, group: "held-out" }))];
  return card("Evidence", null, h("div", { class: "two" },
    bySequence(found.curves).map(group => h("div", null, h("h3", null, group[0].sequence), curveChart(group))),
    rates.length === 0 ? null : h("div", null, h("h3", null, "BD-rate against the champion of its time"), h("table", null,
      h("tbody", null, rates.map(one => h("tr", null, h("td", null, one.sequence), h("td", { class: "soft" }, one.group),
        h("td", { class: `number ${one.percent < 0 ? "good-ink" : "bad-ink"}` }, percent(one.percent)))))))));
}

function diff(hunks) {
  if (hunks.length === 0) return h("p", { class: "soft" }, "The source is the same.");
  const mark = { SAME: " ", REMOVED: "−", ADDED: "+" };
  return h("div", { class: "diff", tabindex: 0, role: "group", "aria-label": "Changed lines" }, hunks.map(hunk => [
    h("div", { class: "hunk" }, `lines from ${hunk.oldStart}, now from ${hunk.newStart}`),
    hunk.lines.map(line => h("div", { class: line.kind.toLowerCase() }, `${mark[line.kind]} ${line.text}`))]));
}
