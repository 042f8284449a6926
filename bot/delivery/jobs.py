"""Workers: run the leased rows of `Store.jobs`, a few at once and one a person.

A worker that fails on a passing fault puts its row back with a pause, three times at most; a
killed process leaves its rows to the next one. The row goes when its work is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import Final

from telegram.error import RetryAfter, TelegramError

from bot import log
from bot.delivery import metrics
from bot.delivery.contact import Growing, Sparingly, retry_seconds
from bot.delivery.outcome import Outcome, classify
from bot.store import Job, Store, StoreError

Unit = tuple[Job, ...]  # one picture, or the items of one album
ATTEMPTS: Final = 3
LEASE_SECONDS: Final = 60.0
RENEW_SECONDS: Final = 20.0
LONGEST_RUN: Final = 600.0  # seconds; far above a slow album of ten
PAUSES: Final = (5.0, 30.0, 60.0)  # seconds before the second attempt, the third, a last word
IDLE_SECONDS: Final = 5.0  # other replicas' leases end without a wake
BUSY_SECONDS: Final = 1.0  # a person's next picture waits for the one that runs
SOONEST: Final = 0.01


class Workers:
    """Takes jobs from the store while there is a free hand."""

    def __init__(
        self,
        store: Store,
        run: Callable[[Unit], Awaitable[None]],
        *,
        concurrency: int,
        give_up: Callable[[Unit], Awaitable[None]] | None = None,
    ) -> None:
        """Take `run`, which does the work, and `give_up`, which tells the person it cannot be."""
        self._store = store
        self._jobs = store.jobs
        self._run = run
        self._give_up = give_up
        self._free = concurrency
        self._running: dict[asyncio.Task[None], Unit] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._loops: list[asyncio.Task[None]] = []
        self._sparingly = Sparingly()

    async def start(self) -> None:
        """Begin; on SQLite the leases of the process before are freed: it was the only one."""
        if self._store.embedded:
            await self._jobs.release_all()
        self._loops = [asyncio.create_task(self._dispatch()), asyncio.create_task(self._renew())]

    def wake(self) -> None:
        """Look for jobs now: some were added."""
        self._wake.set()

    async def drain(self, seconds: float) -> None:
        """Take no more; let running jobs finish, and leave the rows of those that do not."""
        self._stopping = True
        self._wake.set()
        if self._running:
            await asyncio.wait(list(self._running), timeout=seconds)
        late = list(self._running)
        for task in (*late, *self._loops):
            task.cancel()
        await asyncio.gather(*late, *self._loops, return_exceptions=True)

    async def _dispatch(self) -> None:
        """Lease, start, and sleep until something is due or someone wakes us."""
        pause = Growing()
        while not self._stopping:
            self._wake.clear()
            try:
                await self._start_some()
                wait = await self._seconds_to_wait()
                pause.reset()
            except StoreError as error:
                self._sparingly.say("store.unavailable", error)
                wait = pause()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), max(wait, SOONEST))

    async def _start_some(self) -> None:
        """Lease for every free hand; where one stays free, nothing more may run now."""
        if self._free <= 0:
            return
        leased = await self._jobs.lease(self._free, LEASE_SECONDS)
        for _, group in groupby(leased, key=lambda job: (job.chat_id, job.album or job.id)):
            self._begin(tuple(group))

    def _begin(self, unit: Unit) -> None:
        task = asyncio.create_task(self._work(unit))
        self._running[task] = unit
        self._free -= 1
        metrics.jobs_running.set(len(self._running))
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self._free += 1
        metrics.jobs_running.set(len(self._running))
        self._wake.set()

    async def _seconds_to_wait(self) -> float:
        if self._free <= 0:
            return IDLE_SECONDS
        due = await self._jobs.next_due()
        if due is None:
            return IDLE_SECONDS
        return min(due, IDLE_SECONDS) if due > 0 else BUSY_SECONDS

    async def _work(self, unit: Unit) -> None:
        """Run one unit and settle its rows; a broken-off run leaves them."""
        ids = [job.id for job in unit]
        try:
            await self._attempt(unit)
        except asyncio.CancelledError:
            metrics.jobs.labels("broken_off").inc()
            with suppress(StoreError):
                await self._jobs.release(*ids)
            raise
        except Exception as error:  # noqa: BLE001 - any failure of a job is settled here
            await self._settle(unit, error)
        else:
            metrics.jobs.labels("done").inc()
            await self._surely(partial(self._jobs.done, *ids))

    async def _attempt(self, unit: Unit) -> None:
        if max(job.attempts for job in unit) > ATTEMPTS:
            await self._refuse(unit)
            return
        with metrics.timed(metrics.job_seconds):
            async with asyncio.timeout(LONGEST_RUN):
                await self._run(unit)

    async def _settle(self, unit: Unit, error: Exception) -> None:
        """Put a unit back after a passing fault; else say so once and give it up."""
        attempt = max(job.attempts for job in unit)
        passing = classify(error) is Outcome.RETRY
        metrics.jobs.labels("retry" if passing else "failed").inc()
        log.event(
            "job.retry" if passing else "job.failed",
            level="warning" if passing else "error",
            error=log.describe(error),
            attempt=attempt,
        )
        if passing:
            await self._put_back(unit, _pause(attempt, error))
        elif isinstance(error, TelegramError):  # there is nobody to tell, or it was said
            await self._drop(unit)
        else:
            await self._refuse_now(unit)

    async def _refuse_now(self, unit: Unit) -> None:
        """Tell the person; where that meets a passing fault, there is a next attempt."""
        try:
            await self._refuse(unit)
        except Exception as error:  # noqa: BLE001 - the refusal may fail in any way the work can
            log.event("job.failed", level="error", error=log.describe(error))
            if classify(error) is Outcome.RETRY:
                await self._put_back(unit, PAUSES[-1])
                return
        await self._drop(unit)

    async def _refuse(self, unit: Unit) -> None:
        metrics.jobs.labels("given_up").inc()
        log.event("job.given_up", level="error", count=len(unit))
        if self._give_up is not None:
            await self._give_up(unit)

    async def _put_back(self, unit: Unit, seconds: float) -> None:
        for job in unit:
            await self._surely(partial(self._jobs.fail, job.id, seconds))

    async def _drop(self, unit: Unit) -> None:
        await self._surely(partial(self._jobs.done, *(job.id for job in unit)))

    async def _surely(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write although the database is away for a while: else the work is done twice."""
        pause = Growing()
        while True:
            try:
                return await write()
            except StoreError as error:
                self._sparingly.say("store.unavailable", error)
                await asyncio.sleep(pause())

    async def _renew(self) -> None:
        """Hold the leases of long runs, so that nobody else takes them for a dead process's."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            ids = [job.id for unit in self._running.values() for job in unit]
            try:
                await self._jobs.renew(ids, LEASE_SECONDS)
            except StoreError as error:
                self._sparingly.say("store.unavailable", error)


def _pause(attempt: int, error: Exception) -> float:
    """Return the seconds before the next attempt: Telegram's own word, or a growing pause."""
    if isinstance(error, RetryAfter):
        return retry_seconds(error) + 1.0
    return PAUSES[min(attempt, len(PAUSES)) - 1]
