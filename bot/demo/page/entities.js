// Text with Bot API entities to nodes. Offsets are UTF-16 units, as in JavaScript strings.

import { el } from "./dom.js";

const SAFE = /^(https?:|mailto:|tg:)/i;
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
};

/** Nodes for `text`; `onCommand` runs when a /command in it is chosen. */
export function formatted(text, entities = [], onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return range(text, 0, text.length, sorted, onCommand);
}

function range(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [entity] = rest;
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = rest.slice(1).filter((each) => each.offset < stop);
    rest = rest.slice(1).filter((each) => each.offset >= stop);
    if (entity.offset < at) continue;
    nodes.push(text.slice(at, entity.offset));
    nodes.push(wrap(entity, text.slice(entity.offset, stop), range(text, entity.offset, stop, inner, onCommand), onCommand));
    // A block ends its own line: the line break behind it would be an empty line.
    at = BLOCKS.has(entity.type) && text[stop] === "\n" ? stop + 1 : stop;
  }
  nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, text, children, onCommand) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, children);
  switch (entity.type) {
    case "pre": return el("pre", {}, el("code", {}, children));
    case "blockquote": return el("blockquote", {}, children);
    case "expandable_blockquote": return expandable(children);
    case "spoiler": return spoiler(children);
    case "text_link": return link(entity.url, children);
    case "url": return link(text, children);
    case "email": return link(`mailto:${text}`, children);
    case "bot_command":
      return el("button", { type: "button", className: "command", onclick: () => onCommand?.(text) }, children);
    case "mention": case "hashtag": return el("span", { className: "tag" }, children);
    default: return el("span", {}, children);
  }
}

function link(address, children) {
  const href = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (href.startsWith("tg://user")) return el("span", { className: "tag" }, children);
  if (!SAFE.test(href)) return el("span", {}, children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, children);
}

function spoiler(children) {
  const show = (event) => event.currentTarget.classList.add("shown");
  return el("button", { type: "button", className: "spoiler", "aria-label": "Show hidden text", onclick: show }, children);
}

function expandable(children) {
  const quote = el("blockquote", { className: "folded" }, el("div", {}, children));
  const toggle = el("button", { type: "button", className: "unfold", "aria-expanded": "false" }, "Show all");
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.textContent = folded ? "Show all" : "Show less";
    toggle.setAttribute("aria-expanded", String(!folded));
  });
  quote.append(toggle);
  return quote;
}
