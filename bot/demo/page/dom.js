// Nodes are built, never parsed: whatever a message holds stays text.

const SVG = "http://www.w3.org/2000/svg";

/** Build an element; keys of `props` are properties, `data-*`/`aria-*`/`role` attributes, `on*` listeners. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) set(node, key, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, key, value) {
  if (value === undefined || value === null) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key.includes("-") || key === "role") node.setAttribute(key, value);
  else node[key] = value;
}

/** One icon of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export const $ = (id) => document.getElementById(id);

export const time = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const day = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString([], { day: "numeric", month: "long" });

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
