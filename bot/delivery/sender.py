"""Every request to the Bot API passes here: paced, halted after a 429, repeated after faults.

A halt is for the chat that got the 429. What a fault leaves open decides about a repeat: a request
that cannot have arrived, or that the server failed, is sent again; a file that was sent and not
answered is not (`UploadUnconfirmed`), since Telegram knows no idempotency key.

What cannot go at once goes in order of `pacing.Priority`: deletions, which are known by their
method and count for no chat's limit; then answers, which is everything else; then notices, which
whoever sends one names: `bot.send_message(…, rate_limit_args=Priority.NOTICE)`.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Final

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot import log
from bot.delivery import metrics
from bot.delivery.client import never_arrived
from bot.delivery.contact import retry_seconds
from bot.delivery.outcome import UploadUnconfirmed
from bot.delivery.pacing import Pacing, Priority, Ticket
from bot.delivery.shared import Shared

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


class Sender(BaseRateLimiter[Priority]):
    """PTB's rate limiter for `ApplicationBuilder.rate_limiter`."""

    __slots__ = ("_clock", "_pacing", "_rate", "_shared", "_sleep")

    def __init__(
        self,
        rate: float = 30.0,
        *,
        shared: Shared | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the messages a second over all chats; 0 = no pacing, for a local server.

        `shared` is where replicas count together.
        """
        self._rate = rate
        self._pacing = Pacing(rate)
        self._shared = shared
        self._clock = clock
        self._sleep = sleep

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close: `shared` belongs to whoever made it."""

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
                with _counted(endpoint):
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                await self._halt(chat, error)
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
        metrics.sends_waiting.set(self._pacing.waiting)
        try:
            await self._both_let_go(ticket)
            self._pacing.take(ticket, self._clock())
        finally:
            self._pacing.leave(ticket)
            metrics.sends_waiting.set(self._pacing.waiting)

    async def _both_let_go(self, ticket: Ticket) -> None:
        """Wait for this process's limits, then for those shared with the other replicas."""
        ending = self._clock() + PATIENCE
        await self._wait(lambda now: self._pacing.wait(ticket, now))
        if self._shared is None:
            return
        while pause := await self._shared_wait(self._shared, ticket):
            if self._clock() + pause > ending:
                raise RetryAfter(math.ceil(pause))
            await self._sleep(pause)

    async def _shared_wait(self, shared: Shared, ticket: Ticket) -> float:
        halted = await shared.halted(ticket.chat)
        if halted > 0 or self._rate <= 0:
            return halted
        chat = None if ticket.priority is Priority.DELETION else ticket.chat
        return await shared.send(chat, self._rate, ticket.messages)

    async def _wait(self, seconds: Callable[[float], float]) -> None:
        """Sleep as long as `seconds` of the time is above zero."""
        began = self._clock()
        while (pause := seconds(self._clock())) > 0:
            if self._clock() + pause - began > PATIENCE:
                raise RetryAfter(math.ceil(pause))
            await self._sleep(pause)

    async def _halt(self, chat: int | str | None, error: RetryAfter) -> None:
        self._pacing.halt(chat, self._clock() + retry_seconds(error))
        if self._shared is not None:
            await self._shared.halt(chat, retry_seconds(error))

    def _give_way(self, method: str, error: NetworkError) -> None:
        """Raise where a repeat is no use (400) or could do the same thing twice (a file)."""
        if isinstance(error, BadRequest):
            raise error
        if method in UPLOADS and _may_have_arrived(error):
            raise UploadUnconfirmed from error


@contextmanager
def _counted(method: str) -> Iterator[None]:
    """Count how a request ended."""
    outcome = "ok"
    try:
        yield
    except RetryAfter:
        outcome = "retry_after"
        raise
    except (BadRequest, Forbidden):
        outcome = "refused"
        raise
    except TelegramError as error:
        outcome = "timeout" if isinstance(error, TimedOut) else "fault"
        raise
    finally:
        metrics.sends.labels(method, outcome).inc()


def _may_have_arrived(error: NetworkError) -> bool:
    """Say whether the server may have acted: the whole request was out and nothing came back."""
    cause = error.__cause__
    if cause is None:
        return isinstance(error, TimedOut)  # an answer with a 5xx status is an answer
    return not never_arrived(cause) and not isinstance(cause, TelegramError)


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
