"""The second readers must see what a careless first one leaves."""

from __future__ import annotations

import struct
import zlib

import pytest

from bot.images import colour, verify
from bot.images.formats import CONTAINERS
from bot.images.orientation import EXIF_HEAD, minimal_exif
from bot.images.results import Format, Options
from bot.images.verify import jpeg, png, webp
from bot.images.verify.shared import check_exif, check_icc


def clean(data: bytes, format_: Format) -> bytes:
    return CONTAINERS[format_].strip(data, Options()).data


def test_clean_copies_pass(pictures) -> None:
    for data, format_ in (
        (pictures.jpeg, Format.JPEG),
        (pictures.png, Format.PNG),
        (pictures.webp, Format.WEBP),
    ):
        assert list(verify.residue(clean(data, format_), format_)) == []


@pytest.mark.parametrize(
    "marker", [0xE0, 0xE1, 0xE2, 0xE3, 0xEB, 0xED, 0xEE, 0xEF, 0xFE, 0xF0, 0x02]
)
def test_a_segment_that_stayed_is_seen(pictures, marker: int) -> None:
    left = pictures.in_header(clean(pictures.jpeg, Format.JPEG), pictures.segment(marker, b"left"))
    assert list(jpeg.read(left))


@pytest.mark.parametrize("place", [2, -2, None])
def test_bytes_that_stayed_in_a_jpeg_are_seen(pictures, place: int | None) -> None:
    cleaned = clean(pictures.jpeg, Format.JPEG)
    at = len(cleaned) if place is None else place % len(cleaned)
    left = cleaned[:at] + b"\xff\xfe\0\6left" + cleaned[at:]
    assert list(jpeg.read(left))


def test_xmp_with_text_is_no_gain_map_parameter(pictures) -> None:
    packet = b"http://ns.adobe.com/xap/1.0/\0<rdf:li hdrgm:Version='1.0'>left here</rdf:li>"
    left = pictures.in_header(clean(pictures.jpeg, Format.JPEG), pictures.segment(0xE1, packet))
    assert list(jpeg.read(left))


@pytest.mark.parametrize(
    "kind", [b"tEXt", b"tIME", b"eXIf", b"iCCP", b"prVt", b"gAMA", b"IHDR", b"fcTL"]
)
def test_a_chunk_that_stayed_is_seen(pictures, kind: bytes) -> None:
    left = pictures.before(
        clean(pictures.png, Format.PNG), b"IDAT", pictures.chunk(kind, b"x\x9c left over")
    )
    assert list(png.read(left))


def test_bytes_behind_the_rows_are_seen(pictures) -> None:
    stream = zlib.compress(b"\0abc") + b"left"
    data = clean(pictures.png, Format.PNG)
    at = data.index(b"IDAT") - 4
    assert list(png.read(data[:at] + pictures.chunk(b"IDAT", stream) + data[-12:]))


def test_bytes_behind_iend_and_wrong_checksums_are_seen(pictures) -> None:
    data = clean(pictures.png, Format.PNG)
    assert list(png.read(data + b"left"))
    assert list(png.read(data[:-1] + b"x"))


@pytest.mark.parametrize("kind", [b"EXIF", b"XMP ", b"ICCP", b"JUNK", b"ANIM", b"ANMF"])
def test_a_riff_chunk_that_stayed_is_seen(pictures, kind: bytes) -> None:
    left = pictures.extended_webp(pictures.webp, 0, pictures.riff(kind, b"left over " * 3))
    assert list(webp.read(left))


def test_flags_sizes_and_padding_of_a_webp_are_checked(pictures) -> None:
    data = pictures.extended_webp(pictures.webp, 0)
    assert list(webp.read(data)) == []
    assert list(webp.read(pictures.extended_webp(pictures.webp, 0x08)))
    assert list(webp.read(pictures.extended_webp(pictures.webp, 0x01)))
    assert list(webp.read(data + b"left"))


def test_only_an_orientation_passes_as_exif() -> None:
    block = minimal_exif(6).removeprefix(EXIF_HEAD)
    assert list(check_exif(block)) == []
    for spoiled in (block + b"left", block[:-1] + b"x", minimal_exif(1)[6:], b"MM\0*", b""):
        assert list(check_exif(spoiled))


def test_only_rebuilt_profiles_pass(pictures) -> None:
    cleaned = colour.clean(pictures.icc)
    assert list(check_icc(cleaned)) == []
    spoiled = (
        pictures.icc,
        cleaned[:80] + b"user" + cleaned[84:],
        struct.pack(">I", len(cleaned) + 4) + cleaned[4:] + b"left",
        cleaned.replace(b"cprt", b"dmnd"),
        cleaned[:60],
    )
    for profile in spoiled:
        assert list(check_icc(profile))


def test_another_size_or_turn_is_a_difference(pictures) -> None:
    container = CONTAINERS[Format.JPEG]
    before = container.parse(pictures.jpeg)
    turned = container.parse(pictures.save(pictures.draw((20, 20)), "JPEG", exif=minimal_exif(6)))
    assert list(verify.differences(before, turned)) == [
        "another width",
        "another height",
        "another orientation",
    ]


def test_other_pixels_are_a_change(pictures) -> None:
    other = pictures.save(pictures.draw(shift=9), "JPEG", quality=80)
    assert list(verify.changes(pictures.jpeg, other, CONTAINERS[Format.JPEG])) == ["other pixels"]


def test_a_copy_pillow_cannot_open_is_seen(pictures) -> None:
    picture = pictures.save(pictures.draw(), "BMP")
    assert list(verify.unreadable(picture, b"BM", Format.BMP))
    assert not list(verify.unreadable(b"BM", b"BM", Format.BMP))


def test_bytes_between_the_tags_of_a_profile_are_seen(pictures) -> None:
    profile = colour.clean(pictures.icc)
    (count,) = struct.unpack_from(">I", profile, 128)
    moved = bytearray(profile)
    for at in range(132, 132 + 12 * count, 12):
        name, offset, size = struct.unpack_from(">4sII", profile, at)
        struct.pack_into(">4sII", moved, at, name, offset + 8, size)
    begin = 132 + 12 * count
    left = bytes(moved[:begin]) + b"left" * 2 + profile[begin:]
    left = struct.pack(">I", len(left)) + left[4:]
    assert "ICC bytes outside its tags" in set(check_icc(left))


@pytest.mark.parametrize(
    "left",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><g xmlns="http://left/"/></svg>',
        '<svg><image xlink:href="data:image/png;base64,bm8gcGljdHVyZQ=="/></svg>',
    ],
)
def test_namespaces_and_unknown_pictures_in_a_drawing_are_seen(left: str) -> None:
    assert list(verify.residue(left.encode(), Format.SVG))
