// The emulator's control API (bot/demo/emulator/control.py).

async function answer(response) {
  const body = await response.json();
  if (body.ok === false) throw new Error(body.description);
  return body;
}

export const get = async (path) => answer(await fetch(`/demo/${path}`));

export async function act(chat, action, body) {
  const response = await fetch(`/demo/chats/${chat}/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answer(response)).result;
}

export async function sendFiles(chat, fields, files) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) if (value) form.append(key, value);
  for (const file of files) form.append("file", file, file.name);
  const response = await fetch(`/demo/chats/${chat}/files`, { method: "POST", body: form });
  return (await answer(response)).result;
}

/** Call `hear` with every event; `reopened` runs when the stream comes back after a break. */
export function listen(hear, reopened) {
  const source = new EventSource("/demo/events");
  let broken = false;
  source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  source.addEventListener("error", () => { broken = true; });
  source.addEventListener("open", () => { if (broken) reopened(); broken = false; });
}
