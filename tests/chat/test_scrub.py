"""What is taken out of a question before the editors see it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.scrub import scrub


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Schau auf https://insta.example/p/1?x=2 nach", "Schau auf […] nach"),
        ("what about example.com/me now", "what about […] now"),
        ("mail an max.muster@web.de bitte", "mail an […] bitte"),
        ("frag @maxi_99 mal", "frag […] mal"),
        ("ruf +49 (0)170 123-456 an", "ruf […] an"),
        ("am 3.5.2024 um 12:30 Uhr", "am […] um […] Uhr"),
        ("Ich heiße Max Muster und habe ein Foto", "Ich heiße […] und habe ein Foto"),
        ("My name is Ann Lee, is that legal?", "My name is […], is that legal?"),
        ("Mein Freund heißt Jonas und postet", "Mein Freund heißt […] und postet"),
        ("Darf mein Chef mein Foto zeigen?", "Darf mein Chef mein Foto zeigen?"),
    ],
)
def test_what_could_tell_who_asked_is_crossed_out(text, left):
    assert scrub(text) == left


def test_the_senders_own_names_are_crossed_out_as_whole_words():
    assert scrub("Anna fragt: darf Annabell das? anna!", ("Anna",)) == (
        "[…] fragt: darf Annabell das? […]!"
    )


@given(st.text(max_size=200))
def test_no_digit_and_no_address_survives(text):
    left = scrub(text)
    assert not any("0" <= character <= "9" for character in left)
    assert "http://" not in left
