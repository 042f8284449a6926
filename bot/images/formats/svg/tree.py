"""An SVG file as a tree of elements, read with expat within bounds.

Internal entities are expanded as far as expat's own limits and ours allow; nothing outside the
file is ever opened.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from bot.images.results import Reason, Rejected

SVG, XLINK, XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_PREFIXES = {SVG: "", "": "", XLINK: "xlink:", XML: "xml:"}
_GZIP = b"\x1f\x8b"
_MOST_BYTES = 64 << 20
_MOST_NODES = 250_000
_DEEPEST = 200
_MOST_ATTRIBUTES = 400
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_TEXTS = str.maketrans(_ESCAPES)
_IN_VALUES = str.maketrans(_ESCAPES | {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


@dataclass(slots=True)
class Node:
    """An element. Names are local ones for SVG, "xlink:…" and "xml:…"; others are "{uri}name"."""

    name: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    @property
    def elements(self) -> Iterator[Node]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """Yield this element and everything inside it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    @property
    def text(self) -> str:
        """The text in this element and everything inside it."""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(parts)


@dataclass(slots=True)
class Document:
    """A parsed file: its root, and what stands beside the tree, by name."""

    root: Node
    asides: list[tuple[str, str]]


class _Builder:
    """Takes the parser's events."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.asides: list[tuple[str, str]] = []
        self._open: list[Node] = []
        self._spaces: list[dict[str, str]] = [{"xml": XML}]
        self._nodes = self._size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        self._count(len(name) + sum(map(len, attributes.values())))
        if self._nodes > _MOST_NODES or len(self._open) >= _DEEPEST:
            raise Rejected(Reason.DAMAGED, "more elements than any drawing has")
        if len(attributes) > _MOST_ATTRIBUTES:
            raise Rejected(Reason.DAMAGED, "more attributes than any element has")
        spaces = self._declare(name, attributes)
        node = Node(_local(name, spaces, spaces.get("", "")), _renamed(attributes, spaces))
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._spaces.append(spaces)

    def _declare(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        """Return the namespaces in force by prefix, those of this element's attributes too."""
        told = {key[6:]: attributes[key] for key in attributes if _declares(key)}
        spaces = self._spaces[-1] | told if told else self._spaces[-1]
        if not self._open and name.rpartition(":")[2] == "svg":
            # A root called svg is meant as one, whatever its namespace says.
            return spaces | {name.rpartition(":")[0]: SVG}
        return spaces

    def end(self, _: str) -> None:
        self._open.pop()
        self._spaces.pop()

    def text(self, data: str) -> None:
        self._count(len(data))
        self._open[-1].children.append(data)

    def aside(self, name: str, data: str) -> None:
        self._count(len(data))
        if data.strip():
            self.asides.append((name, data))

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > _MOST_BYTES:
            raise Rejected(Reason.DAMAGED, "entities that unfold without end")


def _declares(name: str) -> bool:
    return name == "xmlns" or name.startswith("xmlns:")


def _renamed(attributes: dict[str, str], spaces: dict[str, str]) -> dict[str, str]:
    """Return attributes without declarations of namespaces, names resolved."""
    if not any(":" in key or key == "xmlns" for key in attributes):
        return attributes
    return {
        _local(key, spaces, None): value for key, value in attributes.items() if not _declares(key)
    }


def _local(name: str, spaces: dict[str, str], default: str | None) -> str:
    """Return a name with its namespace resolved; a prefix that nobody declared is foreign.

    `default` is the namespace of names without a prefix, None for attributes, which have none.
    """
    prefix, _, local = name.rpartition(":")
    space = spaces.get(prefix, prefix) if prefix else default
    if space is None:
        return local
    short = _PREFIXES.get(space)
    is_plain = short is not None and (short or default is not None)
    return f"{short}{local}" if is_plain else f"{{{space}}}{local}"


def read(data: bytes) -> Document:
    """Parse a file; raise `Rejected(DAMAGED)` where it is not well-formed or has no svg root."""
    builder = _Builder()
    parser = expat.ParserCreate()  # without its namespaces: drawings forget to declare some
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.CommentHandler = lambda text: builder.aside("Comment", text)
    parser.ProcessingInstructionHandler = lambda target, text: builder.aside(
        "ProcessingInstruction", f"{target} {text}"
    )
    parser.EntityDeclHandler = lambda name, _, value, *__: builder.aside("Entity", value or name)
    try:
        parser.Parse(inflate(data), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Rejected(Reason.DAMAGED, "not well-formed XML") from error
    if builder.root is None or builder.root.name != "svg":
        raise Rejected(Reason.DAMAGED, "no svg element")
    return Document(builder.root, builder.asides)


def inflate(data: bytes) -> bytes:
    """Return the XML of a file that may be compressed (SVG 1.1 appendix K.2)."""
    if not data.startswith(_GZIP):
        return data
    inflater = zlib.decompressobj(31)
    try:
        inflated = inflater.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise Rejected(Reason.DAMAGED, "broken compression") from error
    if inflater.unconsumed_tail:
        raise Rejected(Reason.TOO_LARGE)
    return inflated


def escape(text: str) -> str:
    """Return text as it stands between tags."""
    return text.translate(_IN_TEXTS)


def escape_value(text: str) -> str:
    """Return text as it stands in an attribute between double quotes."""
    return text.translate(_IN_VALUES)


def serialize(node: Node) -> str:
    """Return an element of another vocabulary as XML that stands for itself."""
    names: dict[str, str] = {}
    inside = _write_foreign(node, names)
    spaces = "".join(
        f" xmlns:{prefix}={_quoted(uri)}" for uri, prefix in names.items() if uri != XML
    )
    head, rest = inside[: inside.index(">")], inside[inside.index(">") :]
    slash = "/" if head.endswith("/") else ""
    return head.removesuffix("/") + spaces + slash + rest


def _write_foreign(node: Node, names: dict[str, str]) -> str:
    name = _prefixed(node.name, names)
    attributes = "".join(
        f" {_prefixed(key, names)}={_quoted(value)}" for key, value in node.attributes.items()
    )
    inside = "".join(
        escape(child) if isinstance(child, str) else _write_foreign(child, names)
        for child in node.children
    )
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _quoted(value: str) -> str:
    return f'"{escape_value(value)}"'


def _prefixed(name: str, names: dict[str, str]) -> str:
    space, _, local = name.rpartition("}")
    if not space:
        return name.replace("xlink:", "")
    uri = space.removeprefix("{")
    return f"{names.setdefault(uri, f'n{len(names)}')}:{local}"
