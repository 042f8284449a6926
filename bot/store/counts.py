"""Counts that hold no person: what helped and what was not found, by topic, language and week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.database import Database, uninterrupted
from bot.store.schema import counts


@dataclass(frozen=True, slots=True)
class Count:
    """How often; `kind` is helpful, not-helpful or unsure, `week` an ISO week as `2026-W48`."""

    kind: str
    topic: str
    lang: str
    week: str
    n: int


class Counts:
    """The counts, kept for good."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def add(self, kind: str, topic: str, lang: str) -> None:
        """Count one more in this week."""
        key = {"kind": kind, "topic": topic, "lang": lang, "week": week(self._clock())}
        statement = (
            self._database.insert(counts)
            .values(n=1, **key)
            .on_conflict_do_update(
                index_elements=[counts.c[name] for name in key], set_={"n": counts.c.n + 1}
            )
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)

    @uninterrupted
    async def rows(self) -> tuple[Count, ...]:
        """Return every count, the newest week first, then the largest."""
        query = select(counts).order_by(counts.c.week.desc(), counts.c.n.desc(), counts.c.topic)
        async with self._database.begin() as connection:
            found = (await connection.execute(query)).all()
        return tuple(Count(row.kind, row.topic, row.lang, row.week, row.n) for row in found)


def week(moment: datetime) -> str:
    """Return the ISO 8601 week, which may belong to the year before or after."""
    year, number, _ = moment.isocalendar()
    return f"{year}-W{number:02}"
