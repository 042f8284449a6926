"""Claims on updates: who has one under way, which are done, and which never came to an end.

A row is claimed before an update is handled and marked done after it, so that of all processes
that are given the same update one handles it. A process that is killed frees its claims by their
lease. Whoever takes such a claim over writes down each further beginning, and so finds the update
that kills its process. Numbers only, kept for 24 hours.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, case, false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.jobs import NewJob, add_jobs
from bot.store.schema import updates

LEASE: Final = timedelta(seconds=30)
RENEW_SECONDS: Final = 10.0


class Standing(Enum):
    """How this process stands to an update."""

    OURS = "ours"
    ELSEWHERE = "elsewhere"  # another process has it under way
    DONE = "done"


class Updates:
    """The updates of a bot, and those that this process holds."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._holder = secrets.randbits(63)
        self._held: dict[tuple[int, int], int] = {}

    async def claim(self, bot_id: int, ids: Collection[int]) -> dict[int, Standing]:
        """Claim updates, in one transaction; what this process holds already stays its own."""
        standing = {each: Standing.OURS for each in ids if (bot_id, each) in self._held}
        if unknown := sorted(set(ids) - set(standing)):
            standing |= await self._claim(bot_id, unknown)
        return standing

    def begun(self, bot_id: int, update_id: int) -> int:
        """Return how often a claimed update was begun, as far as is known, without an end."""
        return self._held.get((bot_id, update_id), 0)

    @uninterrupted
    async def begin(self, bot_id: int, update_id: int) -> None:
        """Write down that an update that was taken over begins once more, here: counted once."""
        mine = and_(updates.c.bot_id == bot_id, updates.c.update_id == update_id)
        async with self._database.begin() as connection:
            statement = update(updates).where(mine).values(begun=self.begun(bot_id, update_id) + 1)
            await connection.execute(statement)

    @uninterrupted
    async def finish(self, bot_id: int, update_id: int, jobs: Sequence[NewJob] = ()) -> None:
        """Mark an update done together with the jobs it left; a repeat adds no job again."""
        now = self._clock()
        values = {"at": now, "lease_until": None, "begun": 0, "done": True}
        statement = (
            self._database.insert(updates)
            .values(bot_id=bot_id, update_id=update_id, **values)
            .on_conflict_do_update(
                index_elements=[updates.c.bot_id, updates.c.update_id],
                set_=values,
                where=updates.c.done == false(),
            )
            .returning(updates.c.update_id)
        )
        async with self._database.begin() as connection:
            first = (await connection.execute(statement)).first() is not None
            if first and jobs:
                await add_jobs(connection, jobs, now)
        self._held.pop((bot_id, update_id), None)

    @uninterrupted
    async def finished(self, bot_id: int, ids: Collection[int]) -> set[int]:
        """Return those of the ids that are done."""
        if not ids:
            return set()
        async with self._database.begin() as connection:
            rows = await _standing(connection, bot_id, list(ids))
        return {row.update_id for row in rows if row.done}

    async def renew(self) -> None:
        """Hold every claim of this process longer."""
        await self._set_held({"lease_until": self._clock() + LEASE})

    async def release(self) -> None:
        """Give up every claim of this process; what is undone is under no suspicion."""
        await self._set_held({"lease_until": None, "begun": 0})
        self._held.clear()

    @uninterrupted
    async def expire_all(self) -> None:
        """End every lease: at the start of the only process, all holders are dead."""
        held = updates.c.lease_until.is_not(None)
        async with self._database.begin() as connection:
            await connection.execute(update(updates).where(held).values(lease_until=self._clock()))

    @uninterrupted
    async def _claim(self, bot_id: int, ids: list[int]) -> dict[int, Standing]:
        async with self._database.begin() as connection:
            claiming, values = self._claiming(bot_id, ids)
            taken = (await connection.execute(claiming, values)).all()
            standing = {row.update_id: Standing.OURS for row in taken}
            others = [each for each in ids if each not in standing]
            rows = await _standing(connection, bot_id, others) if others else ()
        self._held |= {(bot_id, row.update_id): row.begun for row in taken}
        return standing | {
            row.update_id: Standing.DONE if row.done else Standing.ELSEWHERE for row in rows
        }

    def _claiming(self, bot_id: int, ids: list[int]) -> tuple[Any, list[dict[str, Any]]]:
        """Insert what is new and take over what was released or whose holder died.

        Rows apart from their statement: that is compiled once, not for each number of ids.
        """
        now = self._clock()
        columns = updates.c
        claim = {"at": now, "holder": self._holder, "lease_until": now + LEASE}
        new = claim | {"bot_id": bot_id, "begun": 0, "done": False}
        rows = [new | {"update_id": each} for each in ids]
        # A lease that ran out: its holder had begun it, or was about to.
        ran_out = case((columns.begun > 0, columns.begun), else_=1)
        statement = self._database.insert(updates).on_conflict_do_update(
            index_elements=[columns.bot_id, columns.update_id],
            set_=claim | {"begun": case((columns.lease_until.is_(None), 0), else_=ran_out)},
            where=and_(columns.done == false(), _free(now)),
        )
        return statement.returning(columns.update_id, columns.begun), rows

    @uninterrupted
    async def _set_held(self, values: dict[str, Any]) -> None:
        """Change the rows this process holds."""
        by_bot: dict[int, list[int]] = {}
        for bot_id, update_id in self._held:
            by_bot.setdefault(bot_id, []).append(update_id)
        if not by_bot:
            return
        async with self._database.begin() as connection:
            for bot_id, ids in by_bot.items():
                await connection.execute(
                    update(updates).where(*self._ours(bot_id, ids)).values(**values)
                )

    def _ours(self, bot_id: int, ids: list[int]) -> tuple[ColumnElement[bool], ...]:
        """Select what is undone and was not taken over by another process."""
        columns = updates.c
        return (
            columns.bot_id == bot_id,
            columns.update_id.in_(ids),
            columns.holder == self._holder,
            columns.done == false(),
        )


async def _standing(
    connection: AsyncConnection, bot_id: int, ids: list[int]
) -> list[Row[Any, Any]]:
    mine = and_(updates.c.bot_id == bot_id, updates.c.update_id.in_(ids))
    query = select(updates.c.update_id, updates.c.done).where(mine)
    return list((await connection.execute(query)).all())


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(updates.c.lease_until.is_(None), updates.c.lease_until <= now)
