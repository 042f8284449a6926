"""Lanes: updates of one chat one after the other, different chats side by side.

An update that is to be retried keeps its place: its lane waits, the others go on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from telegram import Update

from bot import log
from bot.delivery import metrics
from bot.delivery.outcome import Outcome

PAUSES: Final = (1.0, 4.0, 15.0, 30.0)  # seconds before each retry; the last one repeats


class Lanes:
    """Bounded concurrency and first in, first out per chat (else per user)."""

    def __init__(
        self,
        process: Callable[[Update], Awaitable[Outcome]],
        limit: int = 64,
        *,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        """Take `process`, which handles one update, and how many may be handled at once."""
        self._process = process
        self._slots = asyncio.Semaphore(limit)
        self._pauses = pauses
        self._waiting: dict[int | None, deque[Update]] = {}
        self._runners: dict[int | None, asyncio.Task[None]] = {}
        self._futures: dict[int, asyncio.Future[Outcome]] = {}
        self._closing = asyncio.Event()

    def submit(self, update: Update) -> asyncio.Future[Outcome]:
        """Put an update at the end of its lane; a repeat joins the one in flight.

        The future says FINISHED, or RETRY when a drain left the update undone. It never raises.
        """
        known = self._futures.get(update.update_id)
        if known is not None:
            return known
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        if self._closing.is_set():
            future.set_result(Outcome.RETRY)
            return future
        self._futures[update.update_id] = future
        metrics.updates_in_flight.set(len(self._futures))
        key = lane(update)
        self._waiting.setdefault(key, deque()).append(update)
        if key not in self._runners:
            self._runners[key] = asyncio.create_task(self._run(key))
        return future

    @property
    def in_flight(self) -> int:
        """Count the updates submitted and not done."""
        return len(self._futures)

    async def drain(self, seconds: float) -> None:
        """Finish what has begun, for at most `seconds`; leave the rest undone."""
        self._closing.set()
        running = list(self._runners.values())
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for update_id in list(self._futures):
            self._resolve(update_id, Outcome.RETRY)

    async def _run(self, key: int | None) -> None:
        """Work one lane off."""
        waiting = self._waiting[key]
        try:
            while waiting and not self._closing.is_set():
                update = waiting.popleft()
                self._resolve(update.update_id, await self._until_finished(update))
        finally:
            # No await between the last look at the queue and this: no update can slip in.
            del self._waiting[key], self._runners[key]

    async def _until_finished(self, update: Update) -> Outcome:
        attempt = 0
        while True:
            async with self._slots:
                if self._closing.is_set():
                    return Outcome.RETRY
                outcome = await self._once(update)
            if outcome is Outcome.FINISHED:
                return outcome
            await self._pause(attempt)
            attempt += 1

    async def _once(self, update: Update) -> Outcome:
        try:
            return await self._process(update)
        except Exception as error:  # noqa: BLE001 - one lane's bug must not strand its chat
            log.event("lane.failed", level="error", error=log.describe(error))
            return Outcome.RETRY

    async def _pause(self, attempt: int) -> None:
        """Wait before a retry; a drain ends it."""
        seconds = self._pauses[min(attempt, len(self._pauses) - 1)]
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def _resolve(self, update_id: int, outcome: Outcome) -> None:
        future = self._futures.pop(update_id, None)
        metrics.updates_in_flight.set(len(self._futures))
        if future is not None and not future.done():
            future.set_result(outcome)


def lane(update: Update) -> int | None:
    """Return the lane's key: the chat, else the person (inline queries), else none."""
    where = update.effective_chat or update.effective_user
    return where.id if where else None
