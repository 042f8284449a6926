"""Whose turn it is to send: Telegram's limits overall and per chat, and priorities.

Limits of the Bots FAQ ("My bot is hitting limits"): about 30 messages a second overall, one a
second in a chat with short bursts, 20 a minute in a group. Pure: the time is passed in.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Final, Protocol

PRIVATE_RATE: Final = 1.0  # messages a second
PRIVATE_BURST: Final = 5
GROUP_MESSAGES: Final = 20
GROUP_SECONDS: Final = 60.0
KEPT_CHATS: Final = 512  # idle ones are forgotten above this


class Priority(IntEnum):
    """What goes first when not everything can go: pass it as `rate_limit_args`."""

    DELETION = 1  # from one: PTB takes a zero for no argument
    ANSWER = 2
    NOTICE = 3


class Limit(Protocol):
    """A limit on messages."""

    def wait(self, now: float, ahead: int = 0) -> float:
        """Return the seconds until a message may go after `ahead` others."""

    def take(self, now: float, messages: int = 1) -> None:
        """Count messages as sent; more than are free put the limit into debt."""

    def idle(self, now: float) -> bool:
        """Say whether the limit remembers nothing."""


class Bucket:
    """Tokens that refill at a steady rate: a burst, then one message each 1/rate seconds."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = float(burst)
        self._at = 0.0

    def wait(self, now: float, ahead: int = 0) -> float:
        """See `Limit.wait`."""
        return max(0.0, (1 + ahead - self._now(now)) / self._rate)

    def take(self, now: float, messages: int = 1) -> None:
        """See `Limit.take`."""
        self._tokens, self._at = self._now(now) - messages, now

    def idle(self, now: float) -> bool:
        """See `Limit.idle`."""
        return self._now(now) >= self._burst

    def _now(self, now: float) -> float:
        return min(self._burst, self._tokens + (now - self._at) * self._rate)


class SlidingWindow:
    """Never more than `messages` in any `seconds`."""

    def __init__(self, messages: int, seconds: float) -> None:
        self._messages = messages
        self._seconds = seconds
        self._sent: deque[float] = deque()

    def wait(self, now: float, ahead: int = 0) -> float:
        """See `Limit.wait`."""
        self._forget(now)
        over = len(self._sent) + ahead - self._messages
        if over < 0:
            return 0.0
        if not self._sent:
            return self._seconds * (over // self._messages + 1)
        rounds, place = divmod(over, len(self._sent))
        return self._sent[place] + self._seconds * (rounds + 1) - now

    def take(self, now: float, messages: int = 1) -> None:
        """See `Limit.take`."""
        self._sent.extend([now] * messages)

    def idle(self, now: float) -> bool:
        """See `Limit.idle`."""
        self._forget(now)
        return not self._sent

    def _forget(self, now: float) -> None:
        while self._sent and now - self._sent[0] >= self._seconds:
            self._sent.popleft()


_numbers = count()


@dataclass(slots=True, eq=False)
class Ticket:
    """One request in the queue; `messages` is what it counts for (an album: its items)."""

    chat: int | str | None
    priority: Priority
    messages: int = 1
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def rank(self) -> tuple[int, int]:
        """Return the order of serving."""
        return (self.priority, self.number)


class Pacing:
    """The queue of requests and the limits they wait for; a rate of 0 paces nothing."""

    def __init__(self, rate: float) -> None:
        self._paced = rate > 0
        # Below one a second a window is one message wide and longer than a second.
        messages = max(1, int(rate))
        self._overall = SlidingWindow(messages, messages / rate if rate > 0 else 0.0)
        self._chats: dict[int | str, Limit] = {}
        self._halted: dict[int | str | None, float] = {}
        self._queue: list[Ticket] = []

    def join(self, ticket: Ticket) -> None:
        """Enter the queue."""
        self._queue.append(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Leave the queue, sent or not."""
        self._queue.remove(ticket)

    @property
    def waiting(self) -> int:
        """Count the queue."""
        return len(self._queue)

    def halt(self, chat: int | str | None, until: float) -> None:
        """Send nothing to a chat before `until`; None halts all."""
        self._halted[chat] = max(until, self._halted.get(chat, 0.0))

    def halted(self, chat: int | str | None, now: float) -> float:
        """Return the seconds for which nothing may go to a chat."""
        return max(self._halt_left(chat, now), self._halt_left(None, now))

    def wait(self, ticket: Ticket, now: float) -> float:
        """Return the seconds until this ticket should ask again; 0 = it may go."""
        halted = self.halted(ticket.chat, now)
        if not self._paced:
            return halted
        return max(halted, self._chat_wait(ticket, now), self._overall_wait(ticket, now))

    def take(self, ticket: Ticket, now: float) -> None:
        """Count a ticket as sent."""
        if not self._paced:
            return
        self._overall.take(now, ticket.messages)
        limit = self._limit(ticket)
        if limit is not None:
            limit.take(now, ticket.messages)
        if len(self._chats) > KEPT_CHATS:
            self._chats = {chat: each for chat, each in self._chats.items() if not each.idle(now)}

    def _halt_left(self, chat: int | str | None, now: float) -> float:
        until = self._halted.get(chat)
        if until is not None and until <= now:
            del self._halted[chat]
            return 0.0
        return 0.0 if until is None else until - now

    def _chat_wait(self, ticket: Ticket, now: float) -> float:
        """Wait for the chat's limit, behind those of the same chat that go first."""
        limit = self._limit(ticket)
        if limit is None:
            return 0.0
        ahead = sum(
            other.messages
            for other in self._queue
            if other.chat == ticket.chat and other.rank < ticket.rank and self._limit(other)
        )
        return limit.wait(now, ahead)

    def _overall_wait(self, ticket: Ticket, now: float) -> float:
        """Wait for the overall limit, behind those that go first and could go now."""
        ahead = sum(
            other.rank < ticket.rank and self._could_go(other, now) for other in self._queue
        )
        return self._overall.wait(now, ahead)

    def _could_go(self, ticket: Ticket, now: float) -> bool:
        limit = self._limit(ticket)
        return not self._halt_left(ticket.chat, now) and (limit is None or not limit.wait(now))

    def _limit(self, ticket: Ticket) -> Limit | None:
        """Return the limit of the ticket's chat; deletions are no messages."""
        if ticket.chat is None or ticket.priority is Priority.DELETION:
            return None
        if ticket.chat not in self._chats:
            self._chats[ticket.chat] = _new_limit(ticket.chat)
        return self._chats[ticket.chat]


def _new_limit(chat: int | str) -> Limit:
    """Groups and channels have negative ids; a name such as @channel is a public one."""
    if isinstance(chat, int) and chat > 0:
        return Bucket(PRIVATE_RATE, PRIVATE_BURST)
    return SlidingWindow(GROUP_MESSAGES, GROUP_SECONDS)
