"""Cases: what was found about one message under one rule, what was done, and by whom undone.

A case is keyed by group, message and rule, so that a repeated update finds the one that is there
and goes on where it ended: each step done has a letter in `steps`. The strike and the audit row
are written in the transaction that opens the case. Each button below a card has a letter in
`pressed`, set once by whoever was first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from sqlalchemy import Column, Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.moderation_audit import ADMIN, BOT, record
from bot.store.moderation_schema import audit, cases, strikes
from bot.store.pseudonym import pseudonym, pseudonyms

MEMBER: Final = "member"
ALBUM: Final = 10  # messages of one album (Bot API, sendMediaGroup)


class Step(StrEnum):
    """A step of an action, by its letter."""

    COPIED = "c"  # into the log chat, before the message goes
    POSTING = "g"  # a replacement is being posted; without POSTED after it, nobody knows
    POSTED = "p"  # the replacement stands; `copy_message` is its number
    DELETED = "d"
    RESTRICTED = "r"
    NOTICED = "n"
    TOLD = "t"
    REMOVED = "x"  # the bot's own notice is gone
    OVERDUE = "o"  # the administrators were reminded


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be opened; `user_id` is the author, kept as a pseudonym only."""

    home: int
    message_id: int
    rule: str
    reason: str
    action: str
    user_id: int
    thread_id: int | None = None
    strike: bool = False
    answer_until: datetime | None = None
    by: int | None = None  # the administrator whose command it was


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands."""

    id: int
    home: int
    message_id: int
    rule: str
    reason: str
    action: str
    member: str
    thread_id: int | None = None
    steps: str = ""
    pressed: str = ""
    copy_chat: int | None = None
    copy_message: int | None = None
    copied: str | None = None  # all copies of an album, apart by commas
    notice_chat: int | None = None
    notice_message: int | None = None
    answer_until: datetime | None = None
    audit_id: int | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Read a row."""
        return cls(**{name: getattr(row, name) for name in COLUMNS})

    @property
    def copies(self) -> tuple[int, ...]:
        """Return the numbers of the copies in `copy_chat`."""
        if self.copied:
            return tuple(int(each) for each in self.copied.split(","))
        return () if self.copy_message is None else (self.copy_message,)

    def done(self, step: Step) -> bool:
        """Say whether a step was done."""
        return step.value in self.steps


COLUMNS: Final = tuple(field.name for field in fields(Case))


class Cases:
    """What was found about messages, and how far each was dealt with."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    @uninterrupted
    async def open(self, new: NewCase) -> tuple[Case, bool]:
        """Open a case with its audit row and strike, or find it; says whether it is new."""
        async with self._database.begin() as connection:
            opened = (await connection.execute(self._inserting(new))).one_or_none()
            if opened is not None:
                await self._accompany(connection, new, opened.id)
            query = select(cases).where(
                cases.c.home == new.home,
                cases.c.message_id == new.message_id,
                cases.c.rule == new.rule,
            )
            return Case.of((await connection.execute(query)).one()), opened is not None

    def _inserting(self, new: NewCase) -> Any:
        values = {
            "home": new.home, "message_id": new.message_id, "rule": new.rule,
            "thread_id": new.thread_id,
            "reason": new.reason, "action": new.action, "steps": "", "pressed": "",
            "member": pseudonym(self._key, MEMBER, new.home, new.user_id),
            "answer_until": new.answer_until, "at": self._clock(),
        }  # fmt: skip
        statement = self._database.insert(cases).values(**values)
        return statement.on_conflict_do_nothing().returning(cases.c.id)

    async def _accompany(self, connection: AsyncConnection, new: NewCase, case_id: int) -> None:
        """Write the audit row, and the strike: one a message and rule."""
        by = BOT if new.by is None else pseudonym(self._key, ADMIN, new.home, new.by)
        audit_id = await record(
            connection, home=new.home, at=self._clock(), rule=new.rule, reason=new.reason,
            action=new.action, by=by,
        )  # fmt: skip
        mine = cases.c.id == case_id
        await connection.execute(update(cases).where(mine).values(audit_id=audit_id))
        if new.strike:
            member = pseudonym(self._key, MEMBER, new.home, new.user_id)
            statement = self._database.insert(strikes).values(
                home=new.home, message_id=new.message_id, rule=new.rule, member=member,
                at=self._clock(),
            )  # fmt: skip
            await connection.execute(statement.on_conflict_do_nothing())

    @uninterrupted
    async def against(self, home: int, user_id: int, rule: str, since: datetime) -> bool:
        """Tell whether a case under a rule was opened about somebody's message since a time."""
        query = select(cases.c.id).where(
            cases.c.home == home,
            cases.c.rule == rule,
            cases.c.member.in_(pseudonyms(self._key, MEMBER, home, user_id)),
            cases.c.at > since,
        )
        async with self._database.begin() as connection:
            return (await connection.execute(query.limit(1))).first() is not None

    @uninterrupted
    async def get(self, case_id: int) -> Case | None:
        """Return a case by its number, the token of its buttons."""
        query = select(cases).where(cases.c.id == case_id)
        async with self._database.begin() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Case.of(row) if row else None

    @uninterrupted
    async def note(self, case_id: int, step: Step, /, **values: Any) -> bool:
        """Note that a step is done, with what it left; tells whether nobody had noted it."""
        async with self._database.begin() as connection:
            noted = await connection.execute(
                update(cases)
                .where(cases.c.id == case_id, _lacks(cases.c.steps, step))
                .values(steps=cases.c.steps + step.value, **values)
            )
            return noted.rowcount == 1

    @uninterrupted
    async def copied(self, case_id: int, chat: int, copies: tuple[int, ...]) -> None:
        """Note copies of a case's messages, after those there are (at most an album's ten)."""
        async with self._database.begin() as connection:
            mine = cases.c.id == case_id
            row = (await connection.execute(select(cases).where(mine))).one_or_none()
            if row is None or not copies:
                return
            case = Case.of(row)
            every = tuple(dict.fromkeys((*case.copies, *copies)))[:ALBUM]
            steps = case.steps if case.done(Step.COPIED) else case.steps + Step.COPIED.value
            await connection.execute(
                update(cases).where(mine).values(
                    steps=steps, copy_chat=chat, copy_message=every[0],
                    copied=",".join(map(str, every)) if len(every) > 1 else None,
                )
            )  # fmt: skip

    @uninterrupted
    async def grow(self, case: Case, new: NewCase) -> Case:
        """Make more of a case: an edit, say, turned what was doubtful into an advert.

        Reason, action, audit and strike are the new ones, and its administrators have not been
        told of it. A repeated call finds nothing left to do.
        """
        values = {
            "reason": new.reason, "action": new.action, "pressed": "",
            "steps": case.steps.replace(Step.TOLD.value, ""),
        }  # fmt: skip
        mine = cases.c.id == case.id
        async with self._database.begin() as connection:
            statement = update(cases).where(mine, cases.c.action == case.action).values(**values)
            if (await connection.execute(statement)).rowcount == 1:
                await self._accompany(connection, new, case.id)
            return Case.of((await connection.execute(select(cases).where(mine))).one())

    @uninterrupted
    async def press(self, case_id: int, letter: str) -> bool:
        """Press a button once: tells whether nobody had before."""
        async with self._database.begin() as connection:
            pressed = await connection.execute(
                update(cases)
                .where(cases.c.id == case_id, _lacks(cases.c.pressed, letter))
                .values(pressed=cases.c.pressed + letter)
            )
            return pressed.rowcount == 1

    @uninterrupted
    async def release(self, case_id: int, letter: str) -> None:
        """Take a press back that could not be carried out."""
        left = func.replace(cases.c.pressed, letter, "")
        async with self._database.begin() as connection:
            await connection.execute(
                update(cases).where(cases.c.id == case_id).values(pressed=left)
            )

    @uninterrupted
    async def undo(self, case: Case) -> None:
        """Take the case's strike back and mark its audit row."""
        async with self._database.begin() as connection:
            await connection.execute(_striking(case))
            await connection.execute(
                update(audit).where(audit.c.id == case.audit_id).values(undone=True)
            )

    @uninterrupted
    async def less(self, case: Case) -> bool:
        """Take the case's strike back; tells whether there was one."""
        async with self._database.begin() as connection:
            return (await connection.execute(_striking(case))).rowcount == 1

    @uninterrupted
    async def due(self, count: int) -> tuple[Case, ...]:
        """Return cases whose notice is to be removed now."""
        return await self._late(cases.c.notice_until, Step.REMOVED, count)

    @uninterrupted
    async def overdue(self, count: int) -> tuple[Case, ...]:
        """Return cases whose deadline has passed and that nobody was reminded of."""
        return await self._late(cases.c.answer_until, Step.OVERDUE, count)

    async def _late(self, time: Column[Any], step: Step, count: int) -> tuple[Case, ...]:
        """Return cases past a time after which a step is due that was not done."""
        query = select(cases).where(time <= self._clock(), _lacks(cases.c.steps, step))
        async with self._database.begin() as connection:
            rows = (await connection.execute(query.limit(count))).all()
        return tuple(map(Case.of, rows))


def _lacks(letters: Column[Any], letter: str) -> Any:
    """Select the cases in which a letter is not among those noted."""
    return letters.not_like(f"%{letter}%")


def _striking(case: Case) -> Any:
    return delete(strikes).where(
        strikes.c.home == case.home,
        strikes.c.message_id == case.message_id,
        strikes.c.rule == case.rule,
    )


def about(home: int, members: tuple[str, ...]) -> Any:
    """Select a member's cases that no strike in force hangs on."""
    struck = select(strikes.c.message_id).where(
        strikes.c.home == home, strikes.c.member.in_(members)
    )
    return (cases.c.home == home) & cases.c.member.in_(members) & cases.c.message_id.not_in(struck)
