"""Albums: Telegram sends each picture as a message of its own, the caption with one of them."""

from __future__ import annotations

from telegram import Message

from bot.chat.moderation.memory import Album
from bot.chat.services import Services


def of(message: Message, services: Services) -> Album:
    """Return the album a message belongs to, as far as it was seen, with this message in it."""
    if message.media_group_id is None:
        return Album([message.message_id])
    key = (message.chat_id, message.media_group_id)
    album = services.moderating.albums.get(key) or Album()
    services.moderating.albums.put(key, album)
    if message.message_id not in album.messages:
        album.messages.append(message.message_id)
    return album


def with_message(chat_id: int, message_id: int, services: Services) -> list[int]:
    """Return all messages of the album that a message is part of, as far as they are known."""
    kept = services.moderating.albums
    albums = (kept.get(key) for key in kept if key[0] == chat_id)
    found = (each.messages for each in albums if each and message_id in each.messages)
    return sorted(next(found, [message_id]))
