"""No isolation at all, for development where the kernel lacks it (BOT_SANDBOX=off)."""

from __future__ import annotations

import asyncio
from typing import Self

from bot.images.results import Examined, Options, Reason
from bot.sandbox import wire
from bot.sandbox.child import Job
from bot.sandbox.limits import Limits
from bot.sandbox.wire import DEFAULT


class Unconfined:
    """Examines pictures in a thread of the bot itself: a hostile picture reaches everything."""

    def __init__(self, job: Job, *, seconds: float = Limits().answer_seconds) -> None:
        self._job = job
        self._seconds = seconds
        self._turn = asyncio.Semaphore(1)

    async def start(self) -> None:
        """Do nothing: there is nothing to start."""

    async def close(self) -> None:
        """Do nothing: a thread cannot be ended."""

    async def examine(self, data: bytes, options: Options = DEFAULT) -> Examined:
        """Examine one picture at a time; after the time limit its thread is left to itself."""
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    return await asyncio.to_thread(self._job, data, options)
            except TimeoutError:
                return wire.refusal(Reason.TIMEOUT, options)
            except Exception:  # noqa: BLE001 - as the child does: the picture is refused
                return wire.refusal(Reason.CRASHED, options)


class InThisProcess:
    """The same for the command line, without an event loop and without a time limit."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def examine(self, data: bytes, options: Options) -> Examined:
        """Examine one picture here and now."""
        from bot.images.clean import examine

        return examine(data, options)
