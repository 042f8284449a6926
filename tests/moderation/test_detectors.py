"""What a message has to be about before a detector has a say, and what a phrase has to hold."""

from __future__ import annotations

import pytest

from bench.fitting import concerns
from bot.moderation import lexicon
from bot.moderation.addresses import AddressLists
from bot.moderation.detectors import HARMS
from bot.moderation.observing import observe
from bot.moderation.results import Message


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Undress any girl with our AI", "undress"),
        ("Earn 900 dollars daily with crypto signals", "spam"),
        ("Pay 200 euros or I send your nudes to your parents", "threat"),
    ],
)
def test_a_message_concerns_the_harm_it_is_about(text: str, harm: str) -> None:
    assert concerns(harm, observe(Message(own=text), AddressLists()))


@pytest.mark.parametrize("harm", HARMS)
def test_an_everyday_message_concerns_none(harm: str) -> None:
    seen = observe(Message(own="The lake was cold this morning"), AddressLists())

    assert not concerns(harm, seen)


def test_a_phrase_without_a_word_to_look_for_is_refused() -> None:
    with pytest.raises(ValueError, match="no word to look for in the phrase: ~3"):
        lexicon._phrase("anything", "~3")
