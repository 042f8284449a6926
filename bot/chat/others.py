"""What the bot does not handle: one honest sentence each, and what to do instead."""

from __future__ import annotations

from telegram import Update
from telegram.ext import filters

from bot.chat import language, questions, render
from bot.chat.sending import beside, send
from bot.chat.services import Context, services_of

# The first that fits counts: an animation comes with a document, a live photo with photo sizes.
KINDS: tuple[tuple[filters.BaseFilter, str], ...] = (
    (filters.ANIMATION, "cannot-animation"),
    (filters.LIVE_PHOTO, "cannot-live-photo"),
    (filters.VIDEO | filters.VIDEO_NOTE, "cannot-video"),
    (filters.Sticker.ALL, "cannot-sticker"),
    (filters.VOICE, "cannot-voice"),
    (filters.AUDIO, "cannot-audio"),
    (filters.CONTACT, "cannot-contact"),
    (filters.LOCATION | filters.VENUE, "cannot-location"),
    (filters.STORY, "cannot-story"),
)


def any_kind() -> filters.BaseFilter:
    """Return the filter for all of them."""
    joined = KINDS[0][0]
    for each, _ in KINDS[1:]:
        joined = joined | each
    return joined


def text_key(update: Update) -> str:
    """Name the sentence that fits a message."""
    return next((key for kind, key in KINDS if kind.check_update(update)), "cannot-other")


async def received(update: Update, context: Context) -> None:
    """Say what is not handled; words of need in a caption come first."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    await questions.crisis_first(update, context)
    lang = await language.of(update, services)
    album = message.media_group_id
    if album is None or services.memory.refused_album.first((message.chat_id, album), True):
        await send(context.bot, beside(message), render.note(lang, text_key(update)))
