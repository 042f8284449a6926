"""An update is written off together with its jobs, or not at all; three failures are poison."""

from __future__ import annotations

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.delivery import intake
from bot.delivery.handling import Handling
from bot.delivery.outcome import Outcome, UploadUnconfirmed, classify, remember
from bot.store import StoreError


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


async def test_a_finish_that_fails_leaves_the_update_unfinished(message) -> None:
    class Away:
        async def finish(self, *_: object) -> None:
            raise StoreError("away")

    assert await handling(Chat(), Away())(message(1)) is Outcome.RETRY


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
