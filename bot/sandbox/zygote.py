"""The zygote: a process that has every codec imported, never sees a picture, and forks.

Started as `python -I -m bot.sandbox.zygote` with a SEQPACKET control socket as standard input. The
command line may name the only formats it will meet, for a start in half the time: then what others
need is not imported. It says "ready" (or "missing" and what the system lacks), then receives one
socket a message and forks one child for it. It ends when the other side hangs up, and its children
end with it.
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
import sys
import warnings
from collections.abc import Iterable

from bot.images.results import Format, Options
from bot.sandbox import child, wire
from bot.sandbox.child import Job
from bot.sandbox.lock import Limits, lock, missing

CONTROL = 0
WARM_UP_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP")
# What pictures of the commonest formats need of Pillow: their Exif is a TIFF file.
_COMMON = {Format.JPEG: "JPEG", Format.PNG: "PNG", Format.APNG: "PNG", Format.WEBP: "WEBP"}
_COMMON_PLUGINS = ("JpegImagePlugin", "MpoImagePlugin", "TiffImagePlugin")
_TEXT_CODECS = ("ascii", "cp1252", "iso2022_jp", "latin_1", "utf_16_be", "utf_16_le", "utf_8")


def main() -> None:
    """Serve `bot.images.clean.examine`."""
    gc.disable()  # nothing is garbage yet, and every child ends after one picture
    from bot.images.clean import examine

    wanted = {Format(name) for name in sys.argv[1:]}
    if wanted and wanted <= _COMMON.keys():
        warm_up_common(examine, {_COMMON[format_] for format_ in wanted})
    else:
        warm_up(examine)
    gc.enable()
    serve(examine, Limits())


def warm_up(job: Job) -> None:
    """Have everything imported now that a child may need: after the lock no file can be opened."""
    from PIL import Image

    Image.init()
    _draw_and_examine(job, WARM_UP_FORMATS)
    load_text_codecs()


def warm_up_common(job: Job, names: Iterable[str]) -> None:
    """Import what files of these formats, by Pillow's names, need; rarely do they need more."""
    _draw_and_examine(job, names)
    for name in _COMMON_PLUGINS:
        importlib.import_module(f"PIL.{name}")
    for name in _TEXT_CODECS:
        importlib.import_module(f"encodings.{name}")


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
