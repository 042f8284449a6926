"""What a member is told: to them alone where the API can, else briefly in the group.

Ephemeral messages (Bot API 10.2) are seen by one member of a group. A server that does not know
them would show the text to all: it is noticed by its answer, taken back, and not tried again.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot import log
from bot.chat.markup import Markup, link, plain
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author
from bot.chat.render import Reply
from bot.chat.sending import NO_PREVIEW, Place
from bot.chat.services import Services
from bot.delivery.pacing import Priority

EPHEMERAL = "ephemeral_message_id"
PATIENCE = 5.0  # seconds a notice may wait for its turn


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a notice: `message_id` where all can see it."""

    whispered: bool = False
    message_id: int | None = None


async def whisper(bot: Bot, services: Services, place: Place, receiver: int, reply: Reply) -> bool:
    """Show a message to one member alone; tells whether that was possible."""
    if receiver <= 0 or not services.moderating.whispers:
        return False
    alone = {"ephemeral_message_parameters": {"receiver_user_id": receiver}}
    try:
        message = await _post(bot, place, reply, alone)
    except (BadRequest, Forbidden):
        return False
    if EPHEMERAL in message.api_kwargs:
        return True
    services.moderating.whispers = False
    log.event("moderation.no_whispers", level="warning")
    await bot.delete_message(place.chat_id, message.message_id)
    return False


async def public(bot: Bot, place: Place, reply: Reply) -> int | None:
    """Show a message to all; None where the group lets the bot say nothing."""
    try:
        return (await _post(bot, place, reply, None)).message_id
    except (BadRequest, Forbidden) as error:
        log.event("moderation.notice_refused", level="warning", error=log.describe(error))
        return None


async def tell(
    bot: Bot, services: Services, room: Room, place: Place, author: Author, reply: Reply
) -> Said:
    """Tell a member: alone, else in the group, there once in the group's quiet time.

    In a raid notices would wait for their turn, and all later messages of the group with them:
    what cannot be said soon is left unsaid.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            return await _told(bot, services, room, place, author, reply)
    except TimeoutError:
        log.event("moderation.notice_unsaid", level="warning")
        return Said()


async def _told(
    bot: Bot, services: Services, room: Room, place: Place, author: Author, reply: Reply
) -> Said:
    if await whisper(bot, services, place, author.id, reply):
        return Said(whispered=True)
    now = services.clock()
    if not due(services, room, author, now):
        return Said()
    message_id = await public(bot, place, reply)
    services.moderating.noticed.put((room.home, author.id), now)
    return Said(message_id=message_id)


def due(services: Services, room: Room, author: Author, now: datetime) -> bool:
    """Tell whether somebody was left in peace long enough for another public notice."""
    last = services.moderating.noticed.get((room.home, author.id))
    return last is None or now - last >= timedelta(minutes=room.settings.quiet_minutes)


def until(services: Services, room: Room) -> datetime | None:
    """Return when a public notice is to be removed."""
    minutes = room.settings.notice_minutes
    return services.clock() + timedelta(minutes=minutes) if minutes else None


def named(author: Author) -> Markup:
    """Name somebody so that they are told of it; a chat by its title."""
    if author.is_person:
        return link(author.name, f"tg://user?id={author.id}")
    return plain(author.name)


async def _post(bot: Bot, place: Place, reply: Reply, alone: dict[str, Any] | None) -> Message:
    """Send after deletions and answers, where requests are queued at all."""
    paced = cast("ExtBot[Priority]", bot)
    return await paced.send_message(
        place.chat_id,
        reply.text.html(),
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        disable_notification=True,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
        reply_markup=reply.keyboard,
        api_kwargs=alone,
        rate_limit_args=Priority.NOTICE if paced.rate_limiter else None,
    )
