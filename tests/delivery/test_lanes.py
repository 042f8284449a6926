"""Lanes: order within a chat, concurrency between chats, retries in place, draining."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Update

from bot.delivery.lanes import Lanes, lane
from bot.delivery.outcome import Outcome


class Process:
    """Handles updates when told to, and remembers what happened."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.gates: dict[int, asyncio.Event] = {}
        self.outcomes: dict[int, list[Outcome | Exception]] = {}

    def hold(self, *ids: int) -> None:
        self.gates |= {each: asyncio.Event() for each in ids}

    async def __call__(self, update: Update) -> Outcome:
        self.begun.append(update.update_id)
        if update.update_id in self.gates:
            await self.gates[update.update_id].wait()
        planned = self.outcomes.get(update.update_id)
        outcome = planned.pop(0) if planned else Outcome.FINISHED
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def process() -> Process:
    return Process()


async def test_updates_of_a_chat_are_handled_one_after_the_other(process, message) -> None:
    process.hold(1)
    lanes = Lanes(process)
    first, second = lanes.submit(message(1)), lanes.submit(message(2))
    await asyncio.sleep(0.01)
    assert process.begun == [1]
    process.gates[1].set()
    assert await first is await second is Outcome.FINISHED
    assert process.begun == [1, 2]


async def test_a_slow_chat_delays_no_other(process, message) -> None:
    process.hold(1)
    lanes = Lanes(process)
    lanes.submit(message(1, chat=1))
    assert await lanes.submit(message(2, chat=2)) is Outcome.FINISHED
    await lanes.drain(0)


async def test_no_more_than_the_limit_are_handled_at_once(process, message) -> None:
    process.hold(1, 2, 3)
    lanes = Lanes(process, limit=2)
    for number in (1, 2, 3):
        lanes.submit(message(number, chat=number))
    await asyncio.sleep(0.01)
    assert process.begun == [1, 2]
    await lanes.drain(0)


async def test_a_thousand_updates_of_fifty_chats_keep_their_order(message) -> None:
    order: dict[int, list[int]] = {}

    async def uneven(update: Update) -> Outcome:
        await asyncio.sleep((update.update_id * 7919 % 5) / 2000)
        assert update.effective_chat is not None
        order.setdefault(update.effective_chat.id, []).append(update.update_id)
        return Outcome.FINISHED

    lanes = Lanes(uneven)
    await asyncio.gather(*(lanes.submit(message(n, chat=n % 50)) for n in range(1, 1001)))
    assert sum(map(len, order.values())) == 1000
    assert all(ids == sorted(ids) for ids in order.values())


async def test_a_repeat_joins_the_update_in_flight(process, message) -> None:
    process.hold(1)
    lanes = Lanes(process)
    assert lanes.submit(message(1)) is lanes.submit(message(1))
    process.gates[1].set()
    await lanes.submit(message(1))
    assert process.begun == [1]


async def test_a_retried_update_keeps_its_place(process, message) -> None:
    process.outcomes[1] = [Outcome.RETRY, Outcome.RETRY]
    lanes = Lanes(process, pauses=(0.001,))
    await asyncio.gather(lanes.submit(message(1)), lanes.submit(message(2)))
    assert process.begun == [1, 1, 1, 2]


async def test_a_pause_before_a_retry_takes_no_slot(process, message) -> None:
    process.outcomes[1] = [Outcome.RETRY]
    lanes = Lanes(process, limit=1, pauses=(60.0,))
    lanes.submit(message(1, chat=1))
    assert await lanes.submit(message(2, chat=2)) is Outcome.FINISHED
    await lanes.drain(0)


async def test_an_exception_is_a_retry_and_strands_nobody(process, message) -> None:
    process.outcomes[1] = [ValueError("a bug")]
    lanes = Lanes(process, pauses=(0.001,))
    assert await lanes.submit(message(1)) is Outcome.FINISHED
    assert process.begun == [1, 1]


async def test_a_drain_finishes_what_has_begun_and_leaves_the_rest(process, message) -> None:
    process.hold(1)
    lanes = Lanes(process)
    begun, waiting = lanes.submit(message(1)), lanes.submit(message(2))
    await asyncio.sleep(0)
    draining = asyncio.create_task(lanes.drain(5))
    await asyncio.sleep(0)
    process.gates[1].set()
    await draining
    assert (await begun, await waiting) == (Outcome.FINISHED, Outcome.RETRY)
    assert process.begun == [1]
    assert lanes.in_flight == 0


async def test_a_drain_breaks_off_what_takes_too_long(process, message) -> None:
    process.hold(1)
    lanes = Lanes(process)
    stuck = lanes.submit(message(1))
    await asyncio.sleep(0)
    await lanes.drain(0.01)
    assert await stuck is Outcome.RETRY


async def test_a_drain_does_not_wait_for_a_retry(process, message) -> None:
    process.outcomes[1] = [Outcome.RETRY]
    lanes = Lanes(process, pauses=(60.0,))
    future = lanes.submit(message(1))
    await asyncio.sleep(0.01)
    async with asyncio.timeout(1):
        await lanes.drain(25)
    assert await future is Outcome.RETRY


async def test_after_a_drain_nothing_is_taken(process, message) -> None:
    lanes = Lanes(process)
    await lanes.drain(0)
    assert await lanes.submit(message(1)) is Outcome.RETRY
    assert process.begun == []


def test_an_inline_query_goes_into_its_authors_lane() -> None:
    person = {"id": 5, "is_bot": False, "first_name": "A"}
    query = {"id": "1", "from": person, "query": "", "offset": ""}
    update = Update.de_json({"update_id": 1, "inline_query": query}, None)
    assert update is not None
    assert lane(update) == 5
