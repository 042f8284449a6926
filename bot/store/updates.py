"""Finished update ids: what removes a repeat after a crash, kept for 24 hours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from bot.store.database import Database, uninterrupted
from bot.store.jobs import NewJob, add_jobs
from bot.store.schema import finished_updates


class Updates:
    """The updates of a bot that need no second handling."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def finished(self, bot_id: int, ids: Collection[int]) -> set[int]:
        """Return those of the ids that were finished before."""
        if not ids:
            return set()
        table = finished_updates.c
        query = select(table.update_id).where(table.bot_id == bot_id, table.update_id.in_(ids))
        async with self._database.begin() as connection:
            return set((await connection.execute(query)).scalars())

    @uninterrupted
    async def finish(self, bot_id: int, update_id: int, jobs: Sequence[NewJob] = ()) -> None:
        """Write an update off together with the jobs it left; a repeat adds no job again."""
        statement = (
            self._database.insert(finished_updates)
            .values(bot_id=bot_id, update_id=update_id, at=self._clock())
            .on_conflict_do_nothing()
        )
        async with self._database.begin() as connection:
            first = (await connection.execute(statement)).rowcount == 1
            if first and jobs:
                await add_jobs(connection, jobs, self._clock())
