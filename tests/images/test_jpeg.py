from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageOps

from bot.images.formats.container import Kind
from bot.images.formats.jpeg import JPEG, gainmap, multi, write
from bot.images.formats.jpeg.walk import SOS, Segment, walk
from bot.images.orientation import minimal_exif
from bot.images.results import Options, Reason, Rejected
from bot.images.verify import jpeg as second_reader


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


ISO_HEAD = b"urn:iso:std:iso:ts:21496:-1\0"
ISO_FIELDS = (
    bytes(4),  # what a primary says: the versions alone
    bytes(61),
    bytes(4) + b"\x08" + bytes(32),  # one denominator for all numbers
    bytes(4) + b"\x80" + bytes(136),  # three channels
    bytes(4) + b"\x88" + bytes(72),
)


def ultra_hdr(pictures, *described: bytes) -> bytes:
    """A gain map with a planted secret, described by these segments, behind the primary."""
    second = pictures.save(pictures.draw((20, 12), "L"), "JPEG", exif=pictures.exif())
    second = pictures.in_header(second, *described)
    empty = pictures.segment(0xE2, multi.build_index(0, 0, 0))
    size = len(pictures.in_header(pictures.jpeg, empty))
    index = pictures.segment(0xE2, multi.build_index(size, size - 10, len(second)))
    return pictures.in_header(pictures.jpeg, index) + second


@pytest.fixture
def hdr(pictures) -> bytes:
    return ultra_hdr(pictures, pictures.segment(0xE1, GAIN_MAP_XMP))


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


def test_lists_and_elements_of_gain_map_parameters_stay(pictures, hdr: bytes) -> None:
    listed = GAIN_MAP_XMP.replace(b' hdrgm:GainMapMax="2.5"', b"").replace(
        b"/></x:xmpmeta>",
        b"><hdrgm:GainMapMax><rdf:Seq><rdf:li>2.5</rdf:li><rdf:li>2.6</rdf:li></rdf:Seq>"
        b"</hdrgm:GainMapMax><hdrgm:Gamma> 1.0 </hdrgm:Gamma>"
        b"<hdrgm:OffsetHDR>PLANTED</hdrgm:OffsetHDR>"
        b"</rdf:Description></x:xmpmeta>",
    )
    (segment,) = gainmap.parameters([Segment(0xE1, listed)])
    assert b"<rdf:li>2.5</rdf:li><rdf:li>2.6</rdf:li>" in segment.body
    assert b'hdrgm:Gamma="1.0"' in segment.body
    assert b"PLANTED" not in segment.body


def test_a_gain_map_without_parameters_is_not_kept(hdr: bytes, pictures) -> None:
    bare = hdr.replace(b"hdrgm:GainMapMax", b"hdrgm:GainMapNil")
    bare = bare.replace(b"hdrgm:HDRCapacityMax", b"hdrgm:HDRCapacityNil")
    assert strip(bare, keep_hdr=True) == strip(pictures.jpeg)


def test_the_second_reader_passes_a_gain_map_that_is_kept(hdr: bytes) -> None:
    cleaned = strip(hdr, keep_hdr=True)
    assert list(second_reader.read(cleaned)) == []
    for fields in ISO_FIELDS:
        iso = Segment(0xE2, ISO_HEAD + fields)
        assert list(second_reader.read(write([iso, *walk(cleaned).segments]))) == []
        longer = Segment(0xE2, ISO_HEAD + fields + b"x")
        assert list(second_reader.read(write([longer, *walk(cleaned).segments])))


@pytest.mark.parametrize("fields", ISO_FIELDS, ids=len)
def test_iso_parameters_are_cut_to_what_their_fields_need(fields: bytes, pictures) -> None:
    described = Segment(0xE2, ISO_HEAD + fields + pictures.secret)
    kept = gainmap.iso_parameters([Segment(0xE2, ISO_HEAD), described, described])
    assert kept == [Segment(0xE2, ISO_HEAD + fields)]


def test_a_gain_map_without_xmp_keeps_its_iso_parameters(pictures) -> None:
    fields = ISO_HEAD + ISO_FIELDS[1]
    cleaned = strip(
        ultra_hdr(pictures, pictures.segment(0xE2, fields + pictures.secret)), keep_hdr=True
    )
    assert pictures.segment(0xE2, fields) in cleaned
    assert pictures.secret not in cleaned


@pytest.mark.parametrize("left", [b"left", b"\xff\xd8left"])
def test_the_second_reader_sees_what_is_no_jpeg(left: bytes) -> None:
    assert list(second_reader.read(left))


def test_a_height_behind_the_first_scan_is_read(pictures) -> None:
    data = pictures.save(pictures.draw(mode="L"), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    height = data[at : at + 2]
    later = data[:at] + b"\0\0" + data[at + 2 : -2] + b"\xff\xdc\0\4" + height + b"\xff\xd9"
    assert JPEG.parse(later).height == 23
    with pytest.raises(Rejected):
        JPEG.parse(data[:at] + b"\0\0" + data[at + 2 :])


def test_segments_reserved_for_extensions_go_and_are_told(pictures) -> None:
    dirty = pictures.in_header(pictures.jpeg, pictures.segment(0xF3, pictures.secret))
    assert [block.name for block in JPEG.parse(dirty).blocks] == ["JPG3"]
    assert strip(dirty) == strip(pictures.jpeg)


@pytest.mark.parametrize("index", [b"MPF\0II", b"MPF\0II*\0\xff\xff\0\0\0\0"])
def test_an_index_of_pictures_that_breaks_off_names_none(pictures, index: bytes) -> None:
    dirty = pictures.in_header(pictures.jpeg, pictures.segment(0xE2, index))
    assert list(multi.read_index(dirty, walk(dirty).segments)) == []
    assert strip(dirty) == strip(pictures.jpeg)


def test_a_picture_that_is_named_twice_is_told_once(pictures) -> None:
    second = pictures.save(pictures.draw((20, 12), "L"), "JPEG")
    empty = pictures.segment(0xE2, multi.build_index(0, 0, 0))
    size = len(pictures.in_header(pictures.jpeg, empty, empty))
    index = pictures.segment(0xE2, multi.build_index(size, size - 10, len(second)))
    data = pictures.in_header(pictures.jpeg, index, index) + second
    assert len(list(multi.read_index(data, walk(data).segments))) == 2
    assert [block.name for block in JPEG.parse(data).blocks] == ["mpf"]


def test_a_file_of_tables_alone_has_all_its_segments_in_the_header() -> None:
    found = walk(b"\xff\xd8" + b"\xff\xfe\0\3x" + b"\xff\xd9")
    assert found.header == found.segments


def test_a_hostile_number_of_impossible_markers_is_refused(pictures) -> None:
    data = pictures.save(pictures.draw(), "JPEG", restart_marker_blocks=1)
    at = data.index(b"\xff\xd0")
    with pytest.raises(Rejected) as refusal:
        strip(data[:at] + b"\xff\x02\xff\xd0" * 10_001 + data[at:])
    assert refusal.value.reason is Reason.DAMAGED


def test_thumbnails_and_resources_are_told(pictures) -> None:
    small = pictures.segment(0xE0, b"JFXX\0\x10" + pictures.secret)
    first = pictures.segment(0xED, b"Photoshop 3.0\x008BIM" + pictures.secret)
    dirty = pictures.in_header(pictures.jpeg, small, first)
    told = [(block.kind, block.data) for block in JPEG.parse(dirty).blocks]
    assert told == [
        (Kind.THUMBNAIL, pictures.secret),
        (Kind.PHOTOSHOP, b"8BIM" + pictures.secret),
    ]
    assert strip(dirty) == strip(pictures.jpeg)
