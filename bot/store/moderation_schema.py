"""The tables of group moderation; rows about a group stand under its first chat id (`home`).

A group that becomes a supergroup gets a new chat id, and the pseudonyms of its members were made
with the first one: only `groups` knows both. No words, names or raw user ids have a column here.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.schema import Instant, RowId, metadata

groups = Table(
    "groups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("home", BigInteger, nullable=False, unique=True),
    Column("settings", Text),  # JSON with the log chat id and the rules text; none = defaults
    Column("removed_at", Instant),
)

cases = Table(
    "cases",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("home", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("rule", String(32), nullable=False),
    Column("reason", String(48), nullable=False),
    Column("action", String(16), nullable=False),
    Column("member", String(32), nullable=False),
    Column("steps", String(16), nullable=False),  # a letter for each step done
    Column("pressed", String(16), nullable=False),  # a letter for each button pressed
    Column("copy_chat", BigInteger),
    Column("copy_message", BigInteger),
    Column("copied", String(160)),  # the numbers of all copies, where it is an album
    Column("notice_chat", BigInteger),
    Column("notice_message", BigInteger),
    Column("notice_until", Instant),
    Column("answer_until", Instant),
    Column("audit_id", BigInteger),
    Column("at", Instant, nullable=False),
    UniqueConstraint("home", "message_id", "rule", name="one_case_a_message_and_rule"),
    Index("cases_by_time", "at"),
)

strikes = Table(
    "strikes",
    metadata,
    Column("home", BigInteger, primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("rule", String(32), primary_key=True),
    Column("member", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Index("strikes_by_member", "home", "member"),
)

members = Table(
    "members",
    metadata,
    Column("home", BigInteger, primary_key=True),
    Column("member", String(32), primary_key=True),
    Column("messages", Integer, nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("home", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("rule", String(32), nullable=False),
    Column("reason", String(48), nullable=False),
    Column("action", String(16), nullable=False),
    Column("by", String(32), nullable=False),  # "" = the bot, else an administrator's pseudonym
    Column("undone", Boolean, nullable=False),
    Index("audit_by_group", "home", "at"),
)

pictures = Table(
    "taken_down",
    metadata,
    Column("home", BigInteger, primary_key=True),
    Column("fingerprint", String(16), primary_key=True),  # 64 bits of the whole picture, in hex
    Column("at", Instant, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("home", BigInteger, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("salt", String(64), nullable=False),  # the group's own, or that of an imported list
    Column("kind", String(16), nullable=False),
    Column("reason", String(48), nullable=False),
    Column("allowed", Boolean, nullable=False),  # else blocked
    Column("used_at", Instant, nullable=False),
)
