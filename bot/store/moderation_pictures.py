"""Fingerprints of pictures that were taken down in a group: no pictures, and nobody's faces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select

from bot.store.database import Database, uninterrupted
from bot.store.moderation_schema import pictures


class TakenDown:
    """Kept for 30 days, and only where a group has switched it on."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def add(self, home: int, fingerprint: bytes) -> None:
        """Remember a picture; the same one again starts its time anew."""
        now = self._clock()
        statement = self._database.insert(pictures).values(
            home=home, fingerprint=fingerprint.hex(), at=now
        )
        key = [pictures.c.home, pictures.c.fingerprint]
        async with self._database.begin() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=key, set_={"at": now})
            )

    @uninterrupted
    async def of(self, home: int) -> tuple[bytes, ...]:
        """Return the fingerprints of a group."""
        query = select(pictures.c.fingerprint).where(pictures.c.home == home)
        async with self._database.begin() as connection:
            return tuple(map(bytes.fromhex, (await connection.execute(query)).scalars()))

    @uninterrupted
    async def clear(self, home: int) -> None:
        """Forget all of a group, as when it switches this off."""
        async with self._database.begin() as connection:
            await connection.execute(delete(pictures).where(pictures.c.home == home))
