"""What an SVG file tells beside its drawing, as blocks for the report."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace

from bot.images.formats.container import Block, Kind
from bot.images.formats.svg import rules
from bot.images.formats.svg.cleaning import embedded
from bot.images.formats.svg.tree import XLINK, Document, Node, serialize
from bot.images.results import Rejected
from bot.images.sniff import sniff

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_XMP = "{adobe:ns:meta/}xmpmeta"
_MANIFEST = "}manifest"  # of C2PA, whose prefix some writers do not declare
_QUIET = ("role", "version", "baseProfile", "xml:lang", "zoomAndPan", "enable-background")
_TOLD_ATTRIBUTES = {"aria-label": "Title", "xml:base": "Source"}
_MOST = 2_000


def read_blocks(document: Document) -> Iterator[Block]:
    """Yield comments, texts, metadata, editors' attributes, scripts and embedded pictures."""
    for name, text in document.asides[:_MOST]:
        if name != "Entity":
            yield _text(name, text)
    yield from _read_element(document.root)


def _text(name: str, text: str) -> Block:
    return Block(Kind.TEXT, "svg", " ".join(text.split()).encode("utf-8", "replace"), name)


def _read_element(node: Node) -> Iterator[Block]:
    if node.name == "metadata" or node.name.startswith("{"):
        yield from _read_foreign(node)
        return
    if node.name in rules.TOLD:
        if node.text.strip():
            yield _text(rules.TOLD[node.name], node.text)
        return
    if node.name in ("script", "foreignObject"):
        yield Block(Kind.UNKNOWN, "svg", node.text.encode("utf-8", "replace"), node.name)
        return
    yield from _read_attributes(node)
    for child in node.elements:
        yield from _read_element(child)


def _read_foreign(node: Node) -> Iterator[Block]:
    """Yield the blocks of an element of another vocabulary."""
    match node.name:
        case name if name in (_RDF, _XMP):
            yield Block(Kind.XMP, "metadata", serialize(node).encode("utf-8", "replace"))
            return
        case name if name.endswith(_MANIFEST):
            yield from _manifest(node.text)
            return
    for name, value in node.attributes.items():
        yield from _attribute(name, value)
    for child in node.children:
        if isinstance(child, Node):
            yield from _read_foreign(child)
        elif child.strip():
            yield _text(node.name.rpartition("}")[2], child)


def _manifest(text: str) -> Iterator[Block]:
    try:
        yield Block(Kind.JUMBF, "metadata", base64.b64decode("".join(text.split()) + "=="))
    except (binascii.Error, ValueError):
        yield Block(Kind.UNKNOWN, "metadata", text.encode(), "c2pa manifest")


def _read_attributes(node: Node) -> Iterator[Block]:
    for name, value in node.attributes.items():
        if name in rules.LINKS:
            yield from _link(value)
        elif name.startswith(("{", "data-", "aria-", "on")) or name in _TOLD_ATTRIBUTES:
            yield from _attribute(name, value)


def _attribute(name: str, value: str) -> Iterator[Block]:
    local = name.rpartition("}")[2]
    if value.strip() and local not in _QUIET and XLINK not in name:
        yield _text(_TOLD_ATTRIBUTES.get(name, local), value)


def _link(target: str) -> Iterator[Block]:
    """Yield the metadata of an embedded picture, or a link that leaves the file."""
    if target.startswith("#") or not target.strip():
        return
    if target.lstrip()[:5].lower() != "data:":
        yield _text("Source", target)
        return
    from bot.images.formats import CONTAINERS  # the table holds this format as well

    data = embedded(target.strip())
    format_ = sniff(data)
    if format_ is None or format_ not in CONTAINERS:
        return
    try:
        picture = CONTAINERS[format_].parse(data)
    except (Rejected, ArithmeticError, LookupError, ValueError):
        return
    for block in picture.blocks[:_MOST]:
        yield replace(block, where=f"picture {block.where}")
