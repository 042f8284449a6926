"""One update, from its handlers to its finished row; three failures make it poison.

process = Handling(application.process_update, store, bot_id, wake=workers.wake,
                   on_poison=chat.refuse)
lanes = Lanes(process)
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, Protocol

from telegram import Update

from bot import log
from bot.delivery import intake
from bot.delivery.outcome import Outcome, classify
from bot.store import NewJob, StoreError

ATTEMPTS: Final = 3


class Finishing(Protocol):
    """Where finished updates and their jobs are written: `Store.updates`."""

    async def finish(self, bot_id: int, update_id: int, jobs: Sequence[NewJob] = ()) -> None:
        """Write both in one transaction."""


class Handling:
    """Runs the handlers of an update and writes off what is finished."""

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[Any]],
        updates: Finishing,
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
        self.poisoned = 0

    async def __call__(self, update: Update) -> Outcome:
        """Handle one update; never raises. RETRY means it is to be handled once more."""
        failures = self._failures.get(update.update_id, 0)
        handle = self._handle if failures < ATTEMPTS else self._refuse
        with intake.opened() as left:
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
            return Outcome.RETRY
        self._failures.pop(update_id, None)
        if jobs:
            self._wake()
        return Outcome.FINISHED

    async def _refuse(self, update: Update) -> None:
        """Tell the chat that its message cannot be handled; until that succeeds it stays."""
        await self._on_poison(update)
        self.poisoned += 1
        log.event("update.poison", level="error", count=self.poisoned)

    def _count(self, update_id: int, error: BaseException) -> None:
        """Count a failure, but not the database's: an update is not to blame for that."""
        failures = self._failures.get(update_id, 0)
        log.event("update.retry", level="warning", error=log.describe(error), attempt=failures + 1)
        if not isinstance(error, StoreError):
            self._failures[update_id] = min(failures + 1, ATTEMPTS)
