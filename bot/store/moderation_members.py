"""Members of groups under pseudonyms: how many messages they wrote, trust, and strikes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.moderation_audit import ADMIN, by_admin
from bot.store.moderation_cases import MEMBER, about
from bot.store.moderation_schema import audit, cases, members, strikes
from bot.store.pseudonym import pseudonym, pseudonyms

SEAL: Final = "seal"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a member: messages written (as far as they are counted), and trust."""

    messages: int = 0
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept about somebody over all groups, for /mydata."""

    strikes: int = 0
    counters: int = 0
    cases: int = 0


class Members:
    """Trust counters and strikes."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    @uninterrupted
    async def get(self, home: int, user_id: int) -> Known:
        """Return what is known of a member."""
        names = pseudonyms(self._key, MEMBER, home, user_id)
        # Under the previous key there may be a second row.
        query = select(
            func.coalesce(func.sum(members.c.messages), 0),
            func.coalesce(func.sum(case((members.c.trusted, 1), else_=0)), 0),
        ).where(members.c.home == home, members.c.member.in_(names))
        async with self._database.begin() as connection:
            messages, trusted = (await connection.execute(query)).one()
        return Known(int(messages), bool(trusted))

    @uninterrupted
    async def count(self, home: int, user_id: int, messages: int = 1) -> None:
        """Count messages of a member."""
        changed = {"messages": members.c.messages + messages}
        await self._put(home, user_id, {"messages": messages, "trusted": False}, changed)

    @uninterrupted
    async def trust(self, home: int, user_id: int) -> None:
        """Trust a member."""
        await self._put(home, user_id, {"messages": 0, "trusted": True}, {"trusted": True})

    async def _put(
        self, home: int, user_id: int, new: Mapping[str, Any], changed: Mapping[str, Any]
    ) -> None:
        """Add a member as `new`, or change the one there is."""
        seen = {"seen_at": self._clock()}
        member = pseudonym(self._key, MEMBER, home, user_id)
        statement = self._database.insert(members).values(home=home, member=member, **new, **seen)
        async with self._database.begin() as connection:
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[members.c.home, members.c.member], set_={**changed, **seen}
                )
            )

    @uninterrupted
    async def strikes(self, home: int, user_id: int, since: datetime) -> int:
        """Count a member's strikes in force."""
        names = pseudonyms(self._key, MEMBER, home, user_id)
        query = select(func.count()).where(
            strikes.c.home == home, strikes.c.member.in_(names), strikes.c.at > since
        )
        async with self._database.begin() as connection:
            return int((await connection.execute(query)).scalar_one())

    @uninterrupted
    async def pardon(self, home: int, user_id: int) -> bool:
        """Take the last strike of a member back; tells whether there was one."""
        names = pseudonyms(self._key, MEMBER, home, user_id)
        mine = and_(strikes.c.home == home, strikes.c.member.in_(names))
        newest = select(strikes).where(mine).order_by(strikes.c.at.desc()).limit(1)
        async with self._database.begin() as connection:
            last = (await connection.execute(newest)).one_or_none()
            if last is None:
                return False
            await connection.execute(
                delete(strikes).where(
                    strikes.c.home == home,
                    strikes.c.message_id == last.message_id,
                    strikes.c.rule == last.rule,
                )
            )
        return True

    def is_member(self, home: int, member: str, user_id: int) -> bool:
        """Tell whether a pseudonym in a case stands for a person."""
        return member in pseudonyms(self._key, MEMBER, home, user_id)

    def seal(self, home: int, message_id: int, user_id: int) -> str:
        """Hide a user id in a button's data or a waiting job: only this key's holder can open it.

        Whoever sees it and knows the id can make it another's: check what `unseal` returns
        against the case. On disk it stands only in a job, until that is done.
        """
        return f"{user_id & _MASK ^ self._pad(home, message_id):016x}"

    def unseal(self, home: int, message_id: int, sealed: str) -> int | None:
        """Return the user id of `seal`, None where it is not one."""
        try:
            value = int(sealed, 16) ^ self._pad(home, message_id)
        except ValueError:
            return None
        return value - (1 << 64) if value >> 63 else value

    def _pad(self, home: int, message_id: int) -> int:
        return int(pseudonym(self._key, SEAL, home, message_id)[:16], 16)

    @uninterrupted
    async def held(self, homes: Collection[int], user_id: int) -> Held:
        """Count what is kept about somebody."""
        names = self._names(MEMBER, homes, user_id)
        async with self._database.begin() as connection:
            found = [
                int((await connection.execute(
                    select(func.count()).select_from(table).where(table.c.member.in_(names))
                )).scalar_one())
                for table in (strikes, members, cases)
            ]  # fmt: skip
        return Held(*found)

    def _names(self, purpose: str, homes: Collection[int], user_id: int) -> list[str]:
        return [name for home in homes for name in pseudonyms(self._key, purpose, home, user_id)]


_MASK: Final = (1 << 64) - 1


async def forget(
    connection: AsyncConnection, key: bytes, homes: Collection[int], user_id: int
) -> int:
    """Delete everything about somebody in all groups but strikes in force; returns the rows."""
    gone = 0
    for home in homes:
        names = pseudonyms(key, MEMBER, home, user_id)
        mine = and_(members.c.home == home, members.c.member.in_(names))
        gone += (await connection.execute(delete(members).where(mine))).rowcount
        gone += (await connection.execute(delete(cases).where(about(home, names)))).rowcount
        acted = by_admin(home, pseudonyms(key, ADMIN, home, user_id))
        nameless = update(audit).where(acted).values(by=_SOMEBODY)
        gone += (await connection.execute(nameless)).rowcount
    return gone


_SOMEBODY: Final = "-"  # an administrator who was forgotten; not the bot, whose name is empty
