"""The edge: updates from Telegram in, messages out; every handler, in order, on this screen."""

from __future__ import annotations

from typing import Any

from telegram import Bot, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.chat import (
    errors,
    groups,
    inline,
    others,
    pictures,
    presses,
    questions,
)
from bot.chat.commands import COMMANDS, GROUPS, Scope, unknown
from bot.chat.services import Services

NEW = filters.UpdateType.MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
GROUP = NEW & filters.ChatType.GROUPS
EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE
PLACES = {Scope.PRIVATE: PRIVATE, Scope.OPERATORS: PRIVATE, GROUPS: GROUP}


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Add all handlers; the first that fits takes the update, so their order matters."""
    application.bot_data["services"] = services
    commands = [
        CommandHandler(each.name, each.handler, filters=PLACES.get(each.scope, NEW))
        for each in COMMANDS
    ]
    application.add_handlers([
        *commands,
        MessageHandler(PRIVATE & filters.COMMAND, unknown),
        # Before pictures: an animation has a document too, a live photo has photo sizes.
        MessageHandler(PRIVATE & others.any_kind(), others.received),
        MessageHandler(PRIVATE & (filters.Document.ALL | filters.PHOTO), pictures.received),
        MessageHandler(PRIVATE & filters.TEXT, questions.asked),
        MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, others.received),
        MessageHandler(EDITED & filters.TEXT & ~filters.COMMAND, questions.edited),
        # In groups nothing but what is meant for the bot.
        MessageHandler(GROUP & filters.TEXT & ~filters.COMMAND & groups.Addressed(), groups.asked),
        CallbackQueryHandler(presses.pressed),
        InlineQueryHandler(inline.searched),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE & filters.TEXT, inline.asked_as_guest),
        ChatMemberHandler(groups.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ])  # fmt: skip
    application.add_error_handler(errors.failed)


async def refuse(update: Update, *, bot: Bot, services: Services) -> None:
    """Tell the chat that its message cannot be handled, after several attempts.

    Each is told of, so that none is lost in silence; in a group only one that is meant for us.
    """
    if update.inline_query is not None:
        await update.inline_query.answer([], cache_time=0)
        return
    await errors.apologise(update, bot, services, each=True)
