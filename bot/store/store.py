"""The store: opens the database and holds one object a kind of row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, Self

from sqlalchemy import delete

from bot.store import database as databases
from bot.store import retention
from bot.store.counts import Counts
from bot.store.errors import StoreError
from bot.store.jobs import Jobs
from bot.store.languages import PURPOSE as LANGUAGE
from bot.store.languages import Languages
from bot.store.leader import Leader
from bot.store.migrate import migrate
from bot.store.moderation import Moderation
from bot.store.moderation_members import forget as forget_member
from bot.store.pseudonym import pseudonym, pseudonyms
from bot.store.questions import Questions
from bot.store.schema import jobs, languages
from bot.store.updates import Updates

Clock = Callable[[], datetime]
JOB: Final = "job"


def utc_now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


class Store:
    """Everything on disk. Methods raise `StoreError` where the database does not answer."""

    def __init__(self, database: databases.Database, key: bytes, clock: Clock) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self.updates = Updates(database, clock)
        self.jobs = Jobs(database, clock)
        self.languages = Languages(database, key, clock)
        self.counts = Counts(database, clock)
        self.questions = Questions(database, clock)
        self.leader = Leader(database)
        self.moderation = Moderation(database, key, clock)

    @classmethod
    async def open(
        cls, url: str, *, key: bytes, clock: Clock = utc_now, alone: bool = False
    ) -> Self:
        """Open or make the database at an SQLAlchemy URL and bring its schema up to date.

        With `alone` no other process may run with the same SQLite file; PostgreSQL is for many.
        Raises `StoreError` with one sentence: a folder that cannot be written, a damaged file, a
        schema newer than this program, a server that does not answer, another process.
        """
        database = databases.connect(url)
        try:
            if alone:
                database.hold_alone()
            await migrate(database)
        except BaseException:
            await database.close()
            raise
        return cls(database, key, clock)

    @property
    def embedded(self) -> bool:
        """Say whether this process is the database's only one (SQLite)."""
        return self._database.embedded

    async def close(self) -> None:
        """Empty the write-ahead log, if the disk lets us, and close."""
        await self.leader.resign()
        with suppress(StoreError):
            await self._database.checkpoint()
        await self._database.close()

    @databases.uninterrupted
    async def sweep(self) -> int:
        """Delete what is past its time (`retention.KEPT`); returns the number of rows."""
        return await retention.sweep(self._database, self._clock())

    def job_user(self, user_id: int) -> str:
        """Return the pseudonym for `NewJob.user`: one for all chats, so one job runs a person."""
        return pseudonym(self._key, JOB, 0, user_id)

    @databases.uninterrupted
    async def forget(self, user_id: int) -> int:
        """Delete everything under the person's pseudonyms, also from the log; returns the rows.

        Strikes in force in groups stay until they end.
        """
        homes = await self.moderation.groups.homes()
        mine = languages.c.pseudonym.in_(pseudonyms(self._key, LANGUAGE, 0, user_id))
        waiting = jobs.c.user.in_(pseudonyms(self._key, JOB, 0, user_id))
        async with self._database.begin() as connection:
            gone = (await connection.execute(delete(languages).where(mine))).rowcount
            gone += (await connection.execute(delete(jobs).where(waiting))).rowcount
            gone += await forget_member(connection, self._key, homes, user_id)
            self.languages.let_go(user_id)
        await self._database.checkpoint()
        return gone
