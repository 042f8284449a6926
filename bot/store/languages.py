"""The language a person chose, under a pseudonym, until it was unused for 180 days."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from bot.store.database import Database, uninterrupted
from bot.store.errors import StoreError
from bot.store.pseudonym import pseudonym, pseudonyms
from bot.store.schema import languages

PURPOSE: Final = "language"
TOUCH_AFTER: Final = timedelta(days=1)  # use is kept to the day: fewer writes, less said
KEPT: Final = 10_000  # people whose choice is also held in memory


@dataclass(frozen=True, slots=True)
class Held:
    """A choice, or that there is none, as the database said then."""

    lang: str | None
    since: datetime


class Languages:
    """Language choices; of SQLite's, which no other process changes, the last used in memory."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._held: OrderedDict[str, Held] = OrderedDict()

    async def get(self, user_id: int) -> str | None:
        """Return the person's choice, `de` or `en`, or None; reading it counts as use."""
        current = pseudonym(self._key, PURPOSE, 0, user_id)
        held = self._held.get(current)
        if held is not None and self._clock() - held.since < TOUCH_AFTER:
            self._held.move_to_end(current)
            return held.lang
        return await self._read(user_id)

    def let_go(self, user_id: int) -> None:
        """Hold nothing in memory of somebody whose row is changed elsewhere."""
        self._held.pop(pseudonym(self._key, PURPOSE, 0, user_id), None)

    def _hold(self, current: str, lang: str | None) -> None:
        if not self._database.embedded:
            return
        self._held[current] = Held(lang, self._clock())
        if len(self._held) > KEPT:
            self._held.popitem(last=False)

    @uninterrupted
    async def _read(self, user_id: int) -> str | None:
        known = pseudonyms(self._key, PURPOSE, 0, user_id)
        query = (
            select(languages)
            .where(languages.c.pseudonym.in_(known))
            .order_by(languages.c.used_at.desc())
            .limit(1)
        )
        async with self._database.begin() as connection:
            row = (await connection.execute(query)).one_or_none()
            # Held while the transaction lasts, so that no older reading follows a newer choice.
            self._hold(known[0], None if row is None else str(row.lang))
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
        try:
            async with self._database.begin() as connection:
                await connection.execute(statement)
                await connection.execute(delete(languages).where(languages.c.pseudonym.in_(older)))
                self._hold(current, lang)
        except StoreError:
            self.let_go(user_id)
            raise
