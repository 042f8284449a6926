"""Errors of handlers: passing ones are tried again, final ones are told once, no words logged."""

from __future__ import annotations

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import log
from bot.chat import addressed, language, render
from bot.chat.sending import Place, beside, send
from bot.chat.services import Context, Services, services_of
from bot.delivery import outcome
from bot.delivery.outcome import Outcome


def is_closed(error: BaseException) -> bool:
    """Tell whether a chat takes no messages of ours any more: blocked, left, or deleted."""
    if isinstance(error, BadRequest):
        return "chat not found" in str(error).lower()
    return isinstance(error, Forbidden)


async def failed(update: object, context: Context) -> None:
    """Settle a handler's error; PTB calls this with the update it happened in."""
    error = context.error
    if error is None:
        return
    outcome.remember(error)
    if is_closed(error):
        _forget(update, services_of(context))
        log.event("chat.closed")
        return
    if outcome.classify(error) is Outcome.RETRY:
        return
    log.event("chat.failed", level="error", error=log.describe(error))
    if isinstance(update, Update):
        await apologise(update, context.bot, services_of(context))


def _forget(update: object, services: Services) -> None:
    """Drop what is remembered of somebody who does not want us any more."""
    chat = update.effective_chat if isinstance(update, Update) else None
    if chat is not None:
        services.memory.forget(chat.id)


async def apologise(update: Update, bot: Bot, services: Services, *, each: bool = False) -> None:
    """Say a polite sentence, once a minute or to `each` message; in groups only if meant."""
    chat = update.effective_chat
    if chat is None or (chat.id < 0 and not (each and addressed.means_bot(update.message))):
        return
    if not services.memory.apologised.first(chat.id, True) and not each:
        return
    # The store may be what failed: the language of the person's app is enough here.
    lang = language.of_user(update.effective_user)
    place = beside(update.message) if update.message else Place(chat.id)
    try:
        await send(bot, place, render.note(lang, "error-sorry"))
    except TelegramError as error:
        if each and outcome.classify(error) is Outcome.RETRY:
            raise  # it is the last word on a message, which waits until that can be said
        log.event("chat.apology_failed", level="warning", error=log.describe(error))
