"""The sandbox without an event loop, for the command line: one picture after the other.

The process that forks is started at once and imports while the caller does its own; `examine`
waits for it. It is told the formats of the files at hand and made ready for them alone; a picture
it refuses is shown to one that is ready for everything.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from bot.sandbox import (
    COMMAND,
    COMPARE,
    LOOK,
    PICTURES_EACH,
    READ,
    SIGNED,
    TOLD,
    SandboxUnavailable,
    unavailable,
)

if TYPE_CHECKING:
    from bot.images.results import Examined, Format, Options, Reason
    from bot.sandbox.limits import Limits

_START_SECONDS = 30.0
_END_SECONDS = 5.0


class Sequential:
    """Examines each picture in a fresh locked child of a zygote.

    As in succession.py a zygote serves few pictures, and none after one that went wrong.
    """

    def __init__(
        self,
        *,
        command: Sequence[str] = (*COMMAND, TOLD),
        limits: Limits | None = None,
    ) -> None:
        self._command = command
        self._needs: list[str] = []
        self._given_limits = limits
        self._start()

    @property
    def _limits(self) -> Limits:
        from bot.sandbox.limits import Limits

        return self._given_limits or Limits()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def examine(self, data: bytes, options: Options) -> Examined:
        """Return the report and clean copy of a picture, or its refusal.

        Raises `SandboxUnavailable` if there can be no sandbox. Refuses with `TOO_LARGE`,
        `TIMEOUT` or `CRASHED` as `bot.sandbox.client.Sandbox` does.
        """
        from bot.images.limits import FILE_BYTES
        from bot.images.results import Reason, Refused
        from bot.sandbox import wire

        if len(data) > FILE_BYTES:
            return wire.refusal(Reason.TOO_LARGE, options)
        examined = self._attempt(data, options)
        outcome = examined.cleaned or examined.report
        doubtful = (Reason.DAMAGED, Reason.NOT_VERIFIED, Reason.CRASHED)
        if self._needs and isinstance(outcome, Refused) and outcome.reason in doubtful:
            self._needs = []
            self._renew()
            examined = self._attempt(data, options)
        return examined

    def expect(
        self,
        formats: Iterable[Format],
        *,
        compare: bool,
        look: bool = False,
        signed: bool = False,
        read: bool = False,
    ) -> None:
        """Tell before the first picture which formats there will be; no format stands for all.

        `compare` as in `bot.images.results.Options`, the same for all pictures; `look` if any of
        them is looked at or covered, `signed` if any holds Content Credentials that are checked,
        `read` if their text is read.
        """
        names: list[str] = sorted(set(formats))
        if names:
            told = {COMPARE: compare, LOOK: look, SIGNED: signed, READ: read}
            names += [name for name, wanted in told.items() if wanted]
        self._needs = names
        self._tell()

    def _attempt(self, data: bytes, options: Options) -> Examined:
        from bot.sandbox import wire

        if self._pictures == PICTURES_EACH:
            self._renew()
        self._pictures += 1
        self._greeted()
        begun = time.monotonic()
        try:
            return self._converse(data, options)
        except (OSError, EOFError, wire.ProtocolError) as fault:
            self._renew()
            return wire.refusal(self._cause(fault, time.monotonic() - begun), options)

    def _renew(self) -> None:
        self.close()
        self._start()

    def _start(self) -> None:
        self._ready, self._told, self._pictures = False, False, 0
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # An empty environment and a session of its own, as in succession.py.
            self._process = subprocess.Popen(
                self._command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={},
                start_new_session=True,
            )

    def _tell(self) -> None:
        """Say what pictures there will be; a blank stands for any."""
        if not self._told and TOLD in self._command:
            self._told = True
            with contextlib.suppress(OSError):  # it ended, which is noticed when it is needed
                self._control.send(" ".join(self._needs).encode() or b" ")

    def close(self) -> None:
        """End the process and wait for it."""
        self._control.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _greeted(self) -> None:
        """Wait until the zygote is ready; raises `SandboxUnavailable`."""
        if self._ready:
            return
        self._tell()
        from bot.sandbox import wire

        self._control.settimeout(_START_SECONDS)
        try:
            greeting = self._control.recv(4096)
        except OSError:
            greeting = b""
        if greeting.startswith(wire.MISSING):
            raise unavailable(greeting.removeprefix(wire.MISSING).decode())
        if greeting != wire.READY:
            raise SandboxUnavailable("the process that examines pictures did not start")
        self._ready = True

    def _converse(self, data: bytes, options: Options) -> Examined:
        from bot.sandbox import wire

        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with ours:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            ours.settimeout(self._limits.answer_seconds)
            for part in wire.request(data, options):
                ours.sendall(part)
            prefix = _exactly(ours, wire.PREFIX.size)
            header_bytes, body_bytes = wire.lengths(prefix, asked=data, options=options)
            header = _exactly(ours, header_bytes)
            return wire.answered(header, _exactly(ours, body_bytes), options)

    def _cause(self, fault: Exception, seconds: float) -> Reason:
        """Tell a child the kernel ended for its time from one that crashed."""
        from bot.images.results import Reason

        late = isinstance(fault, TimeoutError) or seconds >= self._limits.cpu_seconds
        return Reason.TIMEOUT if late else Reason.CRASHED


_ahead: list[Sequential] = []


def start_ahead() -> None:
    """Start a sandbox that `started` will return; one that nobody takes ends with this process."""
    _ahead.append(Sequential())


def started() -> Sequential:
    """Return the sandbox that was started ahead, else a new one."""
    return _ahead.pop() if _ahead else Sequential()


def _exactly(connection: socket.socket, length: int) -> bytes:
    received = bytearray(length)
    view, at = memoryview(received), 0
    while at < length:
        count = connection.recv_into(view[at:])
        if not count:
            raise EOFError
        at += count
    return bytes(received)
