"""Faults that somebody asked for: what networks, servers and Telegram do on a bad day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import ApiError, Json

WORDS = {
    400: "Bad Request: test fault",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: test fault",
    429: "Too Many Requests: retry later",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Meets the next `times` calls of `method` (`*` = any but getUpdates, `download` = files).

    `delay` in seconds comes first, then either `error` (HTTP status; `html` answers it as a proxy
    would) or `drop` of the connection before or after the call was carried out. For downloads,
    `reset_after` bytes the connection is reset.
    """

    method: str = "*"
    times: int = 1
    chat_id: int | None = None
    delay: float = 0.0
    error: int | None = None
    description: str | None = None
    retry_after: int | None = None
    html: bool = False
    drop: Literal["before", "after"] | None = None
    reset_after: int | None = None

    def api_error(self) -> ApiError | None:
        """Return the refusal to answer with, if this fault is one."""
        if self.error is None:
            return None
        words = self.description or WORDS.get(self.error, "test fault")
        if self.retry_after is None:
            return ApiError(self.error, words)
        return ApiError(self.error, words, retry_after=self.retry_after)

    def meets(self, method: str, call: Call | None) -> bool:
        """Tell whether this fault is for such a call."""
        name = self.method.lower()
        if name == "*":
            return method not in {"getupdates", "download"} and self._meets_chat(call)
        return name == method and self._meets_chat(call)

    def _meets_chat(self, call: Call | None) -> bool:
        return self.chat_id is None or (
            call is not None and call.text("chat_id") == str(self.chat_id)
        )


class Faults:
    """The faults still to come, first added first met."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def __len__(self) -> int:
        """Count the faults that nothing has met yet."""
        return len(self._waiting)

    def add(self, fault: Fault) -> None:
        """Arm a fault."""
        self._waiting.append(fault)

    def add_json(self, body: Json) -> None:
        """Arm a fault given as JSON; raises `TypeError` for a field that does not exist."""
        self.add(Fault(**body))

    def clear(self) -> None:
        """Disarm all."""
        self._waiting.clear()

    def take(self, method: str, call: Call | None = None) -> Fault | None:
        """Return the fault this call meets, used up by one."""
        for index, fault in enumerate(self._waiting):
            if fault.meets(method.lower(), call):
                self._use(index, fault)
                return fault
        return None

    def _use(self, index: int, fault: Fault) -> None:
        if fault.times > 1:
            self._waiting[index] = replace(fault, times=fault.times - 1)
        else:
            del self._waiting[index]
