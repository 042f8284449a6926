"""An optional reminder to whoever posts a picture with faces: ask those who are in it first.

Nobody can tell from a face whether its owner agreed, is a child, or is the poster: so this is a
word to the poster, once an hour, and never more. Nothing is counted, noted or put before anybody.
"""

from __future__ import annotations

from telegram import Bot

from bot.chat.moderation import notices
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author
from bot.chat.render import Reply, spoken
from bot.chat.reports import Item
from bot.chat.sending import Place
from bot.chat.services import Services
from bot.images.results import Subject


def subjects(room: Room) -> tuple[Subject, ...]:
    """Return what a group's pictures are looked at for."""
    return (Subject.FACES,) if room.settings.ask_first else ()


def due(item: Item, poster: int, room: Room, services: Services) -> bool:
    """Tell whether a picture shows a face, and its poster was not reminded in the last hour."""
    seen = item.visible
    if not room.settings.ask_first or room.settings.dry_run or seen is None or not seen.faces:
        return False
    return services.moderating.reminded.get((room.home, poster)) is None


async def remind(bot: Bot, services: Services, room: Room, place: Place, author: Author) -> None:
    """Say it to the poster alone where the API can, else briefly in the group."""
    services.moderating.reminded.put((room.home, author.id), True)
    reply = Reply(notices.named(author) + spoken(room.lang, "ask-first"))
    await notices.tell(bot, services, room, place, author, reply)
