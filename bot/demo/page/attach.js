// Files from the picker, the clipboard or dropped on the chat: a look before they are sent.

import { sendFiles } from "./api.js";
import { takeReply } from "./composer.js";
import { $, el, size } from "./dom.js";

const MOST = 10;
let chosen = [];

export function setUpAttach(page) {
  $("attach").addEventListener("click", () => $("files").click());
  $("files").addEventListener("change", () => { offer([...$("files").files]); $("files").value = ""; });
  $("text").addEventListener("paste", (event) => {
    if (event.clipboardData.files.length > 0) { event.preventDefault(); offer([...event.clipboardData.files]); }
  });
  $("attach-dialog").addEventListener("close", () => finish(page));
  setUpDrop();
}

function setUpDrop() {
  const chat = $("chat");
  let inside = 0;
  const show = (step) => { inside += step; $("drop").hidden = inside <= 0; };
  chat.addEventListener("dragenter", (event) => { event.preventDefault(); show(1); });
  chat.addEventListener("dragleave", () => show(-1));
  chat.addEventListener("dragover", (event) => event.preventDefault());
  chat.addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    $("drop").hidden = true;
    offer([...event.dataTransfer.files]);
  });
}

function offer(files) {
  if (files.length === 0) return;
  chosen = files.slice(0, MOST);
  const more = files.length > MOST ? ` (of ${files.length}: an album holds ten)` : "";
  $("attach-title").textContent = chosen.length === 1 ? "Send one file" : `Send ${chosen.length} files${more}`;
  $("attach-list").replaceChildren(...chosen.map(preview));
  $("attach-dialog").returnValue = "cancel";
  $("attach-dialog").showModal();
}

function preview(file) {
  const picture = file.type.startsWith("image/") ? el("img", { src: URL.createObjectURL(file), alt: "" }) : el("span", { className: "torn" }, "?");
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  return el("li", {}, picture, el("span", {}, file.name, el("small", {}, size(file.size))));
}

async function finish(page) {
  if ($("attach-dialog").returnValue !== "send") return;
  const how = document.querySelector("input[name=how]:checked").value;
  const fields = { as: page.me, how, caption: $("caption").value, reply_to: takeReply() };
  $("caption").value = "";
  await page.attempt(() => sendFiles(page.chat, fields, chosen));
}
