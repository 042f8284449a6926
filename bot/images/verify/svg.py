"""The second reader of SVG: our own output is so plain that it is read without an XML parser."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from bot.images.sniff import sniff

_TOKEN = re.compile(r"<(/?)([A-Za-z]+)((?: [A-Za-z][A-Za-z0-9:-]*=\"[^\"<]*\")*)(/?)>|([^<]+)|(<)")
_ATTRIBUTE = re.compile(r' ([A-Za-z][A-Za-z0-9:-]*)="([^"<]*)"')
_SPACES = {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_ELEMENTS = re.compile(
    r"svg|g|a|use|switch|image|path|rect|circle|ellipse|line|polyline|polygon|stop|style|view"
    r"|defs|symbol|clipPath|mask|marker|pattern|linearGradient|radialGradient|filter|mpath"
    r"|text|tspan|textPath|tref|animate|animateColor|animateMotion|animateTransform|set"
    r"|fe[A-Z][A-Za-z]+"
)
_WITH_TEXT = ("text", "tspan", "textPath", "tref", "style", "a")
_PATTERNS = {
    "id": r"i\d+",
    "class": r"c\d+(?: c\d+)*",
    "result": r"r\d+",
    "xlink:href": r"#i\d+|data:image/[a-z+]+;base64,[A-Za-z0-9+/]+=*",
    "xml:space": r"preserve|default",
}
_FORBIDDEN = re.compile(r"on[a-z]+|data-.*|aria-.*|href|role|xml:(?!space).*|xlink:(?!href).*")
_LEAVES = re.compile(
    r"url\((?!#i\d+\))|javascript:|https?:|file:|@import|@font-face|expression|image-set|\\",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#9;|#10;|#13;)")


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed: elements, attributes, names and links of another form."""
    names: list[str] = []
    for found in _TOKEN.finditer(data.decode("utf-8")):
        closing, name, attributes, empty, text, stray = found.groups("")
        if stray:
            yield "markup of another form"
            return
        if text:
            yield from _check_text(text, names)
        elif closing:
            if not names or names.pop() != name:
                yield "elements that do not nest"
        else:
            yield from _check_element(name, attributes)
            if not empty:
                names.append(name)
    if names:
        yield "an element without an end"


def _check_text(text: str, names: list[str]) -> Iterator[str]:
    inside = names[-1] if names else ""
    if text.strip() and inside not in _WITH_TEXT:
        yield f"text in {inside or 'nothing'}"
    if _ENTITY.search(text) or (inside == "style" and _LEAVES.search(text)):
        yield "an entity or a link in text"


def _check_element(name: str, attributes: str) -> Iterator[str]:
    if not _ELEMENTS.fullmatch(name):
        yield f"element {name}"
    for key, value in _ATTRIBUTE.findall(attributes):
        if key in _SPACES:
            if name != "svg" or value != _SPACES[key]:
                yield "another namespace"
            continue
        if _FORBIDDEN.fullmatch(key):
            yield f"attribute {key}"
        if key in _PATTERNS and not re.fullmatch(_PATTERNS[key], value):
            yield f"a telling {key}"
        if _ENTITY.search(value) or (key != "xlink:href" and _LEAVES.search(value)):
            yield f"a link in {key}"
        if value.startswith("data:"):
            yield from _check_picture(base64.b64decode(value.partition(",")[2]))


def _check_picture(data: bytes) -> Iterator[str]:
    from bot.images.verify import READERS  # the table holds this format as well

    format_ = sniff(data)
    if format_ is None or format_ not in READERS:
        yield "a picture of an unknown format"
    else:
        yield from READERS[format_](data)
