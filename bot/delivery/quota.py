"""Limits a person: pictures an hour, questions a minute, shared by replicas where they can be."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from bot.delivery.pacing import SlidingWindow
from bot.delivery.shared import Shared

PICTURE: Final = "picture"
QUESTION: Final = "question"
KEPT: Final = 10_000  # people; idle ones are forgotten above this


class Quota:
    """Moving windows; user ids reach the server as HMACs only."""

    def __init__(
        self, shared: Shared | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the server that replicas share; without it, or while it is away, memory counts."""
        self._shared = shared
        self._clock = clock
        self._here: dict[tuple[str, int], SlidingWindow] = {}

    async def picture(self, user_id: int, an_hour: int) -> bool:
        """Tell whether this person may send one more picture now, and count it."""
        return await self._hit(RateLimitItemPerHour(an_hour), PICTURE, user_id)

    async def question(self, user_id: int, a_minute: int) -> bool:
        """Tell whether this person may ask one more question now, and count it."""
        return await self._hit(RateLimitItemPerMinute(a_minute), QUESTION, user_id)

    async def _hit(self, item: RateLimitItem, purpose: str, user_id: int) -> bool:
        """Count here too, so that a server that goes away leaves no clean slate."""
        here = self._hit_here(item, purpose, user_id)
        if self._shared is None:
            return here
        there = await self._shared.hit(item, purpose, self._shared.name(purpose, user_id))
        return here if there is None else there

    def _hit_here(self, item: RateLimitItem, purpose: str, user_id: int) -> bool:
        now = self._clock()
        window = self._here.get((purpose, user_id))
        if window is None:
            self._forget(now)
            window = SlidingWindow(item.amount, item.get_expiry())
            self._here[purpose, user_id] = window
        if window.wait(now) > 0:
            return False
        window.take(now)
        return True

    def _forget(self, now: float) -> None:
        if len(self._here) >= KEPT:
            self._here = {who: each for who, each in self._here.items() if not each.idle(now)}
