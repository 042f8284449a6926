"""How many messages a member has written, until they are known: counted in memory, written in
small lots, so that a busy group does not write to the store with every message."""

from __future__ import annotations

from bot.chat.moderation.memory import Counted, Room
from bot.chat.moderation.people import Author
from bot.chat.services import Services

LOT = 5  # a killed process forgets at most one less than this


async def known(author: Author, room: Room, services: Services) -> Counted:
    """Return what is known of a member."""
    key = (room.home, author.id)
    counted = services.moderating.members.get(key)
    if counted is None:
        stored = await services.store.moderation.members.get(room.home, author.id)
        counted = Counted(stored.messages, stored.trusted)
        services.moderating.members.put(key, counted)
    return counted


async def add(author: Author, room: Room, services: Services) -> None:
    """Count a message of somebody who is not known yet."""
    counted = await known(author, room, services)
    if counted.messages >= room.settings.trust_messages:
        return
    counted.messages += 1
    counted.unwritten += 1
    thresholds = {room.settings.newcomer_messages, room.settings.trust_messages}
    if counted.unwritten >= LOT or counted.messages in thresholds:
        await services.store.moderation.members.count(room.home, author.id, counted.unwritten)
        counted.unwritten = 0


def forget(home: int, person: int, services: Services) -> None:
    """Read a member anew: somebody trusts them now."""
    services.moderating.members.drop(lambda key: key == (home, person))
