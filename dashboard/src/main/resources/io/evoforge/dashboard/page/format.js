// Numbers, times and words as people read them.

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const COUNT = new Intl.NumberFormat("en");

export const count = value => COUNT.format(value);
export const time = text => TIME.format(new Date(text));
export const date = text => DATE.format(new Date(text));
export const longDay = text => DAY.format(new Date(text));
export const mbps = value => value >= 100 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
export const percent = value => value === null || value === undefined ? "" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)} %`;
export const short = commit => commit.slice(0, 8);

export function dollars(microdollars) {
  const value = microdollars / 1e6;
  return `$${value.toFixed(value !== 0 && value < 1 ? 3 : 2)}`;
}

export function ago(text, now = Date.now()) {
  const seconds = Math.max(0, (now - new Date(text).getTime()) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86400);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** A time that tells how long ago it was, and exactly when to who points at it. */
export function when(h, text) {
  return h("time", { datetime: text, title: date(text) }, ago(text));
}

export const STATES = {
  ASKED: { word: "asked", tone: "live" },
  MEASURED: { word: "measuring", tone: "live" },
  ADOPTED: { word: "adopted", tone: "good" },
  REJECTED: { word: "rejected", tone: "" },
  REFUSED: { word: "refused", tone: "bad" },
  UNUSABLE: { word: "unusable", tone: "warn" },
  INDECISIVE: { word: "indecisive", tone: "" },
};

export function badge(h, state, version) {
  const known = STATES[state] ?? { word: state, tone: "" };
  return h("span", { class: `badge ${known.tone}` }, version ? `${known.word} as v${version}` : known.word);
}
