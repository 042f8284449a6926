"""Limits that replicas share, on a real Valkey, and what holds when it goes away."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from telegram.error import RetryAfter
from valkey.asyncio import Valkey

from bot.delivery.pacing import Priority
from bot.delivery.quota import Quota
from bot.delivery.sender import Sender
from bot.delivery.shared import Shared

KEY = b"k" * 64
NOBODY = "valkey://127.0.0.1:9"


@pytest.fixture
async def two(valkey):
    """Two replicas' views of one server."""
    views = Shared(valkey, key=KEY), Shared(valkey, key=KEY)
    yield views
    for each in views:
        await each.close()


@pytest.fixture
async def without():
    """A replica whose server does not answer."""
    opened = Shared(NOBODY, key=KEY)
    yield opened
    await opened.close()


async def sent_at_once(*views: Shared, chat: int, rate: float = 1000) -> int:
    waits = [await view.send(chat, rate, 1) for _ in range(25) for view in views]
    return sum(wait == 0 for wait in waits)


async def test_a_private_chat_gets_five_at_once_from_all_replicas(two):
    assert await sent_at_once(*two, chat=7) == 5


async def test_a_group_gets_twenty_a_minute_from_all_replicas(two):
    assert await sent_at_once(*two, chat=-100) == 20
    assert 50 < await two[0].send(-100, 1000, 1) <= 60


async def test_the_rate_overall_is_shared(two):
    began = time.time()
    sent = 0
    for chat in range(1, 61):
        sent += await two[chat % 2].send(chat, 30, 1) == 0
    assert sent == 30 or time.time() - began > 0.9


async def test_replicas_at_once_never_go_over_a_limit(two):
    waits = await asyncio.gather(*(two[n % 2].send(-5, 1000, 1) for n in range(60)))
    assert sum(wait == 0 for wait in waits) == 20


async def test_an_album_larger_than_a_burst_goes_when_there_is_room(two):
    assert await two[0].send(7, 1000, 10) == 0
    assert await two[1].send(7, 1000, 1) > 0


async def test_a_halt_is_heard_by_the_other_replica_for_that_chat_alone(two):
    await two[0].halt(7, 30)
    assert 29 < await two[1].halted(7) <= 30
    assert await two[1].halted(8) == 0


async def test_a_halt_of_all_is_heard_for_every_chat(two):
    await two[0].halt(None, 30)
    assert await two[1].halted(8) > 29


async def test_no_id_stands_in_the_server(two, valkey):
    await two[0].send(918273645, 30, 1)
    await two[0].halt(918273645, 30)
    await Quota(two[0]).picture(918273645, 60)
    async with Valkey.from_url(valkey) as server:
        keys = [key async for key in server.scan_iter()]
    assert len(keys) >= 3
    assert not [key for key in keys if b"918273645" in key]


async def test_a_person_has_one_quota_at_all_replicas(two):
    first, second = (Quota(each) for each in two)
    taken = [await each.question(1, 3) for _ in range(3) for each in (first, second)]
    assert taken == [True, True, True, False, False, False]
    assert await second.question(2, 3)
    assert await second.picture(1, 3)


async def test_without_a_server_each_replica_counts_for_itself():
    quota = Quota()
    assert [await quota.picture(1, 2) for _ in range(3)] == [True, True, False]


async def test_a_server_that_is_away_is_said_once_and_stops_nobody(without):
    quota = Quota(without)
    with capture_logs() as logs:
        assert [await quota.picture(1, 2) for _ in range(3)] == [True, True, False]
        assert await without.send(7, 30, 1) == 0
        assert await without.halted(7) == 0
    assert [each["event"] for each in logs] == ["limits.not_shared"]


async def test_a_server_that_is_away_is_left_alone_for_a_while(monkeypatch):
    now = [0.0]
    shared = Shared(NOBODY, key=KEY, clock=lambda: now[0])
    asked = []

    async def ask() -> None:
        asked.append(now[0])
        raise OSError

    for second in range(12):
        now[0] = float(second)
        await shared._asked(ask, None)
    assert asked == [0, 5, 10]


async def test_a_429_of_one_replica_stops_the_other_one(two):
    async def refused() -> None:
        raise RetryAfter(timedelta(seconds=3600))

    async def taken() -> bool:
        return True

    async def send(shared: Shared, callback) -> object:
        sender = Sender(1000, shared=shared)
        return await sender.process_request(callback, (), {}, "sendMessage", {"chat_id": 7}, None)

    with pytest.raises(RetryAfter):
        await send(two[0], refused)
    with pytest.raises(RetryAfter):
        await send(two[1], taken)


async def test_a_deletion_needs_no_room_of_its_chat_in_any_replica(two):
    async def taken() -> bool:
        return True

    await sent_at_once(two[0], chat=-9)
    sender = Sender(1000, shared=two[1])
    async with asyncio.timeout(1):
        assert await sender.process_request(
            taken, (), {}, "deleteMessage", {"chat_id": -9}, Priority.DELETION
        )
