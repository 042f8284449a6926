"""The zygote: a process that has every codec imported, never sees a picture, and forks.

Started as `python -I -m bot.sandbox.zygote` with a SEQPACKET control socket as standard input. It
says "ready" (or "missing" and what the system lacks), then receives one socket a message and forks
one child for it. It ends when the other side hangs up, and its children end with it.
"""

from __future__ import annotations

import contextlib
import encodings
import gc
import importlib
import io
import os
import pkgutil
import signal
import socket
import warnings

from bot.images.results import Options
from bot.sandbox import child, wire
from bot.sandbox.child import Job
from bot.sandbox.lock import Limits, lock, missing

CONTROL = 0
WARM_UP_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP")


def main() -> None:
    """Serve `bot.images.clean.examine`."""
    from bot.images.clean import examine

    warm_up(examine)
    serve(examine, Limits())


def warm_up(job: Job) -> None:
    """Have everything imported now that a child may need: after the lock no file can be opened."""
    from PIL import Image, features

    Image.init()
    for name in WARM_UP_FORMATS:
        if name in ("WEBP", "AVIF") and not features.check(name.lower()):
            continue
        drawn = io.BytesIO()
        Image.new("RGB", (16, 16)).save(drawn, name)
        Image.open(io.BytesIO(drawn.getvalue())).load()
        job(drawn.getvalue(), Options())
    load_text_codecs()


def load_text_codecs() -> None:
    """Import every text encoding: a picture's own words decide which one a reader asks for."""
    for module in pkgutil.iter_modules(encodings.__path__):
        with contextlib.suppress(ImportError):  # two of them exist on Windows only
            importlib.import_module(f"encodings.{module.name}")


def serve(job: Job, limits: Limits) -> None:
    """Fork a child for each socket received, until the other side hangs up."""
    # Ctrl-C and service managers signal the whole group: the bot finishes its pictures first and
    # then hangs up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    os.chdir("/")
    gc.freeze()
    control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=CONTROL)
    lack = missing() or _try_the_lock(limits)
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
