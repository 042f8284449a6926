"""Copies of what is removed, in the group's own log chat, so that an undo can restore them.

Only what spam and promotion rules remove is copied (`bot.moderation.policy.COPIED`); a picture
removed for /notme or for its metadata never is.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat.moderation.memory import Room
from bot.chat.services import Services
from bot.moderation import policy
from bot.store.moderation_cases import Case, Step


async def keep(
    bot: Bot, services: Services, room: Room, case: Case, messages: Sequence[int]
) -> Case:
    """Copy messages of a case to the log chat before they go; returns the case as it stands then.

    An album is copied at once, so that it stays one; what of it comes later follows by itself.
    """
    log_chat = room.settings.log_chat
    if log_chat is None or case.rule not in policy.COPIED:
        return case
    try:
        copies = await _copied(bot, log_chat, room.chat_id, sorted(messages))
    except (BadRequest, Forbidden) as error:
        log.event("moderation.not_copied", level="warning", error=log.describe(error))
        return case
    cases = services.store.moderation.cases
    await cases.copied(case.id, log_chat, copies)
    return await cases.get(case.id) or case


async def _copied(bot: Bot, to: int, source: int, messages: list[int]) -> tuple[int, ...]:
    if len(messages) == 1:
        return ((await bot.copy_message(to, source, messages[0])).message_id,)
    return tuple(each.message_id for each in await bot.copy_messages(to, source, messages))


async def restore(bot: Bot, room: Room, case: Case) -> bool:
    """Post the copies of a case again; tells whether there were any."""
    if case.copy_chat is None or not case.done(Step.COPIED):
        return False
    to, source, thread = room.chat_id, case.copy_chat, case.thread_id
    if len(case.copies) == 1:
        await bot.copy_message(to, source, case.copies[0], message_thread_id=thread)
    else:
        await bot.copy_messages(to, source, case.copies, message_thread_id=thread)
    return True
