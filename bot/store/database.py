"""The connection: SQLite with the pragmas of a store of private things, or PostgreSQL."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.errors import StoreError
from bot.store.together import Together

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Self = TypeVar("Self", bound="Owner")

PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=5000",
)
# Faults of a statement, not of the database: trying them again would change nothing.
BUGS: Final = (IntegrityError, ProgrammingError, DataError, NotSupportedError)


class Database:
    """One engine; every transaction of the store goes through `begin`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._together = Together(engine)
        self._running: set[asyncio.Future[Any]] = set()
        self._lock: int | None = None

    @property
    def embedded(self) -> bool:
        """Say whether this is SQLite: one process, one file."""
        return self.engine.dialect.name == "sqlite"

    def hold_alone(self) -> None:
        """Keep other processes off SQLite's file until `close`; a killed one lets go of it.

        Raises `StoreError` where another process was first.
        """
        path = self.engine.url.database
        if not self.embedded or path in {None, "", ":memory:"}:
            return
        # A file beside it: closing any descriptor of the database would drop SQLite's own locks.
        descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise StoreError(
                f"another process already runs with {describe(self.engine.url)}: stop that one,"
                " or set BOT_DATABASE_URL to a PostgreSQL database, which several may share"
            ) from None
        self._lock = descriptor

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an INSERT that knows `on_conflict_do_*`; both dialects spell it alike."""
        return sqlite.insert(table) if self.embedded else postgresql.insert(table)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction, or on SQLite join one; raises `StoreError` without an answer."""
        opened = self._together.begin() if self.embedded else self.engine.begin()
        try:
            async with opened as connection:
                yield connection
        except BUGS:
            raise
        except (DBAPIError, PoolTimeout, OSError) as error:
            raise StoreError(
                f"the database did not answer ({_root(error)}): check that it runs, that its disk"
                " has room and that this user may write it"
            ) from None

    async def checkpoint(self) -> None:
        """Bring the write-ahead log home and empty it, so that deleted rows are gone from it."""
        if not self.embedded:
            return
        try:
            async with self.engine.connect() as connection:
                raw = await connection.get_raw_connection()
                # Outside a transaction: the driver's connection begins none by itself.
                driver: Any = raw.driver_connection
                await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        except (DBAPIError, sqlite3.Error) as error:
            raise StoreError(
                f"the write-ahead log could not be emptied ({_root(error)}): is the disk full?"
            ) from None

    async def uninterrupted(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Let work end although whoever waits for it is cancelled.

        A driver's connection that is left in the middle of a statement is lost to the pool.
        """
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Let running work end and close every connection."""
        if self._running:
            await asyncio.wait(set(self._running))
        await self.engine.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


class Owner(Protocol):
    """Whoever speaks SQL."""

    _database: Database


def uninterrupted(
    method: Callable[Concatenate[Self, Arguments], Coroutine[Any, Any, Result]],
) -> Callable[Concatenate[Self, Arguments], Coroutine[Any, Any, Result]]:
    """Decorate a method that opens a transaction: see `Database.uninterrupted`."""

    @wraps(method)
    async def whole(self: Self, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        return await self._database.uninterrupted(method(self, *args, **kwargs))

    return whole


def connect(url: str) -> Database:
    """Make the engine; raises `StoreError` where SQLite's file cannot be made."""
    address = make_url(url)
    if not address.drivername.startswith("sqlite"):
        return Database(create_async_engine(address, pool_pre_ping=True))
    in_memory = address.database in {None, "", ":memory:"}
    if not in_memory:
        make_private_file(Path(str(address.database)))
    # One connection: statements of one process queue for it instead of meeting locks.
    options = {} if in_memory else {"pool_size": 1, "max_overflow": 0}
    engine = create_async_engine(address, **options)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return Database(engine)


def make_private_file(path: Path) -> None:
    """Make folder (0700) and file (0600) where missing; SQLite gives its WAL the file's mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        with path.open("r+b"):
            pass
    except OSError as error:
        raise StoreError(
            f"the database file {path} cannot be written ({error.strerror}):"
            " set BOT_DATABASE_URL to a file in a folder that this user may write"
        ) from None


def _prepare(connection: Any, _: Any) -> None:
    """Set the pragmas, and let SQLAlchemy alone say where a transaction begins."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: a read that later writes cannot then fail half way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _root(error: BaseException) -> str:
    """Name the driver's own class of fault; its message may hold values."""
    origin = getattr(error, "orig", None)
    return type(origin or error).__name__


def describe(url: URL) -> str:
    """Name a database for an operator, without its password."""
    if url.drivername.startswith("sqlite"):
        return f"the database file {url.database}"
    return f"the database {url.database or ''} on {url.host or 'localhost'}".replace("  ", " ")
