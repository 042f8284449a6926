"""SVG 1.1 and SVG 2: an allow list of elements and attributes, written anew.

What may remain: what is drawn or animated, with references inside the file. Scripts, links,
foreign vocabularies, metadata, comments, fonts and files elsewhere go; so does what is defined
but never drawn. Names of ids, classes and variables become neutral. Embedded pictures are cleaned
by their own containers.
"""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import escape

from bot.images.formats.container import Picture, Stripped
from bot.images.formats.svg.blocks import read_blocks
from bot.images.formats.svg.cleaning import clean_tree, references
from bot.images.formats.svg.size import read_size
from bot.images.formats.svg.tree import SVG as NAMESPACE
from bot.images.formats.svg.tree import XLINK, Node, read
from bot.images.formats.svg.values import REFERENCE
from bot.images.results import Format, Options

_ESCAPES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


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


@lru_cache(maxsize=2)  # original and copy: each is asked for twice
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
    text = _write(root, names)
    return ("<svg" + spaces + text.removeprefix("<svg") + "\n").encode()


def _write(node: Node, names: dict[str, str]) -> str:
    attributes = "".join(
        f' {name}="{escape(_named(value, names), _ESCAPES)}"'
        for name, value in sorted(node.attributes.items())
    )
    inside = "".join(
        escape(_named(child, names), {"\r": "&#13;"})
        if isinstance(child, str)
        else _write(child, names)
        for child in node.children
    )
    if not inside:
        return f"<{node.name}{attributes}/>"
    return f"<{node.name}{attributes}>{inside}</{node.name}>"


def _named(text: str, names: dict[str, str]) -> str:
    """Return text with its marks replaced; a name that stands for nothing is "i0"."""
    return REFERENCE.sub(lambda found: names.get(found[1], "i0"), text)


SVG = Svg()
