"""The record of what the bot asked for, with hashes instead of uploads."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json
from bot.demo.emulator.events import Events

KEPT_CALLS = 5000


@dataclass(frozen=True, slots=True)
class Recorded:
    """One answered call; `result` is None where it was refused."""

    number: int
    call: Call
    status: int
    result: Any
    error: str | None
    ms: float

    def json(self) -> Json:
        """Return it for the control API: upload hashes, never upload bytes."""
        return {
            "number": self.number,
            "method": self.call.method,
            "params": dict(self.call.params),
            "uploads": {name: up.summary() for name, up in self.call.uploads.items()},
            "status": self.status,
            "result": self.result,
            "error": self.error,
            "ms": round(self.ms, 1),
        }


class Calls:
    """The last calls, oldest first, and a count of all; polls are only counted."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._kept: deque[Recorded] = deque(maxlen=KEPT_CALLS)
        self._number = 0
        self.counts: Counter[str] = Counter()

    def record(self, call: Call, status: int, answer: Json, ms: float) -> None:
        """Keep a call and tell the listeners."""
        self.counts[call.method.lower()] += 1
        if call.method.lower() == "getupdates":
            return
        self._number += 1
        recorded = Recorded(
            self._number, call, status, answer.get("result"), answer.get("description"), ms
        )
        self._kept.append(recorded)
        self._events.publish("call", call=recorded.json())

    def all(self, method: str | None = None, *, after: int = 0) -> list[Recorded]:
        """Return the calls (of one method, any case) with a number above `after`."""
        return [
            each
            for each in self._kept
            if each.number > after
            and (method is None or method.lower() == each.call.method.lower())
        ]
