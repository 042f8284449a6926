"""Puts replies into a chat: split where too long, threaded, link previews off."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.render import Reply

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: chat, topic of a forum, and the message it replies to."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None

    def reply_parameters(self) -> ReplyParameters | None:
        """Reply, but send also where the message is gone."""
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)


def beside(message: Message, *, reply: bool = True) -> Place:
    """Return the place of a reply to a message; a topic's thread is kept."""
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat_id, thread, message.message_id if reply else None)


async def send(bot: Bot, place: Place, reply: Reply) -> tuple[int, ...]:
    """Send a reply; returns the ids of its messages."""
    parts = reply.text.split()
    sent = []
    for number, part in enumerate(parts, start=1):
        message = await bot.send_message(
            place.chat_id,
            part.html(),
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            message_thread_id=place.thread_id,
            reply_parameters=place.reply_parameters() if number == 1 else None,
            reply_markup=reply.keyboard if number == len(parts) else None,
        )
        sent.append(message.message_id)
    return tuple(sent)


async def edit(
    bot: Bot, place: Place, message_ids: tuple[int, ...], reply: Reply
) -> tuple[int, ...]:
    """Turn messages sent before into this reply; more are sent and spare ones deleted."""
    parts = reply.text.split()
    for number, (message_id, part) in enumerate(zip(message_ids, parts, strict=False), start=1):
        last = reply.keyboard if number == len(parts) else None
        await _edit_one(bot, place.chat_id, message_id, Reply(part, last))
    if spare := message_ids[len(parts) :]:
        await bot.delete_messages(place.chat_id, spare)
    further: tuple[int, ...] = ()
    for number, part in enumerate(parts[len(message_ids) :], start=len(message_ids) + 1):
        last = reply.keyboard if number == len(parts) else None
        further += await send(bot, place, Reply(part, last))
    return (*message_ids[: len(parts)], *further)


async def _edit_one(bot: Bot, chat_id: int, message_id: int, reply: Reply) -> None:
    try:
        await bot.edit_message_text(
            reply.text.html(),
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=reply.keyboard,
        )
    except BadRequest as error:
        # The same text again: a repeated press or edit, and what was wanted is there already.
        if "not modified" not in str(error):
            raise
