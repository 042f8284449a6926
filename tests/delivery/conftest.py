"""Updates as Telegram sends them, a queue that behaves like Telegram's, and a real store."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.store import Key, NewJob, Store

# PTB's RetryAfter warns of a coming change of type whenever one is made, unless one opts in.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class TelegramQueue:
    """The two calls of polling: an offset confirms what is below it, the rest comes again."""

    id = 99

    def __init__(self) -> None:
        self.pending: list[Update] = []
        self.confirmed: list[int] = []
        self.dead = False
        self.faults: list[Exception] = []
        self.webhook_faults: list[Exception] = []
        self.asked: list[tuple[int | None, int]] = []
        self.webhook_deleted_with: list[bool] = []
        self._arrived = asyncio.Event()

    def push(self, *updates: Update) -> None:
        self.pending.extend(updates)
        self._arrived.set()

    async def get_updates(
        self,
        *,
        offset: int | None,
        limit: int,
        timeout: int,  # noqa: ASYNC109 - PTB names it
        allowed_updates: Sequence[str],
    ) -> tuple[Update, ...]:
        assert "chat_member" in allowed_updates
        self.asked.append((offset, timeout))
        await asyncio.sleep(0)
        if self.dead:
            raise NetworkError("nobody is there")
        if self.faults:
            raise self.faults.pop(0)
        self._confirm(offset)
        if not self.pending and timeout:
            self._arrived.clear()
            await self._arrived.wait()
        return tuple(self.pending[:limit])

    async def delete_webhook(self, *, drop_pending_updates: bool) -> bool:
        self.webhook_deleted_with.append(drop_pending_updates)
        if self.webhook_faults:
            raise self.webhook_faults.pop(0)
        return True

    def _confirm(self, offset: int | None) -> None:
        passed = [each for each in self.pending if offset is not None and each.update_id < offset]
        self.confirmed.extend(each.update_id for each in passed)
        self.pending = [each for each in self.pending if each not in passed]


@pytest.fixture
def queue() -> TelegramQueue:
    return TelegramQueue()


@pytest.fixture
def message() -> Callable[..., Update]:
    """Make the update of a private text message."""

    def make(update_id: int, chat: int = 1) -> Update:
        content = {
            "update_id": update_id,
            "message": {
                "message_id": update_id, "date": 0, "text": "hello",
                "chat": {"id": chat, "type": "private"},
            },
        }  # fmt: skip
        update = Update.de_json(content, None)
        assert update is not None
        return update

    return make


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite'}"


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, key=Key(b"k" * 64))
    yield opened
    await opened.close()


@pytest.fixture
async def other_store(store: Store, database: str) -> AsyncIterator[Store]:
    """Open the same database as another process does."""
    opened = await Store.open(database, key=Key(b"k" * 64))
    yield opened
    await opened.close()


@pytest.fixture
def new_job() -> Callable[..., NewJob]:
    """Make a picture job; what a test does not name is ordinary."""

    def make(message_id: int = 1, user: str = "anna", album: str | None = None) -> NewJob:
        return NewJob(7, message_id, f"file-{message_id}", "document", "de", user, album)

    return make


@pytest.fixture
def abandon() -> Callable[[Store], Awaitable[None]]:
    """End a process where it stands: no claim and no lease is given back, as after kill -9."""

    async def kill(store: Store) -> None:
        async def no_last_words(*_: int) -> None:
            return

        store.jobs.release = no_last_words  # type: ignore[method-assign]
        store.updates.release = no_last_words  # type: ignore[method-assign]
        # What the driver has under way is whole on disk or not there, as after a true kill.
        alive = [task for task in asyncio.all_tasks() if of_delivery(task)]
        while alive := [task for task in alive if not task.done()]:
            for task in alive:
                task.cancel()
            await asyncio.wait(alive, timeout=0.01)
        await store._database.close()

    return kill


def of_delivery(task: asyncio.Task[object]) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return task is not asyncio.current_task() and "bot/delivery/" in code.co_filename


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], object]:
    """Wait until something holds; fails after five seconds."""

    async def wait(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 - what holds may be anything, also on disk
                await asyncio.sleep(0.002)

    return wait
