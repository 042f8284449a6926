"""How much memory examining a picture takes over the file itself."""

from __future__ import annotations

import tracemalloc

from bench.core import LARGE, MEGABYTE, MODEST
from bench.pictures import drawable, drawn, photo
from bench.table import Table
from bot.images.clean import examine
from bot.images.formats import CONTAINERS
from bot.images.ready import make_ready
from bot.images.results import Format


def peak(data: bytes) -> int:
    """Return the most bytes Python held at one time while it examined a picture of size `data`.

    The file itself, which the caller holds, is counted too. What C libraries allocate beside
    Python is not; nothing here decodes pixels with them.
    """
    make_ready(CONTAINERS, compare=True)  # what is imported is not counted
    tracemalloc.start()
    try:
        examine(data)
        return len(data) + tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def peaks() -> Table:
    """Measure each supported format that can be drawn."""
    rows = [_row("jpeg, 12 megapixels", photo())]
    for format_ in drawable():
        size = MODEST if format_ in (Format.GIF, Format.SVG) else LARGE
        rows.append(_row(f"{format_.value}, {size[0]} x {size[1]}", drawn(format_, size)))
    return Table(
        "Memory",
        "The most memory held at one time while a picture is examined, the file itself included.",
        ("picture", "size", "peak", "peak / size"),
        rows,
    )


def _row(name: str, data: bytes) -> list[str]:
    most = peak(data)
    cells = (f"{count / MEGABYTE:.2f} MB" for count in (len(data), most))
    return [name, *cells, f"{most / len(data):.2f} x"]
