"""Signs that something is being done: an action that is renewed, eyes on a picture.

They are ornaments: one that cannot be shown is no reason to fail what it stands for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction, ReactionEmoji
from telegram.error import TelegramError

from bot.chat.sending import Place

SOON = 0.3  # seconds; what takes longer than that is announced
ACTION_SECONDS = 4.0  # Telegram shows a chat action for 5 s


@asynccontextmanager
async def busy(
    bot: Bot, place: Place, action: ChatAction, *, after: float = 0.0
) -> AsyncIterator[None]:
    """Show in the chat, `after` some seconds, that something is being done, while it is."""

    async def show() -> None:
        await asyncio.sleep(after)
        while True:
            await bot.send_chat_action(place.chat_id, action, message_thread_id=place.thread_id)
            await asyncio.sleep(ACTION_SECONDS)

    shown = asyncio.create_task(show())
    try:
        yield
    finally:
        shown.cancel()
        await asyncio.gather(shown, return_exceptions=True)


async def look(bot: Bot, chat_id: int, message_id: int) -> None:
    """React with eyes: the picture has been seen."""
    with suppress(TelegramError):
        await bot.set_message_reaction(chat_id, message_id, ReactionEmoji.EYES)


async def look_away(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the eyes back."""
    with suppress(TelegramError):
        await bot.set_message_reaction(chat_id, message_id, None)
