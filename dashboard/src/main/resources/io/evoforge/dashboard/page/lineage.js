// Versions from the newest down to the first, each with the candidates that tried to improve it.

import { get } from "./api.js";
import { card, empty, h, replace } from "./dom.js";
import { STATES, count, percent } from "./format.js";

export async function lineage(main, state) {
  const [groups, versions] = await Promise.all([get("/api/lineage"), get("/api/versions")]);
  if (groups.length === 0) {
    replace(main, card("Lineage", null, empty("Nothing has descended yet", "The first version appears when the run's first source is measured.")));
    return;
  }
  const summaries = new Map(versions.map(version => [version.version, version.summary]));
  replace(main, card("Lineage", "newest first; each square is a candidate",
    h("div", { class: "legend", "aria-hidden": "true" }, ["adopted", "rejected", "refused", "unusable", "indecisive", "asked"]
      .map(word => h("span", { class: "row" }, h("i", { class: `dot ${word}` }), word))),
    h("div", { class: "lineage" }, groups.map(group => ancestor(group, summaries)))));
}

function ancestor(group, summaries) {
  const parts = Object.entries(group.counts).filter(([, number]) => number > 0)
    .map(([state, number]) => `${count(number)} ${STATES[state].word}`).join(", ");
  const hidden = group.total - group.candidates.length;
  return h("div", { class: "ancestor" },
    group.parentCandidate > 0
      ? h("a", { class: `knot ${group.version ? "" : "side"}`, href: `#/candidates/${group.parentCandidate}` }, group.parent)
      : h("span", { class: `knot ${group.version ? "" : "side"}` }, group.parent),
    h("div", { class: "told" },
      group.version ? summaries.get(group.version) : "an inspiration that was not adopted",
      h("span", { class: "soft" }, group.total === 0 ? " · nothing was asked of it yet" : ` · ${count(group.total)} tried: ${parts}`),
      h("div", { class: "dots" }, group.candidates.map(dot),
        hidden > 0 ? h("a", { class: "soft", href: "#/candidates" }, `and ${count(hidden)} before`) : null)));
}

function dot(candidate) {
  const word = STATES[candidate.state].word + (candidate.version ? ` as v${candidate.version}` : "");
  const text = `Candidate ${candidate.number}: ${word}${candidate.bdRatePercent === null ? "" : `, BD-rate ${percent(candidate.bdRatePercent)}`}`;
  return h("a", { class: `dot ${candidate.state.toLowerCase()}`, href: `#/candidates/${candidate.number}`, title: text, "aria-label": text });
}
