"""Polling: nothing is confirmed before it is finished, nothing finished is handled again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.delivery.contact import Growing, Sparingly, TokenRefusedError, reach
from bot.delivery.handling import Handling
from bot.delivery.lanes import Lanes
from bot.delivery.outcome import Outcome
from bot.delivery.polling import poll
from bot.store import Key, Store, StoreError


class Bot:
    """One process: polls, handles, and can be stopped or killed."""

    def __init__(self, queue, store, handle: Callable[[Update], Awaitable[object]]) -> None:
        async def refuse(_: Update) -> None:
            raise AssertionError("no update of these tests is poison")

        process = Handling(handle, store.updates, queue.id, wake=lambda: None, on_poison=refuse)
        self.stop = asyncio.Event()
        self.lanes = Lanes(process)
        self.task = asyncio.create_task(poll(queue, self.lanes, store, stop=self.stop))

    async def stopped(self) -> None:
        self.stop.set()
        await self.task


class Handled:
    """Counts what the handlers were given."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.held: set[int] = set()

    async def __call__(self, update: Update) -> None:
        self.ids.append(update.update_id)
        if update.update_id in self.held:
            await self.gate.wait()


@pytest.fixture
def handled() -> Handled:
    return Handled()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Growing.__init__, "__defaults__", (0.001, 0.002))


async def test_updates_are_handled_and_then_confirmed(queue, store, message, handled, eventually):
    bot = Bot(queue, store, handled)
    queue.push(*(message(number) for number in range(10, 15)))
    await eventually(lambda: not queue.pending)
    await bot.stopped()
    assert handled.ids == queue.confirmed == [10, 11, 12, 13, 14]


async def test_the_webhook_goes_and_its_pending_updates_stay(queue, store, handled):
    bot = Bot(queue, store, handled)
    await asyncio.sleep(0.01)
    await bot.stopped()
    assert queue.webhook_deleted_with == [False]


async def test_an_unfinished_update_holds_the_offset_but_not_the_others(
    queue, store, message, handled, eventually
):
    handled.gate.clear()
    handled.held = {10}
    bot = Bot(queue, store, handled)
    queue.push(message(10, chat=1), message(11, chat=2))
    await eventually(lambda: 11 in handled.ids)
    queue.push(message(12, chat=3))
    await eventually(lambda: 12 in handled.ids)
    assert queue.confirmed == []
    handled.gate.set()
    await eventually(lambda: queue.confirmed == [10, 11, 12])
    await bot.stopped()
    assert handled.ids == [10, 11, 12]


async def test_a_repeated_update_is_handled_once(queue, store, message, handled, eventually):
    bot = Bot(queue, store, handled)
    queue.push(message(10), message(11), message(10))
    await eventually(lambda: not queue.pending)
    queue.push(message(11), message(12))
    await eventually(lambda: not queue.pending)
    await bot.stopped()
    assert handled.ids == [10, 11, 12]


async def test_what_another_process_finished_is_passed_over(
    queue, store, message, handled, eventually
):
    await store.updates.finish(queue.id, 10)
    bot = Bot(queue, store, handled)
    queue.push(message(10), message(11))
    await eventually(lambda: not queue.pending)
    await bot.stopped()
    assert handled.ids == [11]


async def test_a_stop_confirms_what_is_finished_and_leaves_the_rest(
    queue, store, message, handled, eventually
):
    bot = Bot(queue, store, handled)
    queue.push(message(10))
    await eventually(lambda: handled.ids == [10])
    async with asyncio.timeout(2):
        await bot.stopped()
    assert queue.confirmed == [10]


async def test_a_stop_lets_a_running_update_end(queue, store, message, handled, eventually):
    handled.gate.clear()
    handled.held = {10}
    bot = Bot(queue, store, handled)
    queue.push(message(10), message(11))
    await eventually(lambda: handled.ids == [10])
    bot.stop.set()
    await eventually(bot.lanes._closing.is_set)
    handled.gate.set()
    await bot.task
    assert queue.confirmed == [10]
    assert [each.update_id for each in queue.pending] == [11]


@pytest.mark.parametrize("kill_after", [1, 37, 90])
async def test_a_kill_loses_nothing_and_finished_updates_are_not_repeated(
    queue, database, message, eventually, abandon, kill_after
):
    finished: list[int] = []
    queue.push(*(message(number, chat=number % 7) for number in range(1, 101)))
    store = await Store.open(database, key=Key(b"k" * 64))

    async def handle(update: Update) -> None:
        await asyncio.sleep(0.001)
        finished.append(update.update_id)

    bot = Bot(queue, store, handle)
    await eventually(lambda: len(finished) >= kill_after)
    queue.dead = True  # Telegram hears no last word
    await abandon(store)
    queue.dead = False
    before = list(finished)
    store = await Store.open(database, key=Key(b"k" * 64))
    written = await store.updates.finished(queue.id, range(1, 101))
    bot = Bot(queue, store, handle)
    await eventually(lambda: not queue.pending)
    await bot.stopped()
    await store.close()
    assert set(finished) == set(range(1, 101))
    assert not written & set(finished[len(before) :])
    assert queue.confirmed == sorted(queue.confirmed)


@pytest.mark.parametrize("fault", [NetworkError("502"), RetryAfter(0), Conflict("other poller")])
async def test_after_a_fault_polling_goes_on(
    queue, store, message, handled, eventually, fault: Exception
):
    queue.faults = [fault] * 3
    queue.push(message(10))
    bot = Bot(queue, store, handled)
    await eventually(lambda: handled.ids == [10])
    await bot.stopped()
    assert queue.faults == []


async def test_a_standby_says_so_once(queue, store, message, handled, eventually):
    queue.faults = [Conflict("other poller")] * 5
    queue.push(message(10))
    with capture_logs() as logs:
        bot = Bot(queue, store, handled)
        await eventually(lambda: handled.ids == [10])
        await bot.stopped()
    assert [each["event"] for each in logs] == ["poll.standby"]


async def test_a_token_refused_while_polling_ends_it(queue, store, handled):
    queue.faults = [NetworkError("down"), InvalidToken()]
    with pytest.raises(TokenRefusedError, match="BOT_TOKEN"):
        await Bot(queue, store, handled).task


async def test_a_token_refused_at_start_is_one_sentence(queue, store, handled):
    queue.webhook_faults = [InvalidToken()]
    with pytest.raises(TokenRefusedError, match="BOT_TOKEN"):
        await Bot(queue, store, handled).task


async def test_while_the_database_is_away_nothing_is_handled(
    queue, store, message, eventually, monkeypatch: pytest.MonkeyPatch
):
    handled: list[int] = []

    away = [StoreError("away")] * 3
    claim = store.updates.claim

    async def claim_later(*given: object) -> object:
        if away:
            raise away.pop()
        return await claim(*given)

    monkeypatch.setattr(store.updates, "claim", claim_later)

    async def process(update: Update) -> Outcome:
        assert not away
        handled.append(update.update_id)
        return Outcome.FINISHED

    stop = asyncio.Event()
    task = asyncio.create_task(poll(queue, Lanes(process), store, stop=stop))
    queue.push(message(10))
    await eventually(lambda: handled == [10])
    stop.set()
    await task


async def test_an_api_that_cannot_be_reached_is_tried_again_and_said_once():
    answers: list[Exception | str] = [NetworkError("down"), NetworkError("down"), "here"]

    async def call() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with capture_logs() as logs:
        assert await reach(call, asyncio.Event()) == "here"
    assert [each["event"] for each in logs] == ["api.unreachable"]


async def test_a_stop_ends_the_wait_for_the_api():
    stop = asyncio.Event()

    async def call() -> None:
        stop.set()
        raise NetworkError("down")

    assert await reach(call, stop) is None


def test_pauses_grow_to_half_a_minute_and_begin_small_again():
    pause = Growing(0.5, 30.0)
    assert [pause() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    pause.reset()
    assert pause() == 0.5


def test_a_standing_trouble_is_said_once_a_minute():
    now = [0.0]
    sparingly = Sparingly(clock=lambda: now[0])
    with capture_logs() as logs:
        for second in range(0, 121, 10):
            now[0] = float(second)
            sparingly.say("api.unreachable", NetworkError("down"))
    assert len(logs) == 3
