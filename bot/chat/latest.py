"""The newest answers without faults: loaded again on /reload and SIGHUP, without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot import log
from bot.answers import KnowledgeError
from bot.answers.results import Answer, Entry, Language
from bot.chat.services import Answers, Topics


class LatestAnswers:
    """Answers from what `load` gave last; a faulty knowledge base never takes its place."""

    def __init__(self, load: Callable[[], Answers]) -> None:
        """Load once; raises `KnowledgeError` as `load` does."""
        self._load = load
        self._engine = load()
        self._loading = asyncio.Lock()

    async def reload(self) -> tuple[str, ...]:
        """Load again, beside the work; returns each fault as `file:line: problem`, or nothing."""
        async with self._loading:
            try:
                self._engine = await asyncio.to_thread(self._load)
            except KnowledgeError as error:
                log.event("knowledge.faulty", level="error", count=len(error.faults))
                return tuple(str(fault) for fault in error.faults)
        log.event("knowledge.reloaded")
        return ()

    def ask(
        self, text: str, *, lang: Language | None = None, context: str | None = None
    ) -> Answer:
        """Answer a question."""
        return self._engine.ask(text, lang=lang, context=context)

    def entry(self, topic: str, lang: Language) -> Entry | None:
        """Return one entry, None where there is none."""
        return self._engine.entry(topic, lang)

    def groups(self, lang: Language) -> tuple[Topics, ...]:
        """Return the topic groups in order."""
        return self._engine.groups(lang)
