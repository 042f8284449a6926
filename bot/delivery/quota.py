"""Limits a person: pictures an hour, questions a minute, shared by replicas where they can be."""

from __future__ import annotations

from typing import Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.delivery.shared import Shared

PICTURE: Final = "picture"
QUESTION: Final = "question"


class Quota:
    """Moving windows; user ids reach the server as HMACs only."""

    def __init__(self, shared: Shared | None = None) -> None:
        """Take the server that replicas share; without it, or while it is away, memory counts."""
        self._shared = shared
        self._here = MovingWindowRateLimiter(MemoryStorage())

    async def picture(self, user_id: int, an_hour: int) -> bool:
        """Tell whether this person may send one more picture now, and count it."""
        return await self._hit(RateLimitItemPerHour(an_hour), PICTURE, user_id)

    async def question(self, user_id: int, a_minute: int) -> bool:
        """Tell whether this person may ask one more question now, and count it."""
        return await self._hit(RateLimitItemPerMinute(a_minute), QUESTION, user_id)

    async def _hit(self, item: RateLimitItem, purpose: str, user_id: int) -> bool:
        """Count here too, so that a server that goes away leaves no clean slate."""
        here = await self._here.hit(item, purpose, str(user_id))
        if self._shared is None:
            return here
        there = await self._shared.hit(item, purpose, self._shared.name(purpose, user_id))
        return here if there is None else there
