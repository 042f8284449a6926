from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageOps

from bot.images.formats.container import Kind
from bot.images.formats.jpeg import JPEG, multi
from bot.images.formats.jpeg.walk import SOS, Segment, walk
from bot.images.orientation import minimal_exif
from bot.images.results import Options, Reason, Rejected


def strip(data: bytes, **options: bool) -> bytes:
    return JPEG.strip(data, Options(**options)).data


def kinds(data: bytes) -> list[Kind]:
    return [block.kind for block in JPEG.parse(data).blocks]


def test_every_application_segment_but_the_needed_ones_goes(pictures) -> None:
    zoo = [
        pictures.segment(marker, b"Zoo " + pictures.secret)
        for marker in (*range(0xE0, 0xF0), 0xFE)
    ]
    cleaned = strip(pictures.in_header(pictures.jpeg, *zoo))
    assert pictures.secret not in cleaned
    assert [part.marker for part in walk(cleaned).segments if part.marker >= 0xE0] == [0xE0]


def test_pixels_stay_identical(pictures) -> None:
    dirty = pictures.in_header(pictures.jpeg, pictures.segment(0xFE, pictures.secret))
    assert pictures.pixels(strip(dirty)) == pictures.pixels(pictures.jpeg)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stays_turned(pictures, orientation: int) -> None:
    data = pictures.save(pictures.draw(), "JPEG", exif=pictures.exif(orientation))
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(strip(data))) as after:
        assert (
            ImageOps.exif_transpose(before).tobytes() == ImageOps.exif_transpose(after).tobytes()
        )


def test_an_upright_picture_needs_no_exif(pictures) -> None:
    data = pictures.save(pictures.draw(), "JPEG", exif=pictures.exif(1))
    assert b"Exif" not in strip(data)


def test_orientation_is_all_that_stays_of_exif(pictures) -> None:
    cleaned = strip(pictures.save(pictures.draw(), "JPEG", exif=pictures.exif(6)))
    exif = next(part.body for part in walk(cleaned).segments if part.marker == 0xE1)
    assert exif == minimal_exif(6)
    assert len(exif) < 34


def test_an_exif_behind_the_header_of_another_turns_nothing(pictures) -> None:
    first = pictures.segment(0xE1, pictures.exif(3))
    second = pictures.segment(0xE1, pictures.exif(6))
    assert JPEG.parse(pictures.in_header(pictures.jpeg, first, second)).orientation == 3


def test_xmp_turns_a_picture_where_exif_says_nothing(pictures) -> None:
    packet = b'http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation="8"/>'
    data = pictures.in_header(pictures.jpeg, pictures.segment(0xE1, packet))
    assert JPEG.parse(data).orientation == 8


def test_bytes_behind_the_end_go_and_are_told(pictures) -> None:
    video = struct.pack(">I4s4sI", 16, b"ftyp", b"mp42", 0) + pictures.secret
    data = pictures.jpeg + video
    assert [block.name for block in JPEG.parse(data).blocks] == ["mp4", "unknown"]
    assert strip(data) == strip(pictures.jpeg)


def test_bytes_between_segments_go_and_are_told(pictures) -> None:
    data = pictures.in_header(pictures.jpeg, pictures.secret)
    assert kinds(data) == [Kind.HIDDEN]
    assert pictures.secret not in strip(data)


def test_comments_between_scans_go(pictures) -> None:
    data = pictures.save(pictures.draw(), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    dirty = data[:at] + pictures.segment(0xFE, pictures.secret) + data[at:]
    assert pictures.secret not in strip(dirty)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(data)


def test_restart_markers_of_a_picture_stay(pictures) -> None:
    data = pictures.save(pictures.draw((64, 64)), "JPEG", restart_marker_blocks=2)
    assert pictures.pixels(strip(data)) == pictures.pixels(data)
    assert walk(strip(data)).segments[-1].entropy == walk(data).segments[-1].entropy


def test_restart_intervals_behind_the_last_block_go(pictures) -> None:
    data = pictures.save(pictures.draw((64, 64)), "JPEG", restart_marker_blocks=2)
    dirty = data[:-2] + b"\xff\xd7" + pictures.secret + data[-2:]
    assert pictures.secret not in strip(dirty)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(data)


def test_bytes_behind_an_impossible_marker_in_an_interval_go(pictures) -> None:
    data = pictures.save(pictures.draw((64, 64)), "JPEG", restart_marker_blocks=2)
    at = data.index(b"\xff\xd0")
    dirty = data[:at] + b"\xff\x02" + pictures.secret + data[at:]
    assert pictures.secret not in strip(dirty)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(dirty)


def test_restart_markers_nobody_announced_end_the_scan(pictures) -> None:
    dirty = pictures.jpeg[:-2] + b"\xff\xd0" + pictures.secret + pictures.jpeg[-2:]
    assert pictures.secret not in strip(dirty)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(dirty)


def test_tables_no_scan_uses_go(pictures) -> None:
    unused = pictures.segment(0xDB, b"\x03" + pictures.secret.ljust(64, b"\x01"))
    replaced = pictures.segment(0xDB, b"\x00" + pictures.secret.ljust(64, b"\x01"))
    dirty = pictures.in_header(pictures.jpeg, unused, replaced)
    assert pictures.secret not in strip(dirty)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(pictures.jpeg)


def test_a_jfif_thumbnail_goes_and_is_told(pictures) -> None:
    at = pictures.jpeg.index(b"JFIF")
    rest = pictures.jpeg[at + 14 :]
    dirty = b"\xff\xd8" + pictures.segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\1\2" + b"rgbRGB") + rest
    assert kinds(dirty) == [Kind.JFIF_THUMBNAIL]
    assert b"rgbRGB" not in strip(dirty)


def test_the_colour_transform_stays_without_the_program_that_wrote_it(pictures) -> None:
    data = pictures.save(pictures.draw(mode="CMYK"), "JPEG")
    cleaned = strip(data)
    assert pictures.pixels(cleaned) == pictures.pixels(data)
    assert [part.body for part in walk(cleaned).segments if part.marker == 0xEE] == [
        b"Adobe\0\x64\0\0\0\0\0"
    ]


def test_a_profile_over_several_segments_is_put_together(pictures) -> None:
    big = pictures.icc + bytes(70_000)
    data = pictures.save(pictures.draw(), "JPEG", icc_profile=big)
    assert [block.data for block in JPEG.parse(data).blocks] == [big]


def test_a_jumbf_box_over_several_segments_is_put_together(pictures) -> None:
    box = struct.pack(">I4s", 28, b"jumb") + b"0123456789abcdefghij"
    pieces = [
        pictures.segment(0xEB, b"JP\0\1" + struct.pack(">I", number) + box[:8] + part)
        for number, part in ((1, box[8:18]), (2, box[18:]))
    ]
    found = JPEG.parse(pictures.in_header(pictures.jpeg, *pieces)).blocks
    assert [(block.kind, block.data) for block in found] == [(Kind.JUMBF, box)]


def test_extended_xmp_is_put_together_by_offset(pictures) -> None:
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">I", 6)
    late = pictures.segment(0xE1, head + struct.pack(">I", 3) + b"def")
    early = pictures.segment(0xE1, head + struct.pack(">I", 0) + b"abc")
    found = JPEG.parse(pictures.in_header(pictures.jpeg, late, early)).blocks
    assert [(block.kind, block.data) for block in found] == [(Kind.XMP_EXTENSION, b"abcdef")]


def test_a_missing_end_is_repaired(pictures) -> None:
    assert strip(pictures.jpeg[:-2]) == strip(pictures.jpeg)
    assert JPEG.parse(pictures.jpeg[:-2]).damaged


def test_a_picture_that_breaks_off_keeps_what_it_has(pictures) -> None:
    cut = pictures.jpeg[:-40]
    assert walk(strip(cut)).segments[-1].entropy == walk(cut).segments[-1].entropy


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xdb\0\x05abc\xff\xd9",
    ],
)
def test_a_file_without_a_picture_is_damaged(broken: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        JPEG.parse(broken)
    assert refusal.value.reason is Reason.DAMAGED


def test_a_hostile_number_of_markers_is_refused(pictures) -> None:
    with pytest.raises(Rejected):
        JPEG.parse(pictures.in_header(pictures.jpeg, pictures.segment(0xE9, b"") * 50_001))


def test_bytes_of_a_scan_are_copied_as_they_are(pictures) -> None:
    before = [part for part in walk(pictures.jpeg).segments if part.marker == SOS]
    after = [part for part in walk(strip(pictures.jpeg)).segments if part.marker == SOS]
    assert before == after


GAIN_MAP_XMP = (
    b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description'
    b' xmp:CreatorTool="PLANTED-SECRET" hdrgm:Version="1.0" hdrgm:GainMapMax="2.5"'
    b' hdrgm:HDRCapacityMax="2.5"/></x:xmpmeta>'
)


@pytest.fixture
def hdr(pictures) -> bytes:
    """An Ultra HDR picture: a gain map with a planted secret behind the primary."""
    second = pictures.save(pictures.draw((20, 12), "L"), "JPEG", exif=pictures.exif())
    second = pictures.in_header(second, pictures.segment(0xE1, GAIN_MAP_XMP))
    empty = pictures.segment(0xE2, multi.build_index(0, 0, 0))
    size = len(pictures.in_header(pictures.jpeg, empty))
    index = pictures.segment(0xE2, multi.build_index(size, size - 10, len(second)))
    return pictures.in_header(pictures.jpeg, index) + second


def test_a_gain_map_is_told_and_removed(hdr: bytes, pictures) -> None:
    assert [block.name for block in JPEG.parse(hdr).blocks] == ["gain map"]
    assert strip(hdr) == strip(pictures.jpeg)


def test_a_gain_map_that_is_kept_holds_its_parameters_alone(hdr: bytes, pictures) -> None:
    cleaned = strip(hdr, keep_hdr=True)
    assert pictures.secret not in cleaned
    ((start, end),) = multi.read_index(cleaned, walk(cleaned).segments)
    assert (cleaned[start : start + 2], end) == (b"\xff\xd8", len(cleaned))
    assert b'hdrgm:GainMapMax="2.5"' in cleaned[start:]
    assert f'Item:Length="{end - start}"'.encode() in cleaned[:start]


def test_a_gain_map_that_is_kept_comes_out_the_same_again(hdr: bytes) -> None:
    once = strip(hdr, keep_hdr=True)
    assert strip(once, keep_hdr=True) == once


def test_a_segment_without_parameters_counts_as_empty(pictures) -> None:
    odd = pictures.in_header(pictures.jpeg, b"\xff\xe1\0\1")
    assert walk(odd).segments[0] == Segment(0xE1, b"")


def test_a_restart_marker_out_of_sequence_keeps_every_interval(pictures) -> None:
    data = pictures.save(pictures.draw((64, 64)), "JPEG", restart_marker_blocks=2)
    damaged = data.replace(b"\xff\xd0", b"\xff\xd0\xff\xd6", 1)
    assert pictures.pixels(strip(damaged)) == pictures.pixels(damaged)
