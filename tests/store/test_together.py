"""Groups of transactions on SQLite: one commit for all who come together, and none half done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from bot.store import StoreError
from bot.store.database import Database, connect


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = connect(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite'}")
    async with opened.begin() as connection:
        await connection.execute(text("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"))
    yield opened
    await opened.close()


@pytest.fixture
def commits(database: Database) -> list[object]:
    seen: list[object] = []
    event.listen(database.engine.sync_engine, "commit", seen.append)
    return seen


async def add(database: Database, number: int) -> None:
    async with database.begin() as connection:
        await connection.execute(text("INSERT INTO numbers VALUES (:n)"), {"n": number})


async def numbers(database: Database) -> set[int]:
    async with database.begin() as connection:
        return set((await connection.execute(text("SELECT n FROM numbers"))).scalars())


async def test_what_comes_together_is_committed_together(database, commits):
    await asyncio.gather(*(add(database, number) for number in range(20)))
    assert len(commits) < 5
    assert await numbers(database) == set(range(20))


async def test_a_group_is_bounded(database, commits):
    await asyncio.gather(*(add(database, number) for number in range(200)))
    assert len(commits) >= 200 // 64


async def test_nobody_returns_before_the_commit(database, commits):
    async def add_and_look(number: int) -> int:
        await add(database, number)
        return len(commits)

    assert min(await asyncio.gather(*map(add_and_look, range(10)))) >= 1


async def test_what_fails_takes_its_group_with_it(database):
    await add(database, 7)
    outcomes = await asyncio.gather(
        *(add(database, number) for number in (1, 2, 7, 3)), return_exceptions=True
    )
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds.count(IntegrityError) == 1
    kept = {n for n, outcome in zip((1, 2, 7, 3), outcomes, strict=True) if outcome is None}
    assert await numbers(database) == kept | {7}
    assert all(isinstance(each, StoreError | IntegrityError) for each in outcomes if each)


async def test_a_failure_alone_is_its_own(database):
    await add(database, 7)
    with pytest.raises(IntegrityError):
        await add(database, 7)
    await add(database, 8)
    assert await numbers(database) == {7, 8}


async def test_whoever_gives_up_waiting_blocks_nobody(database):
    async with database.begin():
        waiting = asyncio.create_task(add(database, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.wait_for(add(database, 2), 5)
    assert await numbers(database) == {2}
