"""The clock that is passed into the core: nothing else asks for the time."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day in UTC, for review dates and dated answers."""
    return now().date()
