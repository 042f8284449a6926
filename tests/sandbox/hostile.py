"""A zygote whose "decoder" was taken over: the first word of the picture says what it then does.

Run as a script by the tests, with the limits of a child as JSON in its only argument. What an
attack came to is told as a finding: {"outcome": the errno's name, or "done"}.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import mmap
import os
import platform
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bot.images.results import (
    Category,
    Cleaned,
    Examined,
    Finding,
    Format,
    Options,
    Report,
    Severity,
)
from bot.sandbox import child, zygote
from bot.sandbox.limits import Limits

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {"ptrace": 101, "prctl": 157, "mount": 165, "unshare": 272, "prlimit64": 302},
    "aarch64": {"ptrace": 117, "prctl": 167, "mount": 40, "unshare": 97, "prlimit64": 261},
}[platform.machine()]


def told(**values: str) -> Examined:
    finding = Finding(Category.OTHER, Severity.INFO, values)
    return Examined(Report(Format.PNG, 1, 1, findings=(finding,)))


def system_call(number: int, *arguments: int) -> None:
    if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def connect() -> None:
    with socket.socket() as connection:
        connection.connect(("127.0.0.1", 9))


def own_signal_by_descriptor() -> None:
    fcntl.fcntl(child.SOCKET, fcntl.F_SETOWN, os.getppid())


ATTACKS: dict[str, Callable[[], object]] = {
    "read-file": lambda: Path("/etc/passwd").read_bytes(),
    "write-file": lambda: Path("/tmp/escaped").write_bytes(b"x"),
    "list-directory": lambda: list(Path("/").iterdir()),
    "look-at-file": lambda: Path("/etc/passwd").stat(),
    "remove-file": lambda: Path("/tmp/nothing-here").unlink(),
    "connect": connect,
    "socket-pair": socket.socketpair,
    "fork": fork,
    "exec": lambda: os.execv("/bin/true", ["/bin/true"]),  # noqa: S606 - the attack
    "signal-parent": lambda: os.kill(os.getppid(), signal.SIGKILL),
    "signal-all": lambda: os.kill(-1, signal.SIGKILL),
    "signal-by-descriptor": own_signal_by_descriptor,
    "trace-parent": lambda: system_call(NUMBERS["ptrace"], 16, os.getppid(), 0, 0),
    "more-memory": lambda: system_call(NUMBERS["prlimit64"], 0, 9, 0, 0),
    "new-alarm": lambda: signal.setitimer(signal.ITIMER_REAL, 1000),
    "survive-parent": lambda: system_call(NUMBERS["prctl"], 1, 0, 0, 0, 0),
    "mount": lambda: system_call(NUMBERS["mount"], 0, 0, 0, 0, 0),
    "new-namespace": lambda: system_call(NUMBERS["unshare"], 0x10000000),
    "io-uring": lambda: system_call(425, 1, 0),
    "new-code": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "clone3": lambda: system_call(435, 0, 0),
}


def attack(name: str) -> Examined:
    try:
        ATTACKS[name]()
    except OSError as error:
        return told(outcome=errno.errorcode[error.errno or 0])
    return told(outcome="done")


def threads() -> Examined:
    counted: list[int] = []
    started = [threading.Thread(target=counted.append, args=(n,)) for n in range(4)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return told(threads=str(len(counted)))


def descriptors() -> Examined:
    # write() of nothing tells an open descriptor from a closed one.
    open_ones = [n for n in range(64) if libc.write(n, b"", 0) != -1]
    return told(open=",".join(map(str, open_ones)))


def write_raw(data: bytes) -> None:
    """Write straight to the bot, past the protocol."""
    while data:
        data = data[os.write(child.SOCKET, data) :]


def write_half(data: bytes) -> None:
    write_raw(data)
    os._exit(0)


def flood() -> None:
    while True:
        write_raw(b"\xff" * 65536)


def bomb() -> Examined:
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def ignore_all_and(act: str) -> None:
    for number in (signal.SIGIO, signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    loop() if act == "loop" else threading.Event().wait()


def loop() -> None:
    while True:
        pass


def clean(data: bytes) -> Examined:
    copy = Cleaned(data, Format.PNG, removed=(Category.GPS,))
    return Examined(Report(Format.PNG, 2, 3), copy)


def raise_fault() -> Examined:
    raise KeyError("a bug in a reader")


def job(data: bytes, options: Options) -> Examined:
    word, _, rest = data.partition(b" ")
    name = word.decode("latin-1")
    if data.startswith(b"\x89PNG"):
        return clean(data) if options.clean else told(outcome="asked for no copy")
    if name in ATTACKS:
        return attack(name)
    acts: dict[str, Callable[[], object]] = {
        "threads": threads,
        "descriptors": descriptors,
        "pid": lambda: told(pid=str(os.getpid())),
        "environment": lambda: told(names=",".join(os.environ)),
        "x32": lambda: system_call(0x40000000 + 39),
        "decode": lambda: told(text="planted".encode(rest.decode()).decode(rest.decode())),
        "crash": lambda: ctypes.string_at(0),
        "leave": lambda: os._exit(0),
        "fault": raise_fault,
        "bomb": bomb,
        "loop": loop,
        "sleep": lambda: time.sleep(600),
        "idle": lambda: threading.Event().wait(),
        "stubborn-loop": lambda: ignore_all_and("loop"),
        "stubborn-idle": lambda: ignore_all_and("idle"),
        "flood": flood,
        "raw": lambda: write_raw(rest),
        "half-raw": lambda: write_half(rest),
    }
    result = acts[name]()
    return result if isinstance(result, Examined) else told(outcome="done")


if __name__ == "__main__":
    if "warm" in sys.argv:
        zygote.load_text_codecs()
    zygote.serve(job, Limits(**json.loads(sys.argv[1])))
