"""An update is written off together with its jobs, or not; three failures or deaths are poison."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot import chat as chat_edge
from bot.chat.memory import Memory
from bot.delivery import intake
from bot.delivery.handling import Handling
from bot.delivery.outcome import Outcome, UploadUnconfirmed, classify, remember
from bot.store import Key, Store, StoreError


class Chat:
    """The handlers' side: fails as planned, the way PTB hides failures from its caller."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.refusals: list[Exception | None] = []
        self.handled = self.refused = self.woken = 0
        self.jobs: list[object] = []

    async def handle(self, _: Update) -> None:
        self.handled += 1
        intake.jobs().extend(self.jobs)  # type: ignore[arg-type]
        remember(self.errors.pop(0) if self.errors else None)

    async def refuse(self, _: Update) -> None:
        self.refused += 1
        if self.refusals and (error := self.refusals.pop(0)):
            raise error

    def wake(self) -> None:
        self.woken += 1


def handling(chat: Chat, updates) -> Handling:
    return Handling(chat.handle, updates, 99, wake=chat.wake, on_poison=chat.refuse)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(3), Outcome.RETRY),
        (NetworkError("502"), Outcome.RETRY),
        (TimedOut(), Outcome.RETRY),
        (StoreError("away"), Outcome.RETRY),
        (UploadUnconfirmed(), Outcome.FINISHED),
        (BadRequest("message is not modified"), Outcome.FINISHED),
        (Forbidden("bot was blocked by the user"), Outcome.FINISHED),
        (ValueError("a bug"), Outcome.FINISHED),
    ],
)
def test_only_passing_faults_are_tried_again(error: Exception, outcome: Outcome) -> None:
    assert classify(error) is outcome


async def test_a_handled_update_is_finished_with_its_jobs(store, message, new_job) -> None:
    chat = Chat()
    chat.jobs = [new_job()]
    assert await handling(chat, store.updates)(message(1)) is Outcome.FINISHED
    assert await store.updates.finished(99, [1]) == {1}
    assert await store.jobs.pending(7) == 1
    assert chat.woken == 1


async def test_an_update_without_jobs_wakes_no_worker(store, message) -> None:
    chat = Chat()
    await handling(chat, store.updates)(message(1))
    assert chat.woken == 0


async def test_a_passing_fault_leaves_neither_mark_nor_job(store, message, new_job) -> None:
    chat = Chat(NetworkError("gone"))
    chat.jobs = [new_job()]
    process = handling(chat, store.updates)
    assert await process(message(1)) is Outcome.RETRY
    assert await store.updates.finished(99, [1]) == set()
    assert await store.jobs.pending(7) == 0
    assert await process(message(1)) is Outcome.FINISHED
    assert await store.jobs.pending(7) == 1


async def test_a_final_error_finishes_the_update(store, message) -> None:
    chat = Chat(Forbidden("bot was blocked by the user"))
    assert await handling(chat, store.updates)(message(1)) is Outcome.FINISHED
    assert await store.updates.finished(99, [1]) == {1}


async def test_a_passing_fault_is_not_hidden_by_a_final_one(store, message) -> None:
    async def two_handlers(update: Update) -> None:
        remember(NetworkError("gone"))
        remember(ValueError("a bug"))

    chat = Chat()
    process = Handling(two_handlers, store.updates, 99, wake=chat.wake, on_poison=chat.refuse)
    assert await process(message(1)) is Outcome.RETRY


async def test_the_third_failure_is_poison_refused_once_in_words(store, message) -> None:
    chat = Chat(*[NetworkError("502")] * 3)
    process = handling(chat, store.updates)
    outcomes = [await process(message(1)) for _ in range(4)]
    assert outcomes == [Outcome.RETRY] * 3 + [Outcome.FINISHED]
    assert (chat.handled, chat.refused, process.poisoned) == (3, 1, 1)
    assert await store.updates.finished(99, [1]) == {1}


async def test_poison_stays_until_the_words_arrive(store, message) -> None:
    chat = Chat(*[NetworkError("502")] * 3)
    chat.refusals = [NetworkError("502"), None]
    process = handling(chat, store.updates)
    outcomes = [await process(message(1)) for _ in range(5)]
    assert outcomes == [Outcome.RETRY] * 4 + [Outcome.FINISHED]
    assert (chat.handled, process.poisoned) == (3, 1)


async def test_poison_from_someone_who_blocked_the_bot_is_finished(store, message) -> None:
    chat = Chat(*[NetworkError("502")] * 3)
    chat.refusals = [Forbidden("blocked")]
    process = handling(chat, store.updates)
    assert [await process(message(1)) for _ in range(4)][-1] is Outcome.FINISHED


async def test_a_database_that_is_away_makes_no_update_poison(store, message) -> None:
    chat = Chat(*[StoreError("away")] * 10)
    process = handling(chat, store.updates)
    outcomes = [await process(message(1)) for _ in range(11)]
    assert outcomes == [Outcome.RETRY] * 10 + [Outcome.FINISHED]
    assert chat.refused == 0


@pytest.mark.parametrize("step", ["claim", "finish"])
async def test_a_database_that_is_away_leaves_the_update_unfinished(
    store, message, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreError("away")

    monkeypatch.setattr(store.updates, step, away)
    assert await handling(Chat(), store.updates)(message(1)) is Outcome.RETRY


async def test_what_another_process_has_under_way_is_not_handled(
    store, other_store, message
) -> None:
    chat = Chat()
    await other_store.updates.claim(99, [1])
    process = handling(chat, store.updates)
    assert await process(message(1)) is Outcome.RETRY
    await other_store.updates.finish(99, 1)
    assert await process(message(1)) is Outcome.FINISHED
    assert chat.handled == 0


async def test_of_two_processes_with_one_update_one_handles_it(
    store, other_store, message
) -> None:
    chat = Chat()
    await asyncio.gather(
        *(handling(chat, each.updates)(message(1)) for each in (store, other_store))
    )
    assert chat.handled == 1


async def die(database: str, update: Update) -> None:
    """Handle an update in a process that is killed in the middle of it."""
    entered = asyncio.Event()

    async def handle(_: Update) -> None:
        entered.set()
        await asyncio.Event().wait()

    store = await Store.open(database, key=Key(b"k" * 64))
    await store.updates.expire_all()
    process = Handling(handle, store.updates, 99, wake=lambda: None, on_poison=handle)
    begun = asyncio.create_task(process(update))
    await entered.wait()
    begun.cancel()
    await asyncio.gather(begun, return_exceptions=True)
    await store._database.close()


async def test_an_update_that_killed_three_processes_is_refused_in_words(
    database, store, message
) -> None:
    chat = Chat()
    for _ in range(3):
        await die(database, message(1))
    await store.updates.expire_all()
    process = handling(chat, store.updates)
    assert await process(message(1)) is Outcome.FINISHED
    assert (chat.handled, chat.refused, process.poisoned) == (0, 1, 1)


async def test_an_update_that_killed_two_processes_is_handled_once_more(
    database, store, message
) -> None:
    chat = Chat()
    for _ in range(2):
        await die(database, message(1))
    await store.updates.expire_all()
    assert await handling(chat, store.updates)(message(1)) is Outcome.FINISHED
    assert (chat.handled, chat.refused) == (1, 0)


async def test_failures_after_a_death_are_no_deaths(database, store, message) -> None:
    await die(database, message(1))
    chat = Chat(*[StoreError("away")] * 5)
    await store.updates.expire_all()
    process = handling(chat, store.updates)
    outcomes = [await process(message(1)) for _ in range(6)]
    assert outcomes == [Outcome.RETRY] * 5 + [Outcome.FINISHED]
    assert chat.refused == 0


async def test_those_suspected_twice_are_handled_one_at_a_time(database, store, message) -> None:
    at_once = most = 0

    async def handle(_: Update) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.005)
        at_once -= 1

    for _ in range(2):
        await asyncio.gather(*(die(database, message(number)) for number in range(1, 9)))
    await store.updates.expire_all()
    process = Handling(handle, store.updates, 99, wake=lambda: None, on_poison=handle)
    await asyncio.gather(*(process(message(number)) for number in range(1, 9)))
    assert most == 1


async def test_an_error_that_escapes_the_handlers_is_treated_alike(store, message) -> None:
    async def raising(update: Update) -> None:
        raise TimedOut

    chat = Chat()
    process = Handling(raising, store.updates, 99, wake=chat.wake, on_poison=chat.refuse)
    assert await process(message(1)) is Outcome.RETRY


def test_jobs_outside_an_update_are_a_mistake() -> None:
    with pytest.raises(LookupError):
        intake.jobs()


def test_an_error_outside_an_update_is_nobodys() -> None:
    remember(ValueError("in a task of nobody's"))
    assert intake.current() is None


async def test_the_last_word_on_poison_is_not_given_up_at_a_passing_fault(message) -> None:
    class Away:
        """A bot whose requests fail for now."""

        async def send_message(self, *_: object, **__: object) -> None:
            raise NetworkError("nobody is there")

    services = SimpleNamespace(memory=Memory())
    with pytest.raises(NetworkError):
        await chat_edge.refuse(message(1), bot=Away(), services=services)
