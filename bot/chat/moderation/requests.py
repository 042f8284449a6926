"""What any member may ask by a command in reply to a message: /notme and /report_message."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update

from bot.chat.memory import Recent
from bot.chat.moderation import notices, people, rooms
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author, Target
from bot.chat.render import Reply
from bot.chat.sending import beside
from bot.chat.services import Context, Services, services_of


@dataclass(frozen=True, slots=True)
class Request:
    """A member's command in a group, with the message it is about."""

    message: Message
    asker: Author | None
    target: Target | None
    room: Room
    context: Context

    @property
    def services(self) -> Services:
        """Return what the bot works with."""
        return services_of(self.context)

    def within(self, kept: Recent[tuple[int, int, int], bool], most: int) -> bool:
        """Let the asker ask so often in the time of `kept`; a repeated command counts once."""
        if self.asker is None:
            return False
        mine = (self.message.chat_id, self.asker.id)
        kept.put((*mine, self.message.message_id), True)
        return len([key for key in kept if key[:2] == mine]) <= most

    async def whisper(self, reply: Reply) -> bool:
        """Answer whoever asked, alone; tells whether that was possible."""
        if self.asker is None:
            return False
        here = beside(self.message, reply=False)
        return await notices.whisper(self.context.bot, self.services, here, self.asker.id, reply)


async def of(update: Update, context: Context) -> Request | None:
    """Read a member's command; None outside groups."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return None
    room = await rooms.of(services, message.chat_id)
    asker = await people.author_of(message, context.bot, services)
    target = await people.target_of(message, context.bot, services)
    return Request(message, asker, target, room, context)
