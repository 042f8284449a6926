"""A person's message, made safe to work on: cleaned, folded, cut into words and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

LONGEST_READ: Final = 20_000
"""Characters of one message that are looked at; what comes after them is not read."""

LONGEST_QUESTION: Final = 300
"""Characters that are ranked as they are; a longer post is condensed."""

MOST_TELLING: Final = 160
"""Characters that are left of it. Of 160, 200 and 300 the shortest found most entries."""


class _WithoutMarks(dict[int, int | None]):
    """A table for `str.translate` that drops combining characters; it learns what is frequent."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        if len(self) < 4096:  # hostile texts hold every character there is
            self[code] = kept
        return kept


_WITHOUT_MARKS: Final = _WithoutMarks()
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SIGNS: Final = {
    "🇩🇪": " deutschland germany ",
    "🇦🇹": " österreich austria ",
    "🇨🇭": " schweiz switzerland ",
    "🇬🇧": " großbritannien uk ",
    "🇺🇸": " usa us ",
    "🇪🇺": " eu ",
    "€": " euro ",
    "£": " pounds ",
    "$": " dollar ",
}
_DROPPED: Final = frozenset({"Cf", "Cs", "Co", "Cn", "Mn", "Me"})
_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|\n+")


def clean(text: str) -> str:
    """`text` without controls, surrogates, direction marks and stacked accents; at most 20,000.

    Both ends of an overlong text are kept, since people ask at the start or at the end.
    """
    if len(text) > LONGEST_READ:
        half = LONGEST_READ // 2
        text = f"{text[:half]}\n{text[-half:]}"
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    composed = unicodedata.normalize("NFKC", text)[: 2 * LONGEST_READ]
    return "".join(map(_kept, composed)).strip()


def _kept(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    return " " if category in {"Cc", "Zs", "Zl", "Zp"} else character


def fold(text: str) -> str:
    """Lower case, umlauts as two letters, no accents: what people type without looking."""
    lowered = text.lower().translate(_UMLAUTS)
    return unicodedata.normalize("NFKD", lowered).translate(_WITHOUT_MARKS)


def words(text: str) -> list[str]:
    """The folded words of `text`, in order; an apostrophe splits nothing (`can't` is `cant`)."""
    return _WORD.findall(fold(text).replace("'", "").replace("’", ""))


def sentences(text: str) -> list[str]:
    """`text` cut at sentence ends and line ends; never an empty piece."""
    return [piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip()]


def condense(text: str, telling: Callable[[str], float], limit: int = MOST_TELLING) -> str:
    """The most telling sentences of `text` in their order, at most `limit` characters together."""
    if len(text) <= limit:
        return text
    pieces = [part for piece in sentences(text) for part in _slices(piece, limit)]
    worth = {piece: telling(piece) for piece in pieces}
    room, chosen = limit, set[int]()
    for index in sorted(range(len(pieces)), key=lambda i: (-worth[pieces[i]], i)):
        if len(pieces[index]) < room:
            chosen.add(index)
            room -= len(pieces[index]) + 1
    return " ".join(pieces[index] for index in sorted(chosen))


def _slices(piece: str, limit: int) -> list[str]:
    size = max(limit - 1, 1)
    return [piece[start : start + size] for start in range(0, len(piece), size)]
