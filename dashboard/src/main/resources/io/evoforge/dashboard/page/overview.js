// The first view: what runs, what it found, what it committed, and what waits.

import { get } from "./api.js";
import { lineChart, meter } from "./charts.js";
import { card, empty, h, outLink, replace } from "./dom.js";
import { count, dollars, mbps, percent, short, when } from "./format.js";
import { now } from "./now.js";

export async function overview(main, state) {
  const [versions, curves, anchors] = await Promise.all([get("/api/versions"), get("/api/curves"), get("/api/anchors")]);
  const facts = state.overview;
  replace(main,
    facts.totals.run === null && !facts.activity?.note ? null : now(facts),
    figures(facts, versions),
    facts.totals.run === null ? begin(facts) : [
      h("div", { class: "two" }, bitrates(versions, facts), curveCards(curves, anchors)),
      h("div", { class: "two" }, repository(facts), run(facts)),
      versionTable(versions),
    ]);
}

function begin(facts) {
  return h("section", { class: "card" }, empty("There is no run in this directory yet",
    facts.activity
      ? "Press “Start” above: the first source is measured, then candidates follow."
      : ["Begin one in a terminal with ", h("code", null, "evoforge evolve"), ", or lead it from here with ",
        h("code", null, "evoforge serve --run"), "."]));
}

function figure(label, value, note) {
  return h("div", { class: "figure" }, h("dt", null, label), h("dd", null, value, note ? h("small", null, note) : null));
}

function figures(facts, versions) {
  const totals = facts.totals;
  const standing = versions.filter(version => !version.withdrawn);
  const last = standing[standing.length - 1];
  const first = versions[0];
  const saved = last && last !== first ? (last.bitrateMbps / first.bitrateMbps - 1) * 100 : null;
  const budget = facts.budgetMicrodollars;
  return h("dl", { class: "figures" },
    figure("Champion", last ? `v${last.version}` : "none", last ? when(h, last.adoptedAt) : "nothing measured yet"),
    figure("Bitrate", last ? `${mbps(last.bitrateMbps)} Mbit/s` : "–",
      saved === null ? `at ${facts.referencePsnrDb} dB PSNR-Y` : `${percent(saved)} since v${first.version}`),
    figure("Candidates", count(totals.candidates),
      `${count(totals.adopted)} adopted of ${count(totals.decided)} decided`),
    figure("Commits in 24 hours", count(facts.repository.commitsInLastDay),
      facts.pending.length === 0 ? "nothing waits" : `${facts.pending.length} to be published`),
    h("div", { class: "figure" }, h("dt", null, "Spent"), h("dd", null, dollars(totals.microdollars),
      h("small", null, budget === null ? `${count(totals.calls)} calls, no limit set` : `of ${dollars(budget)}`)),
      budget === null ? null : meter(totals.microdollars / (budget || 1), `${dollars(totals.microdollars)} of ${dollars(budget)} spent`)));
}

function bitrates(versions, facts) {
  const standing = versions.filter(version => !version.withdrawn);
  const body = standing.length === 0
    ? empty("No version yet", "The first appears when the source the run begins with is measured.")
    : lineChart({
      title: "Bitrate of each version",
      xLabel: "version",
      yLabel: `Mbit/s at ${facts.referencePsnrDb} dB PSNR-Y, lower is better`,
      xWhole: true,
      xTicks: standing.map(version => version.version),
      yLogarithmic: true,
      series: [
        line("training", standing, version => version.bitrateMbps),
        line("held-out", standing, version => version.heldOutBitrateMbps),
      ],
    });
  return card("Bitrate over versions", null, body);
}

function line(label, versions, value) {
  return {
    label,
    points: versions.map(version => ({
      x: version.version,
      y: value(version),
      text: `v${version.version}, ${label}: ${mbps(value(version))} Mbit/s`,
      href: version.candidate > 0 ? `#/candidates/${version.candidate}` : null,
    })),
  };
}

/** Curves of codecs to compare with, as far as they lie beside `curves`. */
function besides(curves, anchors) {
  const rates = curves.flatMap(curve => curve.points.map(point => point.bitrateMbps));
  const fastest = Math.max(...rates);
  const slowest = Math.min(...rates);
  return anchors
    .filter(anchor => anchor.group === curves[0].group && anchor.sequence === curves[0].sequence)
    .map(anchor => ({
      label: anchor.label,
      anchor: true,
      points: anchor.points.filter(point => point.bitrateMbps <= fastest * 1.1 && point.bitrateMbps >= slowest * 0.5).map(point => ({ x: point.bitrateMbps, y: point.psnrYDb })),
    }))
    .filter(anchor => anchor.points.length > 1);
}

export function curveChart(curves, anchors = []) {
  return lineChart({
    title: `Rate-distortion curves on ${curves[0].sequence}`,
    xLabel: "Mbit/s",
    xLogarithmic: true,
    yLabel: "PSNR-Y in dB, higher is better",
    series: curves.map(curve => ({
      label: curve.label,
      points: curve.points.map(point => ({
        x: point.bitrateMbps,
        y: point.psnrYDb,
        text: `${curve.label} at quality ${point.quality}: ${mbps(point.bitrateMbps)} Mbit/s, ${point.psnrYDb.toFixed(2)} dB, SSIM ${point.ssimY.toFixed(4)}`,
      })),
    })).concat(besides(curves, anchors)),
  });
}

export function bySequence(curves) {
  const groups = new Map();
  for (const curve of curves) {
    const key = `${curve.group}\n${curve.sequence}`;
    groups.set(key, [...(groups.get(key) ?? []), curve]);
  }
  return [...groups.values()];
}

let chosen = null;

function curveCards(curves, anchors) {
  const groups = bySequence(curves);
  if (groups.length === 0) return card("Rate and distortion", null, empty("No curve yet", "It takes a measured version to draw one."));
  const name = group => `${group[0].sequence} (${group[0].group.replace("_", "-")})`;
  const body = h("div");
  const show = key => {
    chosen = key;
    replace(body, curveChart(groups.find(group => name(group) === key) ?? groups[0], anchors));
  };
  const select = h("select", { "aria-label": "Sequence", onchange: event => show(event.target.value) },
    groups.map(group => h("option", { value: name(group), selected: name(group) === chosen }, name(group))));
  show(groups.some(group => name(group) === chosen) ? chosen : name(groups[0]));
  return card("Rate and distortion", select, body);
}

function repository(facts) {
  const known = facts.repository;
  const commit = known.commit === null ? "none yet" : [
    outLink(known.commitUrl, h("code", null, short(known.commit))), " ", known.commitTitle ?? "",
    known.committedAt ? h("span", { class: "soft" }, " ", when(h, known.committedAt)) : null];
  return card("Repository", known.source === "journal" ? "as the run recorded it" : known.askedAt ? ["asked ", when(h, known.askedAt)] : null,
    h("dl", { class: "facts" },
      h("dt", null, "Branch"), h("dd", null, h("code", null, known.branch)),
      h("dt", null, "Latest commit"), h("dd", { id: "latest-commit" }, commit),
      h("dt", null, "Commits"), h("dd", null, known.totalCommits === null
        ? `${count(known.commitsInLastDay)} in the last 24 hours`
        : `${count(known.totalCommits)} in all, ${count(known.commitsInLastDay)} in the last 24 hours`),
      h("dt", null, known.source === "journal" ? "Files of a version" : "Files changed"),
      h("dd", null, known.changedFiles.length === 0 ? "none" : known.changedFiles.map(file => h("div", null, h("code", null, file)))),
      h("dt", null, "To be published"),
      h("dd", null, facts.pending.length === 0 ? "nothing" : facts.pending.map(version => `v${version.version}`).join(", ")),
      ...limits(known.requests)));
}

/** What the host of the repository leaves us, if it has limits that we know. */
function limits(budget) {
  if (budget === null) {
    return [];
  }
  const waits = budget.restUntil !== null ? ["The host asked for a rest until ", when(h, budget.restUntil)]
    : Date.parse(budget.nextWrite) > Date.now() + 1000 ? ["The next write is planned for ", when(h, budget.nextWrite)] : null;
  return [h("dt", null, "Requests left"), h("dd", { id: "requests-left" },
    budget.quotas.map(quota => h("div", null, `${count(quota.left)} of ${count(quota.limit)} (${quota.resource})`)),
    h("div", null, `${count(budget.minute.used)} of ${count(budget.minute.allowed)} writes in the last minute, `
      + `${count(budget.hour.used)} of ${count(budget.hour.allowed)} in the last hour`),
    waits === null ? null : h("div", null, ...waits))];
}

function run(facts) {
  const totals = facts.totals;
  return card("Run", totals.startedAt ? ["since ", when(h, totals.startedAt)] : null,
    h("dl", { class: "facts" },
      h("dt", null, "Proposer"), h("dd", null, totals.proposer),
      h("dt", null, "Evaluator"), h("dd", null, totals.evaluator),
      h("dt", null, "Box"), h("dd", null, h("span", { class: `badge ${totals.boxLevel === "full" ? "good" : "warn"}` }, totals.boxLevel),
        h("span", { class: "soft" }, " ", {
          full: "no network, no writable path, system calls filtered",
          limited: "an unprivileged user and limits, but not fully closed",
          process: "only a process of its own",
        }[totals.boxLevel] ?? "")),
      h("dt", null, "Decided"), h("dd", null,
        `${count(totals.decided)}: ${count(totals.adopted)} adopted, ${count(totals.rejected)} rejected, ${count(totals.refused)} refused, `
        + `${count(totals.unusable)} unusable, ${count(totals.indecisive)} indecisive`),
      h("dt", null, "Model"), h("dd", null, `${count(totals.calls)} calls, ${count(totals.inputTokens)} tokens in, ${count(totals.outputTokens)} out`)));
}

const MEANING = {
  "Mbit/s": "Bitrate on the training sequences, at the reference PSNR-Y",
  Ratio: "Raw bytes over coded bytes",
  "BD-rate": "Bits at equal quality against the version before, on the training sequences; less is better",
  "Held out": "The same on sequences that no proposer has seen",
};

function versionTable(versions) {
  if (versions.length === 0) return null;
  return card("Versions", `${versions.length} adopted`,
    h("div", { class: "scroll" }, h("table", null,
      h("thead", null, h("tr", null, [["Version"], ["What changed"], ["Mbit/s", "number"], ["Ratio", "number hide-small"],
        ["BD-rate", "number hide-small"], ["Held out", "number hide-small"], ["Commit"]]
        .map(([title, look]) => h("th", { scope: "col", class: look, title: MEANING[title] }, title)))),
      h("tbody", null, [...versions].reverse().slice(0, 50).map(version => h("tr", null,
        h("td", null, version.candidate > 0 ? h("a", { href: `#/candidates/${version.candidate}` }, `v${version.version}`) : `v${version.version}`),
        h("td", { class: "text" }, version.summary, h("span", { class: "soft" }, when(h, version.adoptedAt))),
        h("td", { class: "number" }, mbps(version.bitrateMbps)),
        h("td", { class: "number hide-small" }, `${version.compressionRatio.toFixed(2)}×`),
        h("td", { class: "number hide-small" }, percent(version.trainingBdRatePercent)),
        h("td", { class: "number hide-small" }, percent(version.heldOutBdRatePercent)),
        h("td", null, version.commit
          ? outLink(version.commitUrl, h("code", null, short(version.commit)))
          : version.withdrawn
            ? h("span", { class: "badge bad", title: version.delay }, "withdrawn")
            : h("span", { class: "badge warn" }, "waits"))))))));
}
