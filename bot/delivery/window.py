"""The window of update ids between what Telegram may forget and what it has not sent yet.

Telegram's queue is the durable store: `getUpdates` with an offset forgets everything below it, so
the offset is the lowest unfinished id (Bot API, getUpdates: "an update is considered confirmed as
soon as getUpdates is called with an offset higher than its update_id").
"""

from __future__ import annotations

from collections.abc import Iterable


class Window:
    """Ids in flight and the offset that loses none of them."""

    def __init__(self) -> None:
        self._in_flight: set[int] = set()
        self._finished: set[int] = set()
        self._beyond: int | None = None  # one past the highest id seen

    @property
    def offset(self) -> int | None:
        """Return the lowest id not finished; None before the first update."""
        return min(self._in_flight) if self._in_flight else self._beyond

    @property
    def in_flight(self) -> int:
        """Count the ids taken and not finished."""
        return len(self._in_flight)

    def take(self, ids: Iterable[int]) -> list[int]:
        """Put ids in flight; returns those that are new, in the order they came."""
        new = [each for each in dict.fromkeys(ids) if self._unknown(each)]
        self._in_flight.update(new)
        if new:
            self._beyond = max(max(new) + 1, self._beyond or 0)
        return new

    def finish(self, update_id: int) -> None:
        """Let the offset pass an id, once all below it are finished too."""
        self._in_flight.discard(update_id)
        self._finished.add(update_id)
        offset = self.offset
        if offset is not None and len(self._finished) > len(self._in_flight):
            self._finished = {each for each in self._finished if each >= offset}

    def restart(self) -> None:
        """Forget the offset: after a week without updates Telegram numbers anew, maybe lower."""
        if not self._in_flight:
            self._finished.clear()
            self._beyond = None

    def _unknown(self, update_id: int) -> bool:
        """Say whether an id is new; one below the offset comes from a poll that was under way."""
        if self.offset is not None and update_id < self.offset:
            return False
        return update_id not in self._in_flight and update_id not in self._finished
