"""The size of a drawing in CSS pixels (SVG 1.1 section 7, CSS 2.1 section 4.3.2)."""

from __future__ import annotations

import re

from bot.images.formats.svg.tree import Node
from bot.images.formats.svg.values import clean

_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
_UNITS |= {"in": 96.0, "em": 16.0, "rem": 16.0, "ex": 8.0}
_DEFAULT = (300.0, 150.0)  # of a replaced element without a size
_LARGEST = 1_000_000


def read_size(root: Node) -> tuple[int, int]:
    """Return width and height; where they are not told, the view box's or 300 by 150."""
    box = [float(text) for text in _NUMBER.findall(_told(root, "viewBox"))[:4]]
    fallback = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else _DEFAULT
    width = _length(_told(root, "width"))
    height = _length(_told(root, "height"))
    if width is None:
        width = height * fallback[0] / fallback[1] if height else fallback[0]
    if height is None:
        height = width * fallback[1] / fallback[0]
    return _whole(width), _whole(height)


def _told(root: Node, name: str) -> str:
    return clean(name, root.attributes.get(name, "")) or ""


def _length(text: str) -> float | None:
    found = _LENGTH.fullmatch(text[:64])
    if found is None or found[2].lower() not in _UNITS:
        return None
    value = float(found[1]) * _UNITS[found[2].lower()]
    return value if value > 0 else None


def _whole(length: float) -> int:
    return round(min(max(length, 1), _LARGEST))
