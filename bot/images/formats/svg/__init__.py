"""SVG 1.1 and SVG 2: an allow list of elements and attributes, written anew.

What may remain: what is drawn or animated, with references inside the file. Scripts, links,
foreign vocabularies, metadata, comments, fonts and files elsewhere go; so does what is defined
but never drawn. Names of ids, classes and variables become neutral. Embedded pictures are cleaned
by their own containers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from bot.images.formats.container import Picture, Stripped
from bot.images.formats.svg.blocks import read_blocks
from bot.images.formats.svg.cleaning import clean_tree, references
from bot.images.formats.svg.size import read_size
from bot.images.formats.svg.tree import SVG as NAMESPACE
from bot.images.formats.svg.tree import XLINK, Node, escape, escape_value, read
from bot.images.formats.svg.values import OPEN, REFERENCE
from bot.images.once import once
from bot.images.results import Format, Options


class Svg:
    """The SVG format."""

    def parse(self, data: bytes) -> Picture:
        """Find everything that is not needed to draw the picture."""
        document = read(data)
        width, height = read_size(document.root)
        return Picture(Format.SVG, width, height, blocks=tuple(read_blocks(document)))

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return the drawing alone, uncompressed and in UTF-8."""
        del options
        return Stripped(_clean(data))

    def payload(self, data: bytes) -> tuple[bytes, ...]:
        """Return the drawing in its canonical form: equal drawings give equal bytes."""
        return (_clean(data),)


@once
def _clean(data: bytes) -> bytes:
    return write(clean_tree(read(data).root))


def write(root: Node) -> bytes:
    """Write a clean tree; ids that something refers to get neutral names, others go."""
    needed = {name for node in root.walk() for name in references(node)}
    names: dict[str, str] = {}
    for node in root.walk():
        ident = node.attributes.get("id", "")
        if ident not in needed or ident in names:
            node.attributes.pop("id", None)
        else:
            names[ident] = f"i{len(names) + 1}"
            node.attributes["id"] = names[ident]
    linked = any("xlink:href" in node.attributes for node in root.walk())
    spaces = f' xmlns="{NAMESPACE}"' + (f' xmlns:xlink="{XLINK}"' if linked else "")
    out = io.BytesIO()
    for piece in _write(root, names, spaces):
        out.write(piece.encode())
    return out.getvalue()


def _write(node: Node, names: dict[str, str], spaces: str = "") -> Iterator[str]:
    attributes = (
        f' {name}="{escape_value(_named(value, names))}"'
        for name, value in sorted(node.attributes.items())
    )
    end = ">" if any(node.children) else "/>"
    yield "".join((f"<{node.name}{spaces}", *attributes, end))
    if end == ">":
        for child in node.children:
            if isinstance(child, Node):
                yield from _write(child, names)
            else:
                yield escape(_named(child, names)).replace("\r", "&#13;")
        yield f"</{node.name}>"
    yield "\n" if spaces else ""


def _named(text: str, names: dict[str, str]) -> str:
    """Return text with its marks replaced; a name that stands for nothing is "i0"."""
    if OPEN not in text:
        return text
    return REFERENCE.sub(lambda found: names.get(found[1], "i0"), text)


SVG = Svg()
