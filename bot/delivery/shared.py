"""Limits that replicas share through Valkey or Redis, and what holds while it is away.

Keys are HMACs: no chat and no person can be read from the server. A server that does not answer
is left alone for some seconds; meanwhile each replica keeps the limits for itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from valkey.asyncio import ConnectionPool, Valkey
from valkey.asyncio.retry import Retry
from valkey.backoff import NoBackoff
from valkey.exceptions import ValkeyError

from bot.delivery.contact import Sparingly
from bot.delivery.pacing import GROUP_MESSAGES, PRIVATE_BURST

Result = TypeVar("Result")
ANSWER_WITHIN: Final = 0.5  # seconds for one request
LEFT_ALONE: Final = 5.0  # seconds after a fault
SOONEST: Final = 0.02  # seconds until a full window is asked again
KEY_BYTES: Final = 16
ALL: Final = "all"
IN_PRIVATE: Final = RateLimitItemPerSecond(PRIVATE_BURST, PRIVATE_BURST)  # one a second, in bursts
IN_A_GROUP: Final = RateLimitItemPerMinute(GROUP_MESSAGES)


class Shared:
    """The server behind BOT_REDIS_URL; every method has an answer also without it."""

    def __init__(
        self, url: str, *, key: bytes, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take a `valkey`, `valkeys`, `redis` or `rediss` URL; connects when first asked."""
        pool: ConnectionPool = ConnectionPool.from_url(
            url,
            socket_timeout=ANSWER_WITHIN,
            socket_connect_timeout=ANSWER_WITHIN,
            retry=Retry(NoBackoff(), 0),
        )
        self._pool = pool
        self._server = Valkey(connection_pool=pool)
        storage = RedisStorage(f"async+{url}", implementation="valkey", connection_pool=pool)  # type: ignore[arg-type]  # it is handed on to Valkey
        self._windows = MovingWindowRateLimiter(storage)
        self._key = key
        self._clock = clock
        self._away_until = -math.inf
        self._sparingly = Sparingly()

    def name(self, purpose: str, who: int | str) -> str:
        """Return what stands for a chat or a person in the server's keys."""
        message = f"{purpose}\0{who}".encode()
        return hmac.digest(self._key, message, hashlib.sha256)[:KEY_BYTES].hex()

    async def hit(self, item: RateLimitItem, *names: str) -> bool | None:
        """Count one in a window, if there is room; None without the server."""
        return await self._asked(lambda: self._windows.hit(item, *names), None)

    async def send(self, chat: int | str | None, rate: float, messages: int) -> float:
        """Count a message to a chat; returns the seconds until it may ask again, 0 = it may go."""
        return await self._asked(lambda: self._send(chat, rate, messages), 0.0)

    async def halt(self, chat: int | str | None, seconds: float) -> None:
        """Tell all replicas to send nothing to a chat; None means to nobody."""
        name = _halt(self.name("halt", ALL if chat is None else chat))
        milliseconds = max(1, int(seconds * 1000))
        await self._asked(lambda: self._server.set(name, 1, px=milliseconds), None)

    async def halted(self, chat: int | str | None) -> float:
        """Return the seconds for which some replica was told to send nothing to a chat."""
        return await self._asked(lambda: self._halted(chat), 0.0)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.disconnect()

    async def _send(self, chat: int | str | None, rate: float, messages: int) -> float:
        """Take a place overall, then in the chat, that one only where the chat has room."""
        overall = _overall(rate)
        if chat is None:
            return await self._place(overall, ALL, messages)
        item, name = _of_chat(chat), self.name("send", chat)
        if not await self._windows.test(item, name, cost=min(messages, item.amount)):
            return await self._until_room(item, name)
        return await self._place(overall, ALL, messages) or await self._place(item, name, messages)

    async def _place(self, item: RateLimitItem, name: str, messages: int) -> float:
        """Count in a window and return 0, or count nothing and return the seconds to wait."""
        if await self._windows.hit(item, name, cost=min(messages, item.amount)):
            return 0.0
        return await self._until_room(item, name)

    async def _until_room(self, item: RateLimitItem, name: str) -> float:
        stats = await self._windows.get_window_stats(item, name)
        return max(SOONEST, float(stats.reset_time) - time.time())

    async def _halted(self, chat: int | str | None) -> float:
        left = [await self._server.pttl(_halt(self.name("halt", ALL)))]
        if chat is not None:
            left.append(await self._server.pttl(_halt(self.name("halt", chat))))
        return float(max(0, *left)) / 1000

    async def _asked(self, ask: Callable[[], Awaitable[Result]], otherwise: Result) -> Result:
        """Ask the server unless it was away a moment ago."""
        if self._clock() < self._away_until:
            return otherwise
        try:
            async with asyncio.timeout(2 * ANSWER_WITHIN):
                return await ask()
        except (ValkeyError, OSError, TimeoutError) as error:
            self._away_until = self._clock() + LEFT_ALONE
            self._sparingly.say("limits.not_shared", error)
            return otherwise


def _overall(rate: float) -> RateLimitItem:
    """Below one message a second the window is one message wide and longer than a second."""
    messages = max(1, int(rate))
    return RateLimitItemPerSecond(messages, max(1, round(messages / rate)))


def _of_chat(chat: int | str) -> RateLimitItem:
    return IN_PRIVATE if isinstance(chat, int) and chat > 0 else IN_A_GROUP


def _halt(name: str) -> str:
    return f"halt/{name}"
