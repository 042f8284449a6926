"""Looks: behind the pictures that are being cleaned, few at a time, none at another's cost."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat import looks
from bot.chat.looks import Looks


class Taken(list[str]):
    """What was looked at, in order."""

    def look(self, name: str):
        async def take() -> None:
            self.append(name)

        return take


@pytest.fixture
def taken() -> Taken:
    return Taken()


async def test_looks_are_taken_in_order_once_no_picture_is_being_cleaned(taken: Taken) -> None:
    waiting = Looks()
    with waiting.behind():
        waiting.add(1, taken.look("first"))
        waiting.add(1, taken.look("second"))
        await asyncio.sleep(0.01)
        assert taken == []
    await waiting.drain(5)
    assert taken == ["first", "second"]


async def test_a_look_gives_way_to_a_rush_no_longer_than_its_patience(
    taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PATIENCE", 0.01)
    waiting = Looks()
    with waiting.behind():
        waiting.add(1, taken.look("patient"))
        await waiting.drain(5)
    assert taken == ["patient"]


async def test_there_is_room_for_few_pictures_and_few_bytes(taken: Taken) -> None:
    waiting = Looks()
    assert waiting.has_room(looks.BYTES)
    assert not waiting.has_room(looks.BYTES + 1)
    with waiting.behind():
        for _ in range(looks.WAITING):
            assert waiting.has_room(1)
            waiting.add(1, taken.look("one"))
        assert not waiting.has_room(1)
    await waiting.drain(5)
    assert waiting.has_room(1)


async def test_a_look_that_fails_costs_the_next_one_nothing(taken: Taken) -> None:
    async def fails() -> None:
        raise OSError("the child is gone")

    waiting = Looks()
    waiting.add(1, fails)
    waiting.add(1, taken.look("next"))
    await waiting.drain(5)
    assert taken == ["next"]


async def test_draining_leaves_what_takes_too_long(taken: Taken) -> None:
    waiting = Looks()
    with waiting.behind():
        waiting.add(1, taken.look("never"))
        await waiting.drain(0.01)
    assert taken == []


async def test_nothing_waits_for_a_drain_without_looks() -> None:
    await Looks().drain(5)
