// The side panel: every call the bot made, for the curious.

import { $, el, icon } from "./dom.js";
import { get } from "./api.js";

const MOST = 200;

export async function setUpPanel() {
  $("show-calls").addEventListener("click", () => show($("calls").hidden));
  $("calls").addEventListener("keydown", (event) => { if (event.key === "Escape") $("hide-calls").click(); });
  $("hide-calls").addEventListener("click", () => { show(false); $("show-calls").focus(); });
  for (const call of (await get("calls")).slice(-MOST)) addCall(call);
}

function show(open) {
  $("calls").hidden = !open;
  $("show-calls").setAttribute("aria-expanded", String(open));
  if (open) $("hide-calls").focus();
}

export function addCall(call) {
  const ok = call.status === 200;
  const uploads = Object.entries(call.uploads).map(([name, upload]) => [name, upload]);
  $("call-list").prepend(el("li", {}, el("details", {},
    el("summary", {},
      el("span", { className: ok ? "ok" : "bad" }, ok ? "200" : String(call.status)),
      el("code", {}, call.method), el("span", { className: "gist" }, gist(call.params)), el("small", {}, `${call.ms} ms`)),
    part("Parameters", readable(call.params)),
    uploads.length > 0 && part("Uploads", Object.fromEntries(uploads)),
    part(ok ? "Result" : "Refused", ok ? call.result : call.error))));
  while ($("call-list").children.length > MOST) $("call-list").lastChild.remove();
}

const part = (title, value) => [el("h3", {}, title), el("pre", { tabIndex: 0 }, JSON.stringify(value, null, 1))];

/** The few words by which one finds a call again. */
const gist = (params) => String(params.text ?? params.caption ?? params.action ?? params.name ?? params.language_code ?? "")
  .replace(/<[^>]+>/g, "").slice(0, 60);

/** Parameters come as JSON strings in a form: shown as what they mean. */
function readable(params) {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, parsed(value)]));
}

function parsed(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try { return JSON.parse(value); } catch { return value; }
}
