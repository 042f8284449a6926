"""The bot's queue of updates and long polling (Bot API, "Getting updates")."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from itertools import islice

from bot.demo.emulator.errors import ApiError, Json
from bot.demo.emulator.events import Clock

KEPT_SECONDS = 24 * 3600
QUERY_SECONDS = 150  # a button press nobody answered is gone sooner
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


class Updates:
    """Pending updates, oldest first; an update leaves when it is confirmed or too old."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending: deque[tuple[int, Json]] = deque()
        # As after a pause on Telegram: ids go on from a number no earlier run has used.
        self._next_id = clock.now()
        self._changed = asyncio.Event()
        self.allowed: frozenset[str] | None = None
        self.delivered: Counter[int] = Counter()
        self.confirmed = 0
        self.polls = 0
        self.repeat_next = 0
        self.reverse_next = 0

    def __len__(self) -> int:
        self._expire()
        return len(self._pending)

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update; returns its id, None where the bot did not ask for this kind."""
        if not self._wanted(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        self._pending.append((self._clock.now(), {"update_id": update_id, kind: payload}))
        self.notify()
        return update_id

    def _wanted(self, kind: str) -> bool:
        if self.allowed:
            return kind in self.allowed
        return kind not in ONLY_ON_REQUEST

    def allow(self, kinds: list[str] | None) -> None:
        """Set `allowed_updates`; None leaves it, an empty list is the default set."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def pending(self) -> list[Json]:
        """Return what is not confirmed yet, oldest first."""
        self._expire()
        return [update for _, update in self._pending]

    def confirm(self, update_id: int) -> None:
        """Take one update off the queue (a webhook answered 2XX)."""
        for entry in self._pending:
            if entry[1]["update_id"] == update_id:
                self._take(entry)
                return

    def drop(self) -> None:
        """Forget everything (`drop_pending_updates`)."""
        self._pending.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Answer one getUpdates call; a later call ends this one with 409."""
        self.polls += 1
        mine = self.polls
        self.notify()
        self._confirm_below(offset)
        try:
            async with asyncio.timeout(seconds):
                while not self._pending and mine == self.polls:
                    await self._changed.wait()
        except TimeoutError:
            pass
        if mine != self.polls:
            raise ApiError(409, CONFLICT)
        return self._batch(limit)

    def notify(self) -> None:
        """Wake everyone who waits for a change of the queue."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self) -> None:
        """Wait for the next change of the queue."""
        await self._changed.wait()

    def _confirm_below(self, offset: int) -> None:
        self._expire()
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
            return
        for entry in [e for e in self._pending if e[1]["update_id"] < offset]:
            self._take(entry)

    def _take(self, entry: tuple[int, Json]) -> None:
        self._pending.remove(entry)
        self.confirmed += 1
        if self.repeat_next > 0:
            self.repeat_next -= 1
            self._pending.appendleft(entry)

    def _batch(self, limit: int) -> list[Json]:
        batch = [update for _, update in islice(self._pending, limit)]
        self.delivered.update(update["update_id"] for update in batch)
        if self.reverse_next > 0 and len(batch) > 1:
            self.reverse_next -= 1
            batch.reverse()
        return batch

    def _expire(self) -> None:
        now = self._clock.now()
        kept = [
            (at, update)
            for at, update in self._pending
            if now - at < (QUERY_SECONDS if "callback_query" in update else KEPT_SECONDS)
        ]
        if len(kept) < len(self._pending):
            self._pending = deque(kept)
