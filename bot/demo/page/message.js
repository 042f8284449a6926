// A message, or an album, as a bubble.

import { el, icon, size, time } from "./dom.js";
import { formatted } from "./entities.js";

export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
export const colourOf = (id) => `c${Math.abs(id) % 6}`;
export const keyOf = (message) => message.media_group_id ?? String(message.message_id);
const fileUrl = (id) => `/demo/files/${encodeURIComponent(id)}`;

/** One line that stands for a message in lists and quotes. */
export function summary(message) {
  const caption = message.text ?? message.caption ?? "";
  if (message.photo) return caption ? `Photo: ${caption}` : "Photo";
  if (message.document) return `File: ${message.document.file_name}`;
  if (message.location) return "Location";
  if (message.new_chat_members) return `${nameOf(message.from)} joined`;
  if (message.left_chat_member) return `${nameOf(message.from)} left`;
  return caption;
}

/** The list item of a group of messages (one, or an album); `on` holds what the page does. */
export function bubble(group, me, on) {
  const [first] = group;
  if (first.new_chat_members || first.left_chat_member) return service(summary(first), keyOf(first));
  const mine = first.from.id === me;
  const item = el("li", {
    className: `message ${mine ? "mine" : "theirs"}`,
    "data-key": keyOf(first),
    "data-id": first.message_id,
  });
  const inGroup = first.chat.type !== "private";
  if (inGroup && !mine) item.append(avatar(first.from));
  item.append(el("div", { className: "stack" }, body(group, inGroup && !mine, mine, on), keyboard(group.at(-1), on)));
  return item;
}

export const service = (text, key) => el("li", { className: "service", "data-key": key }, el("span", {}, text));

export function avatar(user) {
  return el("span", { className: `avatar ${colourOf(user.id)}`, "aria-hidden": "true" },
    user.is_bot ? icon("shield") : user.first_name.slice(0, 1));
}

function body(group, named, mine, on) {
  const first = group[0];
  const text = group.find((each) => each.text || each.caption);
  const media = group.some((each) => each.photo);
  return el("article", { className: `bubble${media ? " media" : ""}${media && !text ? " bare" : ""}`, "aria-label": spoken(first, mine) },
    named && el("p", { className: `sender ${colourOf(first.from.id)}` }, nameOf(first.from)),
    first.via_bot && el("p", { className: "via" }, `via @${first.via_bot.username}`),
    first.forward_origin && el("p", { className: "via" }, `Forwarded from ${nameOf(first.forward_origin.sender_user)}`),
    first.reply_to_message && quote(first.reply_to_message, on),
    media && photos(group),
    group.filter((each) => each.document).map((each) => file(each.document)),
    first.location && place(first.location),
    text && el("div", { className: "text", dir: "auto" },
      formatted(text.text ?? text.caption, text.entities ?? text.caption_entities, on.command), foot(group, mine)),
    !text && foot(group, mine),
    more(group, mine, on));
}

const spoken = (message, mine) => `${mine ? "You" : nameOf(message.from)}, ${time(message.date)}`;

function quote(replied, on) {
  return el("button", { type: "button", className: `quote ${colourOf(replied.from.id)}`, onclick: () => on.jump(replied) },
    el("strong", {}, nameOf(replied.from)), el("span", {}, summary(replied)));
}

function photos(group) {
  const shown = group.filter((each) => each.photo);
  return el("div", { className: `photos n${Math.min(shown.length, 4)}` }, shown.map((message) => {
    const largest = message.photo.at(-1);
    const image = el("img", {
      src: fileUrl(largest.file_id), width: largest.width, height: largest.height, alt: message.caption ?? "Photo",
    });
    return el("a", { href: fileUrl(largest.file_id), target: "_blank", rel: "noopener", "aria-label": "Open the photo" }, image);
  }));
}

function file(document) {
  const suffix = (document.file_name ?? "").split(".").pop().slice(0, 4);
  return el("a", {
    className: "file", href: fileUrl(document.file_id), download: document.file_name ?? "file",
    "aria-label": `Save ${document.file_name}, ${size(document.file_size)}`,
  }, el("span", { className: "badge" }, icon("down"), el("small", {}, suffix)),
  el("span", { className: "about" }, el("strong", {}, document.file_name ?? "file"),
    el("small", {}, `${size(document.file_size)} · save`)));
}

function place({ latitude, longitude }) {
  return el("p", { className: "place" }, icon("pin"), `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
}

function foot(group, mine) {
  const last = group.at(-1);
  const reactions = group.flatMap((each) => each.reaction ?? []);
  return el("footer", {},
    reactions.map((each) => el("span", { className: "reaction", "aria-label": `Reaction ${each.emoji}` }, each.emoji)),
    el("span", { className: "when" }, last.edit_date ? "edited " : "", time(last.date)),
    mine && el("span", { className: "ticks", "aria-hidden": "true" }, "✓✓"));
}

function more(group, mine, on) {
  return el("button", {
    type: "button", className: "icon more", "aria-label": "Reply, edit, forward or delete", "aria-haspopup": "menu",
    onclick: (event) => on.menu(group, mine, event.currentTarget),
  }, icon("more"));
}

function keyboard(message, on) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div", { className: "keyboard", role: "group", "aria-label": "Buttons" },
    rows.map((row) => el("div", {}, row.map((button) => key(button, message, on)))));
}

function key(button, message, on) {
  if (button.url) {
    const safe = /^https?:/i.test(button.url) ? button.url : undefined;
    return el("a", { className: "key", href: safe, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  }
  const press = (event) => on.press(message, button, event.currentTarget);
  return el("button", { type: "button", className: "key", onclick: press }, button.text);
}
