"""Phrases, typing errors and rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.answers.signals import Matcher, Signals
from bot.answers.spelling import one_slip_apart, plainer

letters = st.text("abcdeu", min_size=1, max_size=9)


def matcher(*phrases: str, **more: object) -> Matcher:
    rules = [{"then": "found", "all": ["group"]}]
    raw = {"words": {"group": list(phrases)}, "rules": rules, **more}
    return Matcher(Signals.model_validate(raw))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("erpresst", "ich werde erprest"),
        ("erpresst", "ich werde epresst"),
        ("erpress*", "das ist Erpressung"),
        ("*nackt*", "KI-Nacktbilder"),
        ("bild|foto weg", "mein Foto muss weg"),
        ("want+to+die", "I want to die"),
        ("droht .. posten", "er droht mir heute alle meine Bilder zu posten"),
        ("deepfake|deep_fake machen", "ein deep fake machen"),
        ("bin <age>", "ich bin erst 14"),
        ("<age> jahre", "15 Jahre"),
        ("$+mach", "Bitte! Mach das"),
        ("ich+kann+nicht+mehr $", "ich kann nicht mehr, hilf mir"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert matcher(phrase).groups(text) == {"group"}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("film", "fill"),
        ("want+to+die", "i want to see die fotos"),
        ("bild weg", "das bild hängt heute an der wand weg"),
        ("bin <age>", "ich bin 44"),
        ("bin <age>", "ich bin 4"),
        ("ich+kann+nicht+mehr $", "ich kann nicht mehr einloggen"),
        ("deepfake|deep_fake machen", "deep machen"),
    ],
)
def test_a_neighbour_of_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert matcher(phrase).groups(text) == frozenset()


def test_a_lookalike_is_never_a_typing_error() -> None:
    assert matcher("sterben").groups("das Streben") == {"group"}
    assert matcher("sterben", lookalikes=["streben"]).groups("das Streben") == frozenset()


def test_a_rule_needs_its_groups_in_one_sentence() -> None:
    raw = {"words": {"a": ["eins"], "b": ["zwei"]}, "rules": [{"then": "x", "all": ["a", "b"]}]}
    near = Matcher(Signals.model_validate(raw))
    assert near.fired("eins und zwei")
    assert not near.fired("Hier ist eins. Dort ist zwei.")


def test_unless_counts_in_the_whole_message() -> None:
    raw = {
        "words": {"a": ["eins"], "b": ["zwei"]},
        "rules": [{"then": "x", "all": ["a"], "unless": ["b"]}],
    }
    assert not Matcher(Signals.model_validate(raw)).fired("Hier ist eins. Dort ist zwei.")


def test_a_rule_may_not_name_an_unknown_group() -> None:
    with pytest.raises(ValidationError, match="do not exist: missing"):
        Signals.model_validate({"words": {}, "rules": [{"then": "x", "all": ["missing"]}]})


@given(letters, st.integers(0, 8))
def test_a_missing_letter_is_one_slip(word: str, at: int) -> None:
    assert one_slip_apart(word, word[:at] + word[at + 1 :])


@given(letters, letters)
def test_slips_work_both_ways(a: str, b: str) -> None:
    assert one_slip_apart(a, b) == one_slip_apart(b, a)


@given(letters, st.integers(0, 7))
def test_two_swapped_letters_are_one_slip(word: str, at: int) -> None:
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert one_slip_apart(word, swapped)


def test_two_slips_are_too_many() -> None:
    assert not one_slip_apart("abcdef", "abxdxf")


def test_doubled_letters_count_once() -> None:
    assert plainer("Klassengruppe") == plainer("klasengrupe")


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    assert matcher("bild|foto .. weg").groups(text) <= {"group"}
