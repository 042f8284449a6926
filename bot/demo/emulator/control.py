"""The control API under `/demo/`: what the page and tests in any language use. JSON in and out.

| route | does |
| --- | --- |
| GET state, chats/ID/messages, calls?after=N&method=M | people and chats, a chat, the raw calls |
| GET events | everything that happens, as server-sent events |
| GET files/ID | a file as the person would save it |
| GET files/ID/thumbnail | a small picture of it; empty where it is none |
| GET samples, samples/NAME | the drawn sample pictures |
| POST chats/ID/ACTION | what person `as` does: `files` (multipart), or a key of `ACTIONS` |
| POST faults, DELETE faults | arm one fault (fields of `Fault`), disarm all |
| POST updates | queue raw updates, for load tests |
| POST clock | move time on by `seconds` |
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.demo import samples
from bot.demo.emulator.errors import ApiError, Json, bad_request
from bot.demo.emulator.files import encode_thumbnail
from bot.demo.emulator.people import Attachment, Person
from bot.demo.emulator.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# A file of a stranger's must not run as a page of ours, whatever it claims to be.
SAFE_FILE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}


class Control:
    """The routes of the control API of one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/demo/state", self.state),
            web.get("/demo/events", self.events),
            web.get("/demo/calls", self.calls),
            web.get("/demo/files/{id}", self.file),
            web.get("/demo/files/{id}/thumbnail", self.thumbnail),
            web.get("/demo/samples", self.samples),
            web.get("/demo/samples/{name}", self.sample),
            web.get("/demo/chats/{chat}/messages", self.messages),
            web.post("/demo/chats/{chat}/files", _answering(self.send_files)),
            web.post("/demo/chats/{chat}/{action}", _answering(self.act)),
            web.post("/demo/faults", _answering(self.arm)),
            web.delete("/demo/faults", self.disarm),
            web.post("/demo/updates", _answering(self.push)),
            web.post("/demo/clock", _answering(self.advance)),
        ]

    async def state(self, _: web.Request) -> web.Response:
        """Return the bot, the people with their chats, and the bot's commands."""
        world = self._world
        people = [
            {
                "user": user,
                "role": world.chats.roles[user_id],
                "chats": self._chats_of(user_id),
            }
            for user_id, user in world.chats.people.items()
        ]
        commands = [
            {"scope": json.loads(scope), "language": language, "commands": each}
            for (scope, language), each in world.profile.commands.items()
        ]
        texts = {f"{field}.{lang}": text for (field, lang), text in world.profile.texts.items()}
        return web.json_response(
            {"bot": world.me(), "people": people, "commands": commands, "texts": texts}
        )

    def _chats_of(self, user_id: int) -> list[Json]:
        chats = self._world.chats
        groups = [
            {**group.chat, "members": [m.json() for m in group.members.values() if m.present]}
            for group in chats.groups.values()
            if (member := group.member(user_id)) and member.present
        ]
        return [chats.chat(user_id), *groups]

    async def messages(self, request: web.Request) -> web.Response:
        """Return a chat, oldest first, each message with the bot's reaction."""
        chat_id = int(request.match_info["chat"])
        found = self._world.messages.all(chat_id)
        reactions = self._world.messages.reactions
        return web.json_response(
            [
                {"message": each, "reaction": reactions.get((chat_id, each["message_id"]), [])}
                for each in found
            ]
        )

    async def calls(self, request: web.Request) -> web.Response:
        """Return the raw calls after number `after`, of one `method` if it is named."""
        after = int(request.query.get("after", "0"))
        found = self._world.calls.all(request.query.get("method"), after=after)
        return web.json_response([each.json() for each in found])

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream events (WHATWG HTML, server-sent events), one JSON object each."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b": listening\n\n")
        listener = self._world.events.listen()
        try:
            async for event in listener.stream():
                await response.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            listener.stop()
        return response

    async def file(self, request: web.Request) -> web.Response:
        """Return a file: photos to be shown, documents to be saved."""
        try:
            file = self._world.files.get(request.match_info["id"])
        except ApiError as error:
            return web.json_response(error.body(), status=404)
        if file.path.startswith("photos/"):
            return web.Response(body=file.data, content_type="image/jpeg", headers=SAFE_FILE)
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(
            body=file.data,
            content_type="application/octet-stream",
            headers={**SAFE_FILE, "Content-Disposition": disposition},
        )

    async def thumbnail(self, request: web.Request) -> web.Response:
        """Return a small JPEG of a picture sent as file, as Telegram makes one."""
        try:
            file = self._world.files.get(request.match_info["id"])
        except ApiError as error:
            return web.json_response(error.body(), status=404)
        small = await asyncio.to_thread(encode_thumbnail, file.data)
        if small is None:
            return web.Response(status=204)
        return web.Response(body=small, content_type="image/jpeg", headers=SAFE_FILE)

    async def samples(self, _: web.Request) -> web.Response:
        """Return name, title and note of each sample picture."""
        return web.json_response(
            [
                {"name": each.name, "title": each.title, "note": each.note}
                for each in samples.all_samples()
            ]
        )

    async def sample(self, request: web.Request) -> web.Response:
        """Return a sample for its thumbnail in the page."""
        found = samples.find(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.data, content_type=found.type, headers=SAFE_FILE)

    async def act(self, request: web.Request) -> Any:
        """Do one thing as the person `as`."""
        body = await _body(request)
        person = self._person(int(body["as"]), request)
        action = ACTIONS.get(request.match_info["action"])
        if action is None:
            raise ApiError(404, "Not Found: no such action")
        return await action(person, body)

    async def send_files(self, request: web.Request) -> list[Json]:
        """Send the uploaded files as the person `as`; `how` is photo or file."""
        fields: dict[str, str] = {}
        files: list[Attachment] = []
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            if part.filename is None:
                fields[part.name] = await part.text()
            else:
                kind = part.headers.get("Content-Type", "application/octet-stream")
                files.append((part.filename, kind, bytes(await part.read())))
        person = self._person(int(fields["as"]), request)
        return await person.send_album(
            files,
            photos=fields.get("how") == "photo",
            caption=fields.get("caption", ""),
            reply_to=_number(fields, "reply_to"),
        )

    async def arm(self, request: web.Request) -> bool:
        """Arm one fault."""
        self._world.faults.add_json(await _body(request))
        return True

    async def disarm(self, _: web.Request) -> web.Response:
        """Disarm all faults."""
        self._world.faults.clear()
        return web.json_response({"ok": True})

    async def push(self, request: web.Request) -> list[int | None]:
        """Queue raw updates, each `{kind: payload}`."""
        body = await request.json()
        return [self._world.updates.push(*next(iter(update.items()))) for update in body]

    async def advance(self, request: web.Request) -> int:
        """Move the clock on; returns the new time."""
        self._world.clock.advance(float((await _body(request))["seconds"]))
        return self._world.clock.now()

    def _person(self, user_id: int, request: web.Request) -> Person:
        if user_id not in self._world.chats.people:
            raise bad_request("no such person")
        return Person(
            self._world, self._world.chats.people[user_id], int(request.match_info["chat"])
        )


async def _write(person: Person, body: Json) -> Json:
    return person.write(str(body["text"]), reply_to=_number(body, "reply_to"))


async def _sample(person: Person, body: Json) -> Json:
    found = samples.find(str(body["name"]))
    if found is None:
        raise bad_request("no such sample")
    if body.get("how") == "photo":
        return await person.send_photo(found.data)
    return person.send_document(found.name, found.data, kind=found.type)


async def _press(person: Person, body: Json) -> Json:
    return {"query_id": person.press(int(body["message_id"]), str(body["data"])).id}


async def _edit(person: Person, body: Json) -> Json:
    return person.edit(int(body["message_id"]), str(body["text"]))


async def _delete(person: Person, body: Json) -> bool:
    person.delete(int(body["message_id"]))
    return True


async def _forward(person: Person, body: Json) -> Json:
    return person.forward(int(body["from_chat_id"]), int(body["message_id"]))


async def _inline(person: Person, body: Json) -> Json:
    return {"query_id": person.ask_inline(str(body["query"])).id}


async def _choose(person: Person, body: Json) -> Json:
    return person.choose(dict(body["result"]))


async def _block(person: Person, _: Json) -> bool:
    person.block()
    return True


async def _join(person: Person, _: Json) -> Json:
    return person.join()


async def _leave(person: Person, _: Json) -> Json:
    return person.leave()


ACTIONS: dict[str, Callable[[Person, Json], Awaitable[Any]]] = {
    "text": _write, "sample": _sample, "press": _press, "edit": _edit, "delete": _delete,
    "forward": _forward, "inline": _inline, "choose": _choose, "join": _join, "leave": _leave,
    "block": _block,
}  # fmt: skip


def _answering(action: Callable[[web.Request], Awaitable[Any]]) -> Handler:
    """Wrap an action's result or refusal into the Bot API's answer shape."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return web.json_response({"ok": True, "result": await action(request)})
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        except (KeyError, TypeError, ValueError) as error:
            body = bad_request(f"bad field: {error}").body()
            return web.json_response(body, status=400)

    return handle


async def _body(request: web.Request) -> Json:
    body = await request.json()
    if not isinstance(body, dict):
        raise bad_request("expected a JSON object")
    return body


def _number(fields: dict[str, Any], name: str) -> int | None:
    value = fields.get(name)
    return int(value) if value else None
