"""One picture's child: locks itself, reads one request, answers it, ends."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

from bot.images.results import Examined, Options, Reason
from bot.sandbox import wire
from bot.sandbox.limits import Limits
from bot.sandbox.lock import lock

Job = Callable[[bytes, Options], Examined]

SOCKET = 3


def run(descriptor: int, job: Job, limits: Limits, *, zygote: int) -> NoReturn:
    """Serve the request that comes over the socket `descriptor`; silent if the lock fails."""
    try:
        connection = _leave_all_but(descriptor)
        _signal_hang_up(connection)
        lock(limits, parent=zygote)
        _answer(connection, job)
    finally:
        os._exit(0)


def _leave_all_but(descriptor: int) -> socket.socket:
    """Close every descriptor but the job's socket; the standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.dup2(descriptor, SOCKET)
    os.closerange(SOCKET + 1, os.sysconf("SC_OPEN_MAX"))
    # The family is named because asking the kernel for it is refused after the lock.
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=SOCKET)


def _signal_hang_up(connection: socket.socket) -> None:
    """Have the kernel send SIGIO on what happens to the socket; ignored until it matters."""
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(connection, fcntl.F_GETFL)
    fcntl.fcntl(connection, fcntl.F_SETFL, flags | os.O_ASYNC)


def _answer(connection: socket.socket, job: Job) -> None:
    options, data = _request(connection)
    # From here on SIGIO can only mean that nobody waits for the answer: its default action ends
    # this process in the middle of whatever it does.
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    if not _hung_up(connection):
        examined = _examine(job, data, options)
        signal.signal(signal.SIGIO, signal.SIG_IGN)
        for part in wire.answer(examined):
            connection.sendall(part)


def _request(connection: socket.socket) -> tuple[Options, bytes]:
    with connection.makefile("rb") as stream:
        header_bytes, data_bytes = wire.PREFIX.unpack(stream.read(wire.PREFIX.size))
        return wire.asked(stream.read(header_bytes)), stream.read(data_bytes)


def _hung_up(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False


def _examine(job: Job, data: bytes, options: Options) -> Examined:
    try:
        return job(data, options)
    except Exception:  # noqa: BLE001 - a fault in a reader, out of memory: the picture is refused
        return wire.refusal(Reason.CRASHED, options)
