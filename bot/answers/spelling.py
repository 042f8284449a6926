"""Words as people type them: doubled letters, one typing error, any ending."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bot.answers.text import fold

FORGIVING_LENGTH: Final = 6
"""Shorter words must be spelt right: `film` is one letter away from too many others."""

LONGEST_WORD: Final = 40
"""Typing errors cost time with the square of a word's length; no real word is longer."""

AGE_MARK: Final = "<age>"
"""The pattern of a minor's age, 5 to 17, alone or as in `15yo`."""

_AGE: Final = re.compile(r"(\d{1,2})(?:yo|yrs?|j|jahre?|jaehrig\w*)?")
_TWICE: Final = re.compile(r"([a-z])\1+")


def plainer(word: str) -> str:
    """`word` folded, doubled letters once: `Klassengruppe` and `klasengrupe` are one."""
    return _TWICE.sub(r"\1", fold(word))


def _shorter(word: str) -> set[str]:
    """`word` and every form of it that lacks one letter."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def one_slip_apart(a: str, b: str) -> bool:
    """Whether one typing error turns `a` into `b`: a letter more, less, other, or two swapped."""
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[start : start + 2] == b[start : start + 2][::-1]
    return a[start + 1 :] == b[start + 1 :] or (swapped and a[start + 2 :] == b[start + 2 :])


class Vocabulary:
    """Every word pattern of a file, ready to say which of them a token of a message fits."""

    def __init__(self, patterns: Sequence[str], lookalikes: Sequence[str]) -> None:
        self._lookalikes = frozenset(map(plainer, lookalikes))
        self._exact: dict[str, str] = {}
        self._prefix: dict[str, str] = {}
        self._inside: dict[str, str] = {}
        self._slips: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for pattern in patterns:
            self._add(pattern)
        self._cuts = sorted({len(p) for p in self._prefix if len(p) > FORGIVING_LENGTH})

    def _add(self, pattern: str) -> None:
        bare = pattern.strip("*")
        if pattern.startswith("*"):
            self._inside[bare] = pattern
        elif pattern.endswith("*"):
            self._prefix[bare] = pattern
        else:
            self._exact[bare] = pattern
        # A prefix needs one letter more: the rest of the word cannot confirm it.
        needed = FORGIVING_LENGTH + pattern.endswith("*")
        if not pattern.startswith("*") and len(bare) >= needed:
            for form in _shorter(bare):
                self._slips[form].append((bare, pattern))

    def fitting(self, word: str) -> frozenset[str]:
        """The patterns that `word` fits, by its first 40 characters."""
        token = plainer(word[:LONGEST_WORD])
        found = {self._exact[token]} if token in self._exact else set[str]()
        found |= {
            self._prefix[token[:n]] for n in range(2, len(token) + 1) if token[:n] in self._prefix
        }
        found |= {pattern for bare, pattern in self._inside.items() if bare in token}
        age = _AGE.fullmatch(token)
        if age and 5 <= int(age[1]) <= 17:
            found.add(AGE_MARK)
        return frozenset(found | self._misspelt(token))

    def _misspelt(self, token: str) -> set[str]:
        if token in self._lookalikes or len(token) < FORGIVING_LENGTH:
            return set()
        found = self._one_slip(token, prefix=False)
        for cut in self._cuts:
            for length in (cut - 1, cut, cut + 1):
                found |= self._one_slip(token[:length], prefix=True)
        return found

    def _one_slip(self, text: str, *, prefix: bool) -> set[str]:
        return {
            pattern
            for form in _shorter(text)
            for bare, pattern in self._slips.get(form, ())
            if pattern.endswith("*") == prefix
            and bare[0] == text[0]
            and one_slip_apart(bare, text)
        }
