"""What the answer engine says: answered, unsure or refused. Nothing here is generated text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim can be checked; `reviewed` is the day an editor last did."""

    title: str
    url: str
    reviewed: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that could fit, with its title in the answer's language; score in [0, 1]."""

    topic: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic in one language, as shown. Bold is `**so**`; everything else is plain text."""

    topic: str
    lang: Language
    title: str
    answer: str
    sources: tuple[Source, ...]
    reviewed: date
    review_by: date
    sensitive: bool = False
    more: str | None = None
    template: str | None = None
    followups: tuple[Candidate, ...] = ()
    legal: bool = False  # tied to a country's law: the one-line disclaimer belongs to it


@dataclass(frozen=True, slots=True)
class Answered:
    """The entry that fits. `crisis` is true where crisis words came first."""

    entry: Entry
    confidence: float
    candidates: tuple[Candidate, ...]
    crisis: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """Not covered or not clear: nothing is invented, up to three topics are offered.

    `near` are the candidates worth offering as buttons (none where the question is off topic).
    """

    lang: Language
    confidence: float
    candidates: tuple[Candidate, ...]
    near: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A request for harm: two fixed sentences and help."""

    lang: Language
    reason: str
    text: str
    candidates: tuple[Candidate, ...]


Answer = Answered | Unsure | Refused
