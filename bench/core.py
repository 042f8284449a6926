"""The image core in this process: stripping against copying and hashing, reports, growth."""

from __future__ import annotations

import hashlib
from functools import partial

from bench.pictures import drawable, drawn, photo
from bench.table import Table, milliseconds, times
from bench.timing import race, slope, timed
from bot.chat.limits import DOWNLOAD_BYTES
from bot.images.clean import examine
from bot.images.formats import CONTAINERS
from bot.images.results import Format, Options
from bot.images.sniff import sniff

MEGABYTE = 1_000_000
LARGE = (2000, 1500)
MODEST = (800, 600)
GROWTH = ((1000, 750), (2000, 1500), (3000, 2250), (4000, 3000), (6000, 4500), (8000, 6000))
_LARGEST = {Format.JPEG: 50_000_000, Format.WEBP: 30_000_000, Format.PNG: 14_000_000}  # pixels
_REPORT = Options(clean=False)


def copied_and_hashed(data: bytes) -> str:
    """Do the least that anybody who hands on a file does: copy it and hash the copy."""
    return hashlib.sha256(bytearray(data)).hexdigest()


def _row(name: str, data: bytes, rounds: int) -> list[str]:
    container = CONTAINERS[Format(sniff(data) or "")]
    spent = race(
        {
            "copy": lambda: copied_and_hashed(data),
            "strip": lambda: container.strip(data, Options()),
            "report": lambda: examine(data, _REPORT),
            "examine": lambda: examine(data),
        },
        rounds=rounds,
    )
    cells = [milliseconds(spent[each]) for each in ("copy", "strip", "report", "examine")]
    return [
        name,
        f"{len(data) / MEGABYTE:.2f} MB",
        *cells,
        times(spent["strip"], spent["copy"]),
        times(spent["examine"], spent["copy"]),
    ]


def formats() -> Table:
    """Measure each supported format that can be drawn."""
    rows = [_row("jpeg, 12 megapixels", photo(), 15)]
    for format_ in drawable():
        size = MODEST if format_ in (Format.GIF, Format.SVG) else LARGE
        name = f"{format_.value}, {size[0]} x {size[1]}"
        rows.append(_row(name, drawn(format_, size), 3))
    return Table(
        "In one process, no sandbox",
        "`strip` writes the clean copy; `report` finds all the file gives away; `examine` is what"
        " the bot does: report, strip, verify. The yardstick copies the file's bytes and takes"
        " their SHA-256. Medians.",
        ("picture", "size", "copy + hash", "strip", "report", "examine",
         "strip / yardstick", "examine / yardstick"),
        rows,
    )  # fmt: skip


def growth() -> Table:
    """Fit time against size up to 20 MB."""
    rows = []
    for format_ in (Format.JPEG, Format.PNG, Format.WEBP, Format.BMP, Format.TIFF):
        if format_ in drawable():
            points = _points(format_)
            rise, fit = slope(points)
            largest = f"{points[-1][0]:.1f} MB"
            rows.append([format_.value, largest, f"{rise:.2f} ms", f"{fit:.3f}"])
    return Table(
        "Time against size",
        "`examine` on pictures of growing size, at most 20 MB, with a straight line fitted: R²"
        " near 1 says that time is linear in size.",
        ("format", "largest file", "each megabyte", "R²"),
        rows,
    )


def _points(format_: Format) -> list[tuple[float, float]]:
    points = []
    for size in GROWTH:
        data = _grown(format_, size)
        if data is not None:
            spent = min(timed(partial(examine, data)) for _ in range(3))
            points.append((len(data) / MEGABYTE, spent))
    return points


def _grown(format_: Format, size: tuple[int, int]) -> bytes | None:
    """Draw a picture of this size, None where it is larger than those a bot gets."""
    if size[0] * size[1] > _LARGEST.get(format_, 7_000_000):
        return None
    data = drawn(format_, size)
    return data if len(data) <= DOWNLOAD_BYTES else None
