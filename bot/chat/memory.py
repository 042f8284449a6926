"""What the chat remembers in memory only: bounded, with an end, gone at a restart.

The privacy table of the contract names all of it: topic context 10 minutes, edit-to-answer ids 48
hours, for an hour what a report and its buttons still need. The rest are marks that something was
said or done already, so that it is not repeated.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

from bot.chat.covering_state import Covering
from bot.delivery.quota import Quota
from bot.images.results import Finding

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MINUTE, HOUR = 60.0, 3600.0
Message = tuple[int, int]  # chat id, message id


class Recent(Generic[K, V]):
    """A map that forgets after `seconds` and holds at most `size` keys, oldest out first."""

    def __init__(
        self, seconds: float, size: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds, self._size, self._clock = seconds, size, clock
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def __len__(self) -> int:
        self._expire()
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return what was put under a key and is not too old."""
        self._expire()
        found = self._kept.get(key)
        return found[1] if found else None

    def put(self, key: K, value: V) -> None:
        """Keep a value; its time starts anew."""
        self._kept.pop(key, None)
        self._kept[key] = (self._clock() + self._seconds, value)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def first(self, key: K, value: V) -> bool:
        """Keep a value unless the key is known; tell whether it was new."""
        if self.get(key) is not None:
            return False
        self.put(key, value)
        return True

    def __iter__(self) -> Iterator[K]:
        """Go through the known keys, oldest first."""
        self._expire()
        return iter(tuple(self._kept))

    def drop(self, matches: Callable[[K], bool]) -> None:
        """Forget the keys that match."""
        for key in [key for key in self._kept if matches(key)]:
            del self._kept[key]

    def _expire(self) -> None:
        now = self._clock()
        while self._kept and next(iter(self._kept.values()))[0] <= now:
            self._kept.popitem(last=False)


class Memory:
    """All that is held between two updates."""

    def __init__(self) -> None:
        self.limits = Quota()
        self.topic: Recent[int, str] = Recent(10 * MINUTE)
        # By group and topic: the question that was answered last.
        self.answered_here: Recent[tuple[int, str], int] = Recent(2 * MINUTE)
        self.answers: Recent[Message, tuple[int, ...]] = Recent(48 * HOUR)
        self.disclaimed: Recent[int, bool] = Recent(12 * HOUR)
        self.pressed: Recent[tuple[int, int, str], bool] = Recent(3.0)
        self.voted: Recent[Message, bool] = Recent(48 * HOUR)
        self.sent_on: Recent[Message, bool] = Recent(48 * HOUR)
        self.apologised: Recent[int, bool] = Recent(MINUTE)
        self.refused_album: Recent[tuple[int, str], bool] = Recent(MINUTE)
        self.seen_album: Recent[tuple[int, str], bool] = Recent(MINUTE)
        # By chat and text: a limit is told once, not for each file of a burst.
        self.told_limit: Recent[tuple[int, str], bool] = Recent(MINUTE)
        # What the name of a waiting file gives away, by kind: never the name, never its words.
        self.file_names: Recent[Message, tuple[Finding, ...]] = Recent(HOUR)
        # By preview message: the choices of a person who covers parts of a picture, newest last.
        self.covering: Recent[Message, tuple[Covering, ...]] = Recent(HOUR, 1_000)
        # By report message of an album: the file ids of its pictures, in order.
        self.albums: Recent[Message, tuple[str, ...]] = Recent(HOUR, 1_000)
        # By job (its id, chat, message) and step: the messages that were sent.
        self.sent: Recent[tuple[tuple[int, int, int], str], tuple[int, ...]] = Recent(HOUR)

    def forget(self, chat_id: int) -> None:
        """Forget a chat at once."""
        self.topic.drop(lambda key: key == chat_id)
        self.disclaimed.drop(lambda key: key == chat_id)
        own = (self.answers, self.voted, self.sent_on, self.file_names, self.covering, self.albums)
        for marks in own:
            marks.drop(lambda key: key[0] == chat_id)
