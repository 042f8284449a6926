"""Addresses that a group has blocked or allowed, as hashes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update

from bot.store.database import Database, uninterrupted
from bot.store.moderation_schema import addresses
from bot.store.pseudonym import pseudonym

SALT: Final = "addresses"


@dataclass(frozen=True, slots=True)
class Listed:
    """One listed address: its digest under a salt, its kind, why it is there; allowed or blocked.

    `used_at` is when it was listed or met last.
    """

    digest: str
    salt: str
    kind: str
    reason: str
    allowed: bool
    used_at: datetime


COLUMNS: Final = ("salt", "kind", "reason", "allowed", "used_at")


class Addresses:
    """Hashed addresses, kept until 180 days without use."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    def salt(self, home: int) -> str:
        """Return the salt of a group's digests: the lists of two groups cannot be joined."""
        return pseudonym(self._key, SALT, home, 0)

    @uninterrupted
    async def of(self, home: int) -> tuple[Listed, ...]:
        """Return what a group has listed."""
        query = select(addresses).where(addresses.c.home == home)
        async with self._database.begin() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Listed(row.digest, row.salt, row.kind, row.reason, row.allowed, row.used_at)
            for row in rows
        )

    @uninterrupted
    async def add(self, home: int, listed: Collection[Listed]) -> None:
        """List addresses; the last word on one counts."""
        async with self._database.begin() as connection:
            for each in listed:
                values = {name: getattr(each, name) for name in COLUMNS}
                statement = self._database.insert(addresses).values(
                    home=home, digest=each.digest, **values
                )
                await connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=[addresses.c.home, addresses.c.digest], set_=values
                    )
                )

    @uninterrupted
    async def remove(self, home: int, digests: Collection[str]) -> int:
        """Take addresses off both lists; returns how many were there."""
        mine = (addresses.c.home == home) & addresses.c.digest.in_(set(digests))
        async with self._database.begin() as connection:
            return (await connection.execute(delete(addresses).where(mine))).rowcount

    @uninterrupted
    async def used(self, home: int, digests: Collection[str]) -> None:
        """Note that addresses were met: what is met stays listed."""
        mine = (addresses.c.home == home) & addresses.c.digest.in_(set(digests))
        async with self._database.begin() as connection:
            await connection.execute(update(addresses).where(mine).values(used_at=self._clock()))
