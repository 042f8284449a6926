"""What stands behind a picture is told by its kind."""

from __future__ import annotations

import struct

import pytest

from bot.images.formats.trailer import describe


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\3\4" + bytes(20), "zip"),
        (b"\0\0\0\x10ftypisom\0\0\0\0", "mp4"),
        (b"\xff\xd8\xff\xe0 more", "jpeg"),
        (b"who knows", "unknown"),
    ],
)
def test_the_kind_of_a_trailer_is_told(data: bytes, kind: str) -> None:
    assert [block.name for block in describe(data)] == [kind]


def test_what_stands_behind_a_video_with_a_long_box_is_told_apart() -> None:
    video = b"\0\0\0\x10ftypisom\0\0\0\0" + struct.pack(">I4sQ", 1, b"mdat", 24) + bytes(8)
    found = list(describe(video + b"PK\3\4" + bytes(20)))
    assert found[0].name == "mp4"
    assert len(found[0].data) == len(video)


def test_a_jpeg_with_a_video_behind_it_is_told_apart() -> None:
    video = b"\0\0\0\x10ftypisom\0\0\0\0"
    found = [block.name for block in describe(b"\xff\xd8\xff\xe0more\xff\xd9" + video)]
    assert found == ["jpeg", "mp4"]


def test_what_samsung_writes_is_told_by_its_end() -> None:
    assert [block.name for block in describe(b"records" + bytes(9) + b"SEFT")] == ["samsung"]
