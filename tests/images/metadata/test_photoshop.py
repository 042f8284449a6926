"""Photoshop image resources."""

from __future__ import annotations

import struct

from bot.images.formats.container import Kind
from bot.images.metadata import photoshop


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


def test_names_and_texts_that_are_empty_say_nothing(resources, values):
    version = b"\0\0\0\1\1" + _unicode("") + _unicode("Reader 6.0")
    data = resources([(0x0421, version), (0x040B, bytes(2))])
    assert values(Kind.PHOTOSHOP, data) == {"ReaderName": "Reader 6.0"}


def test_resources_are_read_up_to_a_bound(resources, values):
    flood = [(0x0001, b"")] * photoshop.MAX_RESOURCES
    assert values(Kind.PHOTOSHOP, resources([*flood, (0x040B, b"https://example.org")])) == {}


def test_a_thumbnail_that_is_nothing_but_its_head_is_none(resources, tags):
    assert tags(Kind.PHOTOSHOP, resources([(0x040C, bytes(28))])) == []


def test_slices_of_later_versions_name_no_file_here(resources, tags):
    slices = struct.pack(">5I", 7, 0, 0, 400, 300) + _unicode("IMG_0042")
    assert tags(Kind.PHOTOSHOP, resources([(0x041A, slices)])) == []
