"""A button press with all that its handler needs."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, Message

from bot.answers.results import Entry, Language
from bot.chat.render import Reply, note
from bot.chat.sending import beside, edit, send
from bot.chat.services import Services


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press; `lang` is the button's, else the person's."""

    bot: Bot
    services: Services
    message: Message
    user_id: int
    lang: Language
    arguments: tuple[str, ...]

    def argument(self, position: int) -> str:
        """Return an argument, empty where a button has fewer."""
        return self.arguments[position] if position < len(self.arguments) else ""

    def entry(self) -> Entry | None:
        """Return the entry that the button names."""
        return self.services.engine.entry(self.argument(1), self.lang)

    async def turn_into(self, reply: Reply) -> None:
        """Turn the message with the button into another."""
        place = beside(self.message, reply=False)
        await edit(self.bot, place, (self.message.message_id,), reply)

    async def answer(self, reply: Reply) -> None:
        """Reply to the message with the button."""
        await send(self.bot, beside(self.message), reply)

    async def say(self, key: str) -> None:
        """Reply with one of our own texts."""
        await self.answer(note(self.lang, key))
