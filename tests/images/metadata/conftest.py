"""Builders of metadata blocks: every test plants what it looks for."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping

import pytest

from bot.images import metadata
from bot.images.formats.container import Block, Kind
from bot.images.metadata.tags import Tag

Value = str | bytes | int | list[tuple[int, int]]


def _encode(value: Value, order: str) -> tuple[int, int, bytes]:
    """Type, count and bytes of a directory entry."""
    match value:
        case str():
            text = value.encode() + b"\0"
            return 2, len(text), text
        case bytes():
            return 7, len(value), value
        case int():
            return 4, 1, struct.pack(order + "I", value)
        case _:
            flat = [number for pair in value for number in pair]
            return 5, len(value), struct.pack(f"{order}{len(flat)}I", *flat)


def build_directory(
    entries: Mapping[int, Value], at: int, order: str = "<", after: int = 0
) -> bytes:
    """One directory with its values behind it; offsets count so that it stands at `at`."""
    head = struct.pack(order + "H", len(entries))
    tail = b""
    values_at = at + 2 + 12 * len(entries) + 4
    for tag, value in sorted(entries.items()):
        kind, count, raw = _encode(value, order)
        if len(raw) > 4:
            field = struct.pack(order + "I", values_at + len(tail))
            tail += raw + b"\0" * (len(raw) % 2)
        else:
            field = raw.ljust(4, b"\0")
        head += struct.pack(order + "HHI", tag, kind, count) + field
    return head + struct.pack(order + "I", after) + tail


def build_tiff(
    ifd0: Mapping[int, Value],
    exif: Mapping[int, Value] | None = None,
    gps: Mapping[int, Value] | None = None,
    ifd1: Mapping[int, Value] | None = None,
    thumbnail: bytes = b"",
    order: str = "<",
) -> bytes:
    """A TIFF stream with the directories one after the other, the thumbnail last."""
    parts = {0x8769: exif, 0x8825: gps}
    wanted = {tag: part for tag, part in parts.items() if part is not None}
    pointers = dict.fromkeys(wanted, 0)
    at = 8 + len(build_directory({**ifd0, **pointers}, 8, order))
    bodies = b""
    for tag, part in wanted.items():
        pointers[tag] = at + len(bodies)
        bodies += build_directory(part, pointers[tag], order)
    after = at + len(bodies) if ifd1 is not None else 0
    if ifd1 is not None:
        first = dict(ifd1)
        if thumbnail:
            first |= {0x0201: 0, 0x0202: len(thumbnail)}
            first[0x0201] = after + len(build_directory(first, after, order))
        bodies += build_directory(first, after, order) + thumbnail
    head = b"II*\0" if order == "<" else b"MM\0*"
    stream = head + struct.pack(order + "I", 8)
    return stream + build_directory({**ifd0, **pointers}, 8, order, after) + bodies


def build_xmp(body: str, namespaces: str = "") -> bytes:
    """An XMP packet around the properties of one rdf:Description."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        ' xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" {namespaces}>{body}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def build_iptc(datasets: Iterable[tuple[int, int, bytes]]) -> bytes:
    """IPTC-IIM records."""
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in datasets
    )


def build_resources(resources: Iterable[tuple[int, bytes]]) -> bytes:
    """Photoshop image resources without names."""
    return b"".join(
        b"8BIM" + struct.pack(">HHI", number, 0, len(value)) + value + b"\0" * (len(value) % 2)
        for number, value in resources
    )


def read_tags(kind: Kind, data: bytes, name: str = "") -> list[Tag]:
    """Everything the readers say about one block."""
    return list(metadata.read([Block(kind, "here", data, name)]))


@pytest.fixture
def tiff() -> Callable[..., bytes]:
    return build_tiff


@pytest.fixture
def directory() -> Callable[..., bytes]:
    return build_directory


@pytest.fixture
def xmp() -> Callable[..., bytes]:
    return build_xmp


@pytest.fixture
def iptc() -> Callable[..., bytes]:
    return build_iptc


@pytest.fixture
def resources() -> Callable[..., bytes]:
    return build_resources


@pytest.fixture
def tags() -> Callable[..., list[Tag]]:
    return read_tags


@pytest.fixture
def values() -> Callable[..., dict[str, str]]:
    """The same as a dict; the first of several values of one name."""

    def read(kind: Kind, data: bytes, name: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for tag in read_tags(kind, data, name):
            found.setdefault(tag.name, tag.value)
        return found

    return read
