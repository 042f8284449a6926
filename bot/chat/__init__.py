"""The edge: updates from Telegram in, messages out; every handler, in order, on this screen."""

from __future__ import annotations

from collections.abc import Sequence
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
    addressed,
    errors,
    groups,
    inline,
    others,
    pictures,
    presses,
    questions,
)
from bot.chat.commands import COMMANDS, GROUPS, Scope, unknown
from bot.chat.moderation import joining, logchat, reporting, taken_down, watching
from bot.chat.moderation import pictures as watched_pictures
from bot.chat.services import Services
from bot.store import Job

NEW = filters.UpdateType.MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
GROUP = NEW & filters.ChatType.GROUPS
ADDRESSED = GROUP & addressed.Addressed()
EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE
IN_GROUPS = filters.ChatType.GROUPS & (NEW | filters.UpdateType.EDITED_MESSAGE)
PLACES = {
    Scope.PRIVATE: PRIVATE, Scope.OPERATORS: PRIVATE, GROUPS: GROUP, Scope.ADMINISTRATORS: GROUP,
}  # fmt: skip
IN_CHANNEL = filters.UpdateType.CHANNEL_POST
FIRST = -1  # the group of handlers that PTB runs before all others


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Add all handlers; the first that fits takes the update, so their order matters."""
    application.bot_data["services"] = services
    commands = [
        CommandHandler(each.name, each.handler, filters=PLACES.get(each.scope, NEW))
        for each in COMMANDS
    ]
    application.add_handler(MessageHandler(IN_GROUPS, watching.watched), FIRST)
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
        MessageHandler(ADDRESSED & filters.TEXT & ~filters.COMMAND, groups.asked),
        CallbackQueryHandler(presses.pressed),
        InlineQueryHandler(inline.searched),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE & filters.TEXT, inline.asked_as_guest),
        ChatMemberHandler(groups.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(joining.led, ChatMemberHandler.CHAT_MEMBER),
        MessageHandler(GROUP & filters.StatusUpdate.MIGRATE, joining.migrated),
        MessageHandler(IN_CHANNEL & filters.Regex(r"^/logchat\b"), logchat.command),
    ])  # fmt: skip
    application.add_error_handler(errors.failed)


async def work(jobs: Sequence[Job], bot: Bot, services: Services) -> None:
    """Run leased jobs by what they are for; raises what may pass, and they are repeated."""
    match jobs[0].purpose:
        case "clean":
            await pictures.run(jobs, bot, services)
        case "report":
            await reporting.run(jobs, bot, services)
        case "taken":
            await taken_down.run(jobs, bot, services)
        case _:
            await watched_pictures.run(jobs, bot, services)


async def give_up(jobs: Sequence[Job], bot: Bot, services: Services) -> None:
    """Tell who asked that a job could not be done; nobody asked for a file to be watched."""
    if jobs[0].purpose == "clean":
        await pictures.give_up(jobs, bot, services)


async def refuse(update: Update, *, bot: Bot, services: Services) -> None:
    """Tell the chat that its message cannot be handled, after several attempts.

    Each is told of, so that none is lost in silence; in a group only one that is meant for us.
    """
    if update.inline_query is not None:
        await update.inline_query.answer([], cache_time=0)
        return
    await errors.apologise(update, bot, services, each=True)
