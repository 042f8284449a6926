"""Cleaning, folding and condensing of messages."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.text import LONGEST_READ, MOST_TELLING, clean, condense, fold, words

any_text = st.text(st.characters(exclude_categories=()), max_size=400)


@given(any_text)
def test_clean_text_holds_no_control_surrogate_or_mark(text: str) -> None:
    kinds = {unicodedata.category(c) for c in clean(text) if c != "\n"}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(any_text)
def test_clean_text_can_be_encoded(text: str) -> None:
    clean(text).encode("utf-8")


def test_both_ends_of_an_overlong_text_are_read() -> None:
    text = clean("anfang " + "x " * 80_000 + " ende")
    assert text.startswith("anfang")
    assert text.endswith("ende")
    assert len(text) <= LONGEST_READ + 2


def test_umlauts_are_two_letters_and_accents_fall() -> None:
    assert fold("Größe Äpfel Café") == "groesse aepfel cafe"


def test_an_apostrophe_splits_no_word() -> None:
    assert words("can't, I’m") == ["cant", "im"]


def test_a_flag_speaks_for_its_country() -> None:
    assert "schweiz" in words(clean("und 🇨🇭?"))


def test_a_short_text_is_not_condensed() -> None:
    assert condense("Was ist EXIF?", len) == "Was ist EXIF?"


def test_the_most_telling_sentences_survive_in_their_order() -> None:
    filler = "Ich rede erst einmal lange um den Brei herum. " * 30
    post = f"Mein Foto wurde gestohlen. {filler} Wie lösche ich es?"
    telling = condense(post, lambda s: 10.0 if "Foto" in s or "lösche" in s else 0.0, limit=90)
    assert telling.startswith("Mein Foto wurde gestohlen.")
    assert telling.endswith("Wie lösche ich es?")


@given(any_text, st.integers(10, 80))
def test_condensed_text_keeps_its_limit(text: str, limit: int) -> None:
    assert len(condense(text, len, limit)) <= max(limit, 0)


def test_a_sentence_without_end_is_cut() -> None:
    assert 0 < len(condense("a" * 5000, len)) <= MOST_TELLING
