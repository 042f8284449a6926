"""A tiny knowledge folder, made afresh for each test that wants one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import Engine

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
TODAY = date(2026, 11, 25)

ENTRY = """\
- id: {id}
  jurisdiction: null
  sensitive: {sensitive}
  reviewed: 2026-11-23
  review_by: {review_by}
  facts: []
  followups: [{followups}]
  sources:
  - title: A page
    url: https://example.org/{id}
  de:
    title: {de}
    questions:
    - {de} Wie geht das genau?
    keywords: {words}
    answer: |
      Das ist die deutsche Antwort zu diesem Thema.
  en:
    title: {en}
    questions:
    - {en} How does it work?
    keywords: {words}
    answer: |
      This is the English answer to this topic.
"""

GROUP = "group: basics\ntitle:\n  de: Grundlagen\n  en: Basics\nentries:\n"

CRISIS = """\
words:
  despair: [nicht mehr leben, want+to+die]
  blackmail: [erpress*, blackmail*]
rules:
- {then: crisis-support, all: [despair], within: message}
- {then: sextortion, all: [blackmail], within: message}
"""

REFUSALS = """\
words:
  undress: [ausziehen, undress*]
  request: [kannst du, can you]
  victim: [hat mich]
rules:
- {then: undress, all: [undress, request], unless: [victim]}
reasons:
  undress:
    de: Dabei helfe ich nicht, denn das verletzt Menschen. Wenn es dir passiert ist, helfe ich.
    en: I do not help with that, it hurts people. If it happened to you, I will help you.
    topics: [crisis-support]
"""

OFF_TOPIC = """\
themes:
- id: weather
  de: [Wie wird das Wetter morgen, Regen und Temperatur]
  en: [what will the weather be tomorrow, rain and temperature]
"""


def entry(topic: str, de: str, en: str, words: str, **more: str) -> str:
    filled = {"sensitive": "false", "followups": "", "review_by": "2027-05-23", **more}
    return ENTRY.format(id=topic, de=de, en=en, words=words, **filled)


ENTRIES = (
    entry(
        "exif-remove",
        "Standort und Metadaten entfernen",
        "Remove location and metadata",
        "gps exif ort löschen strip",
        followups="google-remove",
    ),
    entry(
        "google-remove",
        "Bild aus der Google-Suche entfernen",
        "Remove an image from Google search",
        "suchmaschine treffer results",
    ),
    entry(
        "crisis-support",
        "Ich kann nicht mehr",
        "I cannot go on",
        "hilfe help",
        sensitive="true",
        review_by="2026-12-23",
    ),
    entry("sextortion", "Erpressung mit Bildern", "Blackmail with pictures", "geld money"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "basics.yaml").write_text(GROUP + "".join(ENTRIES), "utf-8")
    (tmp_path / "crisis.yaml").write_text(CRISIS, "utf-8")
    (tmp_path / "refusals.yaml").write_text(REFUSALS, "utf-8")
    (tmp_path / "off-topic.yaml").write_text(OFF_TOPIC, "utf-8")
    return tmp_path


@pytest.fixture
def today() -> Callable[[], date]:
    return lambda: TODAY


@pytest.fixture
def engine(folder: Path, today: Callable[[], date]) -> Engine:
    """By characters alone: what the model would add is tested on the shipped folder."""
    return Engine.load(folder, today=today, semantic=False)


@pytest.fixture(scope="session")
def shipped() -> Engine:
    """The engine over the shipped folder, with both rankers where the model has a build."""
    return Engine.load(KNOWLEDGE, today=lambda: TODAY)
