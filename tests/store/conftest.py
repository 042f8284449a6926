"""A real SQLite file and a real PostgreSQL, and a clock that stands until it is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Key, NewJob, Store


class StandingClock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database; each test runs on both engines."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres"))
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / 'bot.sqlite'}"


@pytest.fixture
async def reopen(url: str, clock: StandingClock) -> AsyncIterator[Callable[[], Awaitable[Store]]]:
    """Open the same database once more, as a process started after another one does."""
    async with AsyncExitStack() as opened:

        async def again(key: bytes = Key(b"k" * 64)) -> Store:
            store = await Store.open(url, key=key, clock=clock)
            opened.push_async_callback(store.close)
            return store

        yield again


@pytest.fixture
async def store(reopen: Callable[[], Awaitable[Store]]) -> Store:
    return await reopen()


@pytest.fixture
def new_job() -> Callable[..., NewJob]:
    """Make a picture job; what a test does not name is ordinary."""

    def make(message_id: int = 1, user: str = "anna", **others: object) -> NewJob:
        values: dict[str, object] = {
            "chat_id": 7, "message_id": message_id, "file_id": f"file-{message_id}",
            "kind": "document", "lang": "de", "user": user,
        } | others  # fmt: skip
        return NewJob(**values)  # type: ignore[arg-type]

    return make
