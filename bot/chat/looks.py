"""What a picture shows is looked for once its clean copy is sent, so that no copy waits for it.

Looking takes ten times as long as cleaning. The report goes out first and gains what was seen a
moment later. Until then the copy waits in memory: few copies, and not for long; with more waiting
a report tells how to ask for a look. One that is lost with the process costs no more than that:
the button below the report does the same.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from bot import log

WAITING: Final = 4  # pictures or albums
BYTES: Final = 40_000_000  # of copies that wait, together
CALM: Final = 0.15  # seconds without a picture: a worker takes the next one sooner than that
PATIENCE: Final = 10.0  # seconds a look gives way to pictures that are being cleaned

Look = Callable[[], Awaitable[None]]


class Looks:
    """Takes looks one after the other, when no picture is being cleaned."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Look]] = deque()
        self._cleaning = self._begun = 0  # pictures now, and since the start
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def behind(self) -> Iterator[None]:
        """Let looks wait while a picture is being cleaned."""
        self._cleaning += 1
        self._begun += 1
        try:
            yield
        finally:
            self._cleaning -= 1

    def has_room(self, size: int) -> bool:
        """Tell whether copies of so many bytes may wait for a look."""
        held = sum(waiting for waiting, _ in self._waiting)
        return len(self._waiting) < WAITING and held + size <= BYTES

    def add(self, size: int, look: Look) -> None:
        """Have a look taken soon; `size` is what it holds in memory, in bytes."""
        self._waiting.append((size, look))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._take_all())

    async def drain(self, seconds: float) -> None:
        """Wait so long for the looks, and leave those that are not done by then."""
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=seconds)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _take_all(self) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._calm(), PATIENCE)
            _, look = self._waiting.popleft()
            try:
                await look()
            except Exception as error:  # noqa: BLE001 - a lost look must not cost the next one
                log.event("picture.unseen", error=log.describe(error))

    async def _calm(self) -> None:
        """Wait until no picture is being cleaned, nor was a moment ago."""
        known = -1
        while self._cleaning or known != self._begun:
            known = self._begun
            await asyncio.sleep(CALM)
