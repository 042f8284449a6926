"""Attribute and property values: references marked for renaming, nothing that leaves the file.

A reference to an id is written between two marks until the names of all ids are known.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: removed from every input
REFERENCE = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_URL = re.compile(r"""url\(\s*(["']?)#([^"')\s]+)\1\s*\)""", re.IGNORECASE)
_LEAVES = re.compile(
    r"url\((?!#\ufdd0)|image\(|image-set\(|\bsrc\(|attr\(|expression|javascript:|data:|https?:"
    r"|file:|-binding|@import|\\|[<{}]",
    re.IGNORECASE,
)
# Numbers, colours and words that are too short to leave the file: what most values are.
_PLAIN = re.compile(r"[-+0-9.,% ]{0,80}|#[0-9A-Fa-f]{3,8}|[a-z]{1,9}")
_PATH = re.compile(r"[\sMmZzLlHhVvCcSsQqTtAaRrBb\d.,eE+-]*")
_POINTS = re.compile(r"[\s\d.,eE+-]*")
_TIMED = re.compile(r"([A-Za-z_][\w:-]*)\.([A-Za-z]+)(.*)", re.DOTALL)
_LONGEST = 4_000
_LONG_LISTS = frozenset(
    ("values", "keyTimes", "keySplines", "keyPoints", "tableValues", "kernelMatrix", "transform")
)
_LONG_LISTS |= {"x", "y", "dx", "dy", "rotate", "stroke-dasharray"}


def reference(name: str) -> str:
    """Return the mark that stands for an id."""
    return f"{OPEN}{name}{CLOSE}"


def unmarked(text: str) -> str:
    """Return text without anything that could be taken for a mark."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def clean(name: str, text: str) -> str | None:
    """Return the value of an attribute or property, None where it must not remain."""
    match name:
        case "d" | "path":
            match = _PATH.match(text)
            return match[0].strip() if match else None
        case "points":
            match = _POINTS.match(text)
            return match[0].strip() if match else None
        case "begin" | "end":
            return ";".join(map(_timed, text.split(";")))
        case "xml:space":
            return text if text in ("preserve", "default") else None
    if _PLAIN.fullmatch(text):
        return text.strip()
    if len(text) > _LONGEST and name not in _LONG_LISTS:
        return None
    value = _URL.sub(lambda found: f"url(#{reference(found[2])})", unmarked(text)).strip()
    return None if _LEAVES.search(value) else value


def _timed(item: str) -> str:
    """Return one begin or end time; the id of the animation it waits for is marked."""
    item = unmarked(item.strip())
    found = _TIMED.fullmatch(item)
    if found is None:
        return item if re.fullmatch(r"[\w\s.:+()-]{1,80}", item) else "indefinite"
    rest = found[3] if re.fullmatch(r"[\s\d.:+a-z()-]{0,40}", found[3]) else ""
    return f"{reference(found[1])}.{found[2]}{rest}"
