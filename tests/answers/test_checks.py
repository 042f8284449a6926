"""What `check-knowledge` says of sources, proofs, names and hard texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import Engine, check

Today = Callable[[], date]

ANSWER = "Das ist die deutsche Antwort zu diesem Thema."
LONG = (
    "Wer ein Bild hochlädt und dann nicht mehr weiß, wo es ist und wer es sieht und wie es dort "
    "wieder weg kann, der soll erst einmal die Seite und den Tag auf ein Blatt Papier schreiben."
)
STIFF = "Verantwortliche gewährleisten datenschutzkonforme Verarbeitungsvorgänge. " * 2
PROOF = """\
  proved_by:
  - de: {de}
    en: This is the English answer
    tests: ["{test}"]
  de:
    title"""


def change(folder: Path, old: str, new: str, file: str = "basics.yaml") -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def warnings(folder: Path, today: Today) -> list[str]:
    return [str(fault) for fault in check(folder, today=today) if not fault.fatal]


def faults(folder: Path, today: Today) -> list[str]:
    return [str(fault) for fault in check(folder, today=today) if fault.fatal]


def test_a_long_sentence_is_warned_of_with_its_beginning(folder: Path, today: Today) -> None:
    change(folder, ANSWER, LONG)
    assert any(
        "answer: a sentence of 37 words, 25 at most: “Wer ein Bild hochlädt und …”" in told
        for told in warnings(folder, today)
    )


def test_a_stiff_text_is_warned_of(folder: Path, today: Today) -> None:
    change(folder, ANSWER, STIFF)
    assert any("answer: LIX 104.0, 40 at most" in told for told in warnings(folder, today))


def test_what_opens_below_an_answer_is_measured_too(folder: Path, today: Today) -> None:
    change(folder, f"answer: |\n      {ANSWER}", f"answer: {ANSWER}\n    more: {LONG}")
    assert any("more: a sentence of 37 words" in told for told in warnings(folder, today))


def test_a_letter_may_be_stiff(folder: Path, today: Today) -> None:
    change(folder, f"answer: |\n      {ANSWER}", f"answer: {ANSWER}\n    template: {LONG}")
    assert check(folder, today=today) == ()


def test_a_hard_text_keeps_no_bot_from_starting(folder: Path, today: Today) -> None:
    change(folder, ANSWER, LONG)
    assert Engine.load(folder, today=today, semantic=False).topics


def test_a_review_more_than_half_a_year_away_is_warned_of(folder: Path, today: Today) -> None:
    change(folder, "review_by: 2027-05-23", "review_by: 2027-05-27")
    assert any("185 days after the last review, 184" in told for told in warnings(folder, today))


def test_what_people_in_distress_read_is_due_within_a_month(folder: Path, today: Today) -> None:
    change(folder, "sensitive: false", "sensitive: true")
    assert any("181 days after the last review, 31" in told for told in warnings(folder, today))


def test_law_without_a_checked_claim_is_warned_of(folder: Path, today: Today) -> None:
    change(folder, "jurisdiction: null", "jurisdiction: [DE]")
    assert any("facts: a country is named" in told for told in warnings(folder, today))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Das ist die deutsche Antwort", "Das ist UndressHub, ein Name"),
        ("keywords: gps", "keywords: nudifyhub gps"),
        ("title: Standort und", "title: NudeGPT und"),
        ("- Standort und", "- AiNudes und"),
        ("title: A page", "title: A page on UndressHub"),
        ("https://example.org/exif-remove", "https://nudify-this.example/x"),
    ],
)
def test_no_field_may_name_a_service(folder: Path, today: Today, old: str, new: str) -> None:
    change(folder, old, new)
    told = faults(folder, today)
    assert any("names a service that must not be named" in fault for fault in told)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("off-topic.yaml", "Regen und Temperatur", "UndressHub und Regen"),
        ("refusals.yaml", "Dabei helfe ich nicht,", "Bei NudeGPT helfe ich nicht,"),
    ],
)
def test_no_special_file_may_name_one(
    folder: Path, today: Today, file: str, old: str, new: str
) -> None:
    change(folder, old, new, file)
    assert f"{file}:1: names a service that must not be named" in warnings(folder, today)


def test_a_proof_quotes_words_of_the_entry(folder: Path, today: Today) -> None:
    proof = PROOF.format(de="die deutsche Antwort", test="tests/a/test_b.py::test_c")
    change(folder, "  de:\n    title", proof)
    assert check(folder, today=today) == ()


def test_a_proof_of_words_that_stand_nowhere_is_warned_of(folder: Path, today: Today) -> None:
    proof = PROOF.format(de="das sagt niemand", test="tests/a/test_b.py::test_c")
    change(folder, "  de:\n    title", proof)
    assert any("'das sagt niemand' stands in no text" in told for told in warnings(folder, today))


def test_a_proof_names_a_test(folder: Path, today: Today) -> None:
    change(
        folder,
        "  de:\n    title",
        PROOF.format(de="die deutsche Antwort", test="somebody said so"),
    )
    assert any("proved_by.tests: string should match" in told for told in faults(folder, today))


def test_what_the_bot_says_of_itself_wants_a_proof(folder: Path, today: Today) -> None:
    text = (folder / "basics.yaml").read_text("utf-8").replace("group: basics", "group: this-bot")
    (folder / "this-bot.yaml").write_text(text, "utf-8")
    (folder / "basics.yaml").unlink()
    assert len([told for told in warnings(folder, today) if "proved_by: name" in told]) == 4
