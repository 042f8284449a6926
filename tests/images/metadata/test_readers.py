"""Properties every reader has: it never raises, and its work is bounded."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.images import metadata
from bot.images.findings import find
from bot.images.formats.container import Block, Kind, Picture
from bot.images.results import Format

HEADS = [
    b"",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0",
    b"<rdf:RDF><a:b>",
    b"\x1c\x02\x50\0\x04",
    b"8BIM\x04\x04\0\0\0\0\0\x10",
    b"\0\0\0\x40jumb\0\0\0\x20jumd",
    b"\0\0\0\x40moov\0\0\0\x38udta",
    b"II\x0e\0\0\0HEAPJPGM",
    b"RMETA\0II*\0",
    b"GoPro\0DEVC",
    b"FLIR\0\1\0\0FFF\0",
    b"[picture info]\r\nTimeDate=9999999999999999999999",
    bytes(36) + b"acsp" + bytes(88) + b"\0\0\0\x02",
]


def _picture(*blocks):
    return Picture(Format.JPEG, 400, 300, blocks=blocks)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(list(Kind)), st.sampled_from(HEADS), st.binary(max_size=400), st.text())
def test_no_bytes_make_a_reader_raise(kind, head, body, name):
    find(_picture(Block(kind, "here", head + body, name)))


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_mutation_of_a_good_block_makes_a_reader_raise(tiff, xmp, iptc, resources, data):
    seeds = {
        Kind.EXIF: tiff(
            {0x010F: "Canon", 0x83BB: iptc([(2, 90, b"Berlin")])},
            exif={0x927C: b"Apple iOS\0\0\1MM\0\2" + bytes(40), 0x9286: b"ASCII\0\0\0x"},
            gps={1: "N", 2: [(52, 1)] * 3, 3: "E", 4: [(13, 1)] * 3, 7: [(1, 1)] * 3},
            ifd1={0x0103: 6},
            thumbnail=b"\xff\xd8\xff\xd9",
        ),
        Kind.XMP: xmp("<dc:creator><rdf:Seq><rdf:li>Zoe</rdf:li></rdf:Seq></dc:creator>"),
        Kind.PHOTOSHOP: resources([(0x0404, iptc([(2, 80, b"Zoe")])), (0x040C, bytes(40))]),
    }
    kind = data.draw(st.sampled_from(list(seeds)))
    mutated = bytearray(seeds[kind])
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(mutated) - 1), st.integers(0, 255)), max_size=12)
    ):
        mutated[place] = byte
    cut = data.draw(st.integers(0, len(mutated)))
    find(_picture(Block(kind, "here", bytes(mutated[:cut] or mutated))))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (
            Kind.EXIF,
            b"II*\0\x08\0\0\0" + b"\xff\xff" + b"\x3b\x01\x02\0\xff\xff\x0f\0\0\0\0\0" * 90_000,
        ),
        (Kind.XMP, b"<a:b " + b"x:y='" * 200_000),
        (Kind.XMP, b"<a:b>" + b" " * 1_000_000),
        (Kind.IPTC, b"\x1c\x02\x19\0\x01a" * 200_000),
        (Kind.JUMBF, b"\0\0\0\x08jumb" * 100_000),
        (Kind.QUICKTIME, b"\0\0\0\x08moov" * 100_000),
        (Kind.TEXT, b"a" * 2_000_000),
        (Kind.UNKNOWN, b"[picture info]\r\n" + b"ID=1\r\n" * 100_000),
    ],
)
def test_floods_are_read_in_a_moment(kind, data):
    began = time.perf_counter()
    find(_picture(Block(kind, "here", data)))
    assert time.perf_counter() - began < 2


def test_a_flood_in_one_block_does_not_hide_the_next(iptc):
    flood = Block(Kind.IPTC, "APP13", iptc([(2, 25, b"keyword")] * 50_000))
    blocks = [flood] * 5 + [Block(Kind.TEXT, "COM", b"hello", "Comment")]
    assert [tag.value for tag in metadata.read(blocks)][-1] == "hello"


def test_a_readers_mistake_costs_the_rest_of_its_block_alone(monkeypatch, tiff):
    def broken(_):
        yield metadata.Tag("Exif", "Artist", "Zoe")
        raise IndexError

    monkeypatch.setattr(metadata.exif, "read", broken)
    blocks = [Block(Kind.EXIF, "APP1", b""), Block(Kind.TEXT, "COM", b"hello", "Comment")]
    found = {tag.name: tag.value for tag in metadata.read(blocks)}
    assert found == {"Artist": "Zoe", "damaged": "unreadable", "Comment": "hello"}
