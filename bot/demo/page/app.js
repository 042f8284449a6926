// The demo's chat: who one is, which chat is open, and what happens in it.

import { act, get, listen } from "./api.js";
import { setUpAttach } from "./attach.js";
import { clearContext, setUpComposer, setUpSamples, showInline, showTray, writeInline } from "./composer.js";
import { $, day, el, icon, time } from "./dom.js";
import { formatted } from "./entities.js";
import { avatar, bubble, callBot, colourOf, keyOf, nameOf, numberOf, service, summary } from "./message.js";
import { openChoices, openMenu, setUpMenu } from "./menu.js";
import { addCall, setUpPanel } from "./panel.js";
import { setUpTheme } from "./theme.js";

const TYPING_MS = 5000;
const PRESS_MS = 15000;
const WORDS = {
  typing: "typing", upload_document: "sending a file", upload_photo: "sending a photo", find_location: "looking up a place",
};
const chats = new Map(); // chat id -> messages, oldest first
const unread = new Map(); // "person:chat" -> count
const pressed = new Map(); // query id -> the button
const answered = new Set(); // queries answered before the press returned
let people = [];
let texts = {};
let typingTimer = 0;
let stuck = true;
let refreshing = null;

const page = {
  me: 0, chat: 0, bot: {}, commands: [],
  messages: () => seenIn(page.chat),
  person: () => people.find((each) => each.user.id === page.me).user,
  isGroup: () => page.chat < 0,
  narrow: () => matchMedia("(max-width: 720px)").matches,
  async attempt(action) {
    try { return await action(); } catch (error) { toast(error.message); return null; }
  },
};

const on = {
  command: (text) => page.attempt(() => act(page.chat, "text", { as: page.me, text })),
  jump(replied) {
    const item = $("log").querySelector(`[data-id="${numberOf(replied)}"]`);
    item?.scrollIntoView({ block: "center", behavior: "smooth" });
    item?.classList.add("flash");
    setTimeout(() => item?.classList.remove("flash"), 1200);
  },
  press,
  link: startsBot,
  menu: (group, mine, anchor) => openMenu(page, otherChats(), group, mine, anchor),
};

async function load() {
  const state = await get("state");
  ({ bot: page.bot, people, commands: page.commands, texts } = state);
  page.me ||= people[0].user.id;
  page.chat ||= page.me;
  const ids = new Set(people.flatMap((each) => each.chats.map((chat) => chat.id)));
  await Promise.all([...ids].map(async (id) => {
    const found = await get(`chats/${id}/messages`);
    chats.set(id, found.map(({ message, reaction }) => ({ ...message, reaction })));
  }));
  showAll();
}

/** Bring people, rights and the bot's profile up to date; many changes at once are one. */
function refreshState() {
  refreshing = (refreshing ?? new Promise((done) => setTimeout(done, 60))).then(() => { refreshing = null; return freshState(); });
  return refreshing;
}

async function freshState() {
  const state = await get("state");
  ({ bot: page.bot, people, commands: page.commands, texts } = state);
  const mine = people.find((each) => each.user.id === page.me).chats;
  if (!mine.some((chat) => chat.id === page.chat)) return opens(mine[0].id); // left, or sent out
  showSidebar();
  showHeader();
  if (page.messages().length === 0) showLog();
}

function showAll() {
  showSidebar();
  showHeader();
  showLog();
}

/** Some messages are for one person alone. */
const isFor = (id) => (message) => !message.receiver_user || [message.receiver_user.id, message.from.id].includes(id);
const seenIn = (chat) => (chats.get(chat) ?? []).filter(isFor(page.me));

// ---- people and chats

function showSidebar() {
  callBot(botName());
  $("people").replaceChildren(el("legend", {}, "You are"), ...people.map(personChoice));
  const mine = people.find((each) => each.user.id === page.me).chats;
  $("chats").replaceChildren(...mine.map(chatItem), ...elsewhere(mine).map(otherGroup));
}

/** Groups one is not in: a click goes on as somebody who is. */
function elsewhere(mine) {
  const groups = new Map(people.flatMap((each) => each.chats.filter((chat) => chat.members)).map((chat) => [chat.id, chat]));
  return [...groups.values()].filter((group) => !mine.some((chat) => chat.id === group.id));
}

function otherGroup(group) {
  const member = group.members.find((each) => each.status === "creator") ?? group.members[0];
  const go = () => { page.me = member.user.id; opens(group.id); };
  const join = async () => {
    if (await page.attempt(() => act(group.id, "join", { as: page.me }))) { await refreshState(); opens(group.id); }
  };
  const choose = (event) => openChoices(
    [[`Go on as ${member.user.first_name}`, go], [`Join it as ${page.person().first_name}`, join]], event.currentTarget);
  return el("li", {}, el("button", { type: "button", className: "other", "aria-haspopup": "menu", onclick: choose },
    chatAvatar(group),
    el("span", { className: "about" }, el("strong", {}, chatTitle(group)),
      el("span", { className: "last" }, `${member.user.first_name} is in it: go on or join`))));
}

/** What one can do with the chat itself. */
function chatMenu(event) {
  const mine = page.me;
  const leave = () => page.attempt(() => act(page.chat, "leave", { as: mine }));
  const block = async () => { if (await page.attempt(() => act(mine, "block", { as: mine }))) toast("Blocked. Whatever you write unblocks it."); };
  const choices = page.isGroup() ? [["Leave the group", leave]] : [["Block the bot", block]];
  openChoices([...choices, ["Show the raw calls", () => $("show-calls").click()]], event.currentTarget);
}

function personChoice({ user, role }) {
  const input = el("input", { type: "radio", name: "person", value: String(user.id), checked: user.id === page.me });
  input.addEventListener("change", () => becomes(user.id));
  const waiting = [...unread].some(([key, count]) => key.startsWith(`${user.id}:`) && count > 0);
  return el("label", { className: waiting && user.id !== page.me ? "waiting" : "" }, input, avatar(user),
    el("span", {}, user.first_name), el("small", {}, role));
}

function chatItem(chat) {
  const last = seenIn(chat.id).at(-1);
  const count = unread.get(`${page.me}:${chat.id}`) ?? 0;
  const button = el("button", { type: "button", "aria-current": chat.id === page.chat ? "true" : "false", onclick: () => opens(chat.id) },
    chatAvatar(chat),
    el("span", { className: "about" }, el("strong", {}, chatTitle(chat)),
      el("span", { className: "last" }, last ? summary(last) : "No messages yet")),
    el("span", { className: "side" }, el("time", {}, last ? time(last.date) : ""),
      count > 0 && el("span", { className: "count", "aria-label": `${count} unread` }, String(count))));
  return el("li", {}, button);
}

const botName = () => texts[`name.${page.person().language_code}`] || texts["name."] || page.bot.first_name;
const chatTitle = (chat) => (chat.type === "private" ? botName() : chat.title);
const chatAvatar = (chat) => (chat.type === "private"
  ? avatar(page.bot)
  : el("span", { className: `avatar ${colourOf(chat.id)}`, "aria-hidden": "true" }, chat.title.slice(0, 1)));

/** The chats a message can be forwarded to. */
function otherChats() {
  const mine = people.find((each) => each.user.id === page.me).chats;
  return mine.filter((each) => each.id !== page.chat).map((each) => ({ id: each.id, title: chatTitle(each) }));
}

function becomes(id) {
  page.me = id;
  const mine = people.find((each) => each.user.id === id).chats;
  opens(mine.some((chat) => chat.id === page.chat) ? page.chat : mine[0].id, { stay: true });
  $("people").querySelector("input:checked").focus();
}

function opens(id, { stay = false } = {}) {
  page.chat = id;
  unread.delete(`${page.me}:${id}`);
  clearContext();
  if (!stay) $("app").dataset.view = "chat";
  showAll();
  if (!stay && !page.narrow()) $("text").focus();
}

function showHeader() {
  const chat = people.find((each) => each.user.id === page.me).chats.find((each) => each.id === page.chat);
  $("chat-title").textContent = chatTitle(chat);
  const shown = chatAvatar(chat);
  $("chat-avatar").className = shown.className;
  $("chat-avatar").replaceChildren(...shown.childNodes);
  setStatus("");
  $("text").placeholder = `Message as ${page.person().first_name}`;
}

function setStatus(words) {
  const chat = people.find((each) => each.user.id === page.me).chats.find((each) => each.id === page.chat);
  const rest = chat.members ? `${chat.members.length} members` : "bot";
  $("chat-status").textContent = words ? `${words}…` : rest;
  $("chat-status").classList.toggle("busy", words !== "");
}

// ---- the log

function showLog() {
  const groups = grouped(page.messages());
  $("log").replaceChildren(...groups.flatMap((group, index) => {
    const newDay = index === 0 || day(group[0].date) !== day(groups[index - 1][0].date);
    const item = bubble(group, page.me, on);
    return newDay ? [service(day(group[0].date), `day-${group[0].date}`), item] : [item];
  }));
  if (groups.length === 0) $("log").append(welcome());
  toEnd();
}

function grouped(messages) {
  const groups = new Map();
  for (const message of messages) groups.set(keyOf(message), [...(groups.get(keyOf(message)) ?? []), message]);
  return [...groups.values()];
}

function welcome() {
  const language = page.person().language_code;
  const about = texts[`description.${language}`] || texts["description."] || "";
  const start = el("button", { type: "button", className: "primary", onclick: () => on.command("/start") }, "Start");
  return el("li", { className: "welcome" },
    el("div", {}, el("span", { className: "big" }, icon("shield")), el("h3", {}, page.isGroup() ? "A group with the bot" : botName()),
      about && !page.isGroup() && el("p", {}, formatted(about)),
      el("p", { className: "hint" }, "Ask a question, drop a picture here, or send one of the sample pictures."),
      page.isGroup() ? "" : start));
}

function redraw(message) {
  const group = page.messages().filter((each) => keyOf(each) === keyOf(message));
  const old = $("log").querySelector(`[data-key="${CSS.escape(keyOf(message))}"]`);
  if (group.length === 0) return old?.remove();
  const item = bubble(group, page.me, on);
  if (old) return old.replaceWith(item);
  $("log").querySelector(".welcome")?.remove();
  const before = page.messages().at(-group.length - 1);
  if (!before || day(before.date) !== day(message.date)) $("log").append(service(day(message.date), `day-${message.date}`));
  return $("log").append(item);
}

const atEnd = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 120;

function toEnd() {
  $("scroll").scrollTop = $("scroll").scrollHeight;
  $("to-end").hidden = true;
}

// ---- what happens

const hear = {
  message({ chat_id, message }) {
    chats.set(chat_id, [...(chats.get(chat_id) ?? []), message]);
    if (chat_id !== page.chat || !isFor(page.me)(message)) return count(chat_id, message);
    const follow = atEnd() || message.from.id === page.me;
    if (message.from.is_bot) setStatus("");
    redraw(message);
    if (follow) toEnd(); else $("to-end").hidden = false;
    return showSidebar();
  },
  edited({ chat_id, message }) {
    replace(chat_id, numberOf(message), (old) => ({ ...message, reaction: old.reaction }));
  },
  deleted({ chat_id, message_id }) {
    const message = find(chat_id, message_id);
    chats.set(chat_id, (chats.get(chat_id) ?? []).filter((each) => numberOf(each) !== message_id));
    if (message && chat_id === page.chat) redraw(message);
    showSidebar();
  },
  reaction({ chat_id, message_id, reaction }) {
    replace(chat_id, message_id, (old) => ({ ...old, reaction }));
  },
  action({ chat_id, action }) {
    if (chat_id !== page.chat) return;
    setStatus(WORDS[action] ?? "busy");
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => setStatus(""), TYPING_MS);
  },
  answer(event) {
    const button = pressed.get(event.query_id);
    if (button) release(event.query_id); else answered.add(event.query_id);
    if (event.user_id !== page.me || !event.text) return;
    if (event.alert) { $("alert-text").textContent = event.text; $("alert").showModal(); } else toast(event.text);
  },
  inline: (event) => showInline(page, event),
  call: ({ call }) => addCall(call),
  profile: () => refreshState(),
  member: () => refreshState(),
};

const find = (chat, id) => (chats.get(chat) ?? []).find((each) => numberOf(each) === id);

function replace(chat, id, change) {
  const old = find(chat, id);
  if (!old) return;
  const changed = change(old);
  const follow = atEnd();
  chats.set(chat, chats.get(chat).map((each) => (each === old ? changed : each)));
  if (chat === page.chat && isFor(page.me)(changed)) redraw(changed);
  if (chat === page.chat && follow) toEnd();
  showSidebar();
}

function count(chat, message) {
  for (const { user, chats: theirs } of people) {
    const seen = user.id === page.me && chat === page.chat;
    if (seen || !isFor(user.id)(message) || !theirs.some((each) => each.id === chat)) continue;
    const key = `${user.id}:${chat}`;
    unread.set(key, (unread.get(key) ?? 0) + 1);
  }
  showSidebar();
}

/** Tell whether an address is a link that starts the bot. */
function startsBot(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.hostname === "t.me" && url.pathname === `/${page.bot.username}` && url.search !== "";
}

/** Do in the page what such a link does in Telegram. */
async function follow(address) {
  const { searchParams } = new URL(address);
  const group = searchParams.has("startgroup");
  const start = searchParams.get(group ? "startgroup" : "start") ?? "";
  const inGroup = people.find((each) => each.chats.some((chat) => chat.id < 0));
  if (group) page.me = people.find((each) => each.user.id === page.me).chats.some((chat) => chat.id < 0) ? page.me : inGroup.user.id;
  opens(group ? inGroup.chats.find((chat) => chat.id < 0).id : page.me);
  await on.command(group ? `/start@${page.bot.username} ${start}` : `/start ${start}`);
}

async function press(message, button, node) {
  if (button.url) return follow(button.url);
  if (button.switch_inline_query_current_chat !== undefined) return writeInline(page, button.switch_inline_query_current_chat);
  if (button.copy_text) return navigator.clipboard.writeText(button.copy_text.text).then(() => toast("Copied"));
  if (!button.callback_data) return toast("This kind of button works in Telegram only.");
  node.classList.add("pressed");
  node.setAttribute("aria-busy", "true");
  const result = await page.attempt(() =>
    act(page.chat, "press", { as: page.me, message_id: numberOf(message), data: button.callback_data }));
  if (!result || answered.delete(result.query_id)) return free(node);
  pressed.set(result.query_id, node);
  return setTimeout(() => release(result.query_id), PRESS_MS);
}

function release(query) {
  if (pressed.has(query)) free(pressed.get(query));
  pressed.delete(query);
}

function free(node) {
  node.classList.remove("pressed");
  node.removeAttribute("aria-busy");
}

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 4000);
}

// ---- start

$("back").addEventListener("click", () => { $("app").dataset.view = "list"; $("chats").querySelector("button").focus(); });
$("to-end").addEventListener("click", toEnd);
$("chat-menu").addEventListener("click", chatMenu);
setUpTheme();
// Whatever takes room from the log, the newest message stays in view if it was.
new ResizeObserver(() => { if (stuck) toEnd(); }).observe($("scroll"));
setUpMenu();
$("scroll").addEventListener("scroll", () => { stuck = atEnd(); if (stuck) $("to-end").hidden = true; });
$("log").addEventListener("load", () => { if (atEnd()) toEnd(); }, true);
setUpComposer(page);
setUpAttach(page);
await load();
listen((event) => hear[event.type]?.(event), load);
await Promise.all([setUpSamples(page), setUpPanel()]);
if (!page.narrow()) showTray(true);
document.documentElement.dataset.ready = "true";
