"""What falls due without a message: own notices to remove, deadlines of /notme that passed."""

from __future__ import annotations

import asyncio

from telegram import Bot
from telegram.error import TelegramError

from bot import log
from bot.chat.moderation import cards, rooms
from bot.chat.moderation.cards import Card
from bot.chat.moderation.deleting import delete
from bot.chat.moderation.people import Author
from bot.chat.services import Services
from bot.store import StoreError
from bot.store.moderation_cases import Case, Step
from bot.texts import say

SECONDS = 10.0
AT_ONCE = 50


async def keep(bot: Bot, services: Services) -> None:
    """Sweep every few seconds, as long as the bot runs; a failure waits for the next turn."""
    while True:
        try:
            await once(bot, services)
        except (TelegramError, StoreError) as error:
            log.event("moderation.sweep_failed", level="warning", error=log.describe(error))
        await asyncio.sleep(SECONDS)


async def once(bot: Bot, services: Services) -> None:
    """Do all that is due now."""
    cases = services.store.moderation.cases
    for case in await cases.due(AT_ONCE):
        await _remove(bot, case)
        await cases.note(case.id, Step.REMOVED)
    for case in await cases.overdue(AT_ONCE):
        # Noted first: of several replicas one reminds.
        if await cases.note(case.id, Step.OVERDUE):
            await _remind(bot, services, case)


async def _remove(bot: Bot, case: Case) -> None:
    if case.notice_chat is None or case.notice_message is None:
        return
    # Where it cannot, the bot is no more there.
    await delete(bot, case.notice_chat, case.notice_message)


async def _remind(bot: Bot, services: Services, case: Case) -> None:
    """Put a /notme that nobody has decided before the administrators once more."""
    if case.pressed or case.done(Step.DELETED):
        return
    room = await rooms.at_home(services, case.home)
    # Who posted it is known to nobody any more: the message itself says it.
    card = Card(Author(0, say(room.lang, "somebody")), "did-admins", notes=("card-overdue",))
    await cards.send_card(bot, services, room, case, card)
