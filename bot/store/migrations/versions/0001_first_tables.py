"""Finished updates, jobs, languages, counts and questions to the editors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    finished_updates()
    jobs()
    people_and_counts()


def finished_updates() -> None:
    """Remove repeats after a crash."""
    op.create_table(
        "finished_updates",
        sa.Column("bot_id", sa.BigInteger, primary_key=True),
        sa.Column("update_id", sa.BigInteger, primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("finished_updates_by_time", "finished_updates", ["at"])


def jobs() -> None:
    """Keep long work until it is done."""
    op.create_table(
        "jobs",
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("album", sa.String(64)),
        sa.Column("size", sa.BigInteger),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("lease_until", INSTANT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("turn", sa.BigInteger, nullable=False),
    )
    op.create_index("jobs_by_turn", "jobs", ["turn", "id"])
    op.create_index("jobs_by_user", "jobs", ["user"])
    op.create_index("jobs_by_chat", "jobs", ["chat_id", "album"])


def people_and_counts() -> None:
    """Keep language choices, counts without people, and questions sent on purpose."""
    op.create_table(
        "languages",
        sa.Column("pseudonym", sa.String(32), primary_key=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
    )
    op.create_table(
        "counts",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column("lang", sa.String(2), primary_key=True),
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "editor_questions",
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("nearest", sa.String(64)),
        sa.Column("at", INSTANT, nullable=False),
    )
