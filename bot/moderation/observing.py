"""Observe a message: what its own words signal, what the words it quotes do, and its reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.moderation.addresses import AddressLists
from bot.moderation.hosts import parse
from bot.moderation.lexicon import shipped
from bot.moderation.reach import Reach, reach_of, subject_words, words_of
from bot.moderation.results import Message
from bot.moderation.wording import Wording, read_words

_QUOTATION: Final = re.compile(
    r"„[^“”\"\n]{3,400}[“”\"]|“[^”\n]{3,400}”|»[^«\n]{3,400}«|«[^»\n]{3,400}»"
    r"|(?<!\w)\"[^\"\n]{3,400}\"(?!\w)|(?<!\w)'[^'\n]{8,400}'(?!\w)|‚[^‘\n]{3,400}‘"
)
_ASKS: Final = re.compile(r"\?(?=[\s\"”“)]|$)")
_BARE: Final = 2
"""Own words beside a quotation that are none: it is the message."""

_SHORTEST_NAME: Final = 5
_TAGS_THAT_SIGNAL: Final = (
    "nudify", "bare", "strip", "leer", "point", "praise", "free", "price", "machine", "picture",
    "target", "sure", "material", "audience", "you", "pay", "adult", "crypto", "close", "sex",
    "innocent", "workplace",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Observed:
    """Signals by name: those of the author's own words, those of words quoted, and the reach.

    Names are those of the phrases; `word:NAME` stands for a list one of whose words occurs.
    """

    own: frozenset[str]
    quoted: frozenset[str]
    marked: frozenset[str]
    """Signals of what stands in quotation marks among the author's own words."""

    reach: Reach
    length: int
    """Words of the author's own."""


def observe(message: Message, lists: AddressLists) -> Observed:
    """Read everything once; no word is judged here."""
    spoken, marked = _unquoted(message.own)
    labels = [button.text for button in message.buttons]
    wording = read_words("\n".join([spoken, *labels, message.forwarded_from or ""]), message.urls)
    reach = reach_of(message, wording.found, lists)
    own = _signals(wording)
    if _signals(read_words("\n".join(labels))) & {"undress-act", "undress-bare"}:
        own |= {"offer-reader"}  # a button to press is an offer by itself
    if subject_words(reach.words):
        own |= {"address-subject"} | _behind(message, reach)
    if lists.hold_names() and lists.blocks(_names(wording)):
        own |= {"word:nudify"}
    if spoken.rstrip().endswith("?"):
        own |= {"question"}
    if _ASKS.search(spoken):
        own |= {"asks"}
    length = len(read_words(spoken).tokens)
    others = [*message.quoted, *marked] if length <= _BARE else message.quoted
    quoted = _signals(read_words("\n".join(others), message.quoted_urls))
    return Observed(own, quoted, _signals(read_words("\n".join(marked))), reach, length)


def _unquoted(text: str) -> tuple[str, list[str]]:
    """Part `text` from what stands in quotation marks; single words in them stay."""
    marked = [hit[0][1:-1] for hit in _QUOTATION.finditer(text) if " " in hit[0].strip()]
    spoken = _QUOTATION.sub(lambda hit: " " if " " in hit[0].strip() else hit[0], text)
    return spoken, marked


def _names(wording: Wording) -> Iterator[str]:
    """Keys of every one to three words in a row that could be a listed name."""
    for size in (1, 2, 3):
        for start in range(len(wording.tokens) - size + 1):
            name = "".join(wording.tokens[start : start + size])
            if len(name) >= _SHORTEST_NAME:
                yield f"name:{name}"


def _behind(message: Message, reach: Reach) -> frozenset[str]:
    """An address that names the subject behind words that do not is meant to be overlooked."""
    covered = [url for url in message.urls if url not in message.own]
    words = [
        w for a in filter(None, map(parse, covered)) if a in reach.addresses for w in words_of(a)
    ]
    return frozenset({"hidden"} if subject_words(words) else ())


def _signals(wording: Wording) -> frozenset[str]:
    lexicon = shipped()
    tags = _union(map(lexicon.tags, wording.tokens))
    found = {f"word:{name}" for name in _TAGS_THAT_SIGNAL if name in tags}
    if wording.hidden:
        found.add("hidden")
    return lexicon.signals(wording.tokens) | found


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
