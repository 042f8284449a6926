"""XMP packets (ISO 16684-1): RDF properties as paths like "History/softwareAgent".

The parser is expat with every entity declaration refused, so nothing can expand or be fetched;
packets that are no XML are scanned for properties instead, as far as they go.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from bot.images.metadata import positions
from bot.images.metadata.tags import MAX_TEXT, Items, Tag, binary, damaged

MAX_PACKET = 16 * 1024 * 1024
MAX_DEPTH = 64
MAX_TAGS = 4096
MAX_PICTURE = 2 * 1024 * 1024  # base64 characters of an embedded thumbnail

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TRANSPARENT = {
    f"{_RDF} {name}" for name in ("RDF", "Description", "Bag", "Seq", "Alt", "li", "value")
}
_XML = "http://www.w3.org/XML/1998/namespace"
_WRAPPERS = ("xmpmeta", "xapmeta")
# Vocabularies whose prefix a file may choose freely, by the prefix their specification uses.
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://ns.microsoft.com/photo/1.2/": "MP",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.google.com/photos/1.0/container/": "Container",
    "http://ns.google.com/photos/1.0/depthmap/": "GDepth",
    "http://ns.google.com/photos/1.0/image/": "GImage",
}
_PICTURES = ("image", "thumbnail", "Data")
_COORDINATE = re.compile(r"(?:GPS|Gps)?(?:Dest)?(?:Latitude|Longt?itude)")


class _RefusedError(Exception):
    """The packet declares entities or nests too deep."""


@dataclass(slots=True)
class _Element:
    path: tuple[str, ...]
    prefix: str
    text: list[str] = field(default_factory=list)
    size: int = 0
    leaf: bool = True


class _Properties:
    """Collects properties while expat walks the packet."""

    def __init__(self) -> None:
        self.tags: list[Tag] = []
        self._prefixes = dict(_PREFIXES)
        self._stack: list[_Element] = [_Element((), "")]

    def parse(self, packet: bytes) -> str:
        """Walk the packet; tell what was wrong with it, or nothing."""
        # The packet was turned into UTF-8: what its declaration says no longer holds.
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(packet, True)
        except expat.ExpatError as error:
            return expat.ErrorString(error.code)
        except (_RefusedError, ValueError, LookupError) as error:
            return str(error) or "refused"
        return ""

    def _refuse(self, *_: object) -> None:
        raise _RefusedError("declares entities")

    def _declare(self, prefix: str | None, uri: str) -> None:
        if prefix and uri and len(self._prefixes) < 512:
            self._prefixes.setdefault(uri, prefix[:32])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) > MAX_DEPTH or len(self.tags) > MAX_TAGS:
            raise _RefusedError("too deep or too long")
        parent = self._stack[-1]
        parent.leaf = parent.leaf and name.startswith(_RDF)
        element = self._child(parent, name)
        self._stack.append(element)
        for attribute, value in attributes.items():
            self._attribute(element, attribute, value)

    def _child(self, parent: _Element, name: str) -> _Element:
        uri, _, local = name.rpartition(" ")
        if name in _TRANSPARENT or local in _WRAPPERS:
            return _Element(parent.path, parent.prefix)
        prefix = parent.prefix or self._prefixes.get(uri, "")
        return _Element((*parent.path, local[:64]), prefix)

    def _attribute(self, element: _Element, name: str, value: str) -> None:
        uri, _, local = name.rpartition(" ")
        if uri in ("", _XML, "adobe:ns:meta/"):
            return
        if uri == _RDF:
            if local == "resource" and element.path:
                self._add(element.prefix, element.path, value)
            return
        prefix = element.prefix or self._prefixes.get(uri, "")
        self._add(prefix, (*element.path, local[:64]), value)

    def _characters(self, text: str) -> None:
        element = self._stack[-1]
        element.size += len(text)
        if element.size <= MAX_PICTURE:
            element.text.append(text)

    def _end(self, _: str) -> None:
        element = self._stack.pop()
        if element.leaf and element.path:
            self._add(element.prefix, element.path, "".join(element.text), element.size)

    def _add(self, prefix: str, path: tuple[str, ...], text: str, size: int = 0) -> None:
        value = text.strip()
        if value and path:
            self.tags.append(_tag(f"XMP-{prefix}", path, value, size))


def _tag(group: str, path: tuple[str, ...], value: str, size: int) -> Tag:
    name = "/".join(path[-6:])
    leaf = path[-1]
    if leaf in _PICTURES and len(value) > 256:
        picture = _base64(value)
        return Tag(group, name, binary(picture) if picture else f"{size} characters", picture)
    if _COORDINATE.fullmatch(leaf):
        return Tag(group, name, positions.show(positions.degrees_from_text(value)))
    return Tag(group, name, value[:MAX_TEXT])


def _base64(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text[:MAX_PICTURE])
    except binascii.Error:
        return b""


def read(packet: bytes) -> Items:
    """Yield the properties of one packet, in the order they stand there."""
    text = _as_utf8(packet[:MAX_PACKET])
    if not text:
        return
    properties = _Properties()
    problem = properties.parse(text)
    yield from properties.tags
    if problem:
        yield damaged("XMP", problem)
        known = {(tag.name, tag.value) for tag in properties.tags}
        yield from (tag for tag in _scan(text) if (tag.name, tag.value) not in known)


def _as_utf8(packet: bytes) -> bytes:
    """Packets may be UTF-8, UTF-16 or UTF-32 (ISO 16684-1 7.1); wrong ones are Latin-1."""
    trimmed = packet.strip(b"\0 \t\r\n")
    if trimmed.startswith((b"\xff\xfe", b"\xfe\xff")) or packet[:64].count(0) > 8:
        order = "be" if packet[:1] == b"\0" or trimmed.startswith(b"\xfe\xff") else "le"
        text = packet.decode(f"utf-16-{order}", "replace").strip("\0\ufeff \t\r\n")
        return _between_angles(text.encode("utf-8", "replace"))
    try:
        trimmed.decode("utf-8")
    except UnicodeDecodeError:
        trimmed = trimmed.decode("latin-1").encode("utf-8")
    return _between_angles(trimmed)


def _between_angles(text: bytes) -> bytes:
    start = text.find(b"<")
    return text[start:].rstrip(b"\0 \t\r\n") if start >= 0 else b""


# Every repetition is bounded or ends at a character it cannot contain: the scan is linear.
_ELEMENT = re.compile(r"<([\w-]{1,32}):([\w.-]{1,64})(?:\s[^<>]*)?>([^<]*)")
_ATTRIBUTE = re.compile(
    r"(?<=\s)([\w-]{1,32}):([\w.-]{1,64})\s{0,4}=\s{0,4}(?:\"([^\"<]*)\"|'([^'<]*)')"
)
_ITEM = re.compile(
    r"<([\w-]{1,32}):([\w.-]{1,64})>\s*<rdf:(?:Bag|Seq|Alt)>\s*<rdf:li[^<>]*>([^<]+)"
)
_NO_PROPERTIES = frozenset(("rdf", "x", "xml", "xmlns"))


def _scan(text: bytes) -> Iterator[Tag]:
    """Find properties in a packet that no XML parser accepts."""
    readable = text[: MAX_PACKET // 8].decode("utf-8", "replace")
    count = 0
    for pattern in (_ELEMENT, _ITEM, _ATTRIBUTE):
        for match in pattern.finditer(readable):
            prefix, local, *values = match.groups()
            value = next(filter(None, values), "").strip()
            if value and prefix not in _NO_PROPERTIES and count < MAX_TAGS:
                count += 1
                yield _tag(f"XMP-{prefix}", (local,), value, len(value))
