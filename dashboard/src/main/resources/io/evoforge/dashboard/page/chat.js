// A conversation. It lives as long as the page.

import { stream } from "./api.js";
import { card, empty, h, replace } from "./dom.js";
import { dollars } from "./format.js";

const said = [];
let waiting = false;

const EXAMPLES = ["Show GitHub status", "Commit the latest improvements to GitHub", "Show the latest evolutions", "Help"];

const cost = facts => facts.chatSpentMicrodollars === null ? "" : ` · ${dollars(facts.chatSpentMicrodollars)} spent`;

export async function chat(main, state) {
  if (main.querySelector("#talk")) {
    main.querySelector("#chat-cost").textContent = cost(state.overview);
    return;
  }
  if (!state.overview.chat) {
    replace(main, card("Chat", null, empty("Nobody answers here",
      "The same questions are answered by evoforge status and evoforge log in a terminal.")));
    return;
  }
  const talk = h("div", { class: "talk", id: "talk", role: "log", "aria-live": "polite", "aria-label": "Conversation", tabindex: 0 });
  const text = h("textarea", { rows: 1, "aria-label": "Message", placeholder: "Ask, or say what to do", autocomplete: "off" });
  const button = h("button", { class: "main", type: "submit" }, "Send");
  const draw = () => {
    replace(talk, said.length === 0
      ? empty("Ask about the run, or have it committed", "What writes asks you first.")
      : said.map(one => h("div", { class: `said ${one.mine ? "mine" : ""}` }, one.text || "…")));
    talk.scrollTop = talk.scrollHeight;
  };
  const send = async message => {
    if (waiting || !message.trim()) return;
    waiting = true;
    button.disabled = true;
    text.value = "";
    const answer = { mine: false, text: "" };
    said.push({ mine: true, text: message.trim() }, answer);
    draw();
    try {
      await stream("/api/chat", { message }, piece => {
        answer.text += piece;
        talk.lastElementChild.textContent = answer.text;
        talk.scrollTop = talk.scrollHeight;
      });
    } catch (error) {
      answer.text += error.message;
    } finally {
      waiting = false;
      button.disabled = false;
      draw();
      text.focus();
    }
  };
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send(text.value);
    }
  });
  replace(main, card("Chat", [state.overview.chat, h("span", { id: "chat-cost" }, cost(state.overview))], talk,
    h("form", { class: "say", onsubmit: event => { event.preventDefault(); send(text.value); } }, text, button),
    h("div", { class: "chips" }, EXAMPLES.map(example => h("button", { type: "button", onclick: () => send(example) }, example)))));
  draw();
  text.focus();
}
