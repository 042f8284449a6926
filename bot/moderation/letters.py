"""Undo what is done to letters so that filters do not see them; used for matching only.

Compatibility forms, enclosed, turned and small-capital letters become plain ones, marks and
invisible characters go, and letters of other scripts that look Latin become Latin, but only inside
mostly Latin text: an ordinary Russian message mixes scripts too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"}
)
_DROPPED: Final = frozenset({"Cf", "Mn", "Me", "Cs", "Co", "Cn"})
_INDICATOR: Final = "[\U0001f1e6-\U0001f1ff]"
_FLAG: Final = re.compile(f"(?<!{_INDICATOR}){_INDICATOR}{{2}}(?!{_INDICATOR})")
_NAMED: Final = re.compile(
    r"(?:NEGATIVE (?:CIRCLED|SQUARED)|REGIONAL INDICATOR SYMBOL|LATIN SMALL LETTER TURNED"
    r"|LATIN LETTER SMALL|CROSSED NEGATIVE SQUARED)(?: LATIN)?(?: CAPITAL)?(?: LETTER)? ([A-Z])"
)
_DRAWN: Final = dict(zip("пикмтнвгѕԁсцш", "nukmthbrsdcuw", strict=True))
"""Cyrillic letters drawn like Latin ones in adverts, which Unicode does not call confusable."""


def fold(text: str) -> str:
    """`text` in plain lower-case letters, umlauts as two letters, lines and emoji kept."""
    if not text.isascii():
        text = _FLAG.sub(" ", text)
        text = unicodedata.normalize("NFC", text).translate(UMLAUTS)
        text = "".join(map(_plain, text))
        text = _latin(unicodedata.normalize("NFKC", text))
        text = unicodedata.normalize("NFD", text.translate(UMLAUTS))
        text = "".join(c for c in text if c.isascii() or unicodedata.category(c) not in _DROPPED)
    return text.lower()


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    hit = _NAMED.fullmatch(unicodedata.name(character, ""))
    return hit[1].lower() if hit else character


def _latin(text: str) -> str:
    """Replace what looks Latin by Latin: everywhere in mostly Latin text, else nowhere."""
    letters = [c for c in text if c.isalpha()]
    foreign = [c for c in letters if not c.isascii() and c not in "àáâãåæçèéêëìíîïñòóôõøùúûýÿœ"]
    if not foreign or 2 * len(foreign) >= len(letters):
        return text
    table = confusables()
    return "".join(table.get(c, c) if not c.isascii() else c for c in text)


@cache
def confusables() -> dict[str, str]:
    """Characters that look like one Latin letter, by Unicode's confusables.txt (UTS 39)."""
    from confusable_homoglyphs.confusables import confusables_data  # its data take 40 ms to read

    table = dict(_DRAWN)
    for character, alike in confusables_data.items():
        if len(character) == 1 and not character.isascii() and character.isalpha():
            plain = (_plain(each["c"]) for each in alike if len(each["c"]) == 1)
            letter = next((c for c in plain if c.isascii() and c.isalpha()), None)
            if letter:
                table[character] = letter
    return table
