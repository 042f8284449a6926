"""Names of undress services: no text may hold one, and no list of ours may spell one out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from itertools import pairwise
from pathlib import Path
from typing import Final

from bot.answers.text import words

FILE: Final = "forbidden.sha256"
"""Hashes of folded names, one a line."""

_COINED: Final = re.compile(
    "ai(?:nudes?|undress)|(?:nud(?:e|es|ify)|undress|unclothe|deepnude)"
    "(?:ai|gpt|hub|gen|lab|pro|vip|now|me|io|x)"
)
_DOMAIN: Final = re.compile(
    r"\b[a-z0-9-]*(?:nudif|undress|unclothe|deepnude|auszieh)[a-z0-9-]*\.[a-z]{2,}\b"
)


def hashed(name: str) -> str:
    """How `name` stands in forbidden.sha256: the hash of its folded letters and digits."""
    return _digest("".join(words(name)))


def read(folder: Path) -> frozenset[str]:
    """The hashes of a knowledge folder; none where it has no such file."""
    path = folder / FILE
    lines = path.read_text("ascii").split() if path.is_file() else []
    return frozenset(line for line in lines if len(line) == 64)


def names_a_service(text: str, hashes: Container[str]) -> bool:
    """Whether `text` holds a listed name, or a word or domain built like such a name.

    A plain word for the matter (`Nudify-App`, `deepnudes`, `Ausziehbot`) is none: the parts of a
    compound that is written with a hyphen are read one by one.
    """
    told = words(text)
    pairs = {first + second for first, second in pairwise(told)}
    return (
        any(map(_COINED.fullmatch, told))
        or _DOMAIN.search(text.lower()) is not None
        or any(_digest(word) in hashes for word in pairs.union(told))
    )


def _digest(folded: str) -> str:
    return hashlib.sha256(folded.encode()).hexdigest()
