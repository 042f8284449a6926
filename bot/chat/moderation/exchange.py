"""Settings and lists as a file, from one group to another; nothing in it names anybody."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from telegram import Bot, Document, Message

from bot.chat import render
from bot.chat.download import GoneError, TooLargeError, download
from bot.chat.moderation import rooms
from bot.chat.moderation.memory import Room
from bot.chat.sending import beside, send
from bot.chat.services import Services
from bot.moderation import settings as group_settings
from bot.moderation.addresses import ListError, parse_list
from bot.moderation.settings import SettingsFault
from bot.store.moderation_lists import Listed
from bot.texts import say

LARGEST = 262_144  # bytes: some thousand rules texts
NAME = "group-settings.json"


async def export(bot: Bot, services: Services, room: Room, message: Message) -> None:
    """Send the group's settings and hashed lists; the log chat is its own and stays out."""
    shared = replace(room.settings, log_chat=None)
    listed = await services.store.moderation.addresses.of(room.home)
    written = group_settings.to_json(shared) | {
        "blocked": [str(each) for each in rooms.gathered(x for x in listed if not x.allowed)],
        "allowed": [str(each) for each in rooms.gathered(x for x in listed if x.allowed)],
    }
    data = json.dumps(written, ensure_ascii=False, indent=2).encode()
    place = beside(message)
    await bot.send_document(
        place.chat_id,
        data,
        filename=NAME,
        caption=say(room.lang, "settings-exported"),
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )


async def import_(bot: Bot, services: Services, room: Room, message: Message) -> None:
    """Take the settings of the file that the command replies to; a bad one changes nothing."""
    answered = message.reply_to_message
    document = answered.document if answered else None
    if document is None:
        await send(bot, beside(message), render.note(room.lang, "settings-import-how"))
        return
    try:
        read = await _read(bot, document)
        settings, listed = group_settings.from_json(read), _listed(read, services)
    except SettingsFault as fault:
        reply = render.note(room.lang, "settings-import-fault", field=str(fault.args[0]))
        await send(bot, beside(message), reply)
        return
    await services.store.moderation.addresses.add(room.home, listed)
    await rooms.save(services, room, replace(settings, log_chat=room.settings.log_chat))
    await send(bot, beside(message), render.note(room.lang, "settings-imported"))


def _listed(read: dict[str, Any], services: Services) -> list[Listed]:
    """Read the lists of a file; raises `SettingsFault` where one is not of its form."""
    now = services.clock()
    found = []
    for name in ("blocked", "allowed"):
        try:
            lists = [parse_list(text) for text in read.get(name, [])]
        except (ListError, TypeError, AttributeError):
            raise SettingsFault(name) from None
        found += [
            Listed(each.digest, one.salt, each.kind.value, each.reason, name == "allowed", now)
            for one in lists
            for each in one.entries.values()
        ]
    return found


async def _read(bot: Bot, document: Document) -> dict[str, Any]:
    try:
        data = await download(bot, document.file_id, LARGEST)
        read: Any = json.loads(data)
    except (TooLargeError, GoneError, ValueError):
        raise SettingsFault("file") from None
    if not isinstance(read, dict):
        raise SettingsFault("file")
    return read
