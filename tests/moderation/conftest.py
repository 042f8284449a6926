"""What the moderation tests share: the moderator, labelled messages, disguises and wrappers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bench.labelled import Labelled, read
from bot.moderation.moderator import Moderator
from bot.moderation.reading import read as read_message
from bot.moderation.results import Verdict

Disguise = Callable[[str], str]
Payload = dict[str, Any]

_ADDRESS = re.compile(r"https?://\S+|@\w+|[\w.]+@[\w.]+\w")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
_CYRILLIC = str.maketrans("aeopcxyi", "аеорсхуі")
_LEET = str.maketrans("aeiost", "4310$7")


def _styled(capital: int, small: int) -> Disguise:
    """Letters moved to another block of Unicode; what is no ASCII letter stays."""

    def moved(letter: str) -> str:
        if not letter.isascii():
            return letter
        return chr(ord(letter) + (capital - 65 if letter.isupper() else small - 97))

    return lambda word: "".join(map(moved, word))


def _indicators(word: str) -> str:
    return "\u200b".join(chr(0x1F1E6 + ord(c.upper()) - 65) if c.isascii() else c for c in word)


DISGUISES: Mapping[str, Disguise] = {
    "zero-width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "look-alikes": lambda word: word.translate(_CYRILLIC),
    "leet": lambda word: word.lower().translate(_LEET),
    "spaced": lambda word: f"{' '.join(word)} ",
    "dotted": ".".join,
    "hyphens": "-".join,
    "full width": _styled(0xFF21, 0xFF41),
    "mathematical": _styled(0x1D5D4, 0x1D5EE),
    "circled": _styled(0x24B6, 0x24D0),
    "regional indicators": _indicators,
    "held letters": lambda word: word + word[-1] * 3,
    "struck through": lambda word: "".join(f"{c}\u0336" for c in word),
    "odd case": lambda word: "".join(
        c.upper() if n % 2 else c.lower() for n, c in enumerate(word)
    ),
}


def _disguised(text: str, disguise: Disguise) -> str:
    """`text` with every word of three letters or more disguised, addresses left alone."""
    parts, at = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [_WORD.sub(lambda hit: disguise(hit[0]), text[at : address.start()]), address[0]]
        at = address.end()
    return "".join([*parts, _WORD.sub(lambda hit: disguise(hit[0]), text[at:])])


@pytest.fixture(scope="session")
def labelled() -> list[Labelled]:
    return read()


@pytest.fixture(scope="session")
def verdict_on() -> Callable[..., Verdict]:
    """Judge a text, or a whole Bot API message."""
    moderator = Moderator()

    def judge(message: str | Payload, *, newcomer: bool = False) -> Verdict:
        payload = {"text": message} if isinstance(message, str) else message
        return moderator.judge(read_message(payload), newcomer=newcomer)

    return judge


@pytest.fixture(scope="session")
def disguised() -> Callable[[str, str], str]:
    return lambda text, name: _disguised(text, DISGUISES[name])


@pytest.fixture(params=list(DISGUISES))
def disguise(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def shared_messages() -> Path:
    return Path(__file__).parents[2].parent / "shared" / "moderation"
