"""The audit: what was done in a group, when, and whether by the bot or an administrator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.moderation_schema import audit
from bot.store.pseudonym import pseudonym

ADMIN: Final = "admin"
BOT: Final = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit; `by_bot` or by some administrator."""

    at: datetime
    rule: str
    reason: str
    action: str
    by_bot: bool
    undone: bool


class Audit:
    """Every action in every group, for 90 days."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    @uninterrupted
    async def write(self, home: int, rule: str, reason: str, action: str, by: int) -> None:
        """Write what an administrator did; 0 is one who writes as the group."""
        async with self._database.begin() as connection:
            await record(
                connection, home=home, at=self._clock(), rule=rule, reason=reason, action=action,
                by=pseudonym(self._key, ADMIN, home, by),
            )  # fmt: skip

    @uninterrupted
    async def last(self, home: int, count: int) -> tuple[Entry, ...]:
        """Return the last lines of a group's audit, newest first."""
        query = select(audit).where(audit.c.home == home)
        newest = query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(count)
        async with self._database.begin() as connection:
            rows = (await connection.execute(newest)).all()
        return tuple(
            Entry(row.at, row.rule, row.reason, row.action, row.by == BOT, row.undone)
            for row in rows
        )


async def record(connection: AsyncConnection, **values: Any) -> int:
    """Add a row within a transaction; returns its number."""
    added = audit.insert().values(undone=False, **values).returning(audit.c.id)
    return int((await connection.execute(added)).scalar_one())


def by_admin(home: int, admins: tuple[str, ...]) -> Any:
    """Select what an administrator did."""
    return (audit.c.home == home) & audit.c.by.in_(admins)
