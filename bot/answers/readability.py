"""How hard a text is to read: LIX, and the length of its longest sentence.

LIX (C. H. Björnsson, Läsbarhet, 1968) is the words of a sentence plus the percentage of words of
more than six letters. It needs no syllables, so that German and English are measured exactly and
alike. docs/decisions says why no library does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.answers.results import Language

HARDEST: Final[dict[Language, float]] = {"de": 40.0, "en": 38.0}
"""LIX above which a text is called hard; 25 reads like a children's book, 60 like a law."""

LONGEST_SENTENCE: Final = 25
"""Words; plain language asks for fewer than fifteen to twenty on average."""

_LONG_WORD: Final = 7
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_ABBREVIATION: Final = re.compile(r"\b(?:z\. ?B|u\. ?a|d\. ?h|e\.g|i\.e|bzw|Art|Abs|Nr|ca|No)\.")
_ORDINAL: Final = re.compile(r"\b(\d{1,2})\.(?=\s)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"“”»)*]*(?:\s+|$)|\n+|\s·\s")
_LIX_END: Final = re.compile(r"[.!?…:]+[\"“”»)*]*(?:\s+|$)|\n+|\s·\s")


@dataclass(frozen=True, slots=True)
class Readability:
    """What was measured of one text."""

    lix: float
    longest: str
    """Its sentence of the most words."""
    words: int
    """How many those are."""


def readability(text: str) -> Readability:
    """Measure `text`; a line, a step and a helpline between two ` · ` end a sentence.

    A text without words has LIX 0.
    """
    plain = _plain(text)
    longest = max(_pieces(_SENTENCE_END, plain), key=lambda piece: len(_words(piece)), default="")
    return Readability(_lix(plain), longest, len(_words(longest)))


def _plain(text: str) -> str:
    """`text` without marks, addresses and full stops that end no sentence."""
    for pattern, instead in ((_ADDRESS, ""), (_ABBREVIATION, ""), (_ORDINAL, r"\1")):
        text = pattern.sub(instead, text)
    return text.replace("**", "")


def _pieces(end: re.Pattern[str], text: str) -> list[str]:
    return [piece.strip() for piece in end.split(text) if _words(piece)]


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _lix(text: str) -> float:
    """Björnsson's sentence ends at a colon too, so that a label before it is no part of it."""
    told = _words(text)
    if not told:
        return 0.0
    long = sum(len(word) >= _LONG_WORD for word in told)
    return len(told) / len(_pieces(_LIX_END, text)) + 100 * long / len(told)
