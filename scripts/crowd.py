"""A crowd that sends mixed updates, and the book of what each still has to get back."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from bot.demo.emulator import Emulator, Person
from bot.demo.emulator.world import GROUP_ID
from bot.demo.samples import find

FIRST_ID: Final = 5_300_000_001
LONGEST: Final = 900.0  # seconds until what is still on its way counts as lost
QUESTIONS: Final = (
    "What is in the metadata of photo {}?",
    "Was passiert mit Bild {}, das ich in eine KI hochlade?",
    "How do I remove the location from picture {}?",
    "Wer darf Foto {} von mir veröffentlichen?",
)
Place = tuple[Any, ...]  # chat and message that a reply belongs to, or an inline query
Due = Counter[str]  # kind of reply -> how many
Json = dict[str, Any]


@dataclass(slots=True)
class Book:
    """Replies that are due, had, and had once too often; apologies say which chat only."""

    due: dict[Place, Due] = field(default_factory=dict)
    had: dict[Place, Counter[str]] = field(default_factory=dict)
    apologies: Counter[int] = field(default_factory=Counter)
    together: dict[Place, Place] = field(default_factory=dict)  # item of an album -> its first
    expired: int = 0

    def expect(self, place: Place, **kinds: int) -> None:
        """Write down what must come back."""
        self.due[place] = Counter(kinds)

    def enter(self, place: Place, kind: str) -> None:
        """Write down what came back."""
        if place[1] is None:
            self.apologies[place[0]] += 1
        else:
            # An album torn apart by an end is answered item by item.
            self.had.setdefault(self.together.get(place, place), Counter())[kind] += 1

    def expire(self, place: Place) -> None:
        """Take off what Telegram itself accepts no answer to any more."""
        if place not in self.had and self.due.pop(place, None) is not None:
            self.expired += 1

    def waiting(self) -> list[Place]:
        """Return what still lacks a reply."""
        return [place for place, due in self.due.items() if due - self.had.get(place, Counter())]

    def lost(self) -> Counter[str]:
        """Count by kind of chat what got no word at all, not even an apology."""
        silent = Counter(place[0] for place in self.due if place not in self.had)
        lost: Counter[str] = Counter()
        for chat, count in (silent - self.apologies).items():
            lost[_kind(chat)] += count
        return lost

    def missing(self) -> Counter[str]:
        """Count by kind the replies that are due."""
        none: Counter[str] = Counter()
        gaps = (due - self.had.get(at, none) for at, due in self.due.items())
        return sum(gaps, none)

    def refused(self) -> int:
        """Count what got words, but not the reply that was due."""
        return len(self.waiting()) - self.lost().total()

    def repeats(self) -> int:
        """Count the replies that came more often than they were due."""
        none: Counter[str] = Counter()
        return sum((had - self.due.get(at, none)).total() for at, had in self.had.items())


class Crowd:
    """Twenty people in their private chats and three in a group."""

    def __init__(self, emulator: Emulator, dice: random.Random, people: int = 20) -> None:
        self.book = Book()
        self.sent = 0
        self._emulator = emulator
        self._dice = dice
        self._picture = _flowers()
        self._people = [newcomer(emulator, number) for number in range(people)]
        self._heard = emulator.listen(_of_the_bot)

    async def send(self, count: int) -> None:
        """Send that many updates of all kinds."""
        goal = self.sent + count
        while self.sent < goal:
            act = self._dice.choices(list(self._acts), weights=list(self._acts.values()))[0]
            self.sent += await act(self)

    async def hear(self, *, until_waiting: int, patience: float = 20) -> None:
        """Take replies until at most so many are due; raises `TimeoutError` after silence.

        `patience` in seconds.
        """
        while len(self.book.waiting()) > until_waiting:
            self._note(await self._heard.wait_for(lambda _: True, seconds=patience))

    async def hear_out(self, *, silence: float) -> None:
        """Take replies until none is due, or there is `silence` (seconds) and an empty queue.

        What Telegram has still to deliver is not lost, on a slow machine least of all.
        """
        ending = time.monotonic() + LONGEST
        while time.monotonic() < ending:
            try:
                await self.hear(until_waiting=0, patience=silence)
            except TimeoutError:
                if not len(self._emulator.world.updates):
                    return
            else:
                return

    async def hear_for(self, seconds: float) -> None:
        """Take what comes within a time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    self._note(await self._heard.wait_for(lambda _: True, seconds=seconds))

    def _note(self, event: Json) -> None:
        match event["type"]:
            case "inline":
                self.book.enter(("inline", event["query_id"]), "inline")
            case "call":
                self.book.expire(("inline", event["call"]["params"]["inline_query_id"]))
            case _:
                self._note_message(event)

    def _note_message(self, event: Json) -> None:
        message = event["message"]
        replied = message.get("reply_to_message", {}).get("message_id")
        self.book.enter(
            (event["chat_id"], replied), "document" if "document" in message else "text"
        )

    def _anyone(self) -> Person:
        return self._dice.choice(self._people)

    async def _question(self) -> int:
        text = self._dice.choice(QUESTIONS).format(self.sent)
        return self._expect(self._anyone().write(text), text=1)

    async def _file(self) -> int:
        sent = self._anyone().send_document(f"{self.sent}.jpg", self._picture)
        return self._expect(sent, text=1, document=1)

    async def _broken(self) -> int:
        return self._expect(self._anyone().send_document("a.jpg", b"no picture"), text=1)

    async def _album(self) -> int:
        files = [(f"{n}.jpg", "image/jpeg", self._picture) for n in range(2)]
        first, second = await self._anyone().send_album(files)
        chat_id = first["chat"]["id"]
        self.book.together[chat_id, second["message_id"]] = chat_id, first["message_id"]
        return self._expect(first, text=1, document=2) + 1

    async def _inline(self) -> int:
        self.book.expect(("inline", self._anyone().ask_inline("metadata").id), inline=1)
        return 1

    async def _in_group(self) -> int:
        anna = self._emulator.person("Anna", GROUP_ID)
        return self._expect(anna.write(f"/ask What is EXIF, for picture {self.sent}?"), text=1)

    def _expect(self, message: Json, **kinds: int) -> int:
        self.book.expect((message["chat"]["id"], message["message_id"]), **kinds)
        return 1

    _acts: Final[dict[Callable[[Crowd], Awaitable[int]], int]] = {
        _question: 60, _file: 15, _broken: 6, _album: 4, _inline: 8, _in_group: 7,
    }  # fmt: skip


def _kind(chat: Any) -> str:
    if chat == "inline":
        return "inline"
    return "group" if chat < 0 else "private"


def newcomer(emulator: Emulator, number: int) -> Person:
    """Add somebody to the emulated world: every other one speaks German."""
    name = f"Person{number}"
    emulator.world.chats.add_person(FIRST_ID + number, name, "de" if number % 2 else "en")
    return emulator.person(name)


def _flowers() -> bytes:
    sample = find("flowers.jpg")
    if sample is None:
        raise LookupError("the sample flowers.jpg is gone")
    return sample.data


def _of_the_bot(event: Json) -> bool:
    """Tell whether an event is a reply, or an inline answer that came too late (150 s)."""
    match event["type"]:
        case "message":
            return bool(event["message"]["from"]["is_bot"])
        case "call":
            call = event["call"]
            late = "query is too old" in (call["error"] or "")
            return late and bool(call["method"] == "answerInlineQuery")
        case other:
            return bool(other == "inline")
