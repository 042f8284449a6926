"""Workers: every job is run to its end, through faults, stops and kills, and nobody waits long."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.delivery import jobs as delivery_jobs
from bot.delivery.jobs import Workers
from bot.delivery.outcome import UploadUnconfirmed
from bot.store import Job, Key, Store


class Pictures:
    """The work: fails as planned, remembers what it was given."""

    def __init__(self) -> None:
        self.runs: list[list[int]] = []
        self.done: list[int] = []
        self.given_up: list[list[int]] = []
        self.errors: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.at_once = self.most_at_once = 0

    async def run(self, unit: tuple[Job, ...]) -> None:
        self.runs.append([job.message_id for job in unit])
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            if self.errors:
                raise self.errors.pop(0)
        finally:
            self.at_once -= 1
        self.done += [job.message_id for job in unit]

    async def give_up(self, unit: tuple[Job, ...]) -> None:
        self.given_up.append([job.message_id for job in unit])


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
async def hire(store, pictures):
    """Start workers; they are sent home at the end."""
    hired: list[Workers] = []

    async def start(concurrency: int = 2) -> Workers:
        workers = Workers(store, pictures.run, concurrency=concurrency, give_up=pictures.give_up)
        await workers.start()
        hired.append(workers)
        return workers

    yield start
    pictures.gate.set()
    for workers in hired:
        await workers.drain(1)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_jobs, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(delivery_jobs, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(delivery_jobs, "BUSY_SECONDS", 0.02)


async def add(store: Store, *jobs, first_update: int = 1) -> None:
    for number, job in enumerate(jobs, first_update):
        await store.updates.finish(99, number, [job])


async def empty(store: Store) -> None:
    async with asyncio.timeout(5):
        while await store.jobs.pending(7):  # noqa: ASYNC110 - the row is the fact
            await asyncio.sleep(0.005)


async def test_a_job_is_run_and_its_row_goes(store, hire, pictures, new_job):
    workers = await hire()
    await add(store, new_job(1))
    workers.wake()
    await empty(store)
    assert pictures.done == [1]


async def test_an_album_is_run_as_one(store, hire, pictures, new_job):
    await add(store, *(new_job(number, album="a") for number in range(1, 11)))
    await hire()
    await empty(store)
    assert pictures.runs == [list(range(1, 11))]


async def test_no_more_run_at_once_than_there_are_hands(store, hire, pictures, new_job):
    await add(store, *(new_job(number, user=f"user-{number}") for number in range(12)))
    await hire(3)
    await empty(store)
    assert pictures.most_at_once == 3
    assert len(pictures.done) == 12


async def test_one_picture_runs_a_person(store, hire, pictures, new_job):
    await add(store, *(new_job(number) for number in range(5)))
    await hire(4)
    await empty(store)
    assert pictures.most_at_once == 1


async def test_a_person_with_twenty_waiting_does_not_delay_the_next(
    store, hire, pictures, new_job, eventually
):
    pictures.gate.clear()
    await add(store, *(new_job(number) for number in range(20)))
    await hire(1)
    await eventually(lambda: pictures.runs == [[0]])
    await add(store, new_job(100, user="ben"), first_update=100)
    pictures.gate.set()
    await empty(store)
    assert pictures.done.index(100) == 1


async def test_a_passing_fault_is_tried_again(store, hire, pictures, new_job):
    pictures.errors = [NetworkError("502"), RetryAfter(0)]
    await add(store, new_job(1))
    await hire()
    await empty(store)
    assert (len(pictures.runs), pictures.done, pictures.given_up) == (3, [1], [])


async def test_after_three_attempts_the_person_is_told(store, hire, pictures, new_job):
    pictures.errors = [NetworkError("502")] * 9
    await add(store, new_job(1))
    await hire()
    await empty(store)
    assert (len(pictures.runs), pictures.given_up) == (3, [[1]])


async def test_a_bug_is_told_at_once_and_not_repeated(store, hire, pictures, new_job):
    pictures.errors = [ValueError("a bug")]
    await add(store, new_job(1))
    await hire()
    await empty(store)
    assert (len(pictures.runs), pictures.given_up) == (1, [[1]])


@pytest.mark.parametrize("error", [Forbidden("blocked"), UploadUnconfirmed()])
async def test_a_final_answer_of_telegram_ends_the_job(store, hire, pictures, new_job, error):
    pictures.errors = [error]
    await add(store, new_job(1))
    await hire()
    await empty(store)
    assert (len(pictures.runs), pictures.given_up) == (1, [])


async def test_a_picture_that_killed_three_processes_is_not_run_a_fourth_time(
    store, hire, pictures, new_job
):
    await add(store, new_job(1))
    for _ in range(3):
        await store.jobs.lease(1, 60)
        await store.jobs.release_all()
    await hire()
    await empty(store)
    assert (pictures.runs, pictures.given_up) == ([], [[1]])


async def test_a_run_without_end_is_broken_off(
    store, hire, pictures, new_job, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(delivery_jobs, "LONGEST_RUN", 0.02)
    pictures.gate.clear()
    await add(store, new_job(1))
    await hire()
    await empty(store)
    assert pictures.given_up == [[1]]


async def test_a_drain_lets_a_running_job_end(store, hire, pictures, new_job, eventually):
    pictures.gate.clear()
    await add(store, new_job(1), new_job(2))
    workers = await hire()
    await eventually(lambda: pictures.runs == [[1]])
    draining = asyncio.create_task(workers.drain(5))
    await asyncio.sleep(0)
    pictures.gate.set()
    await draining
    assert pictures.done == [1]
    assert await store.jobs.pending(7) == 1


async def test_a_drain_leaves_the_row_of_a_job_that_takes_too_long(
    store, hire, pictures, new_job, eventually
):
    pictures.gate.clear()
    await add(store, new_job(1))
    workers = await hire()
    await eventually(lambda: pictures.runs == [[1]])
    await workers.drain(0.01)
    (job,) = await store.jobs.lease(1, 60)
    assert job.attempts == 1


async def test_a_long_run_keeps_its_lease(
    store, hire, pictures, new_job, eventually, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(delivery_jobs, "LEASE_SECONDS", 0.2)
    monkeypatch.setattr(delivery_jobs, "RENEW_SECONDS", 0.05)
    pictures.gate.clear()
    await add(store, new_job(1))
    await hire()
    await eventually(lambda: pictures.runs == [[1]])
    await asyncio.sleep(0.5)
    assert pictures.runs == [[1]]


async def test_after_a_kill_the_next_process_finishes_every_job(
    database, new_job, eventually, abandon
):
    store = await Store.open(database, key=Key(b"k" * 64))
    await add(store, *(new_job(number, user=f"user-{number % 7}") for number in range(30)))
    killed = Pictures()
    workers = Workers(store, killed.run, concurrency=3)
    await workers.start()
    await eventually(lambda: len(killed.done) >= 10)
    await abandon(store)
    store = await Store.open(database, key=Key(b"k" * 64))
    heir = Pictures()
    workers = Workers(store, heir.run, concurrency=3)
    await workers.start()
    await empty(store)
    await workers.drain(1)
    await store.close()
    assert set(killed.done) | set(heir.done) == set(range(30))
    assert len(set(killed.done) & set(heir.done)) <= 3
