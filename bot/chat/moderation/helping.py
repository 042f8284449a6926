"""The way to help: a topic in the private chat, offered to the person concerned."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardButton
from telegram.error import BadRequest, Forbidden

from bot.chat import render
from bot.chat.keyboards import keyboard
from bot.chat.language import known
from bot.chat.moderation import notices, words
from bot.chat.moderation.memory import Room
from bot.chat.render import Reply
from bot.chat.sending import Place, send
from bot.chat.services import Services
from bot.moderation.results import Rule
from bot.texts import say


def row(services: Services, lang: str, topic: str) -> list[InlineKeyboardButton | None]:
    """Return a button that opens a topic in the private chat; none where it is not known."""
    spoken = known(lang) or "en"
    if services.engine.entry(topic, spoken) is None:
        return []
    link = f"https://t.me/{services.username}?start=topic_{topic}"
    return [InlineKeyboardButton(say(lang, "help-button"), url=link)]


async def offer(
    bot: Bot, services: Services, room: Room, place: Place, threatened: int | None
) -> None:
    """Offer help to somebody who was threatened: to them alone, in the group or in private.

    Where neither reaches them nothing is said: a public offer would point at them.
    """
    if threatened is None:
        return
    topic = words.HELP[Rule.THREAT]
    buttons = keyboard([row(services, room.lang, topic)])
    reply = Reply(render.spoken(room.lang, "help-threatened"), buttons)
    here = Place(place.chat_id, place.thread_id)
    if await notices.whisper(bot, services, here, threatened, reply):
        return
    if services.moderating.closed.get(threatened):
        return
    await _privately(bot, services, threatened, reply)


async def _privately(bot: Bot, services: Services, person: int, reply: Reply) -> None:
    try:
        await send(bot, Place(person), reply)
    except (BadRequest, Forbidden):
        services.moderating.closed.put(person, True)
