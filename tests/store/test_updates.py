"""Claims: one process handles an update, a dead one gives it up, a deadly one is found."""

from __future__ import annotations

import asyncio

from bot.store import Standing, Store
from bot.store.updates import LEASE

OURS, ELSEWHERE, DONE = Standing.OURS, Standing.ELSEWHERE, Standing.DONE


async def test_a_new_update_is_ours_and_stays_so(store: Store) -> None:
    assert await store.updates.claim(1, [10]) == {10: OURS}
    assert await store.updates.claim(1, [10, 11]) == {10: OURS, 11: OURS}


async def test_what_another_process_holds_is_elsewhere_until_it_is_done(
    store: Store, reopen
) -> None:
    other = await reopen()
    await other.updates.claim(1, [10, 11])
    await other.updates.finish(1, 11)
    assert await store.updates.claim(1, [10, 11, 12]) == {10: ELSEWHERE, 11: DONE, 12: OURS}


async def test_claims_are_of_one_bot(store: Store, reopen) -> None:
    await store.updates.finish(1, 10)
    assert await (await reopen()).updates.claim(2, [10]) == {10: OURS}


async def test_of_many_at_once_one_gets_each_update(store: Store, reopen) -> None:
    replicas = [store, await reopen(), await reopen()]
    claims = await asyncio.gather(*(each.updates.claim(1, range(100)) for each in replicas))
    owners = [sum(claim[update_id] is OURS for claim in claims) for update_id in range(100)]
    assert owners == [1] * 100


async def test_a_dead_process_gives_its_claims_up_when_the_lease_ends(
    store: Store, reopen, clock
) -> None:
    other = await reopen()
    await store.updates.claim(1, [10])
    clock.now += LEASE
    assert await other.updates.claim(1, [10]) == {10: OURS}
    assert other.updates.begun(1, 10) == 1


async def test_a_living_process_keeps_its_claims(store: Store, reopen, clock) -> None:
    other = await reopen()
    await store.updates.claim(1, [10])
    clock.now += LEASE / 2
    await store.updates.renew()
    clock.now += LEASE / 2
    assert await other.updates.claim(1, [10]) == {10: ELSEWHERE}


async def test_what_is_given_back_is_free_at_once_and_under_no_suspicion(
    store: Store, reopen
) -> None:
    other = await reopen()
    await store.updates.claim(1, [10])
    await store.updates.release()
    assert await other.updates.claim(1, [10]) == {10: OURS}
    assert other.updates.begun(1, 10) == 0


async def test_giving_back_takes_nothing_from_whoever_took_over(
    store: Store, reopen, clock
) -> None:
    heir, third = await reopen(), await reopen()
    await store.updates.claim(1, [10])
    clock.now += LEASE
    await heir.updates.claim(1, [10])
    await store.updates.release()
    assert await third.updates.claim(1, [10]) == {10: ELSEWHERE}


async def test_each_death_in_the_middle_is_counted_once(reopen, clock) -> None:
    counted = []
    for _ in range(4):
        process = await reopen()
        await process.updates.claim(1, [10])
        counted.append(process.updates.begun(1, 10))
        if counted[-1]:
            await process.updates.begin(1, 10)
            await process.updates.begin(1, 10)  # a retry in the same process
        clock.now += LEASE
    assert counted == [0, 1, 2, 3]


async def test_those_who_only_waited_are_counted_no_further(reopen, clock) -> None:
    for _ in range(5):
        process = await reopen()
        await process.updates.claim(1, [10])
        clock.now += LEASE
    assert process.updates.begun(1, 10) == 1


async def test_the_only_process_takes_over_at_once(store: Store, reopen) -> None:
    await store.updates.claim(1, [10])
    heir = await reopen()
    await heir.updates.expire_all()
    assert await heir.updates.claim(1, [10]) == {10: OURS}
