"""Disguised letters neither hide an advert nor turn a harmless message into one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.labelled import Labelled
from bot.moderation.letters import confusables, fold
from bot.moderation.results import Outcome, Verdict
from bot.moderation.wording import read_words, segment

Judge = Callable[..., Verdict]

ADVERTS = [
    "Undress any girl with our AI, first photo free: https://bare.example/app",
    "Our bot removes her clothes in seconds, try it now: https://t.me/peel__it_bot",
    "Send a photo and get the nude version back, only 2 dollars: https://nix.example",
    "Turn any selfie into a nude, no signup: https://fotobare.example",
    "Entkleide jede Frau per Klick, kostenlos testen: https://ohne.example",
    "Unser Bot zieht jede Person auf Fotos aus, jetzt ausprobieren: @aus__zieh_bot",
    "Nacktbilder von jeder Kollegin per KI, erste drei gratis: https://nackt.example",
    "Kleidung entfernen mit KI, einfach Foto hochladen: https://weg.example/start",
]
HARMLESS = [
    "Someone made a nude of me with an undress bot. Where can I report it?",
    "Jemand hat ein Nacktbild von mir mit KI gemacht. Was kann ich tun?",
    "Achtung, hier geht Werbung für einen Ausziehbot um, bitte nicht anklicken!",
    "The new law bans nudify apps, article here: https://www.bbc.co.uk/news/1",
    "Which app removes the background from photos? Preferably free",
    "Schickt mir bitte die Fotos vom Sommerfest, ich mache ein Album daraus",
    "Take off your shoes when you come to the studio",
    "Verkaufe Wintermantel und Kleid, zusammen 30 €, Abholung in Köln",
]


@pytest.mark.parametrize("advert", ADVERTS)
def test_a_plain_advert_is_acted_on(advert: str, verdict_on: Judge) -> None:
    assert verdict_on(advert).outcome is Outcome.ACT


@pytest.mark.parametrize("advert", ADVERTS)
def test_no_disguise_hides_an_advert(
    advert: str, disguise: str, verdict_on: Judge, disguised: Callable[[str, str], str]
) -> None:
    assert verdict_on(disguised(advert, disguise)).outcome is not Outcome.IGNORE


@pytest.mark.parametrize("message", HARMLESS)
def test_no_disguise_makes_a_harmless_message_an_advert(
    message: str, disguise: str, verdict_on: Judge, disguised: Callable[[str, str], str]
) -> None:
    assert verdict_on(disguised(message, disguise)).outcome is not Outcome.ACT


def test_no_disguise_acts_on_any_labelled_harmless_message(
    labelled: list[Labelled],
    disguise: str,
    verdict_on: Judge,
    disguised: Callable[[str, str], str],
) -> None:
    texts = [str(row.message["text"]) for row in labelled if row.expect == "ignore"][::2]

    acted = [t for t in texts if verdict_on(disguised(t, disguise)).outcome is Outcome.ACT]

    assert acted == []


def test_ordinary_russian_with_a_latin_word_is_left_as_it_is() -> None:
    assert fold("Я работаю айтишником, как IT-шник") == "я работаю аитишником, как it-шник"


def test_letters_that_look_latin_become_latin_in_latin_text() -> None:
    assert fold("Undrеss аny phоto") == "undress any photo"


def test_flags_are_no_letters() -> None:
    assert fold("Hallo 🇩🇪 Leute").split() == ["hallo", "leute"]


def test_every_confusable_becomes_one_plain_letter() -> None:
    assert all(len(plain) == 1 and plain.isascii() for plain in confusables().values())


def test_ordinary_numbers_and_names_keep_their_spelling() -> None:
    words = ["4k", "mp3", "h264", "1080p", "24h", "9b", "201a"]

    assert list(read_words(" ".join(words)).tokens) == words


def test_a_disguised_subject_word_is_told() -> None:
    assert read_words("und\u200bress").hidden


def test_a_plain_subject_word_is_not_told_as_disguised() -> None:
    assert not read_words("undress").hidden


def test_an_address_written_apart_is_found() -> None:
    assert read_words("komm zu t . me / some__name").found == ("t.me/some__name",)


def test_run_together_letters_are_parted_by_known_words() -> None:
    assert segment("deincrushnackt") == ("dein", "crush", "nackt")


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    assert all(token and " " not in token for token in read_words(text).tokens)


@given(st.text(st.characters(max_codepoint=127), max_size=200))
@settings(max_examples=100, deadline=None)
def test_folding_plain_ascii_changes_its_case_alone(text: str) -> None:
    assert fold(text) == text.lower()


@pytest.mark.parametrize("written", ["sserdnu any girl", "un dress any girl"])
def test_a_subject_word_backwards_or_in_two_is_read(written: str) -> None:
    found = read_words(written)

    assert (found.tokens, found.hidden) == (("undress", "any", "girl"), True)
