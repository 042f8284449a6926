"""What one update leaves behind while its handlers run: jobs to store, and an error.

A handler appends to `intake.jobs()`; the rows are stored in the transaction that finishes the
update, so neither is without the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.store import NewJob


@dataclass(slots=True)
class Intake:
    """The jobs an update asks for, and why it failed if it did."""

    jobs: list[NewJob] = field(default_factory=list)
    error: BaseException | None = None


_current: ContextVar[Intake | None] = ContextVar("intake", default=None)


@contextmanager
def opened() -> Iterator[Intake]:
    """Begin an update; tasks started inside share its intake."""
    intake = Intake()
    token = _current.set(intake)
    try:
        yield intake
    finally:
        _current.reset(token)


def current() -> Intake | None:
    """Return the intake of the update at hand, None outside of one."""
    return _current.get()


def jobs() -> list[NewJob]:
    """Return the list a handler appends its jobs to; raises `LookupError` outside an update."""
    intake = _current.get()
    if intake is None:
        raise LookupError("intake.jobs() belongs in a handler, while an update is processed")
    return intake.jobs
