"""The log chat: bound by a code that only both chats' administrators can bring together."""

from __future__ import annotations

import secrets
from dataclasses import replace

from telegram import Message, Update

from bot.chat import language, render
from bot.chat.moderation import people, rooms
from bot.chat.moderation.people import Right
from bot.chat.sending import Place, beside, send
from bot.chat.services import Context, services_of


async def command(update: Update, context: Context) -> None:
    """`/logchat` in the group gives a code; `/logchat CODE` in the other chat binds it.

    `/logchat off` in the group ends it.
    """
    message = update.effective_message
    if message is None or message.chat_id > 0:
        return
    words = (message.text or "").split()
    lang = await language.of(update, services_of(context))
    if not await _may(message, context):
        key = "settings-not-yours"
    elif len(words) < 2:
        await _code(message, lang, context)
        return
    elif words[1] == "off":
        key = await _set(message.chat_id, None, context)
    else:
        key = await _bind(message, words[1], context)
    await send(context.bot, beside(message), render.note(lang, key))


async def _may(message: Message, context: Context) -> bool:
    """In a channel only administrators post; in a group Telegram is asked."""
    if message.chat.type == message.chat.CHANNEL:
        return True
    return await people.sender_may(message, context.bot, Right.SETTINGS)


async def _code(message: Message, lang: str, context: Context) -> None:
    code = secrets.token_hex(4)
    services_of(context).moderating.log_codes.put(code, message.chat_id)
    await send(context.bot, beside(message), render.note(lang, "logchat-code", code=code))


async def _bind(message: Message, code: str, context: Context) -> str:
    codes = services_of(context).moderating.log_codes
    group = codes.get(code)
    if group is None or group == message.chat_id:
        return "logchat-stale"
    codes.drop(lambda key: key == code)
    await _set(group, message.chat_id, context)
    lang = (await rooms.of(services_of(context), group)).lang
    await send(context.bot, Place(group), render.note(lang, "logchat-set"))
    return "logchat-here"


async def _set(group: int, log_chat: int | None, context: Context) -> str:
    services = services_of(context)
    room = await rooms.of(services, group)
    await rooms.save(services, room, replace(room.settings, log_chat=log_chat))
    return "logchat-off"
