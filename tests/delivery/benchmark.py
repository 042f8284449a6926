"""Measure updates and jobs a second through lanes, store and workers.

python tests/delivery/benchmark.py                        (SQLite, a temporary file)
python tests/delivery/benchmark.py postgresql+asyncpg://… (an empty database)
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.delivery import intake
from bot.delivery.handling import Handling
from bot.delivery.jobs import Unit, Workers
from bot.delivery.lanes import Lanes
from bot.store import Key, NewJob, Store

UPDATES, JOBS, CHATS, PEOPLE = 2000, 500, 200, 50


def update(number: int) -> Update:
    """Return a private message of one of 200 chats."""
    chat = {"id": number % CHATS + 1, "type": "private"}
    content = {"message_id": number, "date": 0, "text": "x", "chat": chat}
    made = Update.de_json({"update_id": number, "message": content}, None)
    assert made is not None
    return made


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


async def main(url: str) -> None:
    """Print three figures."""
    store = await Store.open(url, key=Key(b"k" * 64))
    figures = {
        "updates/s": await handled(store, 1, UPDATES, answer),
        "updates/s that leave a job": await handled(store, 10_000, JOBS, picture),
        "jobs/s": await jobs_done(store),
    }
    for name, figure in figures.items():
        sys.stdout.write(f"{name}: {figure:.0f}\n")
    await store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite+aiosqlite:///{folder}/x"))
