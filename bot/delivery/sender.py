"""Every request to the Bot API passes here: paced, halted after a 429, repeated after faults.

A halt is for the chat that got the 429. What a fault leaves open decides about a repeat: a request
that cannot have arrived, or that the server failed, is sent again; a file that was sent and not
answered is not (`UploadUnconfirmed`), since Telegram knows no idempotency key.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot import log
from bot.delivery.contact import retry_seconds
from bot.delivery.outcome import UploadUnconfirmed
from bot.delivery.pacing import Pacing, Priority, Ticket

Callback = Callable[..., Coroutine[Any, Any, Any]]
REPEATS: Final = 4
PAUSES: Final = (0.5, 1.0, 2.0, 4.0)  # seconds before each repeat after a fault
PATIENCE: Final = 90.0  # seconds one request may wait for its turn: more than a group's minute
LONGEST_QUEUE: Final = 1000
PACED: Final = ("send", "forward", "copy", "edit", "delete", "stop")  # how their methods begin
UNPACED: Final = frozenset({"sendchataction", "deletewebhook", "deletemycommands"})
UPLOADS: Final = frozenset({
    "senddocument", "sendmediagroup", "sendphoto", "sendvideo", "sendanimation", "sendaudio",
    "sendvoice", "sendlivephoto",
})  # fmt: skip
# What httpx raises before a request has left whole: the server cannot have acted on it.
NEVER_ARRIVED: Final = frozenset({
    "ConnectError", "ConnectTimeout", "PoolTimeout", "WriteError", "WriteTimeout",
})  # fmt: skip


class Sender(BaseRateLimiter[Priority]):
    """PTB's rate limiter for `ApplicationBuilder.rate_limiter`."""

    __slots__ = ("_clock", "_pacing", "_sleep")

    def __init__(
        self,
        rate: float = 30.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the messages a second over all chats; 0 = no pacing, for a local server."""
        self._pacing = Pacing(rate)
        self._clock = clock
        self._sleep = sleep

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | None,
    ) -> Any:
        """Send one request in its turn; raises what PTB raises once repeating is no use."""
        method = endpoint.lower()
        chat = _chat(data)
        repeats = 0
        while True:
            await self._turn(method, chat, data, rate_limit_args)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._halt(chat, error)
                fault: NetworkError | RetryAfter = error
            except NetworkError as error:
                self._give_way(method, error)
                fault = error
            repeats += 1
            if repeats > REPEATS:
                raise fault
            log.event("send.repeated", level="warning", method=endpoint, attempt=repeats,
                      error=type(fault).__name__)  # fmt: skip
            if not isinstance(fault, RetryAfter):
                await self._sleep(PAUSES[repeats - 1])

    async def _turn(
        self, method: str, chat: int | str | None, data: dict[str, Any], priority: Priority | None
    ) -> None:
        """Wait for the request's turn; raises `RetryAfter` where that would take too long."""
        if not _is_paced(method):
            await self._wait(lambda now: self._pacing.halted(chat, now))
            return
        if self._pacing.waiting >= LONGEST_QUEUE:
            raise RetryAfter(int(PATIENCE))
        ticket = Ticket(chat, priority or _priority(method), _messages(data))
        self._pacing.join(ticket)
        try:
            await self._wait(lambda now: self._pacing.wait(ticket, now))
            self._pacing.take(ticket, self._clock())
        finally:
            self._pacing.leave(ticket)

    async def _wait(self, seconds: Callable[[float], float]) -> None:
        """Sleep as long as `seconds` of the time is above zero."""
        began = self._clock()
        while (pause := seconds(self._clock())) > 0:
            if self._clock() + pause - began > PATIENCE:
                raise RetryAfter(math.ceil(pause))
            await self._sleep(pause)

    def _halt(self, chat: int | str | None, error: RetryAfter) -> None:
        self._pacing.halt(chat, self._clock() + retry_seconds(error))

    def _give_way(self, method: str, error: NetworkError) -> None:
        """Raise where a repeat is no use (400) or could do the same thing twice (a file)."""
        if isinstance(error, BadRequest):
            raise error
        if method in UPLOADS and _may_have_arrived(error):
            raise UploadUnconfirmed from error


def _may_have_arrived(error: NetworkError) -> bool:
    """Say whether the server may have acted: the whole request was out and nothing came back."""
    cause = error.__cause__
    if cause is None:
        return isinstance(error, TimedOut)  # an answer with a 5xx status is an answer
    return type(cause).__name__ not in NEVER_ARRIVED and not isinstance(cause, TelegramError)


def _chat(data: dict[str, Any]) -> int | str | None:
    """Return the chat a request is for; an id written as text is the same chat."""
    chat: int | str | None = data.get("chat_id")
    if isinstance(chat, str) and chat.lstrip("-").isdigit():
        return int(chat)
    return chat


def _is_paced(method: str) -> bool:
    return method.startswith(PACED) and method not in UNPACED


def _priority(method: str) -> Priority:
    return Priority.DELETION if method.startswith("delete") else Priority.ANSWER


def _messages(data: dict[str, Any]) -> int:
    """Return what a request counts for: each item of an album is a message."""
    media = data.get("media")
    return len(media) if isinstance(media, list | tuple) and media else 1
