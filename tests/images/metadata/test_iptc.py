"""IPTC-IIM datasets."""

from __future__ import annotations

import struct

from bot.images.formats.container import Kind


def test_author_place_and_caption_are_read(iptc, values):
    data = iptc([(2, 80, b"Zoe Plant"), (2, 92, b"Mitte"), (2, 120, "Grüße".encode())])
    assert values(Kind.IPTC, data) == {
        "By-line": "Zoe Plant",
        "Sub-location": "Mitte",
        "Caption-Abstract": "Grüße",
    }


def test_latin1_text_is_read_as_such(iptc, values):
    assert values(Kind.IPTC, iptc([(2, 90, "Köln".encode("latin-1"))])) == {"City": "Köln"}


def test_extended_sizes_are_read(iptc, values):
    long = struct.pack(">BBBHI", 0x1C, 2, 120, 0x8004, 5) + b"hello"
    assert values(Kind.IPTC, long + iptc([(2, 90, b"Berlin")])) == {
        "Caption-Abstract": "hello",
        "City": "Berlin",
    }


def test_a_preview_comes_with_its_bytes(iptc, tags):
    found = tags(Kind.IPTC, iptc([(2, 202, b"\xff\xd8picture")]))
    assert [tag.data for tag in found if tag.name == "ObjectPreviewData"] == [b"\xff\xd8picture"]


def test_what_stands_before_the_damage_is_read(iptc, values):
    found = values(Kind.IPTC, iptc([(2, 90, b"Berlin")]) + b"garbage!")
    assert found == {"City": "Berlin", "damaged": "at byte 11"}


def test_blanks_behind_the_last_dataset_are_no_damage(iptc, values):
    assert values(Kind.IPTC, iptc([(2, 90, b"Berlin")]) + bytes(9)) == {"City": "Berlin"}
