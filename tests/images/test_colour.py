from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageCms

from bot.images import colour

SRGB = ImageCms.createProfile("sRGB")


def with_tag(profile: bytes, name: bytes, body: bytes) -> bytes:
    """Add a tag to a profile, moving the others."""
    (count,) = struct.unpack_from(">I", profile, 128)
    table = struct.pack(">I", count + 1)
    for at in range(132, 132 + 12 * count, 12):
        key, offset, size = struct.unpack_from(">4sII", profile, at)
        table += struct.pack(">4sII", key, offset + 12, size)
    table += struct.pack(">4sII", name, len(profile) + 12, len(body))
    rest = profile[132 + 12 * count :] + body
    head = struct.pack(">I", 128 + len(table) + len(rest)) + profile[4:128]
    return head + table + rest


def transformed(profile: bytes, mode: str = "RGB") -> bytes:
    """Return the colours of a test picture under a profile, as littlecms computes them."""
    image = Image.linear_gradient("L").convert(mode)
    image.paste((200, 30, 60) if mode == "RGB" else 120, (0, 0, 256, 90))
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB").tobytes()


@pytest.fixture
def dirty(pictures) -> bytes:
    """A profile that names its display, its user and the day it was made."""
    text = b"text\0\0\0\0" + pictures.secret + b"\0"
    for name in (b"vcgt", b"meta", b"dmnd", b"mmod", b"targ", b"calt"):
        profile = with_tag(pictures.icc, name, text)
    return profile[:80] + pictures.secret[:4] + profile[84:]


def test_colours_stay_the_same_to_the_bit(dirty: bytes) -> None:
    assert transformed(colour.clean(dirty)) == transformed(dirty)


def test_tags_that_identify_go(dirty: bytes, pictures) -> None:
    cleaned = colour.clean(dirty)
    assert pictures.secret not in cleaned
    assert pictures.secret[:4] not in cleaned
    assert {*colour.read(cleaned).tags} <= {
        *(b"desc", b"cprt", b"wtpt", b"chad", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
    }


def test_the_header_holds_no_date_device_or_creator(dirty: bytes) -> None:
    cleaned = colour.clean(dirty)
    assert not any(cleaned[24:36] + cleaned[40:64] + cleaned[80:128])


def test_the_size_in_the_header_is_true(dirty: bytes) -> None:
    cleaned = colour.clean(dirty)
    assert int.from_bytes(cleaned[:4], "big") == len(cleaned)


def test_cleaning_twice_changes_nothing(dirty: bytes) -> None:
    assert colour.clean(colour.clean(dirty)) == colour.clean(dirty)


def test_a_well_known_name_stays(pictures) -> None:
    named = pictures.icc.replace(
        "sRGB built-in".encode("utf-16-be"), "sRGB built-in".encode("utf-16-be")
    )
    assert "sRGB built-in".encode("utf-16-be") in colour.clean(named)


def test_an_unknown_name_goes(pictures) -> None:
    named = pictures.icc.replace(
        "sRGB built-in".encode("utf-16-be"), "Anna's laptop".encode("utf-16-be")
    )
    assert "Anna".encode("utf-16-be") not in colour.clean(named)


def test_a_version_2_profile_gets_texts_of_version_2(pictures) -> None:
    old = pictures.icc[:8] + b"\x02\x10" + pictures.icc[10:]
    tags = colour.read(colour.clean(old)).tags
    assert (tags[b"desc"][:4], tags[b"cprt"][:4]) == (b"desc", b"text")


def test_bytes_behind_a_curve_go(pictures) -> None:
    found = colour.read(pictures.icc)
    longer = with_tag(pictures.icc, b"kTRC", found.tags[b"rTRC"] + pictures.secret)
    assert pictures.secret not in colour.clean(longer)


def test_a_table_profile_keeps_its_table(pictures) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    table = (
        b"mft1\0\0\0\0\x03\x03\x02\0"
        + bytes(36)
        + bytes(range(256)) * 3
        + bytes(24)
        + bytes(range(256)) * 3
    )
    profile = with_tag(pictures.icc, b"A2B0", table + pictures.secret)
    assert colour.read(colour.clean(profile)).tags[b"A2B0"] == table
    assert colour.clean(lab) is None


@pytest.mark.parametrize(
    "spoil", [lambda p: p[:100], lambda p: p[:36] + b"nope" + p[40:], lambda _: b""]
)
def test_a_broken_profile_is_dropped(pictures, spoil) -> None:
    assert colour.clean(spoil(pictures.icc)) is None


def test_no_profile_gives_none() -> None:
    assert colour.clean(None) is None


def _lut16(entries: int) -> bytes:
    """A lut16Type with three channels, a grid of two and curves of `entries` values (10.10)."""
    values = struct.pack(f">{entries}H", *range(entries)) * 3
    grid = bytes(2 * 2**3 * 3)
    return (
        b"mft2\0\0\0\0\x03\x03\x02\0"
        + bytes(36)
        + struct.pack(">HH", entries, entries)
        + (values + grid + values)
    )


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (b"A2B0", _lut16(5)),
        (b"A2B1", b"mAB \0\0\0\0\3\3" + bytes(22)),
        (b"cicp", b"cicp\0\0\0\0\x09\x10\0\1"),
    ],
)
def test_a_tag_that_colours_need_stays_and_what_stands_behind_it_goes(
    pictures, name, body
) -> None:
    behind = b"" if body.startswith(b"mAB ") else pictures.secret  # its size is not in its head
    cleaned = colour.read(colour.clean(with_tag(pictures.icc, name, body + behind)))
    assert cleaned.tags[name] == body


@pytest.mark.parametrize(
    "body",
    [
        _lut16(5)[:-1],
        b"mft2\0\0\0\0\x03\x03\x02\0" + bytes(8),
        b"curv\0\0\0\0\0\0\0\7\0\1",
        b"para\0\0\0\0\0\x63\0\0",
    ],
)
def test_a_tag_that_breaks_off_or_has_no_known_form_goes(pictures, body: bytes) -> None:
    assert b"A2B0" not in colour.read(colour.clean(with_tag(pictures.icc, b"A2B0", body))).tags


def test_a_profile_without_colours_or_with_too_many_tags_is_none(pictures) -> None:
    head = pictures.icc[:128]
    assert colour.clean(head + struct.pack(">I", 0) + bytes(40)) is None
    assert colour.clean(head + struct.pack(">I", 9_999) + bytes(40)) is None


def test_a_tag_too_short_for_its_kind_is_left_out(pictures) -> None:
    found = colour.read(with_tag(pictures.icc, b"targ", b"text"))
    assert found is not None
    assert b"targ" not in found.tags
