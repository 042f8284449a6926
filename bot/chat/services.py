"""What handlers may use, and how they get at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from telegram.ext import CallbackContext, ContextTypes

from bot.answers.results import Answer, Candidate, Entry, Language
from bot.chat.looks import Looks
from bot.chat.memory import Memory
from bot.chat.moderation.memory import Moderating
from bot.sandbox import Isolation
from bot.settings import Settings
from bot.store import Store

Context = ContextTypes.DEFAULT_TYPE


class Topics(Protocol):
    """A group of topics with its title in one language."""

    @property
    def id(self) -> str:
        """Name it in button data."""
        ...

    @property
    def title(self) -> str:
        """Word it for people."""
        ...

    @property
    def topics(self) -> tuple[Candidate, ...]:
        """List its topics with their titles."""
        ...


class Answers(Protocol):
    """What the chat needs of `bot.answers.Engine`."""

    def ask(
        self, text: str, *, lang: Language | None = None, context: str | None = None
    ) -> Answer:
        """Answer a question; `context` is the topic before."""
        ...

    def entry(self, topic: str, lang: Language) -> Entry | None:
        """Return one entry, None where there is none."""
        ...

    def groups(self, lang: Language) -> tuple[Topics, ...]:
        """Return the topic groups in order."""
        ...


@dataclass(frozen=True)
class Services:
    """Everything a handler may use; `memory` holds what is kept in memory only."""

    settings: Settings
    store: Store
    engine: Answers
    sandbox: Isolation
    clock: Callable[[], datetime]
    version: str
    username: str
    memory: Memory = field(default_factory=Memory)
    looks: Looks = field(default_factory=Looks)
    moderating: Moderating = field(default_factory=Moderating)


def services_of(context: CallbackContext[Any, Any, Any, Any]) -> Services:
    """Return the services that `register` put into the application."""
    services: Services = context.bot_data["services"]
    return services
