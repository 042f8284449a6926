"""The first words with the Bot API server, and how often a standing trouble is said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot import log

Result = TypeVar("Result")
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0


class TokenRefusedError(Exception):
    """Telegram refuses the token (401 or 404): a setting to mend, exit status 2."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram refuses BOT_TOKEN: copy it again from @BotFather (/mybots, API Token)"
        )


class Growing:
    """Pauses that double, from half a second to half a minute."""

    def __init__(self, first: float = FIRST_PAUSE, longest: float = LONGEST_PAUSE) -> None:
        self._first = self._next = first
        self._longest = longest

    def __call__(self) -> float:
        """Return the next pause in seconds."""
        pause, self._next = self._next, min(self._next * 2, self._longest)
        return pause

    def reset(self) -> None:
        """Begin small again."""
        self._next = self._first


class Sparingly:
    """Writes one event at most once a minute, however often its cause returns."""

    def __init__(self, every: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._clock = clock
        self._said: dict[str, float] = {}

    def say(self, name: str, error: BaseException | None = None) -> None:
        """Write the event, unless it was written within the minute."""
        now = self._clock()
        if now - self._said.get(name, -self._every) >= self._every:
            self._said[name] = now
            why = {} if error is None else {"error": type(error).__name__}
            log.event(name, level="warning", **why)


async def reach(call: Callable[[], Awaitable[Result]], stop: asyncio.Event) -> Result | None:
    """Repeat a call until the Bot API server answers, with growing pauses.

    Returns None once `stop` is set. Raises `TokenRefusedError` where the token is wrong.
    """
    pause, sparingly = Growing(), Sparingly()
    while not stop.is_set():
        try:
            return await call()
        except InvalidToken:
            raise TokenRefusedError from None
        except (NetworkError, RetryAfter) as error:
            sparingly.say("api.unreachable", error)
            await rest(stop, pause())
    return None


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Sleep, unless `stop` is set before."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def retry_seconds(error: RetryAfter) -> float:
    """Return the pause Telegram asks for, in seconds; PTB gives a number or a timedelta."""
    pause = error._retry_after  # noqa: SLF001 - the public name warns of its coming change of type
    return float(pause.total_seconds())
