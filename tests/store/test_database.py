"""Transactions: whole or not at all, whatever becomes of those who wait for them."""

from __future__ import annotations

import asyncio

from bot.store import Store


async def test_a_cancelled_waiter_leaves_the_transaction_whole(store: Store) -> None:
    for update_id in range(200):
        waiter = asyncio.create_task(store.updates.finish(1, update_id))
        for _ in range(update_id % 20):
            await asyncio.sleep(0)
        waiter.cancel()
        await asyncio.gather(waiter, return_exceptions=True)
    async with asyncio.timeout(5):
        await store.updates.finish(1, 999)
    assert 999 in await store.updates.finished(1, range(1000))


async def test_closing_waits_for_what_is_under_way(store: Store, reopen) -> None:
    waiter = asyncio.create_task(store.languages.set(5, "de"))
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    await store.close()
    assert await (await reopen()).languages.get(5) == "de"


async def test_a_hundred_at_once_all_get_their_turn(store: Store) -> None:
    await asyncio.gather(*(store.counts.add("unsure", "gps", "de") for _ in range(100)))
    (row,) = await store.counts.rows()
    assert row.n == 100


async def test_two_processes_may_write_to_one_file(store: Store, reopen) -> None:
    other = await reopen()
    await asyncio.gather(
        *(store.counts.add("helpful", "gps", "de") for _ in range(30)),
        *(other.counts.add("helpful", "gps", "de") for _ in range(30)),
    )
    (row,) = await store.counts.rows()
    assert row.n == 60
