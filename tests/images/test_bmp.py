from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.images.formats import rle
from bot.images.formats.bmp import BMP
from bot.images.formats.container import Kind
from bot.images.results import Options, Reason, Rejected
from bot.images.verify import bmp as second_reader


def strip(data: bytes) -> bytes:
    return BMP.strip(data, Options()).data


def blocks(data: bytes) -> list[tuple[Kind, bytes, str]]:
    return [(block.kind, block.data, block.name) for block in BMP.parse(data).blocks]


def bitmap(
    pixels: bytes,
    *,
    size: tuple[int, int] = (2, 2),
    depth: int = 24,
    code: int = 0,
    extra: bytes = b"",
    gap: bytes = b"",
    header: int = 40,
) -> bytes:
    """Write a bitmap; `extra` stands behind the first 40 bytes of the header."""
    info = struct.pack("<IiiHHIIiiII", header, *size, 1, depth, code, 0, 3780, 3780, 0, 0)
    start = 14 + len(info) + len(extra) + len(gap)
    total = start + len(pixels)
    return b"BM" + struct.pack("<IHHI", total, 0, 0, start) + info + extra + gap + pixels


ROW = bytes(range(1, 7))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
def test_pixels_of_every_kind_stay_identical(pictures, mode: str) -> None:
    data = pictures.save(pictures.draw(mode=mode), "BMP", dpi=(72, 300)) + pictures.secret
    assert pictures.pixels(strip(data)) == pictures.pixels(data)
    assert pictures.secret not in strip(data)


def test_padding_gap_reserved_fields_and_trailer_go_and_are_told(pictures) -> None:
    secret = pictures.secret
    data = bitmap((ROW + b"ab") * 2, gap=secret) + b"behind it"
    data = data[:6] + b"evil" + data[10:]
    assert blocks(data) == [
        (Kind.UNKNOWN, b"evil", "reserved fields"),
        (Kind.HIDDEN, b"abab", "padding"),
        (Kind.HIDDEN, secret, "gap"),
        (Kind.TRAILER, b"behind it", "unknown"),
    ]
    assert strip(data) == strip(bitmap((ROW + b"\0\0") * 2))
    assert BMP.payload(data) == BMP.payload(strip(data))


def test_resolution_goes(pictures) -> None:
    assert strip(bitmap(bytes(16)))[38:46] == bytes(8)


def test_the_palettes_fourth_bytes_are_zero() -> None:
    palette = b"\1\2\3s\4\5\6e"
    cleaned = strip(bitmap(b"\x80\0\0\0" * 2, depth=1, extra=palette))
    assert cleaned[54:62] == b"\1\2\3\0\4\5\6\0"


def test_spare_bits_of_a_row_are_zero() -> None:
    palette = bytes(8)
    cleaned = strip(bitmap(b"\xbf\xff\xff\xff" * 2, depth=1, extra=palette))
    assert cleaned.endswith(b"\x80\0\0\0" * 2)


def v5(kind: bytes, profile: bytes, pixels: bytes) -> bytes:
    """Write a bitmap with a V5 header whose profile stands behind the pixels."""
    extra = bytes(16) + kind + b"endpoints" + bytes(39)
    extra += struct.pack("<IIII", 4, 124 + len(pixels), len(profile), 7)
    return bitmap(pixels, extra=extra, header=124) + profile


def test_a_path_to_a_profile_goes_and_is_told(pictures) -> None:
    path = b"C:\\Users\\" + pictures.secret
    data = v5(b"KNIL", path + b"\0", bytes(16))
    assert (Kind.TEXT, path, "LinkedProfileFileName") in blocks(data)
    assert strip(data)[70:74] == b"BGRs"
    assert pictures.secret not in strip(data)
    assert b"endpoints" not in strip(data)


def test_an_embedded_profile_is_rebuilt(pictures) -> None:
    data = v5(b"DEBM", pictures.icc, bytes(16))
    result = BMP.strip(data, Options())
    assert [kept.what for kept in result.kept] == ["colour-profile"]
    assert list(second_reader.read(result.data)) == []


def test_an_os2_bitmap_keeps_its_header() -> None:
    head = struct.pack("<IHHHH", 12, 2, 2, 1, 24)
    data = b"BM" + struct.pack("<IHHI", 99, 1, 2, 26) + head + (ROW + b"xy") * 2
    cleaned = strip(data)
    assert cleaned[14:26] == head
    assert list(second_reader.read(cleaned)) == []


def coded(stream: bytes, height: int = 2) -> bytes:
    return bitmap(stream, size=(4, height), depth=8, code=1, extra=bytes(1024))


RUNS = b"\4\1\0\0\0\4abcd"


def test_run_lengths_end_with_the_picture(pictures) -> None:
    cleaned = strip(coded(RUNS + b"\0\1" + pictures.secret))
    assert cleaned.endswith(RUNS + b"\0\1")
    assert (Kind.TRAILER, pictures.secret, "unknown") in blocks(
        coded(RUNS + b"\0\1" + pictures.secret)
    )


def test_runs_that_lie_outside_the_picture_go(pictures) -> None:
    hidden = b"".join(b"\1" + bytes([byte]) for byte in pictures.secret)
    assert strip(coded(RUNS + hidden + b"\0\1")) == strip(coded(RUNS + b"\0\1"))


def test_padding_of_single_colours_is_zero() -> None:
    assert rle.cut(b"\0\3abcX\0\1", 4, 1, 8) == (b"\0\3abc\0\0\1", 8)


def test_pictures_pillow_reads_from_run_lengths_stay(pictures) -> None:
    data = coded(b"\2\7\2\0\0\0\4\1\0\0\0\1")
    assert pictures.pixels(strip(data)) == pictures.pixels(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bitmap(bytes(16), code=4), Reason.UNSUPPORTED),
        (bitmap(bytes(16), code=5), Reason.UNSUPPORTED),
        (bitmap(bytes(16), depth=7), Reason.DAMAGED),
        (bitmap(b""), Reason.DAMAGED),
        (bitmap(bytes(16), size=(0, 2)), Reason.DAMAGED),
        (bitmap(bytes(16), header=41), Reason.DAMAGED),
        (bitmap(bytes(16), size=(60_000, 60_000)), Reason.TOO_MANY_PIXELS),
    ],
)
def test_what_cannot_be_shown_is_refused(data: bytes, reason: Reason) -> None:
    with pytest.raises(Rejected) as refusal:
        BMP.parse(data)
    assert refusal.value.reason is reason


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["plain", "coded", "v5"]))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(
    pictures, seed: int, kind: str, mutate, settles
) -> None:
    seeds = {
        "plain": bitmap((ROW + b"ab") * 2) + pictures.secret,
        "coded": coded(RUNS + b"\0\1"),
        "v5": v5(b"DEBM", pictures.icc, bytes(16)),
    }
    settles(b"BM" + mutate(seeds[kind][2:], seed, within=200), verified=False)


@pytest.mark.parametrize("place", [6, 38, 42, 50, 61])
def test_the_second_reader_sees_what_stayed(place: int) -> None:
    cleaned = strip(bitmap((ROW + b"\0\0") * 2))
    assert list(second_reader.read(cleaned)) == []
    assert list(second_reader.read(cleaned[:place] + b"L" + cleaned[place + 1 :]))


def test_the_second_reader_sees_a_trailer_and_a_gap() -> None:
    rows = (ROW + b"\0\0") * 2
    assert list(second_reader.read(strip(bitmap(rows)) + b"left"))
    assert list(second_reader.read(bitmap(rows, gap=b"left")))


def test_an_escape_that_moves_the_pen_stays(pictures) -> None:
    data = coded(b"\2\7\0\2\1\1\1\7\0\1")
    assert strip(data).endswith(b"\0\2\1\1\1\7\0\1")


def test_the_spare_half_of_the_last_single_colour_is_zero() -> None:
    assert rle.cut(b"\0\3\x12\x3f\0\1", 4, 1, 4)[0] == b"\0\3\x12\x30\0\1"


def test_a_hostile_number_of_escapes_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(rle, "_MOST_ESCAPES", 2)
    with pytest.raises(Rejected) as refusal:
        rle.cut(b"\0\0" * 9, 4, 9, 8)
    assert refusal.value.reason is Reason.DAMAGED


@pytest.mark.parametrize("space", [b"\0\0\0\0", b" niW", b"BGRs"])
def test_the_colours_of_a_header_stay(space: bytes) -> None:
    cleaned = strip(v5(space, b"", bytes(16)))
    assert cleaned[70:74] == space
    assert list(second_reader.read(cleaned)) == []


def spoiled_v5(pictures, place: int, value: bytes) -> bytes:
    cleaned = strip(v5(b"DEBM", pictures.icc, bytes(16)))
    return cleaned[:place] + value + cleaned[place + len(value) :]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (54, b"left"),  # masks that no code asks for
        (70, b"KNIL"),  # a linked profile
        (74, b"left"),  # end points
        (130, b"\0\0\0\0"),  # the profile's size
        (134, b"left"),  # a reserved field
        (126, b"\1\0\0\0"),  # the profile's place
    ],
)
def test_the_second_reader_sees_what_stayed_in_a_long_header(pictures, place, value) -> None:
    assert list(second_reader.read(spoiled_v5(pictures, place, b""))) == []
    assert list(second_reader.read(spoiled_v5(pictures, place, value)))


def test_the_second_reader_sees_palettes_and_codes_that_tell_more() -> None:
    cleaned = strip(bitmap(b"\x80\0\0\0" * 2, depth=1, extra=bytes(8)))
    assert list(second_reader.read(cleaned[:57] + b"L" + cleaned[58:]))
    coded_ = strip(coded(RUNS))
    assert list(second_reader.read(coded_)) == []
    assert list(second_reader.read(coded_[:-2] + b"\1\1"))


def test_the_second_reader_sees_an_identifier_of_os2() -> None:
    cleaned = strip(bitmap((ROW + b"\0\0") * 2, extra=bytes(24), header=64))
    assert list(second_reader.read(cleaned)) == []
    assert list(second_reader.read(cleaned[:72] + b"L" + cleaned[73:]))
