"""Memory while a picture is examined: in proportion to the file, and a small multiple of it."""

from __future__ import annotations

import pytest

from bench.memory import peak
from bench.pictures import drawable, drawn
from bot.images.results import Format

SMALL, LARGE = (400, 300), (800, 600)
DRAWN = [each for each in drawable() if each is not Format.SVG]  # a tree of elements, not pixels
MOST = 2.2  # the file and its copy; everything else is looked at where it stands
WORKING = 1_500_000  # bytes of tables and of small pieces being looked at


@pytest.mark.parametrize("format_", DRAWN)
def test_memory_is_a_small_multiple_of_the_file(format_: Format) -> None:
    data = drawn(format_, LARGE)
    assert peak(data) < MOST * len(data) + WORKING


@pytest.mark.parametrize("format_", DRAWN)
def test_memory_grows_no_faster_than_the_file(format_: Format) -> None:
    small, large = drawn(format_, SMALL), drawn(format_, LARGE)
    assert peak(large) - peak(small) < 1.1 * MOST * (len(large) - len(small))


def test_an_svg_takes_memory_in_proportion_to_its_elements() -> None:
    small, large = drawn(Format.SVG, (200, 150)), drawn(Format.SVG, (400, 300))
    assert peak(large) - peak(small) < 16 * (len(large) - len(small))
