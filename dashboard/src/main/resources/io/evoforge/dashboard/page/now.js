// What happens right now, and what a person has to see to.

import { h } from "./dom.js";
import { ago, count, dollars, when } from "./format.js";

const QUIET = 15 * 60 * 1000;

/** What a person has to see to, the gravest first: { bad, text }. */
export function troubles(facts) {
  const found = [];
  if (facts.problem && facts.totals.run !== null) found.push({ bad: true, text: facts.problem });
  for (const version of facts.pending.filter(one => one.delay)) {
    found.push({
      bad: !version.nextTry,
      text: [h("strong", null, `v${version.version} is not published yet. `), version.delay, " ",
        version.nextTry
          ? ["Next try ", h("time", { datetime: version.nextTry }, new Date(version.nextTry).toLocaleTimeString()), "."]
          : `A person has to mend this; then ${facts.chat ? "say “commit” in the chat" : "run evoforge commit --push in a terminal"}.`],
    });
  }
  if (facts.activity?.state === "IDLE" && facts.pending.some(one => !one.delay)) {
    found.push({ text: `Not everything is published, and the run rests. ${facts.chat ? "Say “commit” in the chat" : "Run evoforge commit --push in a terminal"}, or let the run go on.` });
  }
  if (facts.repository.problem) found.push({ text: [facts.repository.problem, " It is asked again every half a minute."] });
  const budget = facts.budgetMicrodollars;
  if (budget && facts.totals.microdollars > budget * 0.9) {
    found.push({ text: `The budget is nearly used up: ${dollars(facts.totals.microdollars)} of ${dollars(budget)}. The run ends by itself when it is.` });
  }
  return found.sort((one, other) => Number(other.bad ?? false) - Number(one.bad ?? false));
}

/** One card: what is under way, whether all is published, and what is wrong. */
export function now(facts) {
  const wrong = troubles(facts);
  return h("section", { class: `card now ${wrong.some(one => one.bad) ? "bad" : wrong.length > 0 ? "warn" : ""}`, "aria-label": "Now" },
    h("p", { class: "lead" }, doing(facts)),
    facts.underWay.length === 0 || resting(facts) ? null : h("ul", { class: "under-way" }, facts.underWay.map(one => h("li", null,
      h("a", { href: `#/candidates/${one.number}` }, `#${one.number}`), " ",
      one.state === "ASKED" ? `${one.proposer} is asked` : ["is measured: ", one.summary], " ",
      h("span", { class: "soft" }, `since ${ago(one.plannedAt)}`.replace("since just now", "just now").replace(" ago", ""))))),
    h("p", { class: "soft" }, published(facts)),
    wrong.map(one => h("p", { class: `notice ${one.bad ? "bad" : ""}`, role: "alert" }, one.text)));
}

const resting = facts => facts.activity ? facts.activity.state === "IDLE" : isQuiet(facts);

/** Who only watches cannot know whether a process still works on the run; long silence is all there is to see. */
export const isQuiet = facts => facts.totals.lastEventAt !== null && Date.now() - new Date(facts.totals.lastEventAt) > QUIET;

function doing(facts) {
  const last = facts.totals.lastEventAt ? ["last event ", when(h, facts.totals.lastEventAt)] : "nothing happened yet";
  const open = facts.underWay.length === 0 ? "" : `${count(facts.totals.candidates - facts.totals.decided)} under way, `;
  const pace = `${count(facts.totals.decidedInLastHour)} decided in the last hour`;
  switch (facts.activity?.state) {
    case "RUNNING": return [h("strong", null, "Running. "), open, pace, ", ", last,
      facts.activity.lastCandidate ? `. It ends after candidate ${count(facts.activity.lastCandidate)}.` : "."];
    case "STOPPING": return [h("strong", null, "Finishing "), "what is under way; then it rests. ", open, last, "."];
    case "ELSEWHERE": return [h("strong", null, "Another process leads this run. "), open, pace, ", ", last, "."];
    case "IDLE": return [h("strong", null, "The run rests. "), facts.activity.note ? `${facts.activity.note} ` : "",
      facts.totals.run === null ? "“Start” tries again." : ["“Go on” continues it; ", last, "."]];
    default: return isQuiet(facts)
      ? [h("strong", null, "Quiet: "), last, ". If nobody should have stopped it, look at the terminal of ", h("code", null, "evoforge evolve"), "."]
      : [h("strong", null, "Watching. "), open, pace, ", ", last, "."];
  }
}

function published(facts) {
  const waiting = facts.pending.length;
  if (facts.totals.champion === null) return "No version yet.";
  return waiting === 0
    ? ["✓ Everything that was adopted is published",
      facts.repository.commit === null ? "." : [", the last ", facts.repository.committedAt ? when(h, facts.repository.committedAt) : "", "."]]
    : `${waiting === 1 ? "1 version waits" : `${count(waiting)} versions wait`} to be published: ${facts.pending.map(version => `v${version.version}`).join(", ")}.`;
}
