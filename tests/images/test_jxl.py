"""JPEG XL files are built by hand: a head of bits, and bytes that nothing here decodes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.images import verify
from bot.images.clean import examine
from bot.images.formats.container import Kind
from bot.images.formats.jxl import FILE_TYPE, JXL, SIGNATURE
from bot.images.formats.jxl.bits import Bits
from bot.images.formats.jxl.frames import Extent, measure
from bot.images.formats.jxl.header import read_header
from bot.images.results import Category, Cleaned, Format, Options, Reason, Refused, Rejected
from bot.images.verify import jxl

SECRET = b"PLANTED-SECRET"
DEFAULTS = "1"


def packed(bits: str) -> bytes:
    """Pack bits, the first one least significant, behind the signature of a codestream."""
    padded = bits + "0" * (-len(bits) % 8)
    numbers = (int(padded[at : at + 8][::-1], 2) for at in range(0, len(padded), 8))
    return b"\xff\x0a" + bytes(numbers)


def number(value: int, count: int) -> str:
    return format(value, f"0{count}b")[::-1] if count else ""


def small(height: int, ratio: int = 1) -> str:
    """A size in eighths; ratio 1 is a square."""
    return "1" + number(height // 8 - 1, 5) + number(ratio, 3)


def metadata(fields: str = "0", channels: str = "00", colours: str = "1", xyb: str = "0") -> str:
    """Image metadata that is not all default: extra fields, 8 bits, channels, colours."""
    return "0" + fields + "0" + "00" + "0" + channels + xyb + colours


# Size, metadata and colours by default; then a frame by default with one section of 13 bytes.
HEAD = (
    packed(small(64) + DEFAULTS + "1") + packed("1" + "0")[2:] + packed("00" + number(13, 10))[2:]
)
CODESTREAM = HEAD + b"coded picture"
PROFILED = packed(small(64) + metadata(colours="01" + "00") + "00" + "1") + b"coded picture"


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def container(*boxes: bytes) -> bytes:
    return SIGNATURE + FILE_TYPE + b"".join(boxes)


def clean(data: bytes) -> bytes:
    answer = examine(data).cleaned
    assert isinstance(answer, Cleaned), answer
    return answer.data


def blocks(data: bytes) -> list[tuple[Kind, str]]:
    return [(block.kind, block.name) for block in JXL.parse(data).blocks]


PLAIN = container(box(b"jxlc", CODESTREAM))


def test_metadata_boxes_go_and_are_told(pictures) -> None:
    dirty = container(
        box(b"Exif", bytes(4) + pictures.exif().removeprefix(b"Exif\0\0")),
        box(b"xml ", b"<x:xmpmeta>" + SECRET),
        box(b"jumb", SECRET),
        box(b"brob", b"xml " + SECRET),
        box(b"jbrd", SECRET),
        box(b"free", SECRET),
        box(b"jxlc", CODESTREAM),
        box(b"prvt", SECRET),
        SECRET,
    )
    assert blocks(dirty) == [
        (Kind.EXIF, ""),
        (Kind.XMP, ""),
        (Kind.JUMBF, ""),
        (Kind.UNKNOWN, "brob xml"),
        (Kind.UNKNOWN, "jbrd"),
        (Kind.HIDDEN, "free"),
        (Kind.UNKNOWN, "prvt"),
        (Kind.TRAILER, "unknown"),
    ]
    assert clean(dirty) == PLAIN


def test_an_exif_offset_is_passed_over(pictures) -> None:
    stream = pictures.exif().removeprefix(b"Exif\0\0")
    shifted = container(box(b"Exif", b"\0\0\0\6Exif\0\0" + stream), box(b"jxlc", CODESTREAM))
    assert JXL.parse(shifted).blocks[0].data == stream


def test_the_level_stays_in_one_byte() -> None:
    dirty = container(box(b"jxll", b"\x0a" + SECRET), box(b"jxlc", CODESTREAM))
    assert clean(dirty) == container(box(b"jxll", b"\x0a"), box(b"jxlc", CODESTREAM))


def test_a_file_type_with_more_in_it_is_written_anew() -> None:
    dirty = SIGNATURE + box(b"ftyp", b"jxl \1\2\3\4jxl PRVT") + box(b"jxlc", CODESTREAM)
    assert clean(dirty) == PLAIN


def test_a_codestream_in_parts_stays_in_order() -> None:
    parts = [
        box(b"jxlp", struct.pack(">I", 0) + CODESTREAM[:9]),
        box(b"jxlp", struct.pack(">I", 0x80000001) + CODESTREAM[9:]),
    ]
    dirty = container(parts[0], box(b"xml ", SECRET), parts[1])
    assert clean(dirty) == container(*parts)
    assert JXL.payload(dirty) == JXL.payload(PLAIN)


def test_a_box_up_to_the_end_of_the_file_gets_its_size() -> None:
    assert clean(container(b"\0\0\0\0jxlc" + CODESTREAM)) == PLAIN


def test_a_box_with_a_long_size_is_read() -> None:
    long = struct.pack(">I4sQ", 1, b"jxlc", len(CODESTREAM) + 16) + CODESTREAM
    assert clean(container(long)) == PLAIN


def test_a_bare_codestream_ends_with_its_last_frame() -> None:
    answer = examine(CODESTREAM + 2 * SECRET)
    assert answer.cleaned == Cleaned(CODESTREAM, Format.JXL, (Category.TRAILER,))


def test_bytes_behind_the_last_frame_in_its_box_go() -> None:
    assert clean(container(box(b"jxlc", CODESTREAM + SECRET))) == PLAIN


@pytest.mark.parametrize("at", range(9, len(CODESTREAM) + 2))
def test_bytes_behind_the_last_frame_in_parts_go(at: int) -> None:
    coded = CODESTREAM + SECRET
    first = box(b"jxlp", struct.pack(">I", 0) + coded[:at])
    dirty = container(first, box(b"jxlp", struct.pack(">I", 0x80000001) + coded[at:]))
    assert SECRET[-9:] not in clean(dirty)
    assert JXL.payload(clean(dirty)) == JXL.payload(PLAIN)


@pytest.mark.parametrize("data", [PROFILED, container(box(b"jxlc", PROFILED))])
def test_an_end_that_is_not_found_is_named_as_kept(data: bytes) -> None:
    answer = examine(data).cleaned
    assert isinstance(answer, Cleaned)
    assert answer.data == data
    assert [kept.what for kept in answer.kept] == ["colour-profile", "codestream-end"]


def frame(fields: str, *sizes: int) -> bytes:
    """A frame with sections of these sizes."""
    head = packed("0" + fields + "0")[2:]
    table = packed("".join("00" + number(size, 10) for size in sizes))[2:]
    return head + table + bytes(sum(sizes))


def ordinary(last: bool, middle: str = "", name: str = "00") -> str:
    """A regular VarDCT frame over the whole picture, with a default filter."""
    saved = "" if last else "00" + "0" * (not middle or middle == "00")
    fields = "00" + "0" + "00" + "00" + "000000" + "00" + "0" + "00" + middle
    return fields + str(int(last)) + saved + name + "1" + "00"


def test_frames_of_an_animation_are_counted() -> None:
    moving = metadata("1" + "000" + "00" + "1" + "00" + "00" + "00" + "0", xyb="1")
    head = packed(small(64) + moving + "1" + "00" + "1")
    coded = head + frame(ordinary(False, "10"), 5) + frame(ordinary(True, "10"), 7)
    header = read_header(coded)
    assert header.animated
    assert measure(coded + SECRET, header) == Extent(len(coded), 2)


def test_a_big_frame_has_a_section_for_each_group() -> None:
    head = packed("0" + "01" + number(599, 18) + number(1, 3) + DEFAULTS + "1")
    coded = head + packed("1" + "0")[2:] + packed(("00" + number(2, 10)) * 12)[2:] + bytes(24)
    assert measure(coded + SECRET, read_header(coded)) == Extent(len(coded), 1)


def test_names_of_frames_are_told() -> None:
    name = "10" + number(4, 4) + "".join(number(byte, 8) for byte in b"kept")
    coded = packed(small(64) + DEFAULTS + "1") + frame(ordinary(True, name=name), 3)
    found = JXL.parse(coded)
    assert [(block.kind, block.data) for block in found.blocks] == [(Kind.TEXT, b"kept")]


@pytest.mark.parametrize("size", [0, 3, 12])
def test_a_codestream_that_breaks_off_has_no_end(size: int) -> None:
    cut = HEAD + CODESTREAM[len(HEAD) : len(HEAD) + size]
    assert measure(cut, read_header(cut)) is None


def test_a_permuted_table_of_contents_is_not_read() -> None:
    coded = packed(small(64) + DEFAULTS + "1") + packed("1" + "1")[2:] + bytes(40)
    assert measure(coded, read_header(coded)) is None


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        (small(64), (64, 64)),
        (small(64, 2), (76, 64)),
        ("1" + number(3, 5) + "000" + number(4, 5), (40, 32)),
        ("0" + "00" + number(99, 9) + "000" + "10" + number(699, 13), (700, 100)),
        ("0" + "01" + number(70_000, 18) + number(1, 3), (70_001, 70_001)),
    ],
)
def test_sizes_of_all_kinds_are_read(size: str, shape: tuple[int, int]) -> None:
    header = read_header(packed(size + DEFAULTS + "1"))
    assert (header.width, header.height) == shape


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_that_of_the_codestream(pictures, orientation: int) -> None:
    fields = "1" + number(orientation - 1, 3) + "000"
    coded = packed("1" + number(3, 5) + "000" + number(4, 5) + metadata(fields)) + bytes(8)
    exif = box(b"Exif", bytes(4) + pictures.exif(3).removeprefix(b"Exif\0\0"))
    dirty = container(exif, box(b"jxlc", coded))
    assert JXL.parse(dirty).orientation == orientation
    assert JXL.parse(clean(dirty)).orientation == orientation


@pytest.mark.parametrize(
    "fields",
    [
        "1" + "000" + "1" + small(8) + "00",
        "1" + "000" + "0" + "1" + "1" + "00" + "001" + "0",
        "1" + "000" + "0" + "1" + "0" + "01" + number(7, 10) + "000" + "00" + number(1, 6) + "0",
        "1" + "000" + "00" + "1" + "00" + "10" + "00" + "0",
    ],
)
def test_intrinsic_sizes_previews_and_animations_are_passed_over(fields: str) -> None:
    header = read_header(packed(small(64) + metadata(fields, colours="01")) + bytes(8))
    assert header.has_profile


def test_names_of_channels_are_told() -> None:
    name = "".join(number(byte, 8) for byte in b"matte")
    channel = "0" + "00" + "000" + "00" + "10" + number(5, 4) + name + "0"
    coded = packed(small(64) + metadata(channels="01" + number(0, 4) + channel + "1")) + bytes(8)
    found = JXL.parse(container(box(b"jxlc", coded)))
    assert [(block.kind, block.data) for block in found.blocks] == [(Kind.TEXT, b"matte")]


def test_a_canvas_bomb_is_refused() -> None:
    huge = packed("0" + "11" + number(2**30 - 1, 30) + "001" + DEFAULTS + "1")
    for data in (huge, container(box(b"jxlc", huge))):
        assert examine(data).cleaned == Refused(Reason.TOO_MANY_PIXELS, Format.JXL)


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\x0a",
        container(),
        container(box(b"xml ", SECRET)),
        container(box(b"jxlc", b"")),
        container(box(b"jxlc", b"no codestream")),
        container(box(b"jxlc", CODESTREAM))[:-1],
        container(box(b"jxlp", struct.pack(">I", 0) + CODESTREAM)),
        container(box(b"jxlp", struct.pack(">I", 0x80000001) + CODESTREAM)),
    ],
)
def test_a_file_without_a_whole_codestream_is_damaged(broken: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        JXL.parse(broken)
    assert refusal.value.reason is Reason.DAMAGED


DIRTY = container(
    box(b"Exif", bytes(4) + b"MM\0*" + SECRET), box(b"jxlc", CODESTREAM), box(b"prvt", SECRET)
)


def test_cleaning_twice_gives_the_same_bytes() -> None:
    for data in (DIRTY, CODESTREAM):
        once = examine(data).cleaned
        twice = examine(once.data).cleaned
        assert (twice.data, twice.removed, twice.kept) == (once.data, (), once.kept)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(seed: int, mutate, settles) -> None:
    settles(mutate(DIRTY, seed))


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=100), head=st.sampled_from([b"\xff\x0a", SIGNATURE]))
def test_any_bytes_behind_a_signature_are_answered(data: bytes, head: bytes) -> None:
    assert isinstance(examine(head + data).cleaned, Cleaned | Refused)


def test_the_second_reader_passes_clean_copies() -> None:
    for data in (DIRTY, CODESTREAM):
        assert list(verify.residue(clean(data), Format.JXL)) == []


@pytest.mark.parametrize(
    "left",
    [
        DIRTY,
        PLAIN + b"left",
        PLAIN + box(b"free", b""),
        SIGNATURE + box(b"ftyp", b"jxl \0\0\0\1jxl ") + box(b"jxlc", CODESTREAM),
        container(box(b"jxll", b"\x05left"), box(b"jxlc", CODESTREAM)),
        container(box(b"jxlc", SECRET)),
        container(),
    ],
)
def test_the_second_reader_sees_what_stayed(left: bytes) -> None:
    assert list(jxl.read(left))


def test_parsing_alone_changes_nothing() -> None:
    assert examine(DIRTY, Options(clean=False)).cleaned is None


@pytest.mark.shared
def test_study_files_come_out_clean(shared) -> None:
    files = [path for path in (shared / "corpus").iterdir() if path.name.startswith("jxl_")]
    for path in files:
        assert isinstance(examine(path.read_bytes()).cleaned, Cleaned), path.name
    assert len(files) > 3


def test_a_number_of_64_bits_is_read() -> None:
    bits = "11" + "1" * 12 + "1" + ("1" * 8 + "1") * 6 + "1" * 4
    assert Bits(packed(bits)[2:]).long() == (1 << 64) - 1


@pytest.mark.parametrize(
    "kind", ["01" + number(0, 4), "01" + number(3, 4)], ids=["spot", "filter"]
)
def test_names_of_special_channels_are_told(kind: str) -> None:
    name = "".join(number(byte, 8) for byte in b"gold")
    channel = "0" + kind + "000" + "00" + "10" + number(4, 4) + name
    coded = packed(small(64) + metadata(channels="01" + number(0, 4) + channel)) + bytes(40)
    assert read_header(coded).names[0] == b"gold"


@pytest.mark.parametrize(
    "colours",
    [
        "00" + "00" + "01" + number(0, 4) + ("00" + number(0, 19)) * 2,
        "00" + "01" + number(0, 4),
        "00" + "10" + "10" + "1" + number(0, 24) + "00",
    ],
    ids=["white point", "xyb", "grey with a gamma"],
)
def test_colours_of_their_own_are_passed_over(colours: str) -> None:
    header = read_header(packed(small(64) + metadata(colours=colours)) + bytes(40))
    assert not header.has_profile


def measured(head: str, *fields: str) -> bool:
    """Tell whether frames of these fields end where they end."""
    coded = packed(head) + b"".join(frame(each, 5) for each in fields)
    return measure(coded + SECRET, read_header(coded)) == Extent(len(coded), 1)


def test_a_frame_blended_by_its_alpha_is_passed_over() -> None:
    head = small(64) + metadata(channels="01" + number(0, 4) + "11", xyb="1") + "00" + "1"
    begin = "00" + "0" + "00" + "00" + "0000" + "000000" + "00" + "0"
    blended = "01" + "00" + "0" + "00" + "0000"
    multiplied = "11" + number(1, 2) + "0" + "00" + "0000"
    for mode in (blended, multiplied):
        assert measured(head, begin + mode + "1" + "00" + "1" + "00")


def test_a_frame_with_halved_colours_is_passed_over() -> None:
    head = small(64) + metadata(xyb="0") + "00" + "1"
    halved = "00" + "0" + "00" + "1" + "10" * 3 + "00" + "00" + "0" + "00"
    assert measured(head, halved + "1" + "00" + "1" + "00")


def test_time_codes_of_an_animation_are_passed_over() -> None:
    moving = metadata("1" + "000" + "00" + "1" + "00" + "00" + "00" + "1", xyb="1")
    assert measured(small(64) + moving + "1" + "00" + "1", ordinary(True, "10" + "1" * 32))


def test_a_preview_before_the_first_frame_is_passed_over() -> None:
    preview = metadata("1" + "000" + "0" + "1" + "1" + "00" + "001" + "0", xyb="1")
    head = small(64) + preview + "1" + "00" + "1"
    assert measured(head, ordinary(True), ordinary(True))


def test_more_channels_than_any_picture_has_are_damaged() -> None:
    with pytest.raises(Rejected):
        read_header(packed(small(64) + metadata(channels="11" + number(1_000, 12))) + bytes(40))
