"""Delivery to a webhook as Telegram does it (Bot API, setWebhook; tdlib/telegram-bot-api).

Each lane (a chat's messages, a person's button presses, …) is delivered one at a time, in order;
lanes run side by side up to `max_connections`. Only a 2XX confirms; the rest is tried again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.demo.emulator.errors import Json
from bot.demo.emulator.events import Clock
from bot.demo.emulator.updates import Updates

MOST_CONNECTIONS = 100
TIMEOUT_SECONDS = 60
# Seconds before each further try; the last one goes on for ever.
PAUSES = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name

Lane = tuple[str, int]
Execute = Callable[[str, Json], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str
    connections: int


class Webhook:
    """The delivery loop; `execute` carries out a method call found in an answer."""

    def __init__(self, updates: Updates, clock: Clock, pauses: tuple[float, ...] = PAUSES) -> None:
        self._updates = updates
        self._clock = clock
        self._pauses = pauses
        self._busy: dict[Lane, asyncio.Task[None]] = {}
        self._error: Json = {}
        self.target: Target | None = None
        self.execute: Execute | None = None
        self.tries = 0

    def point_at(self, target: Target | None) -> None:
        """Set or delete the webhook."""
        self.target = target
        self._error = {}
        self._updates.notify()

    def info(self) -> Json:
        """Return the fields of `WebhookInfo` known here."""
        target = self.target
        base = {"url": target.url if target else "", "has_custom_certificate": False}
        return {**base, "max_connections": target.connections, **self._error} if target else base

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS)) as session:
            try:
                while True:
                    self._start_lanes(session)
                    await self._updates.changed()
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _start_lanes(self, session: ClientSession) -> None:
        if self.target is None:
            return
        for update in self._updates.pending():
            lane = lane_of(update)
            if lane not in self._busy and len(self._busy) < self.target.connections:
                self._busy[lane] = asyncio.create_task(self._run_lane(session, lane, update))

    async def _run_lane(self, session: ClientSession, lane: Lane, update: Json) -> None:
        try:
            if await self._deliver(session, update):
                self._updates.confirm(update["update_id"])
        finally:
            del self._busy[lane]
            self._updates.notify()

    async def _deliver(self, session: ClientSession, update: Json) -> bool:
        attempt = 0
        while (target := self.target) is not None:
            pause = await self._try(session, target, update, attempt)
            if pause is None:
                return True
            await asyncio.sleep(pause)
            attempt += 1
        return False

    async def _try(
        self, session: ClientSession, target: Target, update: Json, attempt: int
    ) -> float | None:
        """Post once; None when it was taken, else the seconds to wait."""
        self.tries += 1
        pause = self._pauses[min(attempt, len(self._pauses) - 1)]
        headers = {SECRET_HEADER: target.secret} if target.secret else {}
        try:
            async with session.post(target.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    await self._answer(await response.read())
                    return None
                self._note(f"Wrong response from the webhook: {response.status}")
                return _retry_after(response, pause)
        except (ClientError, TimeoutError, OSError):
            self._note("Connection refused or timed out")
            return pause

    def _note(self, problem: str) -> None:
        self._error = {"last_error_date": self._clock.now(), "last_error_message": problem}

    async def _answer(self, body: bytes) -> None:
        """Carry out a call made in the answer (Bot API, "Making requests", last paragraph)."""
        try:
            call = json.loads(body)
        except ValueError:
            return
        if isinstance(call, dict) and "method" in call and self.execute is not None:
            await self.execute(str(call.pop("method")), call)


def lane_of(update: Json) -> Lane:
    """Return the lane of an update: a chat's messages in order, a person's presses in order."""
    kind = next(key for key in update if key != "update_id")
    body = update[kind]
    if kind in {"callback_query", "inline_query", "chosen_inline_result"}:
        return kind, int(body["from"]["id"])
    if kind in {"chat_member", "my_chat_member"}:
        return kind, int(body["new_chat_member"]["user"]["id"])
    return "chat", int(body["chat"]["id"])


def _retry_after(response: ClientResponse, pause: float) -> float:
    value = response.headers.get("Retry-After", "")
    return max(pause, float(value)) if value.isdigit() else pause
