"""What happens in the emulated world, told to everybody who listens: the page and the tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from bot.demo.emulator.errors import Json

Wanted = Callable[[Json], bool]


class Clock:
    """The emulator's time: the machine's, plus what somebody moved it on by."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> int:
        """Return Unix seconds."""
        return int(time.time() + self._ahead)

    def advance(self, seconds: float) -> None:
        """Move on; messages, queries and updates age by that much."""
        self._ahead += seconds


class Events:
    """A broadcast: each listener gets every event published while it listens."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def publish(self, kind: str, **values: object) -> None:
        """Tell all listeners; never waits."""
        event = {"type": kind, **values}
        for listener in self._listeners:
            listener.offer(event)

    def listen(self, only: Wanted = lambda _: True) -> Listener:
        """Return a listener that hears from now on whatever is `only`."""
        listener = Listener(only, self._listeners.discard)
        self._listeners.add(listener)
        return listener

    def close(self) -> None:
        """End every listener's stream."""
        for listener in self._listeners:
            listener.end()


class Listener:
    """A stream of events, or a place to wait for a certain one."""

    def __init__(self, only: Wanted, leave: Callable[[Listener], None]) -> None:
        self._queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._unread: list[Json] = []
        self._only = only
        self._leave = leave

    def offer(self, event: Json) -> None:
        """Hear an event, if it is one of those listened for."""
        if self._only(event):
            self._queue.put_nowait(event)

    def end(self) -> None:
        """Let the stream end after what was heard."""
        self._queue.put_nowait(None)

    def stop(self) -> None:
        """Hear no more."""
        self._leave(self)

    async def stream(self) -> AsyncIterator[Json]:
        """Yield events until the world closes."""
        while (event := await self._queue.get()) is not None:
            yield event

    def unread(self) -> list[Json]:
        """Return the events that were heard and not taken, oldest first."""
        while not self._queue.empty():
            event = self._queue.get_nowait()
            if event is not None:
                self._unread.append(event)
        return list(self._unread)

    async def wait_for(self, wanted: Wanted, *, seconds: float = 10) -> Json:
        """Return the first unread event that is `wanted` and take it; others stay unread.

        Raises `TimeoutError` naming the types that did arrive.
        """
        for index, event in enumerate(self._unread):
            if wanted(event):
                return self._unread.pop(index)
        try:
            async with asyncio.timeout(seconds):
                return await self._next(wanted)
        except TimeoutError:
            heard = ", ".join(event["type"] for event in self._unread) or "nothing"
            raise TimeoutError(f"not within {seconds} s; unread: {heard}") from None

    async def _next(self, wanted: Wanted) -> Json:
        while (event := await self._queue.get()) is not None:
            if wanted(event):
                return event
            self._unread.append(event)
        raise ConnectionAbortedError("the emulator has stopped")
