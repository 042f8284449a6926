"""Jobs: work too long for a chat's lane, as leased rows that survive a killed process.

A row holds chat, message and file id, and nothing of the picture. Whoever leases it has it alone
until the lease ends; a process that dies gives it up by that. Rows wait by `turn`: a person's
next row comes one turn after their last one, so twenty pictures of one person stand between, and
not before, the pictures of others (start-time fair queuing, Goyal, Vin and Cheng 1996).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Self

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, uninterrupted
from bot.store.schema import jobs, sent_messages

ALBUM_QUIET: Final = timedelta(seconds=1.2)  # after its last item an album is taken as whole
ALBUM_LONGEST: Final = timedelta(seconds=5)  # after its first item
ALBUM_ITEMS: Final = 10  # Telegram's own limit, sendMediaGroup
SCAN: Final = 500  # rows looked at for one lease: fifty full albums
LEASING_LOCK: Final = 0x1B0B08  # any number, the same in all replicas

Step = Literal["progress", "report", "copy"]
# Cleaned for whoever sent it; looked at by a group's picture rule (`watch-bare`: nothing but the
# picture is needed to replace it); reported to whoever asked in a group; compared with what was
# taken down there (`again`), or remembered as that (`taken`).
Purpose = Literal["clean", "watch", "watch-bare", "report", "again", "taken"]


@dataclass(frozen=True, slots=True)
class NewJob:
    """One picture to be looked at; `user` is a pseudonym, `size` in bytes as Telegram says."""

    chat_id: int
    message_id: int
    file_id: str
    kind: Literal["photo", "document"]
    lang: str
    user: str
    album: str | None = None
    thread_id: int | None = None
    size: int | None = None
    purpose: Purpose = "clean"
    receiver: str | None = None  # of `Members.seal`, with chat and message id


@dataclass(frozen=True, slots=True)
class Job(NewJob):
    """A leased job; `attempts` counts this one, `sent` is what earlier ones noted."""

    id: int = 0
    attempts: int = 0
    sent: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Read a row."""
        return cls(**{name: getattr(row, name) for name in COLUMNS})

    def messages(self, step: Step) -> tuple[int, ...]:
        """Return the ids of the messages that an earlier attempt sent at this step."""
        return tuple(message_id for at, message_id in self.sent if at == step)


COLUMNS: Final = tuple(field.name for field in fields(Job) if field.name != "sent")


class Jobs:
    """The waiting and running jobs."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def lease(self, limit: int, seconds: float) -> tuple[Job, ...]:
        """Lease up to `limit` pictures or albums, at most one a person; an album's rows adjoin.

        Replicas choose one after the other: else two could take two rows of one person. Rows that
        somebody is changing are passed over.
        """
        now = self._clock()
        async with self._database.begin() as connection:
            if not self._database.embedded:
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:n)"), {"n": LEASING_LOCK}
                )
            chosen = choose((await connection.execute(_ready(now))).all(), limit)
            if not chosen:
                return ()
            rows = await _take(connection, chosen, now, timedelta(seconds=seconds))
            leased = [Job.of(row) for row in sorted(rows, key=lambda row: chosen.index(row.id))]
            return await _with_sent(connection, leased)

    @uninterrupted
    async def note(self, job_id: int, step: Step, *message_ids: int) -> None:
        """Write down what a job has sent: an attempt after a crash finds it in `Job.messages`."""
        rows = [{"job_id": job_id, "step": step, "message_id": each} for each in message_ids]
        async with self._database.begin() as connection:
            # A job that was forgotten meanwhile notes nothing.
            exists = select(jobs.c.id).where(jobs.c.id == job_id).with_for_update()
            if rows and (await connection.execute(exists)).first() is not None:
                await connection.execute(
                    self._database.insert(sent_messages).values(rows).on_conflict_do_nothing()
                )

    async def renew(self, ids: Sequence[int], seconds: float) -> None:
        """Hold leased jobs longer."""
        await self._change(ids, {"lease_until": self._clock() + timedelta(seconds=seconds)})

    @uninterrupted
    async def done(self, *ids: int) -> None:
        """Delete jobs that need no more work."""
        async with self._database.begin() as connection:
            await connection.execute(delete(jobs).where(jobs.c.id.in_(ids)))

    async def fail(self, job_id: int, retry_in: float | None) -> None:
        """Put a job back for `retry_in` seconds; None gives it up."""
        if retry_in is None:
            await self.done(job_id)
            return
        later = self._clock() + timedelta(seconds=retry_in)
        await self._change([job_id], {"lease_until": None, "not_before": later})

    async def release(self, *ids: int) -> None:
        """Give leased jobs back unharmed: the attempt that was broken off does not count."""
        await self._change(ids, {"lease_until": None, "attempts": jobs.c.attempts - 1})

    @uninterrupted
    async def release_all(self) -> int:
        """Free every lease: at the start of the only process, nobody else can hold one.

        The attempt counts: a picture that killed the process must not do so for ever.
        """
        statement = update(jobs).where(jobs.c.lease_until.is_not(None)).values(lease_until=None)
        async with self._database.begin() as connection:
            return (await connection.execute(statement)).rowcount

    @uninterrupted
    async def pending(self, chat_id: int) -> int:
        """Count a chat's jobs, waiting and running."""
        query = select(func.count()).select_from(jobs).where(jobs.c.chat_id == chat_id)
        async with self._database.begin() as connection:
            return int((await connection.execute(query)).scalar_one())

    @uninterrupted
    async def count(self) -> int:
        """Count all jobs, waiting and running."""
        async with self._database.begin() as connection:
            return int((await connection.execute(select(func.count(jobs.c.id)))).scalar_one())

    @uninterrupted
    async def next_due(self) -> float | None:
        """Return the seconds (0 = now) until the next job may be leased; None if there is none."""
        now = self._clock()
        query = select(func.min(jobs.c.not_before)).where(_free(now))
        ending = select(func.min(jobs.c.lease_until)).where(jobs.c.lease_until > now)
        async with self._database.begin() as connection:
            found = [(await connection.execute(each)).scalar() for each in (query, ending)]
        times = [time for time in found if time is not None]
        return max(0.0, (min(times) - now).total_seconds()) if times else None

    @uninterrupted
    async def _change(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        async with self._database.begin() as connection:
            await connection.execute(update(jobs).where(jobs.c.id.in_(ids)).values(values))


async def add_jobs(connection: AsyncConnection, new: Sequence[NewJob], now: datetime) -> None:
    """Append jobs within a transaction; an album waits for its last item."""
    for job in new:
        turn = await _turn(connection, job)
        row = asdict(job) | {"created_at": now, "not_before": now, "attempts": 0, "turn": turn}
        await connection.execute(insert(jobs).values(**row))
        if job.album is not None:
            await _await_album(connection, job, now)


async def _take(
    connection: AsyncConnection, ids: Sequence[int], now: datetime, lease: timedelta
) -> list[Row[Any]]:
    free = select(jobs.c.id).where(jobs.c.id.in_(ids), _free(now))
    statement = (
        update(jobs)
        .where(jobs.c.id.in_(free.with_for_update(skip_locked=True)))
        .values(lease_until=now + lease, attempts=jobs.c.attempts + 1)
        .returning(jobs)
    )
    return list((await connection.execute(statement)).all())


async def _with_sent(connection: AsyncConnection, leased: Sequence[Job]) -> tuple[Job, ...]:
    """Add what earlier attempts have sent."""
    repeated = [job.id for job in leased if job.attempts > 1]
    if not repeated:
        return tuple(leased)
    query = select(sent_messages).where(sent_messages.c.job_id.in_(repeated))
    rows = (await connection.execute(query.order_by(sent_messages.c.message_id))).all()
    return tuple(
        replace(
            job, sent=tuple((row.step, row.message_id) for row in rows if row.job_id == job.id)
        )
        for job in leased
    )


def choose(waiting: Sequence[Row[Any]], limit: int) -> list[int]:
    """Pick row ids in order of turn: one picture, or one album whole, a person."""
    units: dict[str, tuple[object, list[int]]] = {}
    for row in waiting:
        unit = (row.chat_id, row.album) if row.album is not None else row.id
        if row.user in units:
            chosen, ids = units[row.user]
            if chosen == unit and len(ids) < ALBUM_ITEMS:
                ids.append(row.id)
        elif len(units) < limit:
            units[row.user] = (unit, [row.id])
    return [job_id for _, ids in units.values() for job_id in ids]


async def _turn(connection: AsyncConnection, job: NewJob) -> int:
    """Return the album's turn, or one after the person's last, or the one now being served."""
    column = jobs.c
    if job.album is not None:
        same = select(func.min(column.turn)).where(_in_album(job))
        turn = (await connection.execute(same)).scalar()
        if turn is not None:
            return int(turn)
    served = (await connection.execute(select(func.min(column.turn)))).scalar()
    own_last = select(func.max(column.turn)).where(column.user == job.user)
    own = (await connection.execute(own_last)).scalar()
    return max(served or 0, 0 if own is None else own + 1)


async def _await_album(connection: AsyncConnection, job: NewJob, now: datetime) -> None:
    """Set one time for all waiting items: when it has been quiet, is full, or is old enough."""
    unread = and_(_in_album(job), jobs.c.attempts == 0)
    query = select(func.count(), func.min(jobs.c.created_at)).where(unread)
    items, first = (await connection.execute(query)).one()
    ready = now if items >= ALBUM_ITEMS else min(first + ALBUM_LONGEST, now + ALBUM_QUIET)
    await connection.execute(update(jobs).where(unread).values(not_before=ready))


def _in_album(job: NewJob) -> ColumnElement[bool]:
    return and_(jobs.c.chat_id == job.chat_id, jobs.c.album == job.album, jobs.c.user == job.user)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(jobs.c.lease_until.is_(None), jobs.c.lease_until <= now)


def _ready(now: datetime) -> Any:
    """Select what may run now and belongs to nobody who has a job running."""
    busy = select(jobs.c.user).where(jobs.c.lease_until > now)
    return (
        select(jobs.c.id, jobs.c.user, jobs.c.chat_id, jobs.c.album)
        .where(jobs.c.not_before <= now, _free(now), jobs.c.user.not_in(busy))
        .order_by(jobs.c.turn, jobs.c.message_id, jobs.c.id)
        .limit(SCAN)
    )
