"""The sandbox as the bot sees it: bytes in, a checked answer out, whatever the child does."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Sequence

from bot import log
from bot.images.limits import FILE_BYTES
from bot.images.results import Examined, Options, Reason
from bot.sandbox import COMMAND, PICTURES_EACH, SandboxUnavailable, wire
from bot.sandbox.limits import Limits
from bot.sandbox.succession import Succession
from bot.sandbox.wire import DEFAULT


class Sandbox:
    """Examines each picture in a fresh locked child; at most `at_once` of them at a time."""

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        at_once: int | None = None,
        pictures_each: int = PICTURES_EACH,
    ) -> None:
        self._limits = limits
        self._succession = Succession(command, pictures_each)
        self._turn = asyncio.Semaphore(at_once or cores())

    async def start(self) -> None:
        """Start the first zygote; raises `SandboxUnavailable`."""
        await self._succession.start()

    async def close(self) -> None:
        """End all processes at once; pictures still being examined are refused as crashed."""
        await self._succession.close()

    async def examine(self, data: bytes, options: Options = DEFAULT) -> Examined:
        """Return the report and clean copy of a picture; waits for its turn, first come first.

        Refused with `TIMEOUT` (over the limits of time), `CRASHED` (its process ended or answered
        nonsense) or `BUSY` (no process could be started), never an exception.
        """
        if len(data) > FILE_BYTES:
            return wire.refusal(Reason.TOO_LARGE, options)
        async with self._turn:
            begun = time.monotonic()
            outcome = await self._attempt(data, options)
            if isinstance(outcome, Examined):
                return outcome
            spent = time.monotonic() - begun
            log.event("sandbox.lost", level="warning", reason=outcome, ms=round(spent * 1000))
            return wire.refusal(outcome, options)

    async def _attempt(self, data: bytes, options: Options) -> Examined | Reason:
        begun = None
        try:
            async with self._succession.child() as connection:
                begun = time.monotonic()
                async with asyncio.timeout(self._limits.answer_seconds):
                    return await _converse(connection, data, options)
        except SandboxUnavailable:
            return Reason.BUSY
        except TimeoutError:
            return Reason.TIMEOUT
        except (OSError, EOFError, wire.ProtocolError):
            return self._cause(begun)

    def _cause(self, begun: float | None) -> Reason:
        """Tell a child the kernel ended for its time from one that crashed.

        It says neither, but one that used up its CPU time cannot have ended sooner.
        """
        if begun is not None and time.monotonic() - begun >= self._limits.cpu_seconds:
            return Reason.TIMEOUT
        return Reason.CRASHED


async def _converse(connection: socket.socket, data: bytes, options: Options) -> Examined:
    """Ask the child and read its answer; raises `EOFError`, `OSError` or `ProtocolError`."""
    loop = asyncio.get_running_loop()
    for part in wire.request(data, options):
        await loop.sock_sendall(connection, part)
    prefix = await _exactly(connection, wire.PREFIX.size)
    header_bytes, body_bytes = wire.lengths(prefix, asked=data, options=options)
    header = await _exactly(connection, header_bytes)
    return wire.answered(header, await _exactly(connection, body_bytes), options)


async def _exactly(connection: socket.socket, length: int) -> bytes:
    loop = asyncio.get_running_loop()
    received = bytearray(length)
    view, at = memoryview(received), 0
    while at < length:
        count = await loop.sock_recv_into(connection, view[at:])
        if not count:
            raise EOFError
        at += count
    return bytes(received)


def cores() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
