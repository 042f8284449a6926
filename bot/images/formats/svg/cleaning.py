"""From the tree of a file to the tree of its clean copy: the allow list, then what is shown."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from bot.images.formats.svg import rules
from bot.images.formats.svg.css import Names, clean_declarations, clean_sheet
from bot.images.formats.svg.tree import Node
from bot.images.formats.svg.values import OPEN, REFERENCE, clean, reference, unmarked
from bot.images.results import Format, Options, Rejected
from bot.images.sniff import sniff

_TYPES = {Format.SVG: "svg+xml", Format.APNG: "png"}


def clean_tree(root: Node) -> Node:
    """Return the drawing with allow-listed content alone; references are still marked.

    The tree that is given is used up: each element goes when it has been looked at.
    """
    names = Names()
    sheets = {id(node): _sheet(node, names) for node in root.walk() if node.name == "style"}
    cleaned = _clean_element(root, names, sheets, inside_text=False)
    assert cleaned is not None  # noqa: S101 - the root is an svg element
    _drop_doubles(cleaned)
    _keep_shown(cleaned)
    return cleaned


def _sheet(node: Node, names: Names) -> str:
    """Return the clean style sheet of an element, nothing where it is in another language."""
    if node.attributes.get("type", "text/css").strip().lower() not in ("", "text/css"):
        return ""
    media = node.attributes.get("media", "")
    return clean_sheet(f"@media {media}{{{node.text}}}" if media else node.text, names)


def _drop_doubles(root: Node) -> None:
    """Leave each id to the first element that has it, as viewers do."""
    seen: set[str] = set()
    for node in root.walk():
        if node.attributes.get("id") in seen:
            del node.attributes["id"]
        seen.add(node.attributes.get("id", ""))


def _clean_element(
    node: Node, names: Names, sheets: dict[int, str], *, inside_text: bool
) -> Node | None:
    if node.name not in rules.ELEMENTS or node.attributes.get("requiredExtensions") is not None:
        return None
    if node.name == "style":
        sheet = sheets.get(id(node), "")
        return Node("style", {}, [sheet]) if sheet else None
    attributes = _clean_attributes(node, names)
    if attributes is None:
        return None
    inside_text = inside_text or node.name in rules.TEXTS
    children: list[Node | str] = []
    node.children.reverse()
    while node.children:
        child = node.children.pop()
        if isinstance(child, str):
            children += [unmarked(child)] if inside_text else []
        elif inner := _clean_element(child, names, sheets, inside_text=inside_text):
            children.append(inner)
    return Node(node.name, attributes, _joined(children))


def _joined(children: list[Node | str]) -> list[Node | str]:
    """Join neighbouring texts, which something between them may have parted."""
    joined: list[Node | str] = []
    for child in children:
        last = joined[-1] if joined else None
        if isinstance(child, str) and isinstance(last, str):
            joined[-1] = last + child
        elif child:
            joined.append(child)
    return joined


def _clean_attributes(node: Node, names: Names) -> dict[str, str] | None:
    """Return the attributes that may remain, None where the element is nothing without one."""
    kept = dict(_attributes(node, names))
    link = _link(node)
    if link:
        kept["xlink:href"] = link
    elif node.name in rules.EMPTY_WITHOUT_LINK:
        return None
    if node.name in rules.ANIMATIONS - {"animateMotion"}:
        target = node.attributes.get("attributeName", "")
        if target not in rules.ANIMATED:
            return None
        kept["attributeName"] = target
    return kept


def _attributes(node: Node, names: Names) -> Iterator[tuple[str, str]]:
    for name, text in node.attributes.items():
        match name:
            case "id":
                yield "id", unmarked(text)
            case "class":
                known = (names.known("c", part) for part in text.split())
                if kept := " ".join(filter(None, known)):
                    yield "class", kept
            case "style":
                if kept := clean_declarations(unmarked(text), names):
                    yield "style", kept
            case "in" | "in2" | "result":
                yield name, text if text in rules.INPUTS else names.get("r", text)
            case "attributeName":
                continue
            case _ if name in rules.ATTRIBUTES:
                value = clean(name, text)
                if value is not None:
                    yield name, value


def _link(node: Node) -> str:
    """Return a link inside the file or a clean embedded picture, nothing for any other."""
    target = next((node.attributes[key] for key in rules.LINKS if key in node.attributes), "")
    if not target:
        return ""
    target = unmarked(target.strip())
    linking = node.name in rules.LINKING or node.name in rules.ANIMATIONS
    if target.startswith("#") and linking:
        return "#" + reference(target[1:])
    if target[:5].lower() == "data:" and node.name in ("image", "feImage"):
        return _clean_picture(target)
    return ""


def embedded(target: str) -> bytes:
    """Return the bytes of a data: address (RFC 2397), nothing where it is broken."""
    head, _, body = target.partition(",")
    raw = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()) + b"==")
    except binascii.Error:
        return b""


def _clean_picture(target: str) -> str:
    """Return the address of a clean copy of an embedded picture, nothing if it is refused."""
    from bot.images.formats import CONTAINERS  # the table holds this format as well

    data = embedded(target)
    format_ = sniff(data)
    if format_ is None or format_ not in CONTAINERS:
        return ""
    try:
        picture = CONTAINERS[format_].parse(data)
        copy = CONTAINERS[format_].strip(data, Options()).data
    except (Rejected, ArithmeticError, LookupError, ValueError):
        return ""
    kind = _TYPES.get(picture.format, picture.format.value)
    return f"data:image/{kind};base64,{base64.b64encode(copy).decode('ascii')}"


def references(node: Node) -> Iterator[str]:
    """Yield the ids that an element itself refers to."""
    for text in (*node.attributes.values(), *node.children):
        if isinstance(text, str) and OPEN in text:
            yield from REFERENCE.findall(text)


def _keep_shown(root: Node) -> None:
    """Drop what is defined or hidden and that nothing shown refers to."""
    if not any(node.name in rules.DEFINITIONS or _is_hidden(node) for node in root.walk()):
        return
    _prune(root, _Reach(root).shown())


def _changes_display(root: Node) -> bool:
    """Tell whether a style sheet or an animation may show what is hidden."""
    for node in root.walk():
        if node.name == "style" and "display" in node.text:
            return True
        if node.attributes.get("attributeName") == "display":
            return True
    return False


class _Reach:
    """Follows references from what is drawn to what that needs, each element once."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._may_hide = not _changes_display(root)
        self._parents = {id(child): node for node in root.walk() for child in node.elements}
        self._named = {node.attributes.get("id"): node for node in root.walk()}
        self._drawn: set[int] = set()
        self._around: set[int] = set()
        self._waiting = [root]

    def shown(self) -> set[int]:
        """Return the identities of elements that are drawn, needed by such, or around them."""
        always = rules.ANIMATIONS | {"style"}
        self._waiting += [node for node in self._root.walk() if node.name in always]
        while self._waiting:
            node = self._waiting.pop()
            self._draw(node)
            self._surround(node)
        return self._drawn | self._around

    def _draw(self, node: Node) -> None:
        inside = [node]
        while inside:
            part = inside.pop()
            if id(part) not in self._drawn:
                self._drawn.add(id(part))
                self._ask(part)
                inside += [child for child in part.elements if self._is_drawn(child, part)]

    def _is_drawn(self, child: Node, parent: Node) -> bool:
        if child.name in rules.DEFINITIONS:
            return False
        # A switch shows its first child that fits, hidden or not.
        return parent.name == "switch" or not (self._may_hide and _is_hidden(child))

    def _surround(self, node: Node) -> None:
        """Keep the ancestors of an element: it inherits from them."""
        parent = self._parents.get(id(node))
        while parent is not None and id(parent) not in self._around:
            self._around.add(id(parent))
            self._ask(parent)
            parent = self._parents.get(id(parent))

    def _ask(self, node: Node) -> None:
        """Draw what an element refers to as well, each thing once."""
        for name in references(node):
            target = self._named.pop(name, None)
            if target is not None:
                self._waiting.append(target)


def _is_hidden(node: Node) -> bool:
    if node.attributes.get("display") == "none":
        return True
    style = node.attributes.get("style", "")
    return bool(style) and "display:none" in style.replace(" ", "").lower().split(";")


def _prune(node: Node, shown: set[int]) -> None:
    node.children = [
        child for child in node.children if isinstance(child, str) or id(child) in shown
    ]
    for child in node.elements:
        _prune(child, shown)
