"""Group moderation: settings, cases, strikes, trust, audit, addresses; what a job is for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add tables and two columns; nothing that is there changes its meaning."""
    op.add_column(
        "jobs", sa.Column("purpose", sa.String(16), nullable=False, server_default="clean")
    )
    op.add_column("jobs", sa.Column("receiver", sa.String(16)))
    groups()
    cases()
    people()
    audit()
    hashes()
    pictures()


def groups() -> None:
    """Keep a group's settings under its chat id, and the id it had first."""
    op.create_table(
        "groups",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("home", sa.BigInteger, nullable=False, unique=True),
        sa.Column("settings", sa.Text),
        sa.Column("removed_at", INSTANT),
    )


def cases() -> None:
    """Keep open notices and what the buttons below a card need: message ids and codes."""
    op.create_table(
        "cases",
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=True),
        sa.Column("home", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(48), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("steps", sa.String(16), nullable=False),
        sa.Column("pressed", sa.String(16), nullable=False),
        sa.Column("copy_chat", sa.BigInteger),
        sa.Column("copy_message", sa.BigInteger),
        sa.Column("copied", sa.String(160)),
        sa.Column("notice_chat", sa.BigInteger),
        sa.Column("notice_message", sa.BigInteger),
        sa.Column("notice_until", INSTANT),
        sa.Column("answer_until", INSTANT),
        sa.Column("audit_id", sa.BigInteger),
        sa.Column("at", INSTANT, nullable=False),
        sa.UniqueConstraint("home", "message_id", "rule", name="one_case_a_message_and_rule"),
    )
    op.create_index("cases_by_time", "cases", ["at"])


def people() -> None:
    """Keep strikes and trust under pseudonyms."""
    op.create_table(
        "strikes",
        sa.Column("home", sa.BigInteger, primary_key=True),
        sa.Column("message_id", sa.BigInteger, primary_key=True),
        sa.Column("rule", sa.String(32), primary_key=True),
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("strikes_by_member", "strikes", ["home", "member"])
    op.create_table(
        "members",
        sa.Column("home", sa.BigInteger, primary_key=True),
        sa.Column("member", sa.String(32), primary_key=True),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("trusted", sa.Boolean, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
    )


def audit() -> None:
    """Keep what was done, under which rule, and by whom."""
    op.create_table(
        "audit",
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=True),
        sa.Column("home", sa.BigInteger, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(48), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_index("audit_by_group", "audit", ["home", "at"])


def hashes() -> None:
    """Keep listed addresses as hashes."""
    op.create_table(
        "addresses",
        sa.Column("home", sa.BigInteger, primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(48), nullable=False),
        sa.Column("allowed", sa.Boolean, nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
    )


def pictures() -> None:
    """Keep fingerprints of pictures that were taken down, where a group wants it."""
    op.create_table(
        "taken_down",
        sa.Column("home", sa.BigInteger, primary_key=True),
        sa.Column("fingerprint", sa.String(16), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
    )
