"""The zygote: a process that has every codec imported, never sees a picture, and forks.

Started as `python -I -m bot.sandbox.zygote`, a SEQPACKET control socket as standard input. With
"told" on the command line the first message on it names the only formats there will be, for a
start in a third of the time: then what others need is not imported. It says "ready" (or "missing"
and what the system lacks), then receives one socket a message and forks one child for it. It ends
when the other side hangs up, and its children end with it.
"""

from __future__ import annotations

import contextlib
import encodings
import gc
import importlib
import io
import os
import signal
import socket
import sys
import warnings
from collections.abc import Iterable

from bot.images.results import Format, Options
from bot.sandbox import COMPARE, LOOK, READ, SIGNED, TOLD, child, wire
from bot.sandbox.child import Job
from bot.sandbox.limits import READING, Limits
from bot.sandbox.lock import lock, missing

CONTROL = 0
WARM_UP_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP")


def main() -> None:
    """Serve `bot.images.clean.examine`."""
    gc.disable()  # nothing is garbage yet, and every child ends after one picture
    from bot.images.clean import examine

    control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=CONTROL)
    told = control.recv(4096) if TOLD in sys.argv else b" "
    if not told:
        return  # the other side left
    names = told.decode().split()
    if names:
        warm_up_few(names)
    else:
        warm_up(examine)
    reads = READ in (*names, *sys.argv)
    if reads:
        from bot.images.visible import text

        text.make_ready()
    serve(examine, READING if reads else Limits(), control)


def warm_up_few(names: list[str]) -> None:
    """Have imported what pictures of these formats need; "compare" and so on are no formats."""
    from bot.images.ready import make_ready

    formats = map(Format, set(names) - {COMPARE, LOOK, SIGNED, READ})
    make_ready(formats, compare=COMPARE in names, look=LOOK in names, signed=SIGNED in names)


def warm_up(job: Job) -> None:
    """Have everything imported now that a child may need: after the lock no file can be opened."""
    from PIL import Image

    from bot.images import rewrite  # noqa: F401 - imported by nothing else beforehand
    from bot.images.ready import make_ready

    Image.init()
    make_ready(Format, compare=True, look=True, signed=True)
    _draw_and_examine(job, WARM_UP_FORMATS)
    load_text_codecs()


def _draw_and_examine(job: Job, names: Iterable[str]) -> None:
    from PIL import Image, features

    for name in names:
        if name in ("WEBP", "AVIF") and not features.check(name.lower()):
            continue
        drawn = io.BytesIO()
        Image.new("RGB", (16, 16)).save(drawn, name)
        Image.open(io.BytesIO(drawn.getvalue())).load()
        job(drawn.getvalue(), Options())


def load_text_codecs() -> None:
    """Import every text encoding: a picture's own words decide which one a reader asks for."""
    import pkgutil

    for module in pkgutil.iter_modules(encodings.__path__):
        with contextlib.suppress(ImportError):  # two of them exist on Windows only
            importlib.import_module(f"encodings.{module.name}")


def serve(job: Job, limits: Limits, control: socket.socket | None = None) -> None:
    """Fork a child for each socket received, until the other side hangs up."""
    # Ctrl-C and service managers signal the whole group: the bot finishes its pictures first and
    # then hangs up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    os.chdir("/")
    gc.freeze()
    control = control or socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=CONTROL)
    lack = missing() or _try_the_lock(limits)
    # The other side may hang up at any moment, even before it was told "ready": that is no fault.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        control.send(wire.READY if lack is None else wire.MISSING + lack.encode())
        if lack is None:
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
            _fork_for_each(control, job, limits)


def _try_the_lock(limits: Limits) -> str | None:
    """Lock one child for a trial; return what is wrong if it can still open a directory."""
    zygote = os.getpid()
    trial = os.fork()
    if trial == 0:
        status = 1
        try:
            lock(limits, parent=zygote)
            os.open("/", os.O_RDONLY)
        except PermissionError:
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(trial, 0)
    return None if status == 0 else "a lock that holds: a locked trial process was not confined"


def _fork_for_each(control: socket.socket, job: Job, limits: Limits) -> None:
    zygote = os.getpid()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        with contextlib.suppress(OSError):  # no room for a process: this picture alone is lost
            if os.fork() == 0:
                child.run(descriptors[0], job, limits, zygote=zygote)
        os.close(descriptors[0])


if __name__ == "__main__":
    main()
    os._exit(0)  # tearing down a thousand modules would take longer than a picture
