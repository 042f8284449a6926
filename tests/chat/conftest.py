"""The chat, in this process: our handlers, a real store, and the emulated Telegram.

Only the answer engine is replaced, at our own border, so that a test says what it answers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import Application, ApplicationBuilder

from bot import chat
from bot.answers.results import (
    Answer,
    Answered,
    Candidate,
    Entry,
    Language,
    Refused,
    Source,
    Unsure,
)
from bot.chat import pictures
from bot.chat.services import Services
from bot.delivery import intake
from bot.delivery.handling import Handling
from bot.demo.emulator import Emulator, Person
from bot.demo.emulator.world import MIA
from bot.sandbox import open_sandbox
from bot.settings import Settings
from bot.store import Job, Store

Json = dict[str, Any]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
GROUP = -1_001_700_000_001
EXIF = Candidate("exif-what", "What is EXIF?", 0.9)
CRISIS = Candidate("crisis-support", "I can't cope", 0.9)


def make_entry(topic: str = "exif-what", lang: Language = "en", **changes: Any) -> Entry:
    """An entry with everything an entry may have."""
    entry = Entry(
        topic=topic,
        lang=lang,
        title="Was ist EXIF?" if lang == "de" else "What is EXIF?",
        answer=f"**Data** inside a picture <{topic}>. It tells place and time.",
        sources=(Source("Camera & Imaging", "https://example.org/?a=1&b=2", date(2026, 11, 23)),),
        reviewed=date(2026, 11, 23),
        review_by=date(2027, 5, 23),
        followups=(Candidate("exif-view", "See metadata", 1.0),),
        more="More **about** it.",
        template="Dear [Name], please delete it.",
        legal=topic.startswith("law"),
    )
    return replace(entry, **changes)


@dataclass(frozen=True)
class Group:
    """A topic group."""

    id: str
    title: str
    topics: tuple[Candidate, ...]


@dataclass
class FakeAnswers:
    """Answers by key words of the test's own; remembers how it was asked."""

    asked: list[tuple[str, Language | None, str | None]] = field(default_factory=list)

    def ask(
        self, text: str, *, lang: Language | None = None, context: str | None = None
    ) -> Answer:
        self.asked.append((text, lang, context))
        spoken: Language = lang or ("de" if "ist" in text.split() else "en")
        if "harm" in text:
            return Refused(spoken, "nudify", "I will not do this.", ())
        if "weather" in text:
            return Unsure(spoken, 0.2, (EXIF,), (EXIF,) if "photo" in text else ())
        topic = "crisis-support" if "cope" in text else "law-uk" if "law" in text else "exif-what"
        found = make_entry(topic, spoken)
        return Answered(found, 0.9, (EXIF, CRISIS), crisis=topic == "crisis-support")

    def entry(self, topic: str, lang: Language) -> Entry | None:
        return None if topic == "gone" else make_entry(topic, lang)

    def groups(self, lang: Language) -> tuple[Group, ...]:  # noqa: ARG002
        many = tuple(Candidate(f"topic-{n}", f"Topic {n}", 1.0) for n in range(10))
        return (Group("metadata", "Metadata", many), Group("law", "Law", (EXIF,)))


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Edge:
    """The chat and the people in it."""

    emulator: Emulator
    application: Application[Any, Any, Any, Any, Any, Any]
    services: Services
    engine: FakeAnswers
    handling: Handling
    clock: Clock
    offset: int | None = None

    @property
    def bot(self) -> Bot:
        return self.application.bot

    async def handle(self) -> None:
        """Handle every update that waits, as delivery does, and confirm it."""
        for update in await self.bot.get_updates(offset=self.offset, timeout=0):
            await self.handling(update)
            self.offset = update.update_id + 1

    async def run_jobs(self) -> None:
        """Run what waits, as one unit; an album is whole after a while."""
        self.clock.now += timedelta(seconds=2)
        jobs = await self.services.store.jobs.lease(10, 60)
        await pictures.run(jobs, self.bot, self.services)
        await self.services.looks.drain(30)
        await self.services.store.jobs.done(*(job.id for job in jobs))

    def messages(self, chat_id: int) -> list[Json]:
        """The bot's messages in a chat, as they stand now."""
        found = self.emulator.world.messages.all(chat_id)
        return [each for each in found if each["from"]["is_bot"]]

    async def offer(self, person: Person, data: str, reply_to: int | None = None) -> Json:
        """Put a message with one button into a private chat, as an earlier process did."""
        self.emulator.world.chats.started.add(person.chat_id)
        button = InlineKeyboardButton("x", callback_data=data)
        keyboard = InlineKeyboardMarkup.from_button(button)
        sent = await self.bot.send_message(
            person.chat_id, "x", reply_markup=keyboard, reply_to_message_id=reply_to
        )
        return sent.to_dict()

    def calls(self, method: str) -> list[Any]:
        return [dict(each.call.params) for each in self.emulator.world.calls.all(method)]


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        pictures_per_hour=3,
        questions_per_minute=3,
        owner_ids=frozenset({MIA}),
    )
    clock = Clock()
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite'}"
    store = await Store.open(url, key=b"k" * 32, clock=clock)
    async with Emulator() as emulator:
        application = (
            ApplicationBuilder()
            .token(emulator.token)
            .base_url(f"{emulator.url}/bot")
            .base_file_url(f"{emulator.url}/file/bot")
            .updater(None)
            .job_queue(None)
            .build()
        )
        engine = FakeAnswers()
        sandbox = open_sandbox("off")
        services = Services(settings, store, engine, sandbox, clock, "1.2.3", "bot")
        chat.register(application, services)
        async with application:
            handling = Handling(
                application.process_update,
                store.updates,
                application.bot.id,
                wake=lambda: None,
                on_poison=partial(chat.refuse, bot=application.bot, services=services),
            )
            yield Edge(emulator, application, services, engine, handling, clock)
    await store.close()


@pytest.fixture
def mia(edge: Edge) -> Person:
    """Somebody whose app is German, in their private chat."""
    return edge.emulator.person("Mia")


@pytest.fixture
def tom(edge: Edge) -> Person:
    """Somebody whose app is English, in their private chat."""
    return edge.emulator.person("Tom")


@pytest.fixture
def entry() -> Callable[..., Entry]:
    return make_entry


@pytest.fixture
def job() -> Callable[..., Job]:
    def make(**changes: Any) -> Job:
        return replace(Job(1, 2, "file", "document", "en", "user"), **changes)

    return make


@pytest.fixture
def open_intake() -> Callable[..., Any]:
    return intake.opened
