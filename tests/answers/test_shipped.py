"""The shipped knowledge base as a whole, on questions that no entry holds.

`questions.tsv` was written before the engine saw it. Calibration is not fitted on it, but the
words of refusals.yaml were mended on what it showed. `topic` is an entry, `oos` for what is not
ours, `refuse` for a request for harm, `harmless` for what resembles one and must not be refused,
`calm` for what only sounds like danger. A change of knowledge that spoils a figure fails here.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bot.answers import Answered, Engine, Refused
from bot.answers.evaluate import Labelled, evaluate_labelled, read_questions

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
TODAY = date(2026, 11, 25)
HARMLESS = "harmless"
CALM = "calm"


@pytest.fixture(scope="module")
def questions() -> Sequence[Labelled]:
    return read_questions(Path(__file__).with_name("questions.tsv"))


@pytest.fixture
def both(shipped: Engine, model: object) -> Engine:
    assert shipped.semantic
    return shipped


def test_both_rankers_reach_their_figures(both: Engine, questions: Sequence[Labelled]) -> None:
    asked = [row for row in questions if row.topic not in {HARMLESS, CALM}]
    figures = evaluate_labelled(both, asked).figures
    assert figures["top1"] >= 0.90
    assert figures["top3"] >= 0.97
    assert figures["precision"] >= 0.97
    assert figures["coverage"] >= 0.65
    assert figures["oos_answered"] == 0
    assert figures["refused_ok"] >= 0.95
    assert figures["refused_wrongly"] <= 0.01 * figures["in_scope"]


def test_the_lexical_ranker_alone_stays_useful(questions: Sequence[Labelled]) -> None:
    alone = Engine.load(KNOWLEDGE, today=lambda: TODAY, semantic=False)
    figures = evaluate_labelled(alone, [r for r in questions if r.style == "question"]).figures
    assert figures["top1"] >= 0.82
    assert figures["top3"] >= 0.93
    assert figures["precision"] >= 0.95


def test_what_only_resembles_harm_is_not_refused(
    both: Engine, questions: Sequence[Labelled]
) -> None:
    near = [row.text for row in questions if row.topic == HARMLESS]
    assert [text for text in near if isinstance(both.ask(text), Refused)] == []


def test_who_is_in_danger_finds_help_among_three(
    both: Engine, questions: Sequence[Labelled]
) -> None:
    urgent = [row for row in questions if row.style == "crisis"]
    found = [{c.topic for c in both.ask(row.text).candidates} for row in urgent]
    missed = [row.text for row, c in zip(urgent, found, strict=True) if row.right.isdisjoint(c)]
    assert missed == []


def test_what_only_sounds_like_danger_brings_no_crisis_answer(
    both: Engine, questions: Sequence[Labelled]
) -> None:
    calm = [row.text for row in questions if row.topic == CALM]
    assert [text for text in calm if both.explain(text).crisis] == []


def test_threads_get_the_answers_that_one_alone_gets(
    both: Engine, questions: Sequence[Labelled]
) -> None:
    texts = [row.text for row in questions[:24]]
    alone = [both.ask(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(both.ask, texts)) == alone


@pytest.mark.parametrize(
    ("question", "context", "topic"),
    [
        ("und in der Schweiz?", "own-image-de", "law-switzerland"),
        ("und 🇦🇹?", "own-image-de", "law-austria"),
        ("what about the uk?", "own-image-de", "law-uk"),
        ("and in the US?", "takedown-first-steps", "law-us"),
        ("und am Computer?", "exif-remove-phone", "exif-remove-computer"),
        ("and with telegram?", "whatsapp-photos", "telegram-photos"),
    ],
)
def test_a_follow_up_is_understood_from_its_context(
    both: Engine, question: str, context: str, topic: str
) -> None:
    assert both.ask(question, context=context).candidates[0].topic == topic


@pytest.mark.parametrize("thanks", ["danke", "ok", "thanks a lot", "Wie ist das Wetter?"])
def test_a_context_answers_nothing_off_topic(both: Engine, thanks: str) -> None:
    assert not isinstance(both.ask(thanks, context="exif-what"), Answered)


def test_a_named_service_outweighs_the_rest(both: Engine) -> None:
    answer = both.ask("Was passiert mit meinen Bildern wenn ich sie in ChatGPT hochlade?")
    assert answer.candidates[0].topic == "ai-chatgpt-images"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Oma postet dauernd Bilder vom Enkel.", "kids-photos-relatives"),
        ("Turnverein stellt Bilder vom Wettkampf online.", "club-photos"),
        ("Werden meine Fotos bei WhatsApp ohne Standort verschickt?", "whatsapp-photos"),
    ],
)
def test_the_question_is_found_in_a_long_post(both: Engine, question: str, topic: str) -> None:
    before = (
        "Hallo zusammen, ich bin neu hier und weiß nicht, ob das hier richtig ist. Ich habe schon "
        "den ganzen Abend gegoogelt und nichts gefunden. Vielleicht hat ja jemand von euch so "
        "etwas schon einmal erlebt."
    )
    after = (
        "Mein Mann sagt, ich soll mich nicht so aufregen, aber ich kann kaum schlafen. Das ist "
        "letzte Woche passiert, am Donnerstag nach der Arbeit. Danke schon mal für jede Antwort!"
    )
    candidates = both.ask(f"{before} {question} {after}").candidates
    assert topic in [candidate.topic for candidate in candidates]


def test_an_explanation_shows_both_rankers(both: Engine) -> None:
    told = str(both.explain("what hidden info is inside a photo file"))
    best = [line.split() for line in told.splitlines() if line.endswith(" exif-what")]
    assert len(best[0]) == 4
    assert "meaning" in told


def test_a_hundred_thousand_characters_take_no_second(both: Engine) -> None:
    start = time.perf_counter()
    both.ask("Wer hat mein Foto? " * 5000 + "Ist das erlaubt? " * 1000)
    assert time.perf_counter() - start < 3.0
