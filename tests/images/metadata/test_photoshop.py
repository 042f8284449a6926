"""Photoshop image resources."""

from __future__ import annotations

import struct

from bot.images.formats.container import Kind


def _unicode(text):
    return struct.pack(">I", len(text) + 1) + (text + "\0").encode("utf-16-be")


def test_iptc_inside_is_read(resources, iptc, values):
    data = resources([(0x0404, iptc([(2, 90, b"Berlin")]))])
    assert values(Kind.PHOTOSHOP, data) == {"City": "Berlin"}


def test_the_thumbnail_comes_with_its_bytes(resources, tags):
    found = tags(Kind.PHOTOSHOP, resources([(0x040C, bytes(28) + b"\xff\xd8picture")]))
    assert [tag.data for tag in found] == [b"\xff\xd8picture"]


def test_the_program_that_wrote_it_is_named(resources, values):
    version = b"\0\0\0\1\1" + _unicode("Adobe Photoshop") + _unicode("Reader 6.0")
    assert values(Kind.PHOTOSHOP, resources([(0x0421, version)])) == {
        "WriterName": "Adobe Photoshop",
        "ReaderName": "Reader 6.0",
    }


def test_slices_tell_the_name_of_the_file(resources, values):
    slices = struct.pack(">5I", 6, 0, 0, 400, 300) + _unicode("IMG_0042")
    assert values(Kind.PHOTOSHOP, resources([(0x041A, slices)])) == {"SlicesGroupName": "IMG_0042"}


def test_resources_before_the_damage_are_read(resources, values):
    data = resources([(0x040B, b"https://example.org/zoe")]) + b"no resource here"
    assert values(Kind.PHOTOSHOP, data) == {
        "URL": "https://example.org/zoe",
        "damaged": "resource header",
    }


def test_resources_within_resources_end(resources, tiff, tags):
    data = resources([(0x040B, b"https://example.org")])
    for _ in range(12):
        data = resources([(0x0422, tiff({0x8649: data}))])
    assert tags(Kind.PHOTOSHOP, data) == []
