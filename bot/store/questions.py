"""Questions people sent to the editors on purpose, scrubbed by `chat` before they come here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.store.database import Database, uninterrupted
from bot.store.schema import editor_questions


@dataclass(frozen=True, slots=True)
class Question:
    """A scrubbed question without its author; `nearest` is the topic that came closest."""

    id: int
    text: str
    lang: str
    nearest: str | None
    at: datetime


class Questions:
    """The questions, kept until handled, at most 90 days."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def add(self, text: str, lang: str, nearest: str | None) -> None:
        """Keep a question. The time is kept to the day: it should not tell who asked."""
        day = self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
        statement = insert(editor_questions).values(text=text, lang=lang, nearest=nearest, at=day)
        async with self._database.begin() as connection:
            await connection.execute(statement)

    @uninterrupted
    async def rows(self) -> tuple[Question, ...]:
        """Return the open questions, oldest first."""
        query = select(editor_questions).order_by(editor_questions.c.id)
        async with self._database.begin() as connection:
            found = (await connection.execute(query)).all()
        return tuple(Question(row.id, row.text, row.lang, row.nearest, row.at) for row in found)

    @uninterrupted
    async def done(self, question_id: int) -> None:
        """Delete a question that was handled."""
        statement = delete(editor_questions).where(editor_questions.c.id == question_id)
        async with self._database.begin() as connection:
            await connection.execute(statement)
        await self._database.checkpoint()
