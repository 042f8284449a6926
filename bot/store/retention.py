"""What is kept, and until when: one row a table, as docs/privacy.md tells people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Column, delete

from bot.store import moderation
from bot.store.database import Database
from bot.store.moderation_schema import (
    addresses,
    audit,
    cases,
    members,
    pictures,
    strikes,
)
from bot.store.schema import editor_questions, jobs, languages, updates

KEPT: Final[tuple[tuple[Column[Any], timedelta], ...]] = (
    (updates.c.at, timedelta(hours=24)),
    (jobs.c.created_at, timedelta(hours=24)),
    (languages.c.used_at, timedelta(days=180)),
    (editor_questions.c.at, timedelta(days=90)),
    (cases.c.at, timedelta(days=30)),
    (strikes.c.at, timedelta(days=30)),
    (members.c.seen_at, timedelta(days=30)),
    (pictures.c.at, timedelta(days=30)),
    (audit.c.at, timedelta(days=90)),
    (addresses.c.used_at, timedelta(days=180)),
)


async def sweep(database: Database, now: datetime) -> int:
    """Delete every row that is past its time; returns how many went."""
    deleted = 0
    async with database.begin() as connection:
        for time, kept in KEPT:
            gone = await connection.execute(delete(time.table).where(time <= now - kept))
            deleted += gone.rowcount
        deleted += await moderation.sweep(connection, now)
    if deleted:
        await database.checkpoint()
    return deleted
