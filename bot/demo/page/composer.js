// The line one writes in: sending, replying, editing, suggestions of commands and inline results.

import { act, get } from "./api.js";
import { $, el, icon } from "./dom.js";
import { nameOf, summary } from "./message.js";

const INLINE_PAUSE_MS = 350;
let context = null; // { kind: "reply" | "edit", message }
let inlineTimer = 0;
let waiting = null; // the inline query whose results are awaited

export function setUpComposer(page) {
  const text = $("text");
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(page); });
  text.addEventListener("input", () => { grow(); suggest(page); });
  text.addEventListener("keydown", (event) => onKey(event, page));
  $("context-close").addEventListener("click", clearContext);
}

/** Put the start of an inline query into the line, as a button of the bot asks for. */
export function writeInline(page, query) {
  $("text").value = `@${page.bot.username} ${query}`;
  $("text").focus();
  grow();
  suggest(page);
}

export const replyTo = (message) => setContext("reply", message, nameOf(message.from));

export function edit(message) {
  setContext("edit", message, "Edit message");
  $("text").value = message.text ?? message.caption ?? "";
  grow();
}

/** The number of the message being answered; reading it ends the answer. */
export function takeReply() {
  const id = context?.kind === "reply" ? context.message.message_id : undefined;
  clearContext();
  return id;
}

export function clearContext() {
  context = null;
  $("context").hidden = true;
}

function setContext(kind, message, title) {
  context = { kind, message };
  $("context-icon").setAttribute("href", `#i-${kind}`);
  $("context-title").textContent = title;
  $("context-text").textContent = summary(message);
  $("context").hidden = false;
  $("text").focus();
}

async function submit(page) {
  const text = $("text").value.trim();
  if (!text) return;
  const editing = context?.kind === "edit" ? context.message : null;
  $("text").value = "";
  grow();
  hideSuggestions();
  if (editing) {
    clearContext();
    await page.attempt(() => act(page.chat, "edit", { as: page.me, message_id: editing.message_id, text }));
  } else {
    await page.attempt(() => act(page.chat, "text", { as: page.me, text, reply_to: takeReply() }));
  }
}

function onKey(event, page) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit(page);
  } else if (event.key === "Escape") {
    clearContext();
    hideSuggestions();
  } else if (event.key === "ArrowUp" && $("text").value === "") {
    const last = page.messages().findLast((each) => each.from.id === page.me && (each.text || each.caption));
    if (last) { event.preventDefault(); edit(last); }
  } else if (event.key === "ArrowDown" && !$("suggestions").hidden) {
    event.preventDefault();
    $("suggestions").querySelector("button")?.focus();
  }
}

function grow() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  $("composer").classList.toggle("filled", text.value.trim() !== "");
}

function suggest(page) {
  const text = $("text").value;
  const inline = `@${page.bot.username} `;
  clearTimeout(inlineTimer);
  waiting = null;
  if (/^\/\w*$/.test(text)) return showSuggestions(commands(page, text.slice(1)).map((each) => commandItem(each)));
  if (text.startsWith(inline)) inlineTimer = setTimeout(() => askInline(page, text.slice(inline.length)), INLINE_PAUSE_MS);
  return hideSuggestions();
}

function commands(page, start) {
  const scope = page.isGroup() ? "all_group_chats" : "all_private_chats";
  const language = page.person().language_code;
  const sets = page.commands.filter((each) => [scope, "default"].includes(each.scope.type));
  const best = sets.find((each) => each.scope.type === scope && each.language === language)
    ?? sets.find((each) => each.scope.type === scope && !each.language)
    ?? sets.find((each) => each.language === language) ?? sets[0];
  return (best?.commands ?? []).filter((each) => each.command.startsWith(start));
}

function commandItem({ command, description }) {
  const choose = () => { $("text").value = `/${command} `; hideSuggestions(); $("text").focus(); };
  return suggestion(`/${command}`, description, choose);
}

async function askInline(page, query) {
  await page.attempt(async () => {
    waiting = { query_id: (await act(page.chat, "inline", { as: page.me, query })).query_id };
  });
}

/** Show what the bot offers for an inline query; the answer may come before the query's id. */
export async function showInline(page, event) {
  if (event.user_id !== page.me || (waiting && waiting.query_id !== event.query_id)) return;
  if (event.results.length === 0) return showSuggestions([el("li", { className: "nothing" }, "Nothing fits")]);
  return showSuggestions(event.results.map((result) => suggestion(result.title ?? "", result.description ?? "", () => {
    $("text").value = "";
    hideSuggestions();
    page.attempt(() => act(page.chat, "choose", { as: page.me, result }));
  }, "result")));
}

function suggestion(title, note, choose, kind = "command") {
  return el("li", { role: "option" },
    el("button", { type: "button", className: kind, onclick: choose }, el("strong", {}, title), el("span", {}, note)));
}

function showSuggestions(items) {
  $("suggestions").replaceChildren(...items);
  $("suggestions").hidden = items.length === 0;
}

function hideSuggestions() {
  $("suggestions").hidden = true;
}

/** The row of sample pictures, one click away from the chat. */
export async function setUpSamples(page) {
  const samples = await get("samples");
  $("samples").replaceChildren(...samples.map((sample) => el("li", {},
    el("button", { type: "button", title: sample.note, onclick: () => sendSample(page, sample.name) },
      thumbnail(sample), el("strong", {}, sample.title), el("small", {}, sample.note)))));
  $("show-tray").addEventListener("click", () => showTray($("tray").hidden));
}

function thumbnail(sample) {
  const image = el("img", { src: `/demo/samples/${sample.name}`, alt: "", loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(el("span", { className: "torn" }, icon("close"))));
  return image;
}

export function showTray(shown) {
  $("tray").hidden = !shown;
  $("show-tray").setAttribute("aria-expanded", String(shown));
}

async function sendSample(page, name) {
  const how = document.querySelector("input[name=sample-how]:checked").value;
  if (page.narrow()) showTray(false);
  await page.attempt(() => act(page.chat, "sample", { as: page.me, name, how }));
}
