"""Several processes on one PostgreSQL: each update and each job once, one poller, no gap."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from types import SimpleNamespace

import pytest
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs
from telegram import Update

from bot.delivery import claims, intake, polling
from bot.delivery.handling import Handling
from bot.delivery.jobs import Unit, Workers
from bot.delivery.lanes import Lanes
from bot.delivery.webhook import SECRET_HEADER, Webhook
from bot.store import Key, NewJob, Store, updates

SECRET = "s3cret-s3cret"


class Replica:
    """One process: a store of its own, lanes, workers, and what it was given to do."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.handled: list[int] = []
        self.ran: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.workers = Workers(store, self.run, concurrency=2)
        process = Handling(
            self.handle, store.updates, 99, wake=self.workers.wake, on_poison=self.refuse
        )
        self.lanes = Lanes(process, pauses=(0.02,))
        self.hook = Webhook(SimpleNamespace(id=99), self.lanes, store, secret=SECRET)

    async def handle(self, update: Update) -> None:
        self.handled.append(update.update_id)
        await self.gate.wait()
        person = f"user-{update.update_id % 5}"
        intake.jobs().append(NewJob(7, update.update_id, "file", "photo", "de", person))

    async def run(self, unit: Unit) -> None:
        self.ran.extend(job.message_id for job in unit)
        await asyncio.sleep(0.001)

    async def refuse(self, _: Update) -> None:
        raise AssertionError("no update of these tests is poison")


@pytest.fixture
async def start(postgres: str) -> AsyncIterator[Callable[[], object]]:
    """Start a replica; all share one database."""
    async with AsyncExitStack() as opened:

        async def another() -> Replica:
            store = await Store.open(postgres, key=Key(b"k" * 64))
            replica = Replica(store)
            opened.push_async_callback(store.close)
            opened.push_async_callback(replica.lanes.drain, 0)
            return replica

        yield another


async def client_of(replica: Replica, opened: AsyncExitStack) -> TestClient:
    server = TestServer(replica.hook.application("/telegram"))
    return await opened.enter_async_context(TestClient(server))


async def post(client: TestClient, update: Update) -> int:
    headers = {SECRET_HEADER: SECRET}
    answer = await client.post("/telegram", headers=headers, json=update.to_dict())
    return answer.status


async def test_an_update_given_to_all_replicas_at_once_is_handled_once(start, message):
    replicas = [await start() for _ in range(3)]
    async with AsyncExitStack() as opened:
        clients = [await client_of(each, opened) for each in replicas]
        posts = [
            post(client, message(number, chat=number))
            for number in range(1, 21)
            for client in clients
        ]
        statuses = await asyncio.gather(*posts)
    assert set(statuses) == {200}
    handled = Counter(number for each in replicas for number in each.handled)
    assert handled == Counter(range(1, 21))


async def test_the_jobs_of_all_replicas_are_run_once_each(start, message, eventually):
    replicas = [await start() for _ in range(2)]
    for number in range(1, 31):
        await replicas[number % 2].lanes.submit(message(number, chat=number))
    for each in replicas:
        await each.workers.start()
    await eventually(lambda: sum(len(each.ran) for each in replicas) >= 30)
    for each in replicas:
        await each.workers.drain(5)
    assert Counter(n for each in replicas for n in each.ran) == Counter(range(1, 31))
    assert all(each.ran for each in replicas)
    assert await replicas[0].store.jobs.count() == 0


async def test_what_a_killed_replica_had_under_way_another_one_finishes(
    start, message, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(updates, "LEASE", timedelta(seconds=0.3))
    killed, heir = await start(), await start()
    killed.gate.clear()
    killed.lanes.submit(message(1))
    while not killed.handled:  # noqa: ASYNC110 - the claim is on disk before
        await asyncio.sleep(0.005)
    async with AsyncExitStack() as opened:
        assert await post(await client_of(heir, opened), message(1)) == 200
    assert heir.handled == [1]


async def test_a_slow_replica_keeps_what_it_renews(
    start, message, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(updates, "LEASE", timedelta(seconds=1.5))
    monkeypatch.setattr(claims, "RENEW_SECONDS", 0.2)
    slow, other = await start(), await start()
    slow.gate.clear()
    async with claims.kept(slow.store.updates, alone=False):
        finished = slow.lanes.submit(message(1))
        while not slow.handled:  # noqa: ASYNC110 - the claim is on disk before
            await asyncio.sleep(0.005)
        again = other.lanes.submit(message(1))
        await asyncio.sleep(2.5)
        assert not again.done()
        slow.gate.set()
        await asyncio.gather(finished, again)
    assert other.handled == []


class Poller:
    """A replica that polls Telegram's queue while it leads."""

    def __init__(self, replica: Replica, queue: object) -> None:
        self.replica = replica
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(
            polling.poll(queue, replica.lanes, replica.store, stop=self.stop)  # type: ignore[arg-type]
        )

    async def stopped(self) -> None:
        self.stop.set()
        await self.task


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "LEADER_SECONDS", 0.05)


async def test_of_two_pollers_one_polls_and_the_other_says_that_it_stands_by(
    start, queue, message, eventually
):
    first = Poller(await start(), queue)
    queue.push(message(1))
    await eventually(lambda: queue.confirmed == [1])
    with capture_logs() as logs:
        second = Poller(await start(), queue)
        queue.push(message(2))
        await eventually(lambda: queue.confirmed == [1, 2])
        await eventually(lambda: bool(logs))
    assert [each["event"] for each in logs if each["event"].startswith("poll")] == ["poll.standby"]
    assert (first.replica.handled, second.replica.handled) == ([1, 2], [])
    await first.stopped()
    queue.push(message(3))
    await eventually(lambda: second.replica.handled == [3])
    await second.stopped()


async def test_a_poller_that_loses_its_lock_stands_by_and_nothing_is_handled_twice(
    start, queue, message, eventually, postgres_server
):
    first = Poller(await start(), queue)
    queue.push(*(message(number, chat=number) for number in range(1, 11)))
    await eventually(lambda: len(queue.confirmed) == 10)
    second = Poller(await start(), queue)
    postgres_server.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
        " WHERE locktype = 'advisory' AND objsubid = 2;"
    )
    queue.push(*(message(number, chat=number) for number in range(11, 21)))
    await eventually(lambda: len(queue.confirmed) == 20)
    handled = Counter(first.replica.handled + second.replica.handled)
    assert handled == Counter(range(1, 21))
    await first.stopped()
    await second.stopped()
