from __future__ import annotations

import struct

import piexif
import pytest

from bot.images import orientation


def exif(kind: int, value: bytes, order: str = ">", count: int = 1) -> bytes:
    head = b"MM\0*" if order == ">" else b"II*\0"
    return head + struct.pack(order + "IHHHI", 8, 1, 0x0112, kind, count) + value + bytes(4)


@pytest.mark.parametrize("value", range(1, 9))
def test_what_is_written_is_read_again(value: int) -> None:
    block = orientation.minimal_exif(value)
    assert orientation.from_exif(block) == value
    assert piexif.load(block)["0th"] == {piexif.ImageIFD.Orientation: value}


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (exif(3, b"\0\6\0\0"), 6),
        (exif(3, b"\6\0\0\0", "<"), 6),
        (exif(4, b"\0\0\0\6"), 6),
        (exif(1, b"\6\0\0\0"), 6),
        (exif(2, b"six\0", count=4), 0),
        (exif(3, b"\0\6\0\0")[:-4], 6),
        (exif(3, b"\0\6\0\0")[:18], None),
        (b"MM\0*\xff\xff\xff\xff\0\0", None),
        (b"not exif at all", None),
        (b"", None),
    ],
)
def test_orientation_is_read_as_viewers_read_it(block: bytes, value: int | None) -> None:
    assert orientation.from_exif(block) == value


def test_values_that_do_not_exist_mean_upright() -> None:
    assert orientation.seen(exif(3, b"\0\x63\0\0")) == 1


def test_xmp_counts_only_where_exif_says_nothing() -> None:
    packet = b"<rdf:Description><tiff:Orientation>6</tiff:Orientation></rdf:Description>"
    assert orientation.seen(b"", [packet]) == 6
    assert orientation.seen(exif(3, b"\0\1\0\0"), [packet]) == 1
