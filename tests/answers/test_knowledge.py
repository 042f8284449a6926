"""The knowledge that ships: sound, findable, and told apart from harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answers import Answered, Engine, Refused, check
from bot.answers.entries import LANGUAGES, Knowledge, read
from bot.answers.evaluate import evaluate_labelled, read_questions

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
REVIEWED = date(2026, 11, 25)


def written() -> date:
    return REVIEWED


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read(KNOWLEDGE)[0]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(KNOWLEDGE, today=written)


def test_the_folder_has_no_fault() -> None:
    assert [str(fault) for fault in check(KNOWLEDGE, strict=True, today=written)] == []


def test_every_entry_is_found_by_its_title(engine: Engine, knowledge: Knowledge) -> None:
    missed = [
        (topic, lang)
        for topic, placed in knowledge.topics.items()
        for lang in LANGUAGES
        if topic not in _three(engine, placed.topic.wording(lang).title)
    ]
    assert missed == []


def test_nearly_every_question_of_an_entry_finds_it(engine: Engine, knowledge: Knowledge) -> None:
    asked = [
        (topic, question)
        for topic, placed in knowledge.topics.items()
        for lang in LANGUAGES
        for question in placed.topic.wording(lang).questions
    ]
    found = sum(topic in _three(engine, question) for topic, question in asked)
    assert found / len(asked) > 0.99


def test_no_question_of_an_entry_is_refused(engine: Engine, knowledge: Knowledge) -> None:
    refused = [
        question
        for placed in knowledge.topics.values()
        for lang in LANGUAGES
        for question in placed.topic.wording(lang).questions
        if isinstance(engine.ask(question), Refused)
    ]
    assert refused == []


@pytest.mark.parametrize(
    "text",
    [
        "Was gibt es heute zu essen?",
        "best football team ever",
        "schreib mir ein Gedicht",
        "ok",
        "🙂",
    ],
)
def test_small_talk_is_not_answered(engine: Engine, text: str) -> None:
    assert not isinstance(engine.ask(text), Answered)


@pytest.mark.shared
def test_the_development_questions_are_answered_as_well_as_promised(
    engine: Engine, shared: Path
) -> None:
    rows = read_questions(shared / "knowledge" / "questions-dev.tsv")
    figures = evaluate_labelled(engine, rows).figures
    assert figures["top1"] >= (0.92 if engine.semantic else 0.86)
    assert figures["top3"] >= (0.97 if engine.semantic else 0.94)
    assert figures["refused_ok"] == 1.0
    assert figures["refused_wrongly"] == 0
    assert figures["oos_answered"] <= 0.02


def _three(engine: Engine, question: str) -> list[str]:
    return [candidate.topic for candidate in engine.ask(question).candidates]
