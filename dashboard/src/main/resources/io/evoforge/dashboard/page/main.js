// Signs in, follows the run, and shows one view at a time.

import { get, onSignedOut, post, remove, signIn } from "./api.js";
import { candidate, candidates } from "./candidates.js";
import { chat } from "./chat.js";
import { h, replace } from "./dom.js";
import { frames } from "./frames.js";
import { lineage } from "./lineage.js";
import { log } from "./log.js";
import { isQuiet, troubles } from "./now.js";
import { overview } from "./overview.js";

const VIEWS = [
  ["", "Overview", overview],
  ["candidates", "Candidates", candidates],
  ["lineage", "Lineage", lineage],
  ["frames", "Frames", frames],
  ["log", "Log", log],
  ["chat", "Chat", chat],
];
const PAUSE = 700;

const app = document.getElementById("app");
const state = { overview: null };
let events = null;
let frame = null;
let shownView = null;
let drawing = false;
let drawAgain = false;
let timer = null;

// ---- colours

function theme(wanted) {
  if (wanted) document.documentElement.dataset.theme = wanted;
  else delete document.documentElement.dataset.theme;
}

function otherTheme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  localStorage.setItem("theme", dark ? "light" : "dark");
  theme(dark ? "light" : "dark");
}

// ---- signing in

function door(message) {
  events?.close();
  events = null;
  frame = null;
  const token = h("input", { type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-label": "Token", placeholder: "Token" });
  const note = h("p", { class: "soft", role: "alert" }, message ?? "");
  replace(app, h("main", { class: "door" }, h("section", { class: "card" },
    h("h1", null, "Evoforge"),
    h("p", { class: "soft" }, "Paste the token that ", h("code", null, "evoforge serve"), " printed in the terminal. It is made anew at every start."),
    h("form", {
      onsubmit: async event => {
        event.preventDefault();
        if (await signIn(token.value)) open();
        else note.textContent = "This is not the token. Copy the whole line that was printed at the last start.";
      },
    }, token, h("button", { class: "main", type: "submit" }, "Open the dashboard")), note)));
  token.focus();
}

/** A link from the terminal carries the token behind the #, which no browser sends; it leaves the address bar at once. */
async function tokenFromLink() {
  const found = /^#token=([\w-]+)$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", "/");
  await signIn(found[1]);
}

// ---- the frame around every view

function build() {
  const live = h("span", { class: "badge", id: "live" }, "connecting");
  const actions = h("span", { class: "row", id: "actions" });
  const note = h("p", { class: "soft", id: "note", role: "status" });
  const tabs = h("nav", { class: "tabs", "aria-label": "Views" },
    VIEWS.filter(([path]) => (path !== "chat" || state.overview.chat) && (path !== "frames" || state.overview.frames)) // no invitation to what is not there
      .map(([path, title]) => h("a", { href: `#/${path}` }, title)));
  const main = h("main", { id: "main", tabindex: -1 });
  replace(app,
    h("div", { class: "top" }, h("header", { class: "bar" },
      h("div", { class: "brand" }, h("img", { src: "/app/icon.svg", alt: "" }), h("h1", null, "Evoforge"), live),
      actions,
      note,
      h("button", { class: "plain", title: "Dark or light", "aria-label": "Dark or light", onclick: otherTheme }, "◐"),
      h("button", { class: "plain hide-small", onclick: async () => { await remove("/api/session"); door("You signed out."); } }, "Sign out"),
      tabs)),
    main);
  return { live, actions, note, tabs, main };
}

const ACTIVITY = {
  RUNNING: ["running", "good live"],
  STOPPING: ["finishing", "warn live"],
  ELSEWHERE: ["running elsewhere", "good live"],
  IDLE: ["idle", ""],
};

function drawTop() {
  const facts = state.overview;
  const activity = facts.activity;
  const [word, tone] = activity ? ACTIVITY[activity.state] : isQuiet(facts) ? ["quiet", ""] : ["watching", "good live"];
  frame.live.textContent = events && events.readyState === EventSource.OPEN ? word : "reconnecting";
  frame.live.className = `badge ${tone}`;
  const rests = activity?.state === "IDLE" && activity.note && route().path !== ""; // the overview says it by itself
  frame.note.textContent = rests ? activity.note : "";
  const press = action => async event => {
    event.target.disabled = true;
    try {
      await post("/api/run", { action });
    } catch (error) {
      alertLine(error.message);
    }
    refresh();
  };
  const offered = `${activity?.state} ${facts.totals.run !== null}`;
  if (frame.actions.dataset.offered === offered) return; // a button that is about to be pressed stays
  frame.actions.dataset.offered = offered;
  replace(frame.actions,
    activity?.state === "IDLE" ? h("button", { class: "main", id: "start", onclick: press("start") }, facts.totals.run === null ? "Start" : "Go on") : null,
    activity?.state === "RUNNING" ? h("button", { id: "pause", title: "What is under way is finished; nothing is lost", onclick: press("pause") }, "Pause") : null);
}

function alertLine(message) {
  frame.main.prepend(h("p", { class: "notice bad", role: "alert" }, message));
}

// ---- views

function route() {
  const [, path = "", rest] = /^#\/([^/]*)(?:\/(.*))?$/.exec(location.hash) ?? [];
  return { path: VIEWS.some(([known]) => known === path) ? path : "", rest };
}

async function draw() {
  if (drawing) {
    drawAgain = true;
    return;
  }
  drawing = true;
  try {
    do {
      drawAgain = false;
      await drawOnce();
    } while (drawAgain && frame);
  } finally {
    drawing = false;
  }
}

async function drawOnce() {
  try {
    state.overview = await get("/api/overview");
    if (!frame) return;
    drawTop();
    const { path, rest } = route();
    const key = `${path}/${rest ?? ""}`;
    if (shownView !== key) {
      delete frame.main.dataset.shown;
      frame.main.setAttribute("aria-busy", "true"); // the view before stays, paler, until the next is there
    }
    frame.tabs.querySelectorAll("a").forEach(tab => {
      if (tab.hash === `#/${path}`) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
    if (path === "candidates" && rest) await candidate(frame.main, state, encodeURIComponent(rest));
    else await VIEWS.find(([known]) => known === path)[2](frame.main, state);
    if (shownView !== key) {
      frame?.main.removeAttribute("aria-busy");
      scrollTo(0, 0);
      shownView = key;
    }
    const champion = state.overview.totals.champion;
    document.title = `${troubles(state.overview).length > 0 ? "(!) " : ""}${champion ? `v${champion} · ` : ""}Evoforge`;
  } catch (error) {
    if (error.status !== 401 && frame) {
      frame.main.removeAttribute("aria-busy");
      replace(frame.main, h("p", { class: "notice bad", role: "alert" }, `${error.message} It is tried again with the next event.`));
      shownView = null;
    }
  }
}

/** Soon, once for all events of a moment: a person cannot read faster. */
function refresh() {
  timer ??= setTimeout(() => {
    timer = null;
    if (frame) draw();
  }, PAUSE);
}

function follow(position) {
  events = new EventSource(`/api/events?after=${position}`);
  for (const kind of ["run", "look", "open", "error"]) events.addEventListener(kind, refresh);
}

async function open() {
  try {
    state.overview = await get("/api/overview");
  } catch (error) {
    door(error.status === 401 ? null : error.message);
    return;
  }
  frame = build();
  shownView = null;
  follow(state.overview.totals.position);
  await draw();
}

theme(localStorage.getItem("theme"));
onSignedOut(message => { if (frame) door(message); });
addEventListener("hashchange", () => {
  if (!frame) return;
  draw().then(() => frame?.main.focus({ preventScroll: true }));
});
await tokenFromLink();
await open();
