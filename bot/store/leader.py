"""Who polls: one process of several that share a PostgreSQL database.

Telegram answers two pollers of one bot with 409 by turns (Bot API, getUpdates). An advisory lock
of a connection of its own decides between them: the server frees it as soon as that connection
ends, so a killed leader is followed at once (PostgreSQL manual, 13.3.5 Advisory Locks).
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.errors import StoreError

LOCK: Final = 0x1B0B  # the first of two numbers, the same in all replicas; the second is the bot's
SECOND: Final = 1 << 31


class Leader:
    """The lock; on SQLite, where there is one process, it is always free."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: AsyncConnection | None = None

    @uninterrupted
    async def acquire(self, bot_id: int) -> bool:
        """Say whether this process polls from now on; raises `StoreError`."""
        if self._database.embedded or self._connection is not None:
            return True
        try:
            async with AsyncExitStack() as opened:
                connection = await opened.enter_async_context(self._database.engine.connect())
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                if await _locked(connection, bot_id):
                    self._connection = connection
                    opened.pop_all()  # it stays open: the lock lasts as long as it does
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(f"the database did not answer ({type(error).__name__})") from None
        return self._connection is not None

    @uninterrupted
    async def held(self) -> bool:
        """Say whether the lock is still this process's: it ends with its connection."""
        if self._database.embedded:
            return True
        if self._connection is None:
            return False
        try:
            await self._connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            await self._drop()
            return False
        return True

    @uninterrupted
    async def resign(self) -> None:
        """Let another process poll."""
        await self._drop()

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await connection.execute(text("SELECT pg_advisory_unlock_all()"))
        except (SQLAlchemyError, OSError):
            await connection.invalidate()
        await connection.close()


async def _locked(connection: AsyncConnection, bot_id: int) -> bool:
    statement = text("SELECT pg_try_advisory_lock(:lock, :bot)")
    found = await connection.execute(statement, {"lock": LOCK, "bot": bot_id % SECOND})
    return bool(found.scalar_one())
