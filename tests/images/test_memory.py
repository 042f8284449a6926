"""Memory while a picture is examined: in proportion to the file, and a small multiple of it."""

from __future__ import annotations

import pytest

from bench.memory import peak
from bench.pictures import drawable, drawn
from bot.images.results import Format

SMALL, LARGE = (400, 300), (800, 600)
DRAWN = [each for each in drawable() if each is not Format.SVG]  # a tree of elements, not pixels
# The file itself counts once. Pillow, which opens every copy once more, copies a WebP or AVIF
# twice to do so; the others hold their pixels once more.
MOST = {
    Format.WEBP: 4.2,
    Format.AVIF: 6.3,
    Format.GIF: 6.3,
    Format.BMP: 4.2,
    Format.TIFF: 4.3,
}


@pytest.mark.parametrize("format_", DRAWN)
def test_memory_is_a_small_multiple_of_the_file(format_: Format) -> None:
    data = drawn(format_, LARGE)
    assert peak(data) < MOST.get(format_, 3.2) * len(data) + 300_000


@pytest.mark.parametrize("format_", DRAWN)
def test_memory_grows_no_faster_than_the_file(format_: Format) -> None:
    small, large = drawn(format_, SMALL), drawn(format_, LARGE)
    assert peak(large) - peak(small) < 1.1 * MOST.get(format_, 3.2) * (len(large) - len(small))


def test_an_svg_takes_memory_in_proportion_to_its_elements() -> None:
    small, large = drawn(Format.SVG, (100, 75)), drawn(Format.SVG, (200, 150))
    assert peak(large) - peak(small) < 25 * (len(large) - len(small))
