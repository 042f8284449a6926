"""How the shipped texts speak: to one person, without jargon, and never asking for a picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.answers.entries import LANGUAGES, read
from bot.answers.results import Language

KNOWLEDGE = read(Path(__file__).resolve().parents[2] / "knowledge")[0]
TOPICS = sorted(KNOWLEDGE.topics)
SENSITIVE = [topic for topic in TOPICS if KNOWLEDGE.topics[topic].topic.sensitive]

OFFICIALESE = re.compile(
    r"§|\b(?:gegebenenfalls|ggf|diesbezüglich|seitens|mittels|hinsichtlich|vorgenannt\w*"
    r"|hereby|thereof|pursuant|aforementioned|utili[sz]e\w*)\b",
    re.IGNORECASE,
)
FORMAL = re.compile(r"\b(?:Ihnen|Ihre[mnrs]?|können Sie|sollten Sie|wenn Sie|haben Sie)\b")
BLAME = re.compile(
    r"(?i)selbst schuld|warum hast du(?! das geschickt)|hättest du|leichtsinnig|naiv"
    r"|your own fault|should have known|why did you(?! send that)|careless"
)
ASKS_FOR_IT = re.compile(r"(?i)schick(?:e|st)? (?:es )?mir (?:das|ein|dein)|send (?:it to )?me")
GREETING = re.compile(r"(?i)(?:hallo|hi|hello|vielen dank|thank you|gute frage|great question)\b")
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def told(topic: str, lang: Language) -> str:
    """Answer and more of an entry, every dated form; letters are for other readers."""
    texts = KNOWLEDGE.topics[topic].topic.wording(lang).texts()
    return "\n".join(text for field, text in texts if field != "template")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_speaks_like_an_office(lang: Language) -> None:
    found = {t: OFFICIALESE.findall(told(t, lang)) for t in TOPICS}
    assert {topic: words for topic, words in found.items() if words} == {}


def test_german_says_du() -> None:
    found = {topic: FORMAL.findall(told(topic, "de")) for topic in TOPICS}
    assert {topic: words for topic, words in found.items() if words} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_blamed(lang: Language) -> None:
    assert [topic for topic in TOPICS if BLAME.search(told(topic, lang))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_in_distress_are_never_asked_for_a_picture(lang: Language) -> None:
    assert [topic for topic in SENSITIVE if ASKS_FOR_IT.search(told(topic, lang))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_emoji_stands_beside_distress(lang: Language) -> None:
    assert [topic for topic in SENSITIVE if EMOJI.search(told(topic, lang))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_begins_with_the_answer(lang: Language) -> None:
    first = {topic: told(topic, lang) for topic in TOPICS}
    assert [topic for topic, text in first.items() if GREETING.match(text)] == []
