"""What lanes, claims and jobs carry on their own: no network, no handlers, no pictures."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from telegram import Chat, Message, Update

from bench.table import Table
from bot.delivery import intake
from bot.delivery.handling import Handling
from bot.delivery.jobs import Unit, Workers
from bot.delivery.lanes import Lanes
from bot.store import Key, NewJob, Store
from scripts.replicas import postgresql

UPDATES, JOBS, CHATS, PEOPLE = 1000, 300, 200, 50


def update(number: int) -> Update:
    """Make a private message of one of 200 chats."""
    chat = Chat(number % CHATS + 1, Chat.PRIVATE)
    return Update(number, Message(number, datetime.now(UTC), chat, text="x"))


async def answer(_: Update) -> None:
    """Do nothing."""


async def picture(update: Update) -> None:
    """Leave a job behind."""
    number = update.update_id
    user = f"user-{number % PEOPLE}"
    intake.jobs().append(NewJob(number % CHATS + 1, number, "file", "photo", "de", user))


async def handled(
    store: Store, first: int, count: int, handle: Callable[[Update], Awaitable[None]]
) -> float:
    """Return how many updates a second are claimed, handled and finished."""
    process = Handling(handle, store.updates, 99, wake=lambda: None, on_poison=answer)
    lanes = Lanes(process)
    numbers = range(first, first + count)
    began = time.perf_counter()
    for at in range(0, count, 100):
        batch = numbers[at : at + 100]
        await store.updates.claim(99, batch)  # as polling does
        await asyncio.gather(*(lanes.submit(update(number)) for number in batch))
    return count / (time.perf_counter() - began)


async def jobs_done(store: Store) -> float:
    """Return how many jobs a second two workers lease, run and delete."""
    left, done = JOBS, asyncio.Event()

    async def run(unit: Unit) -> None:
        nonlocal left
        left -= len(unit)
        if left <= 0:
            done.set()

    workers = Workers(store, run, concurrency=2)
    began = time.perf_counter()
    await workers.start()
    await done.wait()
    took = time.perf_counter() - began
    await workers.drain(5)
    return JOBS / took


async def figures(url: str) -> list[float]:
    """Measure one database, empty at first."""
    store = await Store.open(url, key=Key(b"k" * 64))
    try:
        return [
            await handled(store, 1, UPDATES, answer),
            await handled(store, 10_000, JOBS, picture),
            await jobs_done(store),
        ]
    finally:
        await store.close()


def databases() -> Table:
    """Measure SQLite and PostgreSQL."""
    sys.stderr.write("lanes, claims and jobs\n")
    with tempfile.TemporaryDirectory(prefix="bench-delivery-") as folder:
        sqlite = asyncio.run(figures(f"sqlite+aiosqlite:///{folder}/x.sqlite"))
        with postgresql(Path(folder) / "postgres") as url:
            postgres = asyncio.run(figures(url.replace("postgresql", "postgresql+asyncpg", 1)))
    names = (
        "updates through claim, lanes and done",
        "the same, each leaving a job",
        "jobs leased, run and deleted by two workers",
    )
    return Table(
        "Lanes, claims and jobs",
        "How many a second. Telegram lets a bot send about 30 messages a second.",
        ("what", "SQLite", "PostgreSQL"),
        [[name, *(f"{each:.0f}/s" for each in row)]
         for name, *row in zip(names, sqlite, postgres, strict=True)],
    )  # fmt: skip
