"""Limits a person, kept in memory: pictures an hour, questions a minute (contract, "Limits")."""

from __future__ import annotations

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

WAITING_PICTURES = 20
DOWNLOAD_BYTES = 20_971_520


class Limits:
    """Moving windows under user ids that never leave this process."""

    def __init__(self) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    async def picture(self, user_id: int, an_hour: int) -> bool:
        """Tell whether this person may send one more picture now, and count it."""
        return await self._windows.hit(RateLimitItemPerHour(an_hour), "picture", str(user_id))

    async def question(self, user_id: int, a_minute: int) -> bool:
        """Tell whether this person may ask one more question now, and count it."""
        return await self._windows.hit(RateLimitItemPerMinute(a_minute), "question", str(user_id))
