"""Deleting a message that others may have deleted before."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest, Forbidden


async def delete(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Delete a message; tells whether it is gone now, by whomever."""
    try:
        await bot.delete_message(chat_id, message_id)
    except (BadRequest, Forbidden) as error:
        return "message to delete not found" in str(error).lower()
    return True
