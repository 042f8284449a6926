// What one can do with a message: reply, copy, forward, edit, delete.

import { act } from "./api.js";
import { edit, replyTo } from "./composer.js";
import { $, el } from "./dom.js";

export function setUpMenu() {
  $("menu").addEventListener("keydown", onKey);
}

/** Open the menu of a message or album beside `anchor`; `others` are chats to forward it to. */
export function openMenu(page, others, group, mine, anchor) {
  openChoices([...forEverybody(page, others, group), ...(mine ? forItsAuthor(page, group) : [])], anchor);
}

/** Open a menu of [label, action] beside `anchor`. */
export function openChoices(choices, anchor) {
  $("menu").replaceChildren(...choices.map(([label, action]) =>
    el("button", { type: "button", role: "menuitem", onclick: () => { $("menu").hidePopover(); action(); } }, label)));
  $("menu").showPopover();
  place(anchor);
  $("menu").firstChild.focus();
}

const textOf = (group) => group.find((each) => each.text || each.caption);

function forEverybody(page, others, group) {
  const text = textOf(group);
  const forward = (chat) => group.forEach((each) => page.attempt(() =>
    act(chat, "forward", { as: page.me, from_chat_id: page.chat, message_id: each.message_id })));
  const copy = ["Copy text", () => navigator.clipboard.writeText(text.text ?? text.caption)];
  if (group[0].ephemeral_message_id) return text ? [copy] : [];
  return [
    ["Reply", () => replyTo(group[0])],
    ...(text ? [copy] : []),
    ["Forward here", () => forward(page.chat)],
    ...others.map((chat) => [`Forward to ${chat.title}`, () => forward(chat.id)]),
  ];
}

function forItsAuthor(page, group) {
  const text = textOf(group);
  const remove = () => group.forEach((each) => page.attempt(() =>
    act(page.chat, "delete", { as: page.me, message_id: each.message_id })));
  return [...(text ? [["Edit", () => edit(text)]] : []), ["Delete", remove]];
}

function place(anchor) {
  const at = anchor.getBoundingClientRect();
  const box = $("menu").getBoundingClientRect();
  $("menu").style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.width - 8))}px`;
  $("menu").style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - box.height - 8))}px`;
}

function onKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...$("menu").children];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}
