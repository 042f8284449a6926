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
