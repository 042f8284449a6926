"""What becomes of an update or a job whose handling failed.

    passing fault -> RETRY      RetryAfter, NetworkError with TimedOut, StoreError
    anything else -> FINISHED   BadRequest, Forbidden, a bug, an upload that may have arrived

PTB's `process_update` returns normally although a handler failed, so the error handler of `chat`
says so here: `outcome.remember(context.error)`.
"""

from __future__ import annotations

from enum import Enum

from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.delivery import intake
from bot.store import StoreError


class Outcome(Enum):
    """Whether an update may be written off."""

    FINISHED = "finished"
    RETRY = "retry"


class UploadUnconfirmed(TimedOut):
    """A file was sent and no answer came: it may have arrived, so it is not sent again."""


def classify(error: BaseException) -> Outcome:
    """Say whether the same thing may succeed later."""
    match error:
        case UploadUnconfirmed() | BadRequest():  # PTB derives both from NetworkError
            return Outcome.FINISHED
        case RetryAfter() | NetworkError() | StoreError():
            return Outcome.RETRY
        case _:
            return Outcome.FINISHED


def remember(error: BaseException | None) -> None:
    """Note a handler's error for the update at hand; outside an update it does nothing.

    A passing fault stays noted though a later error of the same update is final.
    """
    current = intake.current()
    if current is None or error is None:
        return
    if current.error is None or classify(error) is Outcome.RETRY:
        current.error = error
