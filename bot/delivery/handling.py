"""One update, from its claim to its finished row; three failures or deaths make it poison.

process = Handling(application.process_update, store, bot_id, wake=workers.wake,
                   on_poison=chat.refuse)
lanes = Lanes(process)

An update that was begun when its process died is taken over under suspicion: each further
beginning is written down first, the third one happens alone, and after that it is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, Final, Protocol

from telegram import Update

from bot import log
from bot.delivery import intake, metrics
from bot.delivery.outcome import Outcome, classify
from bot.store import NewJob, Standing, StoreError

ATTEMPTS: Final = 3


class Claimed(Protocol):
    """Where updates are claimed and finished: `Store.updates`."""

    async def claim(self, bot_id: int, ids: Collection[int]) -> dict[int, Standing]:
        """Claim what this process does not hold yet."""

    def begun(self, bot_id: int, update_id: int) -> int:
        """Return how often an update was begun without an end."""

    async def begin(self, bot_id: int, update_id: int) -> None:
        """Write down one more beginning."""

    async def finish(self, bot_id: int, update_id: int, jobs: Sequence[NewJob] = ()) -> None:
        """Write off an update with its jobs in one transaction."""


class Handling:
    """Runs the handlers of an update and writes off what is finished."""

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[Any]],
        updates: Claimed,
        bot_id: int,
        *,
        wake: Callable[[], None],
        on_poison: Callable[[Update], Awaitable[Any]],
    ) -> None:
        """Take `handle`, which runs all handlers, and `on_poison`, which tells the chat once."""
        self._handle = handle
        self._updates = updates
        self._bot_id = bot_id
        self._wake = wake
        self._on_poison = on_poison
        self._failures: dict[int, int] = {}
        self._alone = asyncio.Lock()
        self.poisoned = 0

    async def __call__(self, update: Update) -> Outcome:
        """Handle one update; never raises. RETRY means it is to be handled once more."""
        try:
            standing = await self._updates.claim(self._bot_id, [update.update_id])
            match standing[update.update_id]:
                case Standing.DONE:
                    metrics.updates.labels("repeat").inc()
                    return Outcome.FINISHED
                case Standing.ELSEWHERE:
                    metrics.updates.labels("elsewhere").inc()
                    return Outcome.RETRY
                case Standing.OURS:
                    return await self._begin(update)
        except StoreError as error:
            log.event("update.unclaimed", level="warning", error=log.describe(error))
            return Outcome.RETRY

    async def _begin(self, update: Update) -> Outcome:
        """Handle a claimed update: plainly, or after a death under suspicion."""
        begun = self._updates.begun(self._bot_id, update.update_id)
        if begun == 0 or begun >= ATTEMPTS:
            return await self._handled(update, refused=begun >= ATTEMPTS)
        if begun + 1 < ATTEMPTS:
            await self._updates.begin(self._bot_id, update.update_id)
            return await self._handled(update)
        async with self._alone:
            await self._updates.begin(self._bot_id, update.update_id)
            return await self._handled(update)

    async def _handled(self, update: Update, *, refused: bool = False) -> Outcome:
        """Run the handlers, or refuse what failed too often, and write it off."""
        refused = refused or self._failures.get(update.update_id, 0) >= ATTEMPTS
        handle = self._refuse if refused else self._handle
        with metrics.timed(metrics.update_seconds), intake.opened() as left:
            try:
                await handle(update)
            except Exception as error:  # noqa: BLE001 - any failure of a handler becomes an outcome
                left.error = error
        if left.error is None or classify(left.error) is Outcome.FINISHED:
            if left.error is not None:
                log.event("update.failed", level="error", error=log.describe(left.error))
            return await self._finish(update.update_id, left.jobs)
        self._count(update.update_id, left.error)
        return Outcome.RETRY

    async def _finish(self, update_id: int, jobs: Sequence[NewJob]) -> Outcome:
        try:
            await self._updates.finish(self._bot_id, update_id, jobs)
        except StoreError as error:
            log.event("update.unfinished", level="warning", error=log.describe(error))
            metrics.updates.labels("retry").inc()
            return Outcome.RETRY
        metrics.updates.labels("finished").inc()
        self._failures.pop(update_id, None)
        if jobs:
            self._wake()
        return Outcome.FINISHED

    async def _refuse(self, update: Update) -> None:
        """Tell the chat that its message cannot be handled; until that succeeds it stays."""
        await self._on_poison(update)
        self.poisoned += 1
        metrics.updates.labels("poison").inc()
        log.event("update.poison", level="error", count=self.poisoned)

    def _count(self, update_id: int, error: BaseException) -> None:
        """Count a failure, but not the database's: an update is not to blame for that."""
        failures = self._failures.get(update_id, 0)
        metrics.updates.labels("retry").inc()
        log.event("update.retry", level="warning", error=log.describe(error), attempt=failures + 1)
        if not isinstance(error, StoreError):
            self._failures[update_id] = min(failures + 1, ATTEMPTS)
