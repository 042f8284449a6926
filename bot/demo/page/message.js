// A message, or an album, as a bubble.

import { el, icon, size, time } from "./dom.js";
import { formatted } from "./entities.js";

let botName = "";
/** Telegram shows a bot's name in the language of whoever looks. */
export const callBot = (name) => { botName = name; };
export const nameOf = (user) => (user.is_bot && botName) || [user.first_name, user.last_name].filter(Boolean).join(" ");
/** What a message is found by: those that one person alone sees all have the number 0 on Telegram. */
export const numberOf = (message) => message.message_id || -message.ephemeral_message_id;
export const colourOf = (id) => `c${Math.abs(id) % 6}`;
export const keyOf = (message) => message.media_group_id ?? String(numberOf(message));
const fileUrl = (id) => `/demo/files/${encodeURIComponent(id)}`;

/** One line that stands for a message in lists and quotes. */
export function summary(message) {
  const caption = message.text ?? message.caption ?? "";
  if (message.photo) return caption ? `Photo: ${caption}` : "Photo";
  if (message.animation) return "GIF";
  if (message.video) return "Video";
  if (message.sticker) return `Sticker ${message.sticker.emoji ?? ""}`;
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
    "data-id": numberOf(first),
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
  const alone = first.receiver_user;
  const kind = `bubble${media ? " media" : ""}${media && !text ? " bare" : ""}${alone ? " alone" : ""}`;
  return el("article", { className: kind, "aria-label": spoken(first, mine) },
    alone && el("p", { className: "whisper" }, icon("eye"), "Only you can see this"),
    named && el("p", { className: `sender ${colourOf(first.from.id)}` }, nameOf(first.from)),
    first.via_bot && el("p", { className: "via" }, `via @${first.via_bot.username}`),
    first.forward_origin && el("p", { className: "via" }, `Forwarded from ${nameOf(first.forward_origin.sender_user)}`),
    first.reply_to_message && quote(first.reply_to_message, on),
    media && photos(group),
    group.map((each) => each.animation ?? each.video ?? each.document).filter(Boolean).map(file),
    first.sticker && el("p", { className: "sticker" }, first.sticker.emoji ?? "Sticker"),
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
  }, badge(document, suffix),
  el("span", { className: "about" }, el("strong", {}, document.file_name ?? "file"),
    el("small", {}, `${size(document.file_size)} · save`)));
}

/** The picture of a file, as Telegram shows it; what cannot be shown is a mark with its ending. */
function badge(document, suffix) {
  const plain = el("span", { className: "badge" }, icon(document.duration ? "play" : "down"), el("small", {}, suffix));
  if (!(document.mime_type ?? "").startsWith("image/")) return plain;
  const image = el("img", { className: "thumbnail", src: `${fileUrl(document.file_id)}/thumbnail`, alt: "", width: 72, height: 72 });
  image.addEventListener("error", () => image.replaceWith(plain));
  return image;
}

/** A map without streets: nobody is asked for one, so that no place leaves this machine. */
function place({ latitude, longitude }) {
  return el("div", { className: "place" }, el("span", { className: "map", "aria-hidden": "true" }, icon("pin")),
    el("span", {}, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`),
    el("small", {}, "Telegram shows a map here."));
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
  if (button.url && !on.link(button.url)) {
    const safe = /^https?:/i.test(button.url) ? button.url : undefined;
    return el("a", { className: "key", href: safe, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  }
  const press = (event) => on.press(message, button, event.currentTarget);
  return el("button", { type: "button", className: "key", onclick: press }, button.text);
}
