// Builds elements. Text always becomes a text node: nothing that a model wrote can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function s(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
}

/** A link that is only one if it leads to a web page: an address may come from elsewhere. */
export function outLink(url, text) {
  return /^https?:\/\//.test(url ?? "")
    ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text)
    : h("span", null, text);
}

export function empty(title, ...words) {
  return h("div", { class: "empty" }, h("strong", null, title), h("span", null, words));
}

export function card(title, aside, ...children) {
  return h("section", { class: "card" },
    h("header", null, h("h2", null, title), aside ? h("span", { class: "soft" }, aside) : null),
    children);
}
