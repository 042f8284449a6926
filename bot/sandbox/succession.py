"""Zygotes seen from the bot: start one, get children from it, replace it in time.

Children of one zygote share its address layout, so a crash tells an attacker something about the
next child. Therefore a zygote serves no further picture after one that went wrong, and few in all.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

from bot import log
from bot.sandbox import COMMAND, PICTURES_EACH, SandboxUnavailable, unavailable, wire

START_SECONDS = 30.0
END_SECONDS = 5.0


class Zygote:
    """One zygote process: how many pictures it has served, whether it is still to be trusted."""

    def __init__(self, process: Process, control: socket.socket) -> None:
        self.process = process
        self.pictures = 0
        self.tainted = False
        self._control = control
        self._children = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def fit(self) -> bool:
        """Whether it may serve another picture."""
        return not self.tainted and self.process.returncode is None

    @contextmanager
    def child(self) -> Iterator[socket.socket]:
        """Fork a child and give the socket to it; closing the socket ends the child."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        ours.setblocking(False)
        self.pictures += 1
        self._children += 1
        self._idle.clear()
        try:
            with ours:
                with theirs:
                    socket.send_fds(self._control, [b"+"], [theirs.fileno()])
                yield ours
        finally:
            self._children -= 1
            if not self._children:
                self._idle.set()

    async def end_when_idle(self) -> None:
        """End it after its last child: they would end with it."""
        await self._idle.wait()
        await self.end()

    async def end(self) -> None:
        """Hang up, which ends the process and its children; kill it only if it does not."""
        self._control.close()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


async def start_zygote(command: Sequence[str] = COMMAND) -> Zygote:
    """Start a zygote and wait until it is ready; raises `SandboxUnavailable`."""
    begun = time.monotonic()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setblocking(False)
    with contextlib.ExitStack() as undo:
        undo.callback(ours.close)
        with theirs:
            # An empty environment: the bot's holds the token. A session of its own: Ctrl-C in the
            # terminal is the bot's affair.
            process = await asyncio.create_subprocess_exec(
                *command, stdin=theirs.fileno(), stdout=DEVNULL, env={}, start_new_session=True
            )
        zygote = Zygote(process, ours)
        undo.pop_all()
    try:
        await _greeted(ours)
    except BaseException:
        await zygote.end()
        raise
    log.event("sandbox.zygote", ms=round((time.monotonic() - begun) * 1000))
    return zygote


async def _greeted(control: socket.socket) -> None:
    try:
        async with asyncio.timeout(START_SECONDS):
            greeting = await asyncio.get_running_loop().sock_recv(control, 4096)
    except (TimeoutError, OSError):
        greeting = b""
    if greeting.startswith(wire.MISSING):
        raise unavailable(greeting.removeprefix(wire.MISSING).decode())
    if greeting != wire.READY:
        raise SandboxUnavailable(
            "the process that examines pictures did not start: its complaint is on stderr"
        )


class Succession:
    """A fit zygote at any time. The next one starts while the old one still serves."""

    def __init__(self, command: Sequence[str] = COMMAND, each: int = PICTURES_EACH) -> None:
        self._command = command
        self._each = each
        self._current: Zygote | None = None
        self._next: asyncio.Task[Zygote] | None = None
        self._change = asyncio.Lock()
        self._retiring: dict[asyncio.Task[None], Zygote] = {}

    async def start(self) -> None:
        """Start the first; raises `SandboxUnavailable`."""
        self._current = await start_zygote(self._command)

    async def close(self) -> None:
        """End all of them and their children."""
        async with self._change:
            zygotes = [zygote for zygote in (self._current, await self._awaited()) if zygote]
            self._current = None
        for task, zygote in self._retiring.items():
            task.cancel()
            zygotes.append(zygote)
        await asyncio.gather(*(zygote.end() for zygote in zygotes))

    @asynccontextmanager
    async def child(self) -> AsyncIterator[socket.socket]:
        """Yield the socket to a fresh child. Whatever is raised inside ends its zygote's service.

        Raises `SandboxUnavailable` if no zygote can be had, `OSError` if it is just dying.
        """
        zygote = await self._fit()
        try:
            with zygote.child() as connection:
                yield connection
        except BaseException:
            zygote.tainted = True
            self._prepare()
            raise

    async def _fit(self) -> Zygote:
        async with self._change:
            current = self._current
            if current is None:
                raise SandboxUnavailable("the sandbox is closed")
            if current.pictures >= self._each:
                self._prepare()
            if not current.fit or (self._next is not None and self._next.done()):
                current = await self._succeed(current)
            return current

    def _prepare(self) -> None:
        if self._next is None and self._current is not None:
            self._next = asyncio.create_task(start_zygote(self._command))

    async def _succeed(self, old: Zygote) -> Zygote:
        """Put the next zygote in the old one's place; raises `SandboxUnavailable`."""
        self._prepare()
        fresh = await self._awaited()
        if fresh is None:
            raise SandboxUnavailable("the next process that examines pictures did not start")
        self._current = fresh
        task = asyncio.create_task(old.end_when_idle())
        self._retiring[task] = old
        task.add_done_callback(self._retiring.pop)
        return fresh

    async def _awaited(self) -> Zygote | None:
        """Return the zygote that is being started, None if there is none or it failed."""
        starting = self._next
        if starting is None:
            return None
        # A picture given up while it waits here must not end the start that others wait for.
        await asyncio.shield(asyncio.wait([starting]))
        self._next = None
        return None if starting.exception() else starting.result()
