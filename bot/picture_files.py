"""Picture files on the command line: read, examined one after the other, copies written."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import Mendable, why
from bot.images.limits import FILE_BYTES
from bot.images.results import Cleaned, Examined, Format, Options, Reason, Refused, Subject
from bot.images.sniff import sniff

if TYPE_CHECKING:
    from io import BufferedWriter

    from bot.sandbox.sequential import Sequential
    from bot.sandbox.unconfined import InThisProcess


def make_folder(folder: Path) -> None:
    """Make the output folder, or say why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Mendable(f"the folder {folder} cannot be made: {why(error)}") from None


def write_new(folder: Path, stem: str, cleaned: Cleaned) -> Path:
    """Write a copy under a name that is not taken: `-1`, `-2`, … is added."""
    suffix = f".{cleaned.format.extension}"
    for attempt in range(10_000):
        target = folder / (f"{stem}-{attempt}{suffix}" if attempt else f"{stem}{suffix}")
        try:
            file = target.open("xb")
        except FileExistsError:
            continue
        except OSError as error:
            raise Mendable(f"{target} cannot be written: {why(error)}") from None
        write_whole(file, cleaned.data)
        return target
    raise Mendable(f"{folder} holds too many files called {stem}")


def write_whole(file: BufferedWriter, data: bytes) -> None:
    """Write a new file to its end, or leave none: half a copy looks like a whole one."""
    try:
        with file:
            file.write(data)
    except OSError as error:
        Path(file.name).unlink(missing_ok=True)
        raise Mendable(f"{file.name} cannot be written: {why(error)}") from None


def tell_what_cannot_be_read(wanted: Options) -> None:
    """Say on stderr where text is asked for and the extra that reads it is absent."""
    from bot.images.visible import reads_text

    if Subject.TEXT in wanted.look and not reads_text():
        sys.stderr.write("text is not read: pip install 'image-privacy-bot[text]'\n")


def examine_all(
    files: list[Path], wanted: Options, mode: str
) -> Iterator[tuple[Path, int, Examined]]:
    """Examine files one after the other in the sandbox, with a progress bar on a terminal."""
    from bot.sandbox import SandboxUnavailable

    try:
        with open_isolation(mode, files, wanted) as isolation, progress(files) as advance:
            for path in files:
                yield path, *examine_one(isolation, path, wanted)
                advance()
    except SandboxUnavailable as error:
        raise Mendable(str(error)) from None


def open_isolation(mode: str, files: list[Path], wanted: Options) -> Sequential | InThisProcess:
    """Return the sandbox; it goes on starting while more is imported here."""
    if mode == "on":
        from bot.sandbox import sequential

        sandbox = sequential.started()
        # Saving anew needs more than reading does.
        subjects = (*wanted.look, *wanted.cover)
        sandbox.expect(
            () if wanted.thorough else formats(files),
            compare=wanted.compare,
            look=bool(subjects),
            signed=wanted.compare and any(map(may_be_signed, files)),
            read=Subject.TEXT in subjects,
        )
        return sandbox
    if mode == "off":
        from bot.sandbox.unconfined import InThisProcess

        return InThisProcess()
    raise Mendable(f"BOT_SANDBOX is {mode!r}: it can be on or off")


def formats(files: Iterable[Path]) -> set[Format]:
    """Return the formats of the files, by their first bytes; nothing for what is none."""
    return {found for path in files if (found := sniff(beginning(path)))}


def may_be_signed(path: Path) -> bool:
    """Tell whether a file may hold Content Credentials, by a word that stands in all of them."""
    data = read_file(path)[1]
    return isinstance(data, bytes) and (b"jumb" in data or b"c2pa" in data)


def beginning(path: Path) -> bytes:
    """Return what is needed of a file to tell its format."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(65_536)
    except OSError:
        return b""


def examine_one(isolation: Any, path: Path, wanted: Options) -> tuple[int, Examined]:
    """Read and examine a file; what cannot be read is refused like a bad picture."""
    size, data = read_file(path)
    if isinstance(data, Reason):
        return size, Examined(Refused(data), Refused(data))
    return size, isolation.examine(data, wanted)


def read_file(path: Path) -> tuple[int, bytes | Reason]:
    """Return size and bytes of a file, or the reason why it is not taken."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, and has no length
            return 0, Reason.UNREADABLE
        size = found.st_size
        return size, path.read_bytes() if size <= FILE_BYTES else Reason.TOO_LARGE
    except OSError:
        return 0, Reason.UNREADABLE


@contextmanager
def progress(files: list[Path]) -> Iterator[Callable[[], None]]:
    """Show a bar on stderr for long work, if stderr is a terminal."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pictures", total=len(files))
        yield lambda: bar.advance(task)
