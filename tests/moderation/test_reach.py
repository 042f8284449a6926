"""What a message leads to, by kind."""

from __future__ import annotations

import pytest

from bot.moderation.addresses import AddressLists
from bot.moderation.reach import reach_of
from bot.moderation.results import Message


@pytest.mark.parametrize(
    ("message", "kinds"),
    [
        (Message(own="x", urls=("https://a.example",)), {"link"}),
        (Message(own="x", urls=("https://t.me/some__bot",)), {"bot"}),
        (Message(own="x", urls=("https://t.me/+abc",)), {"invite"}),
        (Message(own="x", mentions=("somebody",)), {"handle"}),
        (Message(own="x", has_contact=True), {"contact"}),
        (Message(own="x", urls=("https://t.me/share/url",)), {"trusted"}),
    ],
)
def test_each_way_has_its_kind(message: Message, kinds: set[str]) -> None:
    assert reach_of(message, (), AddressLists()).kinds == kinds


def test_a_page_of_telegram_itself_is_no_way_to_an_offer() -> None:
    message = Message(own="x", urls=("https://t.me/share/url",))

    assert not reach_of(message, (), AddressLists())
