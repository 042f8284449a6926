"""Who is a group message meant for? The bot, by a command, a mention, or a reply to it."""

from __future__ import annotations

from telegram import Message, MessageEntity
from telegram.ext import filters


class Addressed(filters.MessageFilter):
    """A text that mentions the bot or replies to it."""

    def filter(self, message: Message) -> bool:
        """Tell whether the bot is meant."""
        return mentions_bot(message) or replies_to_bot(message)


def mentions_bot(message: Message) -> bool:
    """Tell whether the bot's @name stands in the text."""
    name = f"@{message.get_bot().username}".lower()
    found = message.parse_entities([MessageEntity.MENTION]).values()
    return any(text.lower() == name for text in found)


def replies_to_bot(message: Message) -> bool:
    """Tell whether a message replies to one of the bot's."""
    answered = message.reply_to_message
    author = answered.from_user if answered else None
    return author is not None and author.id == message.get_bot().id


def means_bot(message: Message | None) -> bool:
    """Tell whether a message is a command, a mention or a reply to the bot."""
    if message is None:
        return False
    command = bool(message.parse_entities([MessageEntity.BOT_COMMAND]))
    return command or mentions_bot(message) or replies_to_bot(message)
