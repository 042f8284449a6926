"""Who polls: one of several, and the next one as soon as it ends."""

from __future__ import annotations

import pytest

from bot.store import Store, StoreError, leader

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


async def test_of_two_processes_one_leads(store: Store, reopen) -> None:
    other = await reopen()
    assert await store.leader.acquire(99)
    assert await store.leader.acquire(99)
    assert await store.leader.held()
    assert not await other.leader.acquire(99)
    assert not await other.leader.held()


async def test_each_bot_has_its_own_leader(store: Store, reopen) -> None:
    assert await store.leader.acquire(99)
    assert await (await reopen()).leader.acquire(100)


async def test_who_resigns_is_followed_by_another(store: Store, reopen) -> None:
    other = await reopen()
    await store.leader.acquire(99)
    await store.leader.resign()
    assert await other.leader.acquire(99)
    assert not await store.leader.held()


async def test_a_leader_whose_connection_ended_knows_it(
    store: Store, reopen, postgres_server
) -> None:
    await store.leader.acquire(99)
    postgres_server.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
        " WHERE locktype = 'advisory' AND objsubid = 2;"
    )
    assert not await store.leader.held()
    assert await (await reopen()).leader.acquire(99)


async def test_without_the_database_nobody_leads(store: Store, monkeypatch) -> None:
    async def away(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(leader, "_locked", away)
    with pytest.raises(StoreError):
        await store.leader.acquire(99)
