"""What people do: they write, send pictures, press buttons, and the bot gets updates of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.demo.emulator.chats import Member
from bot.demo.emulator.errors import ApiError, Json, bad_request
from bot.demo.emulator.files import UPLOAD_LIMIT, encode_photo
from bot.demo.emulator.markup import detect, trim
from bot.demo.emulator.messages import album_id, content_of, quoted
from bot.demo.emulator.methods.chats import member_change
from bot.demo.emulator.methods.content import TEXT_LIMIT, chosen, keyboard_of
from bot.demo.emulator.methods.sending import origin
from bot.demo.emulator.world import Query, World

# Who stands as the sender of what is written as the group or as a channel (Bot API, Message.from).
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
AS_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
Attachment = tuple[str, str, bytes]  # file name, MIME type as the client claims it, bytes


class Person:
    """Somebody in one chat: their private chat with the bot, or a group they are in."""

    def __init__(self, world: World, user: Json, chat_id: int | None = None) -> None:
        self._world = world
        self.user = user
        self.chat_id: int = user["id"] if chat_id is None else chat_id

    def write(self, text: str, *, reply_to: int | None = None) -> Json:
        """Send a text; one too long for a message goes as several, as clients do."""
        plain, _ = trim(text, [])
        if not plain:
            raise bad_request("message text is empty")
        parts = [plain[at : at + TEXT_LIMIT] for at in range(0, len(plain), TEXT_LIMIT)]
        for part in parts:
            entities = detect(part, [])
            content = {"text": part, **({"entities": entities} if entities else {})}
            message = self._post("can_send_messages", {**self._reply(reply_to), **content})
        return message

    def send_document(
        self,
        name: str,
        data: bytes,
        *,
        kind: str = "application/octet-stream",
        caption: str = "",
        reply_to: int | None = None,
        size: int | None = None,
    ) -> Json:
        """Send a file, byte for byte; `size` makes Telegram claim a wrong one."""
        document = self._document((name, kind, data), size)
        return self._send([document], "can_send_documents", caption, reply_to)[0]

    async def send_photo(
        self, data: bytes, *, caption: str = "", reply_to: int | None = None
    ) -> Json:
        """Send a picture as photo: re-encoded, without metadata."""
        photo = await self._photo(data)
        return self._send([photo], "can_send_photos", caption, reply_to)[0]

    async def send_album(
        self,
        files: Sequence[Attachment],
        *,
        photos: bool = False,
        caption: str = "",
        reply_to: int | None = None,
    ) -> list[Json]:
        """Send 1 to 10 files together, as documents or as photos; the first has the caption."""
        if not 1 <= len(files) <= 10:
            raise bad_request("an album has up to 10 files")
        if photos:
            contents = [await self._shown(file) for file in files]
        else:
            contents = [self._document(file) for file in files]
        permission = "can_send_photos" if photos else "can_send_documents"
        return self._send(contents, permission, caption, reply_to)

    def press(self, message_id: int, data: str) -> Query:
        """Press the inline button of a message that carries `data`.

        `message_id` is `messages.number`: negative for one that this person alone sees.
        """
        message = self._message(message_id)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if not any(button.get("callback_data") == data for row in rows for button in row):
            raise bad_request("the message has no such button any more")
        query = self._world.query(self.user["id"])
        callback = {
            "id": query.id,
            "from": self.user,
            "message": message,
            "chat_instance": str(abs(self.chat_id) * 31),
            "data": data,
        }
        self._world.updates.push("callback_query", callback)
        return query

    def send(self, content: Json, permission: str = "can_send_other_messages") -> Json:
        """Send any other content as it stands in a `Message`: a sticker, a video, a contact."""
        return self._post(permission, content)

    def edit(self, message_id: int, text: str) -> Json:
        """Change the text (or caption) of a message of one's own."""
        message = self._own(message_id)
        plain, _ = trim(text, [])
        key = "text" if "text" in message else "caption"
        if not plain and key == "text":
            raise bad_request("message text is empty")
        content = {**content_of(message), key: plain, _entities(key): detect(plain, [])}
        changed = self._world.messages.change(
            message, {name: value for name, value in content.items() if value}
        )
        if self._world.sees(changed):
            self._world.updates.push("edited_message", changed)
        return changed

    def delete(self, message_id: int) -> None:
        """Delete a message of one's own; bots are not told."""
        self._world.messages.remove(self.chat_id, self._own(message_id)["message_id"])

    def forward(self, from_chat_id: int, message_id: int) -> Json:
        """Bring a message from another chat (or this one) here."""
        message = self._world.messages.get(from_chat_id, message_id)
        if message is None:
            raise bad_request("message to forward not found")
        content = {**content_of(message), "forward_origin": origin(message)}
        return self._post("can_send_messages", content)

    def ask_inline(self, text: str) -> Query:
        """Type `@bot text` into the input field."""
        query = self._world.query(self.user["id"])
        place = "supergroup" if self.chat_id in self._world.chats.groups else "sender"
        body = {"id": query.id, "from": self.user, "query": text, "offset": ""}
        self._world.updates.push("inline_query", {**body, "chat_type": place})
        return query

    def choose(self, result: Json) -> Json:
        """Send one of the inline results, an article or anything with a message text."""
        shown = {**chosen(result), **keyboard_of(result)}
        return self._post("can_send_messages", {**shown, "via_bot": self._world.bot})

    def join(self) -> Json:
        """Come into the group."""
        group = self._world.chats.group(self.chat_id)
        old = group.member(self.user["id"]) or Member(self.user, "left")
        if old.status == "kicked":
            raise bad_request("this person is banned here")
        new = self._world.chats.join(self.chat_id, self.user)
        self._tell(member_change(self._world, group, old, new, by=self.user))
        return self._service({"new_chat_members": [self.user]})

    def leave(self) -> Json:
        """Go out of the group."""
        group = self._world.chats.group(self.chat_id)
        message = self._service({"left_chat_member": self.user})
        old, new = self._world.chats.change(self.chat_id, self.user["id"], status="left")
        self._tell(member_change(self._world, group, old, new, by=self.user))
        return message

    def _tell(self, change: Json) -> None:
        self._world.updates.push("chat_member", change)
        member = change["new_chat_member"]
        self._world.events.publish("member", chat_id=self.chat_id, member=member)

    def invite_bot(self) -> None:
        """Bring the bot into the group as an administrator, or tell it once more that it is."""
        world, bot = self._world, self._world.bot
        group = world.chats.group(self.chat_id)
        new = world.chats.join(self.chat_id, bot, "administrator")
        change = member_change(world, group, Member(bot, "left"), new, by=self.user)
        world.updates.push("my_chat_member", change)

    def block(self) -> None:
        """Block the bot; writing to it again unblocks it."""
        self._world.chats.blocked.add(self.user["id"])

    def _service(self, content: Json) -> Json:
        chat = self._world.chats.chat(self.chat_id)
        message = self._world.messages.add(chat, self.user, content)
        self._world.updates.push("message", message)
        return message

    def _send(
        self, contents: list[Json], permission: str, caption: str, reply_to: int | None
    ) -> list[Json]:
        """Post files, as an album where there are several."""
        shared = self._reply(reply_to)
        if len(contents) > 1:
            shared["media_group_id"] = album_id()
        if caption:
            contents = [{**contents[0], "caption": caption}, *contents[1:]]
        return [self._post(permission, {**shared, **content}) for content in contents]

    def _post(self, permission: str, content: Json) -> Json:
        world, user_id = self._world, self.user["id"]
        if not world.chats.may_send(self.chat_id, user_id, permission, world.clock.now()):
            raise ApiError(403, "Forbidden: this person may not send that here")
        if self.chat_id == user_id:
            world.chats.started.add(user_id)
            world.chats.blocked.discard(user_id)
        sender = self._sender(content)
        message = world.messages.add(world.chats.chat(self.chat_id), sender, content)
        world.tell(message)
        return message

    def _sender(self, content: Json) -> Json:
        """Return who stands as the sender: somebody's content may name a chat to write as."""
        posted_as = content.get("sender_chat")
        if posted_as is None:
            return self.user
        if posted_as["id"] in self._world.chats.group(self.chat_id).banned_chats:
            raise ApiError(403, "Forbidden: nobody may write as this channel here")
        return ANONYMOUS if posted_as["id"] == self.chat_id else AS_CHANNEL

    def _reply(self, message_id: int | None) -> Json:
        if message_id is None:
            return {}
        return {"reply_to_message": quoted(self._message(message_id))}

    def _message(self, message_id: int) -> Json:
        message = self._world.messages.get(self.chat_id, message_id)
        if message is None or not self._sees(message):
            raise bad_request("message not found")
        return message

    def _sees(self, message: Json) -> bool:
        """Tell whether a message is for everybody, for this person alone, or from them."""
        alone = message.get("receiver_user")
        return alone is None or self.user["id"] in {alone["id"], message["from"]["id"]}

    def _own(self, message_id: int) -> Json:
        message = self._message(message_id)
        if message["from"]["id"] != self.user["id"]:
            raise ApiError(403, "Forbidden: not a message of this person")
        return message

    def _document(self, file: Attachment, size: int | None = None) -> Json:
        name, kind, data = file
        if not data:
            raise bad_request("file must be non-empty")
        return {"document": self._world.files.add(name, kind, data, size=size).document()}

    async def _shown(self, file: Attachment) -> Json:
        """Return a file as clients send it for viewing: videos stay such, GIFs become some."""
        _, kind, data = file
        if not kind.startswith("video/") and kind != "image/gif":
            return await self._photo(data)
        document = self._document(file)["document"]
        video = {**document, "width": 320, "height": 240, "duration": 3}
        if kind == "image/gif":
            return {"animation": video, "document": document}
        return {"video": video}

    async def _photo(self, data: bytes) -> Json:
        if len(data) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        encoded = await asyncio.to_thread(encode_photo, data)
        return {"photo": self._world.files.add_photo(encoded)}


def _entities(key: str) -> str:
    return "entities" if key == "text" else "caption_entities"
