"""The language a person chose, under a pseudonym, until it was unused for 180 days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from bot.store.database import Database, uninterrupted
from bot.store.pseudonym import pseudonym, pseudonyms
from bot.store.schema import languages

PURPOSE: Final = "language"
TOUCH_AFTER: Final = timedelta(days=1)  # use is kept to the day: fewer writes, less said


class Languages:
    """Language choices."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    @uninterrupted
    async def get(self, user_id: int) -> str | None:
        """Return the person's choice, `de` or `en`, or None; reading it counts as use."""
        known = pseudonyms(self._key, PURPOSE, 0, user_id)
        query = (
            select(languages)
            .where(languages.c.pseudonym.in_(known))
            .order_by(languages.c.used_at.desc())
            .limit(1)
        )
        async with self._database.begin() as connection:
            row = (await connection.execute(query)).one_or_none()
            if row is None:
                return None
            if self._clock() - row.used_at > TOUCH_AFTER:
                mine = languages.c.pseudonym == row.pseudonym
                await connection.execute(
                    update(languages).where(mine).values(used_at=self._clock())
                )
        return str(row.lang)

    @uninterrupted
    async def set(self, user_id: int, lang: str) -> None:
        """Keep the person's choice; what stood under the previous key goes."""
        current = pseudonym(self._key, PURPOSE, 0, user_id)
        values = {"lang": lang, "used_at": self._clock()}
        statement = (
            self._database.insert(languages)
            .values(pseudonym=current, **values)
            .on_conflict_do_update(index_elements=[languages.c.pseudonym], set_=values)
        )
        older = pseudonyms(self._key, PURPOSE, 0, user_id)[1:]
        async with self._database.begin() as connection:
            await connection.execute(statement)
            await connection.execute(delete(languages).where(languages.c.pseudonym.in_(older)))
