"""Takes out of a question what could tell who asked: links, addresses, names, numbers.

Names cannot be told from other nouns with certainty, least of all in German; what is known (the
sender's own, @names, what follows "I am", "my name is") is crossed out, and the person is told
before sending what is.
"""

from __future__ import annotations

import re

GAP = "[…]"
LINK = re.compile(
    r"(?:https?://|tg://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?\b", re.IGNORECASE
)
EMAIL = re.compile(r"\S+@\S+\.\S+")
MENTION = re.compile(r"(?<!\w)@\w+")
NUMBER = re.compile(r"\+?\d(?:[\d\s().,/:-]*\d)?")
INTRODUCED = re.compile(
    r"(?i:\b(?:ich hei(?:ß|ss)e|mein name ist|my name is|i am called"
    r"|(?:mein|meine|my)\s+\w+\s+(?:hei(?:ß|ss)t|is called))\s+)"
    r"([A-ZÄÖÜ][\w-]+(?:\s+[A-ZÄÖÜ][\w-]+){0,2})"
)


def scrub(text: str, names: tuple[str, ...] = ()) -> str:
    """Return the text with everything that names or numbers somebody replaced by a gap."""
    text = INTRODUCED.sub(lambda found: found[0][: found.start(1) - found.start()] + GAP, text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", GAP, text, flags=re.IGNORECASE)
    for pattern in (EMAIL, LINK, MENTION, NUMBER):
        text = pattern.sub(GAP, text)
    return " ".join(text.split())
