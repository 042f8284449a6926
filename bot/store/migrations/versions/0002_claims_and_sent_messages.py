"""Updates claimed with a lease, and the messages a job has sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Keep the finished ids; nothing is under way while a schema changes."""
    updates()
    sent_messages()


def updates() -> None:
    """Let an update be claimed before it is finished."""
    op.create_table(
        "updates",
        sa.Column("bot_id", sa.BigInteger, primary_key=True),
        sa.Column("update_id", sa.BigInteger, primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("holder", sa.BigInteger),
        sa.Column("lease_until", INSTANT),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
    )
    op.create_index("updates_by_time", "updates", ["at"])
    op.execute(
        "INSERT INTO updates (bot_id, update_id, at, begun, done)"
        " SELECT bot_id, update_id, at, 0, true FROM finished_updates"
    )
    op.drop_table("finished_updates")


def sent_messages() -> None:
    """Remember what a job has sent, so that a repeat does not send it again."""
    op.create_table(
        "sent_messages",
        sa.Column(
            "job_id", ROW_ID, sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("step", sa.String(16), primary_key=True),
        sa.Column("message_id", sa.BigInteger, primary_key=True),
    )
