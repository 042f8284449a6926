"""Keeps this process's claims on updates alive while it handles them, and gives them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Protocol

from bot.delivery.contact import Sparingly
from bot.store import Standing, StoreError
from bot.store.updates import RENEW_SECONDS


class Claims(Protocol):
    """Who handles which update: `Store.updates`."""

    async def claim(self, bot_id: int, ids: Collection[int]) -> dict[int, Standing]:
        """Claim updates for this process."""

    async def renew(self) -> None:
        """Hold every claim longer."""

    async def release(self) -> None:
        """Give up every claim."""

    async def expire_all(self) -> None:
        """End every lease, also those of others."""


@asynccontextmanager
async def kept(claims: Claims, *, alone: bool) -> AsyncIterator[None]:
    """Renew the claims inside, and release what is undone at the end.

    `alone` says that no other process uses the database: whoever held a claim before is dead.
    """
    sparingly = Sparingly()
    if alone:
        await _tried(claims.expire_all(), sparingly)
    renewing = asyncio.create_task(_renew(claims, sparingly))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        await _tried(claims.release(), sparingly)


async def _renew(claims: Claims, sparingly: Sparingly) -> None:
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await _tried(claims.renew(), sparingly)


async def _tried(write: Coroutine[Any, Any, None], sparingly: Sparingly) -> None:
    """Write if the database answers; where it does not, the leases end by themselves."""
    try:
        await write
    except StoreError as error:
        sparingly.say("store.unavailable", error)
