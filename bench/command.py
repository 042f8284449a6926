"""The whole `clean` command beside other tools on the same files in the same run."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import piexif
from PIL import Image

from bench.pictures import drawn, photo
from bench.table import Table, milliseconds, times
from bench.timing import race
from bot.images.results import Format

ROUNDS = 9
BATCH = 10
SMALL = (Format.JPEG, (1600, 1200))
OURS = "image-privacy-bot clean"


def rivals() -> Table:
    """Race the commands on one large picture and on a batch of small ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = _written(folder, "photo", [photo()])
        small = _written(folder, "small", [drawn(*SMALL)] * BATCH)
        one = race(_commands(large, folder), rounds=ROUNDS)
        many = race(_commands(small, folder), rounds=ROUNDS // 3)
    rows = [
        [tool, *_cells(one, tool), *_cells(many, tool)] for tool in (OURS, *_OTHERS, *_IN_PROCESS)
    ]
    return Table(
        "The whole command",
        "From the start of the process to the written copy: one JPEG of 12 megapixels"
        f" ({_size(photo())}), and {BATCH} of 2 megapixels ({_size(drawn(*SMALL))} each) in one"
        " call. The last two run inside a Python that has already started, and change the pixels"
        " or leave everything but Exif.",
        ("tool", "one", "to ours", f"{BATCH}", "to ours"),
        rows,
    )  # fmt: skip


def _size(data: bytes) -> str:
    return f"{len(data) / 1e6:.1f} MB"


def _written(folder: Path, name: str, pictures: list[bytes]) -> list[Path]:
    paths = [folder / f"{name}-{number}.jpg" for number in range(len(pictures))]
    for path, data in zip(paths, pictures, strict=True):
        path.write_bytes(data)
    return paths


def _cells(spent: dict[str, float], tool: str) -> list[str]:
    if tool not in spent:
        return ["not installed", ""]
    return [milliseconds(spent[tool]), times(spent[tool], spent[OURS])]


def _ours(files: list[Path], out: Path) -> list[str]:
    start = "from bot.__main__ import main; main()"  # what the installed script does
    return [sys.executable, "-c", start, "clean", *map(str, files), "--output", str(out)]


def _exiftool(files: list[Path], out: Path) -> list[str]:
    return ["exiftool", "-q", "-all=", "-o", f"{out}/", *map(str, files)]


def _mat2(files: list[Path], out: Path) -> list[str]:
    del out  # it writes beside the original
    return ["mat2", "--lightweight", *map(str, files)]


_OTHERS: dict[str, Callable[[list[Path], Path], list[str]]] = {
    "exiftool -all=": _exiftool,
    "mat2 --lightweight": _mat2,
}


def _saved_again(data: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(out, "JPEG")
    return out.getvalue()


def _without_exif(data: bytes) -> bytes:
    out = io.BytesIO()
    piexif.remove(data, out)
    return out.getvalue()


_IN_PROCESS = {"Pillow, saved again": _saved_again, "piexif.remove": _without_exif}


def _commands(files: list[Path], folder: Path) -> dict[str, Callable[[], object]]:
    shelled = {OURS: _ours, **_OTHERS}
    acts: dict[str, Callable[[], object]] = {
        tool: _shell(command, files, folder / "out")
        for tool, command in shelled.items()
        if tool == OURS or shutil.which(tool.split()[0])
    }
    return acts | {name: _inside(act, files) for name, act in _IN_PROCESS.items()}


def _shell(
    command: Callable[[list[Path], Path], list[str]], files: list[Path], out: Path
) -> Callable[[], object]:
    def act() -> None:
        subprocess.run(command(files, out), capture_output=True, check=True)
        for path in (*out.glob("*"), *files[0].parent.glob("*.cleaned.*")):
            path.unlink()

    return act


def _inside(change: Callable[[bytes], bytes], files: list[Path]) -> Callable[[], object]:
    def act() -> None:
        for path in files:
            path.with_suffix(".out").write_bytes(change(path.read_bytes()))

    return act
