"""What is remembered, and for how long."""

from __future__ import annotations

from bot.chat.memory import Memory, Recent
from bot.delivery.quota import Quota


def test_it_forgets_after_its_time():
    now = [0.0]
    recent = Recent(10, clock=lambda: now[0])
    recent.put("a", 1)
    now[0] = 9.9
    assert recent.get("a") == 1
    now[0] = 10.0
    assert recent.get("a") is None


def test_it_holds_no_more_than_its_size():
    recent = Recent(10, size=2)
    for key in "abc":
        recent.put(key, key)
    assert [recent.get(key) for key in "abc"] == [None, "b", "c"]


def test_the_first_is_told_from_the_second():
    recent = Recent(10)
    assert [recent.first("a", True), recent.first("a", True)] == [True, False]


def test_a_chat_that_is_forgotten_leaves_nothing():
    memory = Memory()
    memory.topic.put(7, "exif-what")
    memory.answers.put((7, 1), (2,))
    memory.answers.put((8, 1), (2,))
    memory.forget(7)
    assert memory.topic.get(7) is None
    assert memory.answers.get((7, 1)) is None
    assert memory.answers.get((8, 1)) == (2,)


async def test_limits_are_a_persons_own():
    limits = Quota()
    assert [await limits.picture(1, 2) for _ in range(3)] == [True, True, False]
    assert await limits.picture(2, 2)
    assert await limits.question(1, 2)
