// Looks at frames: as they were, as a version gave them back, and what differs.

import { get } from "./api.js";
import { card, empty, h, replace } from "./dom.js";

const chosen = { version: null, place: null, quality: null, frame: null };
let offer = null; // what the chosen version has to show
let asked = null;

export async function frames(main, state) {
  if (!state.overview.frames) {
    replace(main, h("section", { class: "card" }, empty("No codec can run here", "Start the dashboard with ", h("code", null, "evoforge serve"), ".")));
    return;
  }
  const [versions, curves] = await Promise.all([get("/api/versions"), get("/api/curves")]);
  if (versions.length === 0 || curves.length === 0) {
    replace(main, h("section", { class: "card" }, empty("No version yet", "The first appears when the source the run begins with is measured.")));
    return;
  }
  const places = [...new Set(curves.map(curve => `${curve.group}/${curve.sequence}`))];
  const newest = versions[versions.length - 1].version;
  const key = `${newest} ${places.join(" ")}`;
  if (main.dataset.shown === key) return; // a person may be looking
  main.dataset.shown = key;
  if (!versions.some(version => version.version === chosen.version)) chosen.version = newest;
  if (!places.includes(chosen.place)) chosen.place = places[0];

  const stage = h("div", { id: "frames", "aria-live": "polite" });
  const points = h("div", { class: "row" });
  const choose = (name, value) => {
    chosen[name] = value;
    show(stage, points);
  };
  replace(main, card("Frames", null,
    h("p", { class: "soft" }, "The version codes the sequence once more, which takes as long as a measurement the first time."),
    h("div", { class: "row" },
      pick("Version", [...versions].reverse().map(version => [version.version, `v${version.version} · ${version.summary}`]), chosen.version, value => choose("version", Number(value))),
      pick("Sequence", places.map(place => [place, place.replace("held_out", "held-out").replace("/", ": ")]), chosen.place, value => choose("place", value))),
    points, stage));
  show(stage, points); // not awaited: coding may take minutes, and the rest of the page goes on
}

function pick(label, options, selected, onchange) {
  return h("label", { class: "pick" }, h("span", { class: "soft" }, label),
    h("select", { onchange: event => onchange(event.target.value) },
      options.map(([value, text]) => h("option", { value, selected: value === selected }, text.length > 60 ? `${text.slice(0, 58)} …` : text))));
}

async function show(stage, points) {
  const wanted = `${chosen.version} ${chosen.place}`;
  asked = wanted;
  if (!offer || offer.key !== wanted) {
    replace(points);
    replace(stage, h("p", { class: "loading", role: "status" }, `v${chosen.version} codes the sequence …`));
    try {
      const found = await get(`/api/frames/${chosen.version}?${query()}`);
      if (asked !== wanted) return; // somebody chose something else meanwhile
      offer = { ...found, key: wanted };
    } catch (error) {
      if (asked === wanted) {
        offer = null;
        replace(stage, h("p", { class: "notice bad", role: "alert" }, error.message), h("button", { onclick: () => show(stage, points) }, "Try again"));
      }
      return;
    }
  }
  const middle = list => list[Math.floor(list.length / 2)];
  if (!offer.qualities.includes(chosen.quality)) chosen.quality = middle(offer.qualities);
  if (!offer.frames.includes(chosen.frame)) chosen.frame = middle(offer.frames);
  const again = (name, value) => {
    chosen[name] = Number(value);
    pictures(stage);
  };
  replace(points,
    pick("Quality", offer.qualities.map(quality => [quality, String(quality)]), chosen.quality, value => again("quality", value)),
    pick("Frame", offer.frames.map(frame => [frame, String(frame + 1)]), chosen.frame, value => again("frame", value)));
  pictures(stage);
}

function query(more) {
  const [group, ...sequence] = chosen.place.split("/");
  return new URLSearchParams({ group, sequence: sequence.join("/"), ...more });
}

function pictures(stage) {
  const address = kind => `/api/frames/${chosen.version}/${kind}?${query({ quality: chosen.quality, frame: chosen.frame })}`;
  const picture = (kind, caption) => h("figure", null,
    h("img", { src: address(kind), alt: caption, width: offer.width, height: offer.height, "data-kind": kind }),
    h("figcaption", null, caption));
  replace(stage, h("div", { class: "frames" },
    picture("original", "original"),
    picture("decoded", `v${chosen.version} at quality ${chosen.quality}`),
    picture("difference", `difference of luma, ${offer.magnified} times; grey is none`)));
}
