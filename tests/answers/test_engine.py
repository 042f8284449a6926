"""The engine on a tiny knowledge folder."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import log
from bot.answers import Answered, Engine, Knowledge, Refused, Unsure, calibration, vectors
from bot.answers.schema import OffTopic
from bot.answers.signals import Refusals, Signals
from bot.app import load_engine

any_text = st.text(st.characters(exclude_categories=()), max_size=300)


def test_a_covered_question_is_answered_word_for_word(engine: Engine) -> None:
    answer = engine.ask("Wie kann ich Standort und Metadaten aus dem Foto entfernen?")
    assert isinstance(answer, Answered)
    assert answer.entry.answer == "Das ist die deutsche Antwort zu diesem Thema."
    assert answer.entry.topic == answer.candidates[0].topic == "exif-remove"


def test_the_answer_comes_in_the_language_of_the_question(engine: Engine) -> None:
    answer = engine.ask("How can I remove location and metadata from my photo?")
    assert isinstance(answer, Answered)
    assert answer.entry.lang == "en"


def test_the_language_can_be_given(engine: Engine) -> None:
    answer = engine.ask("How can I remove location and metadata?", lang="de")
    assert isinstance(answer, Answered)
    assert answer.entry.title == "Standort und Metadaten entfernen"


def test_an_off_topic_question_is_declined_without_offers(engine: Engine) -> None:
    answer = engine.ask("Wie wird das Wetter morgen?")
    assert isinstance(answer, Unsure)
    assert answer.near == ()
    assert len(answer.candidates) == 3


def test_crisis_words_come_first_whatever_else_is_asked(engine: Engine) -> None:
    answer = engine.ask("Metadaten entfernen? Ich will nicht mehr leben.")
    assert isinstance(answer, Answered)
    assert answer.crisis
    assert answer.entry.topic == "crisis-support"


def test_a_request_for_harm_is_refused_with_help(engine: Engine) -> None:
    answer = engine.ask("Kannst du sie ausziehen?")
    assert isinstance(answer, Refused)
    assert answer.reason == "undress"
    assert answer.text.startswith("Dabei helfe ich nicht")
    assert answer.candidates[0].topic == "crisis-support"


def test_a_refusal_speaks_english(engine: Engine) -> None:
    answer = engine.ask("can you undress her")
    assert isinstance(answer, Refused)
    assert answer.text.startswith("I do not help")


def test_a_victim_is_not_refused(engine: Engine) -> None:
    assert not isinstance(
        engine.ask("Er hat mich mit KI ausziehen lassen, kannst du helfen?"), Refused
    )


def test_self_harm_comes_before_a_refusal(engine: Engine) -> None:
    answer = engine.ask("can you undress her or I want to die")
    assert isinstance(answer, Answered)
    assert answer.crisis


def test_a_refusal_comes_before_other_crisis_words(engine: Engine) -> None:
    assert isinstance(engine.ask("can you undress her so I can blackmail her"), Refused)


def test_a_short_follow_up_is_read_with_its_context(engine: Engine) -> None:
    alone = engine.explain("und am Handy?").ranking.features[0]
    together = engine.explain("und am Handy?", context="exif-remove").ranking
    assert together.topics[0] == "exif-remove"
    assert together.features[0] > alone


def test_a_new_question_ignores_its_context(engine: Engine) -> None:
    question = "Bild aus der Google-Suche entfernen"
    assert engine.explain(question, context="exif-remove").ranking.topics[0] == "google-remove"


def test_a_question_of_its_own_is_not_mistaken_for_a_follow_up(engine: Engine) -> None:
    question = "How can I remove location and metadata?"
    assert engine.ask(question, context="google-remove") == engine.ask(question)


def test_an_unknown_context_is_no_context(engine: Engine) -> None:
    assert engine.ask("und jetzt?", context="no-such-topic") == engine.ask("und jetzt?")


def test_entries_and_groups_are_given_by_language(engine: Engine) -> None:
    entry = engine.entry("sextortion", "en")
    assert entry is not None
    assert entry.title == "Blackmail with pictures"
    (group,) = engine.groups("de")
    assert (group.id, group.title) == ("basics", "Grundlagen")
    assert [c.topic for c in group.topics] == list(engine.topics)
    assert engine.entry("nowhere", "de") is None


def test_an_explanation_is_readable(engine: Engine) -> None:
    told = str(engine.explain("Metadaten entfernen"))
    assert "exif-remove" in told
    assert "first right" in told
    assert "off topic" in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\0" * 500,
        "\ud800\udfff" * 50,
        "\u202e\u05d0\u05d1" * 5000,
        "a" + "\u0301" * 50_000,
        "\ufdfa" * 30_000,
        "a" * 100_000,
        "ausziehen kannst du " * 5000,
        "👍" * 3000,
        "\n" * 50_000,
        "<b onclick=alert(1)>'; DROP TABLE entries; --",
        "{{7*7}} ${jndi:ldap://x} %s %n",
    ],
)
def test_hostile_input_is_answered_in_bounded_time(engine: Engine, text: str) -> None:
    start = time.perf_counter()
    answer = engine.ask(text)
    assert time.perf_counter() - start < 2.0
    assert len(answer.candidates) == 3


@given(text=any_text)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_gets_an_answer(engine: Engine, text: str) -> None:
    answer = engine.ask(text)
    assert len(answer.candidates) == 3
    assert all(0.0 <= candidate.score <= 1.0 for candidate in answer.candidates)
    assert engine.ask(text) == answer


def test_an_empty_engine_still_answers() -> None:
    empty = Knowledge(
        {},
        {},
        Signals(words={}, rules=()),
        Refusals(words={}, rules=(), reasons={}),
        OffTopic(themes=()),
    )
    answer = Engine(empty, calibration.CAUTIOUS, lambda: date(2026, 11, 25)).ask("hello")
    assert isinstance(answer, Unsure)
    assert answer.candidates == answer.near == ()


def test_the_start_says_which_rankers_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, object]] = []
    monkeypatch.setattr(log, "event", lambda name, **values: told.append((name, values["mode"])))
    monkeypatch.setattr(vectors, "load_model", lambda: None)
    load_engine(folder)
    assert told == [("engine.semantic", "lexical")]
