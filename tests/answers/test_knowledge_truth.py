"""What must be right in the shipped texts: the day a law changes, numbers of helplines, order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.entries import LANGUAGES, read
from bot.answers.results import Entry, Language

KNOWLEDGE = read(Path(__file__).resolve().parents[2] / "knowledge")[0]
BEFORE, AFTER = date(2026, 12, 1), date(2026, 12, 2)
CHANGES = [
    topic
    for topic, placed in KNOWLEDGE.topics.items()
    if any(len(forms) > 1 for forms in (placed.topic.de.answer, placed.topic.de.more or ()))
]
SENSITIVE = [topic for topic, placed in KNOWLEDGE.topics.items() if placed.topic.sensitive]

TO_COME: dict[Language, str] = {
    "de": r"(?i)\bab (?:dem )?2\. Dezember 2026|(?:haben|Schonfrist) bis 2\. Dezember 2026",
    "en": r"(?i)\bfrom 2 December 2026|(?:have|runs) until 2 December 2026",
}
HAS_COME: dict[Language, str] = {
    "de": r"(?i)\bseit (?:dem )?2\. Dezember 2026|hatten .{0,30}bis zum 2\. Dezember 2026",
    "en": r"(?i)\bsince 2 December 2026|had until 2 December 2026",
}
NEVER_KEEP: dict[Language, str] = {
    "de": r"(?i)nichts? [^.:]*(?:speicher|herunterlad)|nie speichern",
    "en": r"(?i)(?:do not|never) [^.:]*(?:save|download)|save nothing",
}

# Read in stored public copies on 25 November 2026; docs/knowledge-review.md names each page.
HELPLINES = {
    "0800 111 0 111", "0800 111 0 222", "116 123", "116 111", "0800 111 0 550", "116 016",
    "116 006", "0800 22 55 530", "0800 123 99 00", "0800 222 555", "0800 1111", "0345 6000 459",
    "1-800-843-5678",
}  # fmt: skip
NUMBER = re.compile(r"(?<![\w.])(?:0\d{2,4}(?: \d{1,4})+|1-\d{3}-\d{3}-\d{4}|116 \d{3})(?![\w-])")
SHORT = re.compile(r"(?<![\w.,/-])(?:112|999|911|988|110|101|117|142|143|147)(?![\w.,/-]*\d)")


def shown(topic: str, lang: Language, day: date) -> Entry:
    entry = KNOWLEDGE.entry(topic, lang, day)
    assert entry is not None
    return entry


def texts(lang: Language, day: date) -> Iterator[tuple[str, str]]:
    for topic in KNOWLEDGE.topics:
        entry = shown(topic, lang, day)
        yield from ((topic, text) for text in (entry.answer, entry.more, entry.template) if text)


def test_several_entries_change_on_the_second_of_december() -> None:
    assert len(CHANGES) >= 6


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("topic", CHANGES)
def test_an_entry_reads_otherwise_on_the_day_the_rule_starts(topic: str, lang: Language) -> None:
    before, after = (shown(topic, lang, day) for day in (BEFORE, AFTER))
    assert re.search(TO_COME[lang], f"{before.answer}\n{before.more}")
    assert re.search(HAS_COME[lang], f"{after.answer}\n{after.more}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_calls_the_rule_past_before_it_starts(lang: Language) -> None:
    told = [topic for topic, text in texts(lang, BEFORE) if re.search(HAS_COME[lang], text)]
    assert told == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_announces_the_rule_once_it_holds(lang: Language) -> None:
    told = [topic for topic, text in texts(lang, AFTER) if re.search(TO_COME[lang], text)]
    assert told == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_helplines_that_were_checked_are_named(lang: Language) -> None:
    unknown = {
        (topic, number)
        for topic, text in texts(lang, BEFORE)
        for number in NUMBER.findall(text)
        if number not in HELPLINES
    }
    assert unknown == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("topic", SENSITIVE)
def test_help_stands_in_the_message_itself(topic: str, lang: Language) -> None:
    answer = shown(topic, lang, BEFORE).answer
    assert NUMBER.search(answer) or SHORT.search(answer)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("topic", SENSITIVE)
def test_danger_and_age_are_asked_before_the_steps(topic: str, lang: Language) -> None:
    answer = shown(topic, lang, BEFORE).answer
    steps = answer.find("1. **")
    before = answer[:steps] if steps >= 0 else answer
    asked = re.search(r"\*\*[^*]*\?[^*]*\*\*", before)
    assert asked or topic == "nudify-law"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "topic", ["minor-nude-help", "class-chat-nudes", "csam-received", "school-deepfake"]
)
def test_pictures_of_minors_are_not_to_be_kept(topic: str, lang: Language) -> None:
    assert re.search(NEVER_KEEP[lang], shown(topic, lang, BEFORE).answer)
