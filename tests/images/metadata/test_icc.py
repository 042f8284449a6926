"""ICC profiles."""

from __future__ import annotations

import struct

from PIL import ImageCms

from bot.images.formats.container import Kind


def _profile(tags):
    table, body = b"", b""
    at = 128 + 4 + 12 * len(tags)
    for signature, value in tags.items():
        table += struct.pack(">4sII", signature, at + len(body), len(value))
        body += value
    head = bytearray(128)
    head[24:36] = struct.pack(">6H", 2024, 5, 17, 13, 37, 42)
    head[36:40] = b"acsp"
    head[48:52] = b"APPL"
    return bytes(head) + struct.pack(">I", len(tags)) + table + body


def test_a_display_profile_names_maker_date_and_device(values):
    text = "Zoes MacBook".encode("utf-16-be")
    name = b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"deDE", len(text), 28) + text
    assert values(Kind.ICC, _profile({b"desc": name, b"cprt": b"text\0\0\0\0(c) Zoe\0"})) == {
        "DeviceManufacturer": "APPL",
        "ProfileDateTime": "2024-05-17 13:37:42",
        "ProfileDescription": "Zoes MacBook",
        "ProfileCopyright": "(c) Zoe",
    }


def test_a_profile_made_by_a_library_is_read(values):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert values(Kind.ICC, profile)["ProfileDescription"].startswith("sRGB")


def test_bytes_that_are_no_profile_are_damaged(values):
    assert values(Kind.ICC, bytes(200)) == {"damaged": "header"}


def test_a_text_that_is_empty_says_nothing(values):
    assert "ProfileCopyright" not in values(Kind.ICC, _profile({b"cprt": b"text" + bytes(5)}))


def test_a_name_in_the_older_layout_and_one_in_none_are_read(values):
    older = b"desc" + bytes(4) + struct.pack(">I", 5) + b"Zoe 1"
    found = values(Kind.ICC, _profile({b"desc": older, b"cprt": b"what" + bytes(8)}))
    assert (found["ProfileDescription"], found["ProfileCopyright"]) == ("Zoe 1", "12 bytes")
