"""German or English? And whether a message is neither."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.answers.results import Language
from bot.answers.text import words

_GERMAN: Final = frozenset(
    {"ich", "du", "er", "wir", "ihr", "sie", "es", "der", "die", "das", "den", "dem", "des"}
    | {"ein", "eine", "einen", "einem", "einer", "und", "oder", "nicht", "ist", "sind", "bin"}
    | {"hat", "habe", "hab", "haben", "kann", "kan", "darf", "muss", "soll", "moechte", "geht"}
    | {"wie", "wer", "wo", "wenn", "dass", "warum", "wieso", "welche", "welches", "als", "man"}
    | {"mein", "meine", "meinen", "meinem", "meiner", "unser", "unsere", "mir", "mich", "dich"}
    | {"sich", "auf", "aus", "bei", "von", "vom", "zu", "zum", "zur", "mit", "fuer", "im", "bist"}
    | {"auch", "noch", "nur", "schon", "gibt", "ja", "nein", "bitte", "danke", "hallo", "mal"}
    | {"ohne", "nach", "ueber", "wegen", "wird", "werden", "wurde", "jemand", "kein", "keine"}
    | {"isch", "net", "nix", "hier", "hir", "jetzt", "oida", "wos", "dea", "hob", "hot", "ne"}
    | {"bild", "bilder", "foto", "fotos", "seite", "weg", "gerne"}
)
_ENGLISH: Final = frozenset(
    {"i", "you", "he", "she", "we", "they", "the", "a", "an", "of", "to", "on", "at", "is", "are"}
    | {"were", "do", "does", "did", "can", "could", "may", "should", "would", "my", "your", "his"}
    | {"her", "our", "their", "this", "that", "what", "how", "who", "where", "when", "why", "and"}
    | {"or", "not", "with", "for", "from", "by", "be", "have", "has", "had", "if", "it", "its"}
    | {"me", "hi", "hello", "thanks", "please", "photo", "photos", "picture", "pictures", "pic"}
    | {"pics", "about", "there", "any", "get", "got", "im", "dont", "cant", "wont", "someone"}
    | {"somebody", "much", "many", "best", "make", "which", "u", "ur", "whats"}
)
_GERMAN_LETTERS: Final = re.compile("[äöüß]", re.IGNORECASE)
_LATIN: Final = re.compile(r"[a-zäöüß]", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d_]")

_TOLD_APART: Final = frozenset(
    {"de", "en", "fr", "es", "it", "pt", "ca", "nl", "pl", "cs", "sk", "sl"}
    | {"hr", "sr", "hu", "ro", "bg", "mk", "el", "sq", "tr", "az", "sv", "da"}
    | {"no", "nb", "fi", "et", "lv", "lt", "ru", "uk", "be", "ar", "fa", "ur"}
    | {"he", "hi", "bn", "ta", "th", "vi", "id", "ms", "zh", "ja", "ko", "sw"}
)

_HINT: Final = 6.0
"""What one function word weighs against the byte model, in nats."""

_MODEL_LIMIT: Final = 12.0
"""The most that the byte model may weigh: product names must not outvote a whole sentence."""

_FOREIGN_SURE: Final = 0.99
_MODEL_READS: Final = 2000


@dataclass(frozen=True, slots=True)
class Detected:
    """The nearer of the two languages; `foreign` where the message is in neither."""

    lang: Language
    foreign: bool = False


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    """The byte model for the languages above; all 142 of its columns would keep 22 MB more."""
    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    columns = [i for i, name in enumerate(whole.nb_classes) if name in _TOLD_APART]
    return LanguageIdentifier(
        whole.nb_ptc[:, columns], whole.nb_pc[columns],
        [whole.nb_classes[i] for i in columns],
        whole.tk_nextmove, whole.tk_output, tk_row=whole.tk_row,
    )  # fmt: skip


def warm_up() -> None:
    """Load the byte model now (some 0.3 s) instead of at the first question."""
    _model()


def detect(text: str) -> Language:
    """The nearer of German and English; English where nothing speaks for either."""
    return identify(text).lang


def identify(text: str) -> Detected:
    """Language of `text` by a byte model (py3langid) and by function words and umlauts.

    A text is foreign if its letters are mostly not Latin, or if the model is sure of a third
    language and no German or English function word stands in it.
    """
    told = words(text)
    german = sum(word in _GERMAN for word in told) + bool(_GERMAN_LETTERS.search(text))
    english = sum(word in _ENGLISH for word in told)
    ranked = _model().rank(text[:_MODEL_READS])
    balance = _HINT * (german - english) + _balance(dict(ranked))
    foreign = not (german or english) and len(told) > 4 and _is_third(ranked)
    return Detected("de" if balance > 0 else "en", foreign or not _mostly_latin(text))


def _balance(likelihoods: Mapping[str, float]) -> float:
    """How far the byte model leans to German (positive) or English, in nats, bounded."""
    lean = likelihoods["de"] - likelihoods["en"]
    return max(-_MODEL_LIMIT, min(_MODEL_LIMIT, lean))


def _is_third(ranked: Sequence[tuple[str, float]]) -> bool:
    """Whether the byte model is sure of a language that is neither German nor English."""
    name, best = ranked[0]
    total = sum(math.exp(likelihood - best) for _, likelihood in ranked)
    return name not in {"de", "en"} and 1 / total >= _FOREIGN_SURE


def _mostly_latin(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters < 8 or 2 * len(_LATIN.findall(text)) >= letters
