"""The vocabulary: words by what they stand for, and turns of phrase by what they signal.

Both are text files beside this module, made to be read and mended. A message is turned into one
string in which each word carries the lists it is on (`kleid|garment|`), and the phrases are
regular expressions over that string; a phrase is only tried where its rarest part occurs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from bot.moderation.letters import fold

Tags = frozenset[str]
NO_TAGS: Final[Tags] = frozenset()
STOP: Final = "."
"""The token that ends a sentence."""

_SPECIAL: Final = ("link", "handle", "number", "phone", "email")
_HEADS: Final = ("nudify", "strip", "bare", "garment")
_TAILS: Final = ("garment", "picture", "machine", "target", "person", "sex", "document", "crypto")
_SHORTEST_COMPOUND: Final = 7


@dataclass(frozen=True, slots=True)
class Phrase:
    """One turn of phrase: what it signals, and the tokens or tags one of which it needs."""

    signal: str
    expression: str
    anchors: frozenset[str]

    def occurs(self, line: str) -> bool:
        """Tell whether the phrase stands in a tagged line."""
        return _compiled(self.expression).search(line) is not None


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Most phrases are never needed: each is compiled when its anchor first occurs."""
    return re.compile(expression)


class Lexicon:
    """Tags of single words, and the phrases over them."""

    def __init__(self, words: str, phrases: str) -> None:
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._without: dict[str, set[str]] = defaultdict(set)
        wild: dict[str, list[str]] = defaultdict(list)
        for name, line in sections(words):
            for word in line.split():
                self._learn(name, word, wild)
        self._wild = {name: re.compile("|".join(parts)) for name, parts in wild.items()}
        self._phrases = [
            _phrase(name, each) for name, line in sections(phrases) for each in line.split(" / ")
        ]
        self._by_anchor: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self._phrases:
            for anchor in phrase.anchors:
                self._by_anchor[anchor].append(phrase)
        literal = {word for _, line in sections(phrases) for word in _literals(line)}
        self.known: frozenset[str] = frozenset(self._exact) | literal
        self._stems: dict[str, list[str]] = defaultdict(list)
        for anchor in self._by_anchor:
            if anchor.endswith("*"):
                self._stems[anchor[:2]].append(anchor)
        self.tags = lru_cache(maxsize=50_000)(self._tags)
        self.anchors = lru_cache(maxsize=50_000)(self._anchors)

    def _learn(self, name: str, word: str, wild: dict[str, list[str]]) -> None:
        folded = _fold_entry(word.lstrip("!"))
        if word.startswith("!"):
            self._without[folded.rstrip("*")].add(name)
        elif any(c in folded for c in "*(|"):
            wild[name].append(folded.replace("*", r"\w*").replace("(", "(?:"))
        else:
            self._exact[folded].add(name)

    def _tags(self, word: str) -> Tags:
        """The lists `word` is on; an unknown compound is on those of its parts."""
        found = set(self._exact.get(word, ()))
        found |= {name for name, pattern in self._wild.items() if pattern.fullmatch(word)}
        for stem, names in self._without.items():
            if word.startswith(stem):
                found -= names
        if not found and len(word) >= _SHORTEST_COMPOUND:
            found = self._compound(word)
        return frozenset(found) if found else NO_TAGS

    def _compound(self, word: str) -> set[str]:
        for cut in range(4, len(word) - 3):
            tail = self._exact.get(word[cut:], set()) & set(_TAILS)
            if tail:
                stem = word[:cut] if word[:cut] in self._exact else word[:cut].rstrip("s")
                return tail | (self._exact.get(stem, set()) & set(_HEADS))
        return set()

    def _anchors(self, token: str) -> frozenset[str]:
        """What phrases may be looked up by where `token` occurs."""
        stems = (stem for stem in self._stems.get(token[:2], ()) if token.startswith(stem[:-1]))
        return frozenset((token, *stems))

    def is_known(self, word: str) -> bool:
        """Tell whether `word` means something to the vocabulary."""
        return word in self.known or bool(self.tags(word))

    def signals(self, tokens: Sequence[str]) -> frozenset[str]:
        """Every signal that the phrases find in `tokens`."""
        tags = [_special(token) or self.tags(token) for token in tokens]
        line = " " + "".join(map(_tagged, tokens, tags))
        present = frozenset(f"|{tag}" for tag in frozenset().union(*tags))
        present = present.union(*map(self.anchors, tokens))
        found: set[str] = set()
        tried: set[int] = set()
        for anchor in present & self._by_anchor.keys():
            for phrase in self._by_anchor[anchor]:
                if phrase.signal not in found and id(phrase) not in tried:
                    tried.add(id(phrase))
                    if phrase.occurs(line):
                        found.add(phrase.signal)
        return frozenset(found)


def _tagged(token: str, tags: Tags) -> str:
    return f"{token}|{'|'.join(tags)}| " if tags else f"{token}| "


def _special(token: str) -> Tags:
    if token[0] == "<":
        return frozenset({token[1:-1]})
    if token[0].isdigit():
        return frozenset({"number"})
    return NO_TAGS


def _fold_entry(word: str) -> str:
    return fold(word).replace("-", "").replace("'", "").replace("\ufe0f", "")


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Lines of a vocabulary file with the name of the section they stand in."""
    name = ""
    for raw in text.splitlines():
        line = raw.partition("  # ")[0].strip()
        if line.startswith("["):
            name = line[1 : line.index("]")]
        elif line and not line.startswith("# "):
            yield name, line


_GAP: Final = re.compile(r"(~{1,2})(\d)")


def _phrase(signal: str, line: str) -> Phrase:
    pattern, anchors = [], list[frozenset[str]]()
    for part in line.split():
        if gap := _GAP.fullmatch(part):
            any_word = r"[^ ]+ " if gap[1] == "~~" else r"[^ .][^ ]* "
            pattern.append(f"(?:{any_word}){{0,{gap[2]}}}")
        else:
            pattern.append(_element(part))
            anchors.append(_anchors(part))
    rarest = max(filter(None, anchors), key=_rarity, default=NO_TAGS)
    if not rarest:
        raise ValueError(f"no word to look for in the phrase: {line}")
    return Phrase(signal, " " + "".join(pattern), rarest)


def _literals(line: str) -> Iterator[str]:
    """The words that phrases name as they are."""
    for part in line.replace("_", "|").split():
        if part[0] not in "<~/":
            yield from (_fold_entry(word) for word in part.split("|") if "*" not in word)


def _rarity(anchors: frozenset[str]) -> tuple[bool, int]:
    """Literal words are rarer than lists, and few of them are rarer than many."""
    return all(not each.startswith("|") for each in anchors), -len(anchors)


def _element(part: str) -> str:
    if part.startswith("<"):
        names = "|".join(part.strip("<>").split("|"))
        return rf"[^ |]+\|(?:[^ ]*\|)?(?:{names})\|[^ ]* "
    optional = part.endswith("?")
    words = "|".join(_word(each) for each in part.rstrip("?").split("|"))
    return rf"(?:(?:{words})\|[^ ]* ){'?' if optional else ''}"


def _word(word: str) -> str:
    """The expression of a word; `in_stock` stands for two words in a row."""
    parts = (re.escape(_fold_entry(each)).replace(r"\*", r"[^ |]*") for each in word.split("_"))
    return r"\|[^ ]* ".join(parts)


def _anchors(part: str) -> frozenset[str]:
    if part.startswith("<"):
        return frozenset(f"|{name}" for name in part.strip("<>").split("|"))
    words = part.split("|")
    if part.endswith("?") or any("*" in word[:-1] for word in words):
        return NO_TAGS
    return frozenset(_fold_entry(word.partition("_")[0]) for word in words)


@cache
def shipped() -> Lexicon:
    """The vocabulary of this package."""
    folder = files("bot.moderation") / "vocabulary"
    words, phrases = (folder / name for name in ("words.txt", "phrases.txt"))
    return Lexicon(words.read_text(encoding="utf-8"), phrases.read_text(encoding="utf-8"))
