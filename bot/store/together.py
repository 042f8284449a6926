"""SQLite's transactions in groups: whoever comes while one is open joins it.

A commit costs far more than the statements in it, and one process has one connection here, so
people would queue for it. Instead each does its statements in turn, the last one commits for all,
and nobody returns before that. What fails takes its group with it: the others hear `StoreError`,
as when the database does not answer, and come again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.errors import StoreError

MOST: Final = 64  # members of a group; the rest wait for the next one


class Group:
    """An open transaction and how it ends."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.members = 0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Together:
    """Transactions of one connection."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._open: Group | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Have the connection alone for some statements; they are committed when this returns."""
        async with self._my_turn():
            group = self._open = self._open or Group(await self._begun())
            group.members += 1
            try:
                yield group.connection
                if not self._waiting or group.members >= MOST:
                    await group.connection.commit()
                    await self._end(group)
            except BaseException:
                await self._end(group, failed=True)
                raise
        await asyncio.shield(group.ended)

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    async def _begun(self) -> AsyncConnection:
        connection = await self._engine.connect()
        try:
            await connection.begin()
        except BaseException:
            await connection.close()
            raise
        return connection

    async def _end(self, group: Group, *, failed: bool = False) -> None:
        """Give the connection back, which takes back what was not committed."""
        self._open = None
        try:
            await group.connection.close()
        finally:
            if not failed:
                group.ended.set_result(None)
            elif group.members > 1:
                group.ended.set_exception(StoreError("a transaction beside this one failed"))
