from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, TiffImagePlugin

from bot.images.clean import examine
from bot.images.formats.container import Kind
from bot.images.formats.tiff import TIFF, blocks, ifd
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


@pytest.mark.parametrize("level", [1, 3, 6, 9])
def test_deflated_rows_without_their_surplus_take_no_more_bytes(pictures, level: int) -> None:
    noise = random.Random(5).randbytes(400 * 400)
    rows = bytes((place * 7 // 5 + grain % 8) & 255 for place, grain in enumerate(noise))
    entries = with_numbers(page(0, 0, code=8), {256: 400, 257: 400, 278: 400})
    dirty = pieces(entries, zlib.compress(rows + pictures.secret, level))
    cleaned = strip(dirty)
    assert len(cleaned) <= len(dirty)


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
        # an offset in bytes: libtiff reads one, Pillow none
        (
            located(piece=GREY).replace(
                struct.pack("<HHI", 273, 4, 1), struct.pack("<HHI", 273, 1, 4)
            ),
            Reason.DAMAGED,
        ),
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


def pieces(entries: list[Entry], *parts: bytes, tags: tuple[int, int] = (273, 279)) -> bytes:
    """A file of one page with several strips or tiles, which stand at the end."""
    known = {entry[0]: entry for entry in entries}
    known |= {tag: (tag, 4, len(parts), b"") for tag in tags}
    start = len(write(list(known.values())))
    alone = len(parts) == 1  # then the directory itself holds offset and size
    at = start if alone else start + 8 * len(parts)
    offsets = [at + sum(map(len, parts[:place])) for place in range(len(parts))]
    lists = [struct.pack(f"<{len(parts)}I", *values) for values in (offsets, map(len, parts))]
    for place, tag in enumerate(tags):
        held = lists[place] if alone else struct.pack("<I", start + place * 4 * len(parts))
        known[tag] = (tag, 4, len(parts), held)
    tables = b"" if alone else b"".join(lists)
    return write([known[tag] for tag in sorted(known)]) + tables + b"".join(parts)


def with_numbers(entries: list[Entry], numbers: dict[int, int]) -> list[Entry]:
    known = {entry[0]: entry for entry in entries} | {
        tag: number(tag, value) for tag, value in numbers.items()
    }
    return [known[tag] for tag in sorted(known)]


def test_surplus_of_every_plane_goes(pictures) -> None:
    planes = [bytes([shade]) * 16 for shade in (1, 2, 3)]
    entries = with_numbers(page(0, 0), {262: 2, 277: 3, 284: 2})
    cleaned = strip(pieces(entries, *(plane + pictures.secret for plane in planes)))
    assert cleaned == strip(pieces(entries, *planes))
    assert all(plane in cleaned for plane in planes)


def test_surplus_of_subsampled_colours_goes(pictures) -> None:
    entries = [*with_numbers(page(0, 0), {262: 6, 277: 3}), (530, 3, 2, struct.pack("<HH", 2, 2))]
    units = bytes(range(24))  # four units of four samples and two differences
    cleaned = strip(pieces(entries, units + pictures.secret))
    assert units in cleaned
    assert pictures.secret not in cleaned


def test_surplus_of_a_tile_goes(pictures) -> None:
    entries = with_numbers(page(0, 0), {322: 16, 323: 16, 324: 0, 325: 0})
    entries = [entry for entry in entries if entry[0] not in (273, 278, 279)]
    tile = bytes(range(256))
    cleaned = strip(pieces(entries, tile + pictures.secret, tags=(324, 325)))
    assert tile in cleaned
    assert pictures.secret not in cleaned


def test_webp_strips_lose_their_metadata(pictures) -> None:
    piece = pictures.save(pictures.draw((4, 4)), "WEBP", exif=pictures.exif(), lossless=True)
    cleaned = strip(located(piece=piece, code=50001))
    assert pictures.secret not in cleaned
    assert list(second_reader.read(cleaned)) == []


def test_codes_that_are_read_from_the_low_bit_are_copied_as_they_are() -> None:
    piece = b"\x01\x02\x03\x04"
    assert piece in strip(located(number(266, 2), piece=piece, code=5))


def test_deflated_rows_without_an_end_are_copied_as_they_are() -> None:
    deflate = zlib.compressobj()
    piece = deflate.compress(GREY) + deflate.flush(zlib.Z_SYNC_FLUSH)
    assert piece in strip(located(piece=piece, code=8))


@pytest.mark.parametrize("surplus", [1, 300])
@pytest.mark.parametrize("side", [4, 1100])
def test_what_breaks_behind_the_deflated_rows_goes(pictures, side: int, surplus: int) -> None:
    rows, deflate = bytes(side * side), zlib.compressobj()
    piece = deflate.compress(rows + b"s" * surplus) + deflate.flush(zlib.Z_SYNC_FLUSH)
    piece += b"\xff" + pictures.secret
    entries = with_numbers(page(0, 0, code=8), {256: side, 257: side, 278: side})
    cleaned = strip(pieces(entries, piece))
    assert pictures.secret not in cleaned
    (directory,) = open_source(cleaned).chain()
    (at,), (size,) = (
        open_source(cleaned).layout.integers(directory.values[tag]) for tag in (273, 279)
    )
    assert zlib.decompress(cleaned[at : at + size]) == rows


def test_jpeg_strips_that_are_the_same_are_cleaned_once(pictures) -> None:
    grey = pictures.save(Image.new("L", (4, 2), 99), "JPEG")
    entries = with_numbers(page(0, 0, code=7), {278: 2})
    cleaned = strip(pieces(entries, grey, grey))
    assert cleaned.count(b"\xff\xda") == 1
    assert list(second_reader.read(cleaned)) == []


@pytest.mark.parametrize("photometric", [1, 6])
def test_a_whole_old_style_jpeg_becomes_one_strip(pictures, photometric: int) -> None:
    whole = pictures.save(pictures.draw((4, 4), "L" if photometric == 1 else "RGB"), "JPEG")
    spoiled = pictures.in_header(whole, pictures.segment(0xFE, pictures.secret))
    entries = with_numbers(page(0, 0, code=6), {262: photometric, 513: 0, 514: len(spoiled)})
    entries = with_numbers(entries, {513: len(pieces(entries, spoiled)) - len(spoiled)})
    cleaned = strip(pieces(entries, spoiled))
    assert pictures.secret not in cleaned
    (directory,) = open_source(cleaned).chain()
    assert open_source(cleaned).layout.integers(directory.values[277]) == (
        (1,) if photometric == 1 else (3,)
    )
    assert list(second_reader.read(cleaned)) == []


def test_an_old_style_jpeg_that_is_broken_is_not_followed(pictures) -> None:
    with pytest.raises(Rejected) as refusal:
        strip(located(piece=b"\xff\xd8\xff\xd9" + pictures.secret, code=6))
    assert refusal.value.reason is Reason.UNSUPPORTED


def test_a_sub_directory_with_the_data_of_a_sensor_is_refused() -> None:
    inner = write([number(50706, 1)])[8:]
    at = len(located(number(330, 0), piece=GREY))
    with pytest.raises(Rejected) as refusal:
        TIFF.parse(located(number(330, at), piece=GREY) + inner)
    assert refusal.value.reason is Reason.UNSUPPORTED


def test_too_many_smaller_copies_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(ifd, "_MOST_DIRECTORIES", 9)
    with pytest.raises(Rejected) as refusal:
        TIFF.parse(write(page(8, 16), *[page(8, 16, number(254, 1))] * 9))
    assert refusal.value.reason is Reason.TOO_MANY_FRAMES


def test_a_hostile_number_of_strips_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(blocks, "_MOST_BLOCKS", 1)
    with pytest.raises(Rejected) as refusal:
        strip(pieces(with_numbers(page(0, 0), {278: 2}), GREY[:8], GREY[8:]))
    assert refusal.value.reason is Reason.DAMAGED


@pytest.mark.parametrize(
    ("code", "piece"),
    [(7, b"\xff\xd8\xff\xfe\0\3x\xff\xd9"), (7, b"\xff\xd8\xff\xda\0\2left"),
     (50001, b"RIFF\x10\0\0\0WEBPEXIF\4\0\0\0left")],
)  # fmt: skip
def test_the_second_reader_looks_into_strips(code: int, piece: bytes) -> None:
    assert list(second_reader.read(located(piece=piece, code=code)))


def test_packed_rows_of_more_runs_than_any_picture_has_are_cut(pictures, monkeypatch) -> None:
    runs = b"".join(b"\3" + GREY[at : at + 4] for at in range(0, 16, 4))
    monkeypatch.setattr(blocks, "_MOST_RUNS", 2)
    cleaned = strip(located(piece=runs, code=32773))
    assert runs[:10] in cleaned
    assert runs[:11] not in cleaned


def test_a_number_that_no_tag_can_hold_is_damaged() -> None:
    negative = (292, 9, 1, struct.pack("<i", -1))
    with pytest.raises(Rejected) as refusal:
        strip(located(negative, piece=GREY))
    assert refusal.value.reason is Reason.DAMAGED


def test_the_second_reader_passes_how_colours_of_a_jpeg_strip_are_coded() -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (4, 4)).save(jpeg, "JPEG", keep_rgb=True)
    plain = {256: 4, 257: 4, 258: 8, 277: 3, 278: 4}
    dirty = pieces(with_numbers(page(0, 0, code=7), plain), jpeg.getvalue())
    cleaned = strip(dirty)
    assert b"Adobe" in cleaned
    assert list(second_reader.read(cleaned)) == []


def test_pages_before_a_broken_one_are_read() -> None:
    broken = [number(256, 0), number(257, 4), number(273, 8), number(279, 4)]
    start = len(write(page(0, 16), broken))
    found = TIFF.parse(write(page(start, 16), broken) + GREY)
    assert (found.frames, found.damaged) == (1, ("a page",))
