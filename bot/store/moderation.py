"""Groups: their settings, and the way from a chat id to the one their rows stand under."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.moderation_audit import Audit
from bot.store.moderation_cases import Cases
from bot.store.moderation_lists import Addresses
from bot.store.moderation_members import Members
from bot.store.moderation_pictures import TakenDown
from bot.store.moderation_schema import (
    addresses,
    audit,
    cases,
    groups,
    members,
    pictures,
    strikes,
)

KEPT_AFTER_REMOVAL: Final = timedelta(days=30)
BY_HOME: Final = (addresses, audit, cases, members, pictures, strikes)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is known: its chat id now, the first one it had, its settings as JSON.

    `kept` says whether it has a row.
    """

    chat_id: int
    home: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    kept: bool = True


class Groups:
    """The groups the bot is or was in."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def get(self, chat_id: int) -> Group:
        """Return a group; one that nobody has set anything in has the defaults."""
        found = await self._one(groups.c.chat_id == chat_id)
        return found or Group(chat_id, chat_id, kept=False)

    @uninterrupted
    async def at_home(self, home: int) -> Group:
        """Return the group whose rows stand under `home`."""
        return await self._one(groups.c.home == home) or Group(home, home, kept=False)

    @uninterrupted
    async def save(self, chat_id: int, settings: Mapping[str, Any]) -> None:
        """Keep a group's settings."""
        written = json.dumps(dict(settings), ensure_ascii=False)
        await self._put(chat_id, {"settings": written, "removed_at": None})

    @uninterrupted
    async def joined(self, chat_id: int) -> None:
        """Note that the bot is in a group (again): what was set there stays."""
        await self._put(chat_id, {"removed_at": None})

    @uninterrupted
    async def removed(self, chat_id: int) -> None:
        """Note that the bot was removed: everything about the group goes 30 days later."""
        await self._put(chat_id, {"removed_at": self._clock()})

    @uninterrupted
    async def migrated(self, old: int, new: int) -> None:
        """Follow a group to its new chat id; a second notice of the same changes nothing.

        Where the new one has settings of its own already, those stay, and the old ones end.
        """
        async with self._database.begin() as connection:
            await self._upsert(connection, old, {"removed_at": None})
            fresh = delete(groups).where(groups.c.chat_id == new, groups.c.settings.is_(None))
            await connection.execute(fresh)
            taken = select(groups.c.chat_id).where(groups.c.chat_id == new)
            free = (await connection.execute(taken)).first() is None
            moved = {"chat_id": new} if free else {"removed_at": self._clock()}
            await connection.execute(update(groups).where(groups.c.chat_id == old).values(**moved))

    @uninterrupted
    async def homes(self) -> tuple[int, ...]:
        """Return what all groups' rows stand under."""
        async with self._database.begin() as connection:
            return tuple((await connection.execute(select(groups.c.home))).scalars())

    async def _one(self, wanted: Any) -> Group | None:
        async with self._database.begin() as connection:
            row = (await connection.execute(select(groups).where(wanted))).one_or_none()
        if row is None:
            return None
        return Group(row.chat_id, row.home, json.loads(row.settings) if row.settings else {})

    async def _put(self, chat_id: int, values: dict[str, Any]) -> None:
        async with self._database.begin() as connection:
            await self._upsert(connection, chat_id, values)

    async def _upsert(
        self, connection: AsyncConnection, chat_id: int, values: dict[str, Any]
    ) -> None:
        """Change a group or add it; a chat id that a group has left for another stays out."""
        changed = update(groups).where(groups.c.chat_id == chat_id).values(**values)
        if (await connection.execute(changed)).rowcount == 0:
            added = self._database.insert(groups).values(chat_id=chat_id, home=chat_id, **values)
            await connection.execute(added.on_conflict_do_nothing())


class Moderation:
    """Everything on disk about groups."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self.groups = Groups(database, clock)
        self.cases = Cases(database, key, clock)
        self.audit = Audit(database, key, clock)
        self.members = Members(database, key, clock)
        self.addresses = Addresses(database, key, clock)
        self.taken_down = TakenDown(database, clock)


async def sweep(connection: AsyncConnection, now: datetime) -> int:
    """Delete everything about groups that the bot left 30 days ago; returns the rows."""
    left = groups.c.removed_at <= now - KEPT_AFTER_REMOVAL
    gone = select(groups.c.home).where(left)
    deleted = 0
    for table in BY_HOME:
        statement = delete(table).where(table.c.home.in_(gone))
        deleted += (await connection.execute(statement)).rowcount
    return deleted + (await connection.execute(delete(groups).where(left))).rowcount
