"""Messages of all chats: numbered per chat, changed by replacement, so that a queued update keeps
what it was when it was queued. A message that one person alone sees has the number 0 on Telegram
and one of its own beside it; here it lies under that one, negated (`number`)."""

from __future__ import annotations

import secrets
from collections import defaultdict

from bot.demo.emulator.errors import Json
from bot.demo.emulator.events import Clock, Events

DELETABLE_SECONDS = 48 * 3600
CONTENT = (
    "text", "entities", "caption", "caption_entities", "photo", "document", "location",
    "video", "animation", "sticker", "voice", "has_media_spoiler", "link_preview_options",
)  # fmt: skip


class Messages:
    """Every message as the Bot API's `Message`, by chat and number."""

    def __init__(self, clock: Clock, events: Events) -> None:
        self._clock = clock
        self._events = events
        self._chats: defaultdict[int, dict[int, Json]] = defaultdict(dict)
        self._last: defaultdict[int, int] = defaultdict(int)
        self._last_ephemeral = 0
        self.reactions: dict[tuple[int, int], list[Json]] = {}

    def add(self, chat: Json, sender: Json, content: Json) -> Json:
        """Post a message; returns it with its number and date."""
        chat_id = chat["id"]
        self._last[chat_id] += 1
        message = {
            "message_id": self._last[chat_id],
            "from": sender,
            "chat": chat,
            "date": self._clock.now(),
            **content,
        }
        self._chats[chat_id][message["message_id"]] = message
        self._events.publish("message", chat_id=chat_id, message=message)
        return message

    def add_ephemeral(self, chat: Json, sender: Json, receiver: Json, content: Json) -> Json:
        """Post a message for `receiver` alone (Bot API 10.2, ephemeral messages)."""
        self._last_ephemeral += 1
        message = {
            "message_id": 0,
            "ephemeral_message_id": self._last_ephemeral,
            "receiver_user": receiver,
            "from": sender,
            "chat": chat,
            "date": self._clock.now(),
            **content,
        }
        self._chats[chat["id"]][number(message)] = message
        self._events.publish("message", chat_id=chat["id"], message=message)
        return message

    def get(self, chat_id: int, message_id: int) -> Json | None:
        """Return a message that still exists."""
        return self._chats[chat_id].get(message_id)

    def all(self, chat_id: int) -> list[Json]:
        """Return a chat's messages, oldest first."""
        return list(self._chats[chat_id].values())

    def change(self, message: Json, content: Json, *, edited: bool = True) -> Json:
        """Replace a message's content; what `content` leaves out of CONTENT is dropped."""
        kept = {key: value for key, value in message.items() if key not in CONTENT}
        kept.pop("reply_markup", None)
        changed = {**kept, **content}
        if edited:
            changed["edit_date"] = self._clock.now()
        chat_id = message["chat"]["id"]
        self._chats[chat_id][number(message)] = changed
        self._events.publish("edited", chat_id=chat_id, message=changed)
        return changed

    def remove(self, chat_id: int, message_id: int) -> bool:
        """Delete a message; tells whether there was one."""
        if self._chats[chat_id].pop(message_id, None) is None:
            return False
        self._events.publish("deleted", chat_id=chat_id, message_id=message_id)
        return True

    def react(self, chat_id: int, message_id: int, reaction: list[Json]) -> None:
        """Set the bot's reactions on a message."""
        self.reactions[chat_id, message_id] = reaction
        self._events.publish("reaction", chat_id=chat_id, message_id=message_id, reaction=reaction)

    def fresh(self, message: Json) -> bool:
        """Tell whether a bot may still delete it (Bot API, deleteMessage: 48 hours)."""
        return self._clock.now() - int(message["date"]) < DELETABLE_SECONDS


def number(message: Json) -> int:
    """Return what a message is found by in its chat."""
    return int(message["message_id"] or -message["ephemeral_message_id"])


def content_of(message: Json) -> Json:
    """Return what a copy of a message shows."""
    return {key: message[key] for key in CONTENT if key in message}


def quoted(message: Json) -> Json:
    """Return a message as it stands in `reply_to_message`: without its own quote."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def album_id() -> str:
    """Return a new `media_group_id`."""
    return str(10**16 + secrets.randbelow(9 * 10**16))
