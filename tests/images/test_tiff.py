from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, TiffImagePlugin

from bot.images.clean import examine
from bot.images.formats.container import Kind
from bot.images.formats.tiff import TIFF
from bot.images.formats.tiff.ifd import open_source
from bot.images.results import Category, Options, Reason, Refused, Rejected
from bot.images.verify import tiff as second_reader

Entry = tuple[int, int, int, bytes]


def strip(data: bytes) -> bytes:
    return TIFF.strip(data, Options()).data


def tags(data: bytes) -> list[set[int]]:
    return [set(directory.values) for directory in open_source(data).chain()]


def write(*pages: list[Entry], order: str = "<", big: bool = False) -> bytes:
    """Write directories of (tag, type, count, value); what stands elsewhere is an offset."""
    mark = {"<": b"II", ">": b"MM"}[order]
    word, width = ("Q", 8) if big else ("I", 4)
    head = struct.pack(order + "HHH", 43, 8, 0) if big else struct.pack(order + "H", 42)
    at = len(mark + head) + width
    out = mark + head + struct.pack(order + word, at)
    for number, page in enumerate(pages):
        size = struct.calcsize("=" + ("Q" if big else "H")) + (20 if big else 12) * len(page)
        at += size + width
        out += struct.pack(order + ("Q" if big else "H"), len(page))
        for tag, kind, count, value in page:
            out += struct.pack(order + "HH" + word, tag, kind, count) + value.ljust(width, b"\0")
        out += struct.pack(order + word, at if number < len(pages) - 1 else 0)
    return out


def number(tag: int, value: int, order: str = "<") -> Entry:
    return tag, 4, 1, struct.pack(order + "I", value)


def page(offset: int, size: int, *more: Entry, order: str = "<", code: int = 1) -> list[Entry]:
    """A page of 4 x 4 grey pixels in one strip."""
    plain = {256: 4, 257: 4, 258: 8, 259: code, 262: 1, 273: offset, 278: 4, 279: size}
    return sorted([*(number(tag, value, order) for tag, value in plain.items()), *more])


def located(*more: Entry, piece: bytes, code: int = 1, **options: object) -> bytes:
    """A file of one page whose strip stands at the end."""
    empty = write(page(0, len(piece), *more, code=code), **options)
    return write(page(len(empty), len(piece), *more, code=code), **options) + piece


GREY = bytes(range(16))


@pytest.fixture(scope="module")
def dirty(pictures) -> bytes:
    """Two pages, each with text, position and XMP, and a secret between and behind them."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (269, 270, 271, 272, 305, 306, 315, 33432):
        info[tag] = pictures.secret.decode()
    info[700] = b"<x:xmpmeta>" + pictures.secret + b"</x:xmpmeta>"
    info.tagtype[700] = 1
    second = pictures.draw(shift=6)
    second.encoderinfo = {"tiffinfo": info}
    options = {"save_all": True, "append_images": [second], "compression": "tiff_lzw"}
    data = pictures.save(pictures.draw(), "TIFF", tiffinfo=info, **options)
    return data + b"\0" * 32 + pictures.secret


def test_pages_stay_and_everything_else_goes(pictures, dirty: bytes) -> None:
    cleaned = strip(dirty)
    assert pictures.secret in dirty
    assert pictures.secret not in cleaned
    assert pictures.pixels(cleaned) == pictures.pixels(dirty)
    assert TIFF.payload(cleaned) == TIFF.payload(dirty)
    assert TIFF.parse(cleaned).frames == 2


def test_the_report_names_what_goes(dirty: bytes) -> None:
    removed = examine(dirty).cleaned.removed
    assert {Category.PERSON, Category.DEVICE, Category.SOFTWARE, Category.TRAILER} <= set(removed)


@pytest.mark.parametrize(
    "compression", [None, "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "group4"]
)
@pytest.mark.parametrize("big", [False, True])
def test_pixels_stay_identical(pictures, compression: str | None, big: bool) -> None:
    image = pictures.draw(mode="1" if compression == "group4" else "RGB")
    info = {270: pictures.secret.decode()}
    data = pictures.save(image, "TIFF", compression=compression, tiffinfo=info, big_tiff=big)
    cleaned = strip(data)
    assert cleaned[:4] == data[:4]
    assert pictures.pixels(cleaned) == pictures.pixels(data)
    assert list(second_reader.read(cleaned)) == []


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16", "F", "LAB"])
def test_pixels_of_every_kind_stay_identical(pictures, mode: str) -> None:
    grey = mode in ("I;16", "F", "LA")
    image = pictures.draw(mode="L").convert(mode) if grey else pictures.draw()
    image = image if grey else Image.new(mode, image.size, 7) if mode == "LAB" else image
    image = image if grey or mode == "LAB" else image.convert(mode)
    data = pictures.save(image, "TIFF")
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(strip(data))) as after:
        assert (before.mode, before.tobytes()) == (after.mode, after.tobytes())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stays_turned(pictures, orientation: int) -> None:
    data = pictures.save(pictures.draw(), "TIFF", tiffinfo={274: orientation})
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(strip(data))) as after:
        assert (
            ImageOps.exif_transpose(before).tobytes() == ImageOps.exif_transpose(after).tobytes()
        )
    assert TIFF.parse(data).orientation == orientation


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_byte_order_stays(order: str) -> None:
    start = len(write(page(0, 16, order=order), order=order))
    data = write(page(start, 16, order=order), order=order) + GREY
    cleaned = strip(data)
    assert cleaned[:2] == data[:2]
    assert GREY in cleaned


def test_the_colour_profile_is_rebuilt(pictures) -> None:
    result = TIFF.strip(
        pictures.save(pictures.draw(), "TIFF", icc_profile=pictures.icc), Options()
    )
    assert [kept.what for kept in result.kept] == ["colour-profile"]
    assert list(second_reader.read(result.data)) == []


def test_resolution_stays_as_far_as_it_shapes_the_pixels(pictures) -> None:
    for told, kept in (((300, 300), (72, 72)), ((204, 98), (204, 98))):
        data = pictures.save(pictures.draw(), "TIFF", x_resolution=told[0], y_resolution=told[1])
        with Image.open(io.BytesIO(strip(data))) as after:
            assert (after.tag_v2[282], after.tag_v2[283]) == kept


def test_smaller_copies_go() -> None:
    start = len(write(page(0, 16), page(0, 16, number(254, 1)), page(0, 16, number(255, 2))))
    data = write(page(start, 16), page(start, 16, number(254, 1)), page(start, 16, number(255, 2)))
    assert TIFF.parse(data + GREY).frames == 1
    assert len(tags(strip(data + GREY))) == 1


def test_sub_directories_and_unknown_tags_go(pictures) -> None:
    data = located((330, 4, 1, bytes(4)), (34665, 4, 1, bytes(4)), number(65000, 7), piece=GREY)
    assert tags(strip(data)) == [{254, 256, 257, 258, 259, 262, 273, 278, 279}]


def test_surplus_of_an_uncompressed_strip_goes(pictures) -> None:
    assert strip(located(piece=GREY + pictures.secret)) == strip(located(piece=GREY))


def test_surplus_behind_and_in_deflated_rows_goes(pictures) -> None:
    sound = strip(located(piece=zlib.compress(GREY), code=8))
    assert strip(located(piece=zlib.compress(GREY) + pictures.secret, code=8)) == sound
    assert strip(located(piece=zlib.compress(GREY + pictures.secret), code=8)) == sound


@pytest.mark.parametrize("broken", [bytes(4), b"\xff\xff\xff"])
def test_deflated_rows_with_a_wrong_checksum_are_shown_and_get_a_true_one(broken: bytes) -> None:
    data = located(piece=zlib.compress(GREY)[:-4] + broken, code=8)
    assert strip(data) == strip(located(piece=zlib.compress(GREY), code=8))


def test_surplus_of_packed_rows_goes(pictures) -> None:
    packed = b"\x0f" + GREY
    dirty = located(piece=packed + b"\x0d" + pictures.secret, code=32773)
    assert strip(dirty) == strip(located(piece=packed, code=32773))


def test_bytes_between_the_structures_go_and_are_told(pictures) -> None:
    start = len(write(page(0, 16)))
    data = write(page(start + 14, 16)) + pictures.secret + GREY
    found = [(block.kind, block.data) for block in TIFF.parse(data).blocks[1:]]
    assert found == [(Kind.HIDDEN, pictures.secret)]
    assert strip(data) == strip(located(piece=GREY))


def test_jpeg_strips_lose_their_metadata(pictures) -> None:
    grey = pictures.save(pictures.draw((4, 4), "L"), "JPEG")
    spoiled = pictures.in_header(
        grey, pictures.segment(0xFE, pictures.secret), pictures.segment(0xE1, pictures.exif(6))
    )
    cleaned = strip(located(piece=spoiled, code=7))
    assert pictures.secret not in cleaned
    assert pictures.pixels(cleaned) == pictures.pixels(located(piece=grey, code=7))
    assert list(second_reader.read(cleaned)) == []


def test_jpeg_tables_that_no_strip_uses_go(pictures) -> None:
    used = pictures.segment(0xDB, b"\0" + bytes([1]) * 64)
    spare = pictures.segment(0xDB, b"\3" + bytes([2]) * 64)
    comment = pictures.segment(0xFE, pictures.secret)
    tables = b"\xff\xd8" + comment + used + spare + b"\xff\xd9"
    jpeg = pictures.save(pictures.draw((4, 4), "L"), "JPEG")
    size = len(write(page(0, 0, (347, 7, 0, b""), code=7)))
    pointer = (347, 7, len(tables), struct.pack("<I", size))
    entries = page(size + len(tables), len(jpeg), pointer, code=7)
    cleaned = strip(write(entries) + tables + jpeg)
    (directory,) = open_source(cleaned).chain()
    assert directory.values[347].raw == b"\xff\xd8" + used + b"\xff\xd9"


def test_strips_that_share_bytes_still_share_them() -> None:
    entries = {entry[0]: entry for entry in page(0, 0)}
    at = len(write(list(entries.values())))
    entries[273] = (273, 4, 2, struct.pack("<I", at))
    entries[278] = number(278, 2)
    entries[279] = (279, 4, 2, struct.pack("<I", at + 8))
    lists = struct.pack("<IIII", at + 16, at + 16, 8, 8)
    cleaned = strip(write(list(entries.values())) + lists + GREY[:8])
    (directory,) = open_source(cleaned).chain()
    assert directory.values[273].raw == 2 * struct.pack("<I", 8)
    assert cleaned.count(GREY[:8]) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"II*\0", Reason.DAMAGED),
        (b"II*\0\xff\xff\xff\x7f", Reason.DAMAGED),
        (write(page(900_000, 16)), Reason.DAMAGED),
        (write([number(256, 4)]), Reason.DAMAGED),
        (located(number(50706, 1), piece=GREY), Reason.UNSUPPORTED),
        (located(piece=GREY, code=34712), Reason.UNSUPPORTED),
        (located(piece=GREY, code=6), Reason.UNSUPPORTED),
        (b"II*\0\x10\0\0\0CR\x02\0" + bytes(40), Reason.UNSUPPORTED),
        (located(piece=b"no deflate", code=8), Reason.DAMAGED),
    ],
)
def test_what_cannot_be_shown_is_refused(data: bytes, reason: Reason) -> None:
    answer = examine(data).cleaned
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_a_chain_that_bites_its_tail_ends() -> None:
    data = located(piece=GREY)
    behind = len(data) - len(GREY) - 4
    looped = data[:behind] + struct.pack("<I", 8) + data[behind + 4 :]
    assert strip(looped) == strip(data)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Rejected) as refusal:
        TIFF.parse(write(*[page(8, 16)] * 1001))
    assert refusal.value.reason is Reason.TOO_MANY_FRAMES


def test_strips_that_multiply_the_file_are_refused() -> None:
    huge = [(tag, 4, 1, struct.pack("<I", 10_000)) for tag in (256, 257)]
    entries = {entry[0]: entry for entry in [*page(8, 16), *huge]}
    with pytest.raises(Rejected):
        TIFF.strip(write(sorted(entries.values())), Options())


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(
    dirty: bytes, seed: int, mutate, settles
) -> None:
    settles(mutate(dirty, seed), verified=False)


def test_the_second_reader_sees_what_stayed(pictures, dirty: bytes) -> None:
    cleaned = strip(located(piece=GREY))
    assert list(second_reader.read(cleaned)) == []
    assert list(second_reader.read(dirty))
    assert list(second_reader.read(cleaned + b"left"))
    assert list(second_reader.read(located(number(254, 1), piece=GREY)))
    assert list(second_reader.read(located(piece=zlib.compress(GREY) + b"left", code=8)))
    jpeg = pictures.in_header(pictures.jpeg, pictures.segment(0xFE, b"left"))
    assert list(second_reader.read(located(piece=jpeg, code=7)))
