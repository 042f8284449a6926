"""Cut a message into words as they are meant: obfuscated spellings are put right.

A spelling is only changed into a word that the vocabulary knows, so that "4k", "mp3" or a
nickname stay what they are. Addresses become tokens of their own: their words are read apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product, zip_longest
from typing import Final

from bot.moderation.letters import UMLAUTS, fold
from bot.moderation.lexicon import STOP, shipped

LONGEST_READ: Final = 4_096
"""Characters of a message that are read: as many as Telegram lets one have."""

SUBJECTS: Final = frozenset({"nudify", "strip"})
"""Lists whose words nobody has an innocent reason to disguise."""

_ADDRESS: Final = re.compile(
    r"(?P<email>[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,})"
    r"|(?P<link>(?:h[tx]{2}ps?|tg)://\S+|(?:www\.|t\.me/|telegram\.me/)\S+)"
    r"|(?P<handle>(?<![\w.])@[a-z]\w{2,31})"
    r"|(?P<phone>(?<![\w.])(?:\+|00)\d[\d /-]{6,16}\d)",
    re.ASCII,
)
_CLOSING: Final = ".,;:!?)]}>\"'"
_SPLIT_HOST: Final = re.compile(
    r"\bt\s*(?:\.|\(?(?:dot|punkt)\)?|\[\.\])\s*me\s*(?:/|\(?slash\)?)\s*(\+?\w{3,32})"
)
_LETTER: Final = r"(?:[^\W_]|[aou]e|ss)"
_SPACED: Final = re.compile(
    rf"(?<![^\W_]){_LETTER}(?:[ \t.\-_*|·•/,~+'’]{{1,3}}{_LETTER}){{3,}}(?![^\W_])(?!\.\w)"
)
_TOKEN: Final = re.compile(
    r"<(?:link|handle|email|phone)>"
    r"|\d++(?:[.,]\d++)*+\+?(?![a-z@$])"
    r"|#?(?:[^\W_]|[$@€](?=\w*[a-z]))(?:[\w*'’@$|!€.~^·•-]*(?:[^\W_]|(?<=[^\W_])[$@€]+))?\+?"
    r"|[€$£%]"
    r"|[.!?:;\n]+"
    r"|[^\w\s]",
)
_SIGNS: Final = "€$£%"
_AMOUNT: Final = re.compile(r"[€$]\d[\d.,]*[km]?")
_STOPS: Final = re.compile(r"[.!?\n]+|…")
_LEET: Final = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "!": "i", "|": "li", "*": "aeiou", "+": "t",
}  # fmt: skip
_SHORT_WORDS: Final = frozenset(
    {"a", "i", "ai", "ki", "my", "ex", "me", "no", "in", "to", "of", "is", "it", "so", "du", "er"}
)
_MOST_READINGS: Final = 64
_BETWEEN: Final = re.compile(r"[.\-_*|·•/,~^+'’!]+")
_HELD_RUN: Final = re.compile(r"([^\W\d])\1{2,}")
_DOUBLED: Final = re.compile(r"(.)\1+")
_SHORTEST_LEET: Final = 3
_MARKED: Final = re.compile(r"(?<=[^\W_])[.\-_*|·•/,~+]{1,2}(?=[^\W_])")
_GAPPED: Final = re.compile(r"(?<=[^\W_])[ \t]{1,2}(?=[^\W_])")
_JOINERS: Final = re.compile(r"[-'’]")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, and what disguising them gave away.

    `hidden` tells that a subject word had been disguised; `found` holds addresses that had been
    written so that no client would make them links, or that no entity marked.
    """

    tokens: tuple[str, ...]
    hidden: bool = False
    found: tuple[str, ...] = ()


def read_words(text: str, urls: Iterable[str] = ()) -> Wording:
    """Cut `text`; `urls` are the addresses known to stand in it, which are cut out first."""
    for url in sorted((url for url in urls if len(url) > 3), key=len, reverse=True):
        text = text.replace(url, " <link> ")
    folded = fold(text[:LONGEST_READ])
    found: list[str] = []

    def take(hit: re.Match[str], address: str = "") -> str:
        found.append((address or hit[0]).rstrip(_CLOSING))
        return f" <{hit.lastgroup or 'link'}> "

    folded = _ADDRESS.sub(take, folded)
    folded = _SPLIT_HOST.sub(lambda hit: take(hit, f"t.me/{hit[1]}"), folded)
    folded = _SPACED.sub(_joined, folded)
    tokens = _rejoin(list(_tokens(folded)))
    return Wording(tuple(tokens), _disguised(tokens, text), tuple(found))


def _disguised(tokens: Iterable[str], text: str) -> bool:
    """Tell whether a subject word among `tokens` does not stand in `text` as it is."""
    plain = _JOINERS.sub("", text.translate(UMLAUTS).lower())
    tags = shipped().tags
    return any(token not in plain for token in tokens if tags(token) & SUBJECTS)


def _joined(hit: re.Match[str]) -> str:
    """Join letters written apart.

    Where marks stand between the letters, a space parts words; where spaces do, a wider gap does,
    and without one the vocabulary parts them.
    """
    apart = len(_MARKED.findall(hit[0])) > len(_GAPPED.findall(hit[0]))
    words = [
        _BETWEEN.sub("", word).replace(" ", "")
        for word in re.split(
            r"\s+" if apart else r"[ \t]{2,}|[ \t]?[.,/|~+][ \t]|(?<=['’]s)[ \t]", hit[0]
        )
    ]
    if len(words) == 1:
        return " ".join(segment(words[0]))
    return " ".join(piece for word in words for piece in _glued(word))


def _glued(word: str) -> tuple[str, ...]:
    """A word that has swallowed its short neighbour (`anude`), parted again."""
    pieces = segment(word)
    return pieces if all(piece in shipped().known for piece in pieces) else (word,)


@lru_cache(maxsize=4096)
def segment(letters: str) -> tuple[str, ...]:
    """Part run-together letters into known words; the rest stays in pieces as it is."""
    if letters in shipped().known:
        return (letters,)
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for end in range(1, len(letters) + 1):
        score, words = best[end - 1]
        choices = [(score, _grown(words, letters[end - 1]))]
        for start in range(max(0, end - 18), end):
            word = letters[start:end]
            if word in shipped().known and (len(word) > 2 or word in _SHORT_WORDS):
                before, parts = best[start]
                choices.append((before + len(word) ** 2, (*parts, word)))
        best.append(max(choices, key=lambda choice: choice[0]))
    words = best[-1][1]
    if any(word.startswith("\0") for word in words) and shipped().is_known(letters):
        return (letters,)
    return tuple(word.lstrip("\0") for word in words)


def _grown(words: tuple[str, ...], letter: str) -> tuple[str, ...]:
    """Add a letter that is no known word's to the piece before it, or begin such a piece."""
    if words and words[-1].startswith("\0"):
        return (*words[:-1], words[-1] + letter)
    return (*words, "\0" + letter)


def _tokens(folded: str) -> Iterator[str]:
    for hit in _TOKEN.finditer(folded):
        token = hit[0]
        if token[0] == "<" or (not any(map(str.isalpha, token)) and token[0].isdigit()):
            yield token
        elif token[0].isalnum() or (token[0] in "#$@€" and len(token) > 1):
            yield from _word(token.lstrip("#"))
        elif _STOPS.search(token):
            yield STOP
        elif not token.isascii() or token in _SIGNS:
            yield token


@lru_cache(maxsize=50_000)
def _word(token: str) -> tuple[str, ...]:
    """The words that one token stands for."""
    known = shipped().is_known
    if token.isalpha() and not _HELD_RUN.search(token) and (known(token) or not _backwards(token)):
        return (token,)
    pieces = tuple(filter(None, _JOINERS.split(token)))
    if len(pieces) > 1 and all(len(piece) > 1 for piece in pieces):
        return _hyphened(pieces)
    meant = next((r for r in _readings(token) if r.isalpha() and known(r)), None)
    if meant:
        return (meant,)
    rest = (_HELD_RUN.sub(r"\1", part) for part in re.split(r"[^\w+]+|_+", token) if part)
    return (token[0], *rest) if _AMOUNT.fullmatch(token) else tuple(rest)


def _hyphened(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Words with hyphens or apostrophes: one if the vocabulary has it so, else their parts."""
    words = tuple(word for piece in pieces for word in _word(piece))
    lexicon, whole = shipped(), "".join(words)
    coined = "nudify" in lexicon.tags(whole) and not any(
        "nudify" in lexicon.tags(w) for w in words
    )
    return (whole,) if whole in lexicon.known or coined else words


def _backwards(token: str) -> bool:
    return len(token) > 5 and token[::-1] in shipped().known and _is_subject(token[::-1])


def _is_subject(word: str) -> bool:
    return bool(shipped().tags(word) & SUBJECTS)


def _readings(token: str) -> Iterator[str]:
    """What a disguised token may mean: leet, letters held, marks between letters, backwards."""
    bare = _BETWEEN.sub("", token)
    if _HELD_RUN.search(bare):
        yield from _let_go(bare)
    yield bare
    if len(token) >= _SHORTEST_LEET and any(map(str.isalpha, token)):
        choices = [_LEET.get(c, c) for c in token]
        yield from map("".join, islice(product(*choices), _MOST_READINGS))
        yield from _let_go("".join(_LEET.get(c, c)[0] for c in bare))
    if _backwards(bare):
        yield bare[::-1]


def _let_go(word: str) -> Iterator[str]:
    """`word` with each letter that is held as one or two of it, and with no letter doubled."""
    parts = _HELD_RUN.split(word)
    runs = [(part, part * 2) for part in parts[1::2]]
    for chosen in islice(product(*runs), _MOST_READINGS):
        yield "".join(chain.from_iterable(zip_longest(parts[::2], chosen, fillvalue="")))
    yield _DOUBLED.sub(r"\1", word)


def _rejoin(tokens: list[str]) -> list[str]:
    """Join two neighbours that only together are a subject word (`un dress`)."""
    lexicon = shipped()
    joined: list[str] = []
    for token in tokens:
        pair = joined[-1] + token if joined else ""
        if (
            token.isalpha() and 4 < len(pair) < 20 and joined[-1].isalpha()
            and min(len(token), len(joined[-1])) < 4
            and not lexicon.is_known(joined[-1]) and pair in lexicon.known
            and lexicon.tags(pair) & SUBJECTS
        ):  # fmt: skip
            joined[-1] = pair
        else:
            joined.append(token)
    return joined
