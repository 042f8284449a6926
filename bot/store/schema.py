"""The tables, one set for SQLite and PostgreSQL; `migrations/` makes them.

No photo, file name, message text or raw user id has a column here. People stand under pseudonyms
(`bot.store.pseudonym`); chat, message and file ids stand in `jobs` and `sent_messages` until the
job is done.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

metadata = MetaData()
# SQLite numbers rows by itself only where the key's type is exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware UTC time; SQLite, which knows no zones, stores it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an aware time to UTC."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give an aware UTC time back."""
        if value is None:
            return None
        aware: datetime = value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value
        return aware


updates = Table(
    "updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True),
    Column("update_id", BigInteger, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("holder", BigInteger),  # a number each process draws for itself
    Column("lease_until", Instant),
    Column("begun", Integer, nullable=False, default=0),
    Column("done", Boolean, nullable=False),
    Index("updates_by_time", "at"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("file_id", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("lang", String(2), nullable=False),
    Column("user", String(32), nullable=False),
    Column("album", String(64)),
    Column("size", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("turn", BigInteger, nullable=False),
    Column("purpose", String(16), nullable=False, server_default="clean"),
    Column("receiver", String(16)),  # whoever alone may see what comes of it, sealed
    Index("jobs_by_turn", "turn", "id"),
    Index("jobs_by_user", "user"),
    Index("jobs_by_chat", "chat_id", "album"),
)

sent_messages = Table(
    "sent_messages",
    metadata,
    Column("job_id", RowId, ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("step", String(16), primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
)

languages = Table(
    "languages",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    Column("lang", String(2), nullable=False),
    Column("used_at", Instant, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("topic", String(64), primary_key=True),
    Column("lang", String(2), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("n", BigInteger, nullable=False),
)

editor_questions = Table(
    "editor_questions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("text", Text, nullable=False),
    Column("lang", String(2), nullable=False),
    Column("nearest", String(64)),
    Column("at", Instant, nullable=False),
)
