"""Pictures that were taken down after a /notme, recognised when they are posted again.

Off by default. What is kept is a fingerprint of the whole picture, taken in the locked child, for
30 days; a picture has none before it is taken down. Until then its file number waits in memory: a
restart forgets it, and that picture is not recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram import Bot, Message

from bot.chat import pictures as jobs
from bot.chat.examining import examine
from bot.chat.limits import DOWNLOAD_BYTES
from bot.chat.moderation import rooms
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author
from bot.chat.reports import Item
from bot.chat.services import Services
from bot.delivery import intake
from bot.images.fingerprint import alike
from bot.images.results import Options
from bot.moderation.results import Rule
from bot.moderation.settings import Mode
from bot.store import Job

FINGERPRINT = Options(clean=False, compare=False, fingerprint=True)


def held(picture: Message, poster: Author, room: Room, services: Services) -> None:
    """Hold the file number of a picture that somebody asked about, in memory."""
    file = picture.document or (picture.photo[-1] if picture.photo else None)
    if not room.settings.recognise_taken_down or file is None:
        return
    if (file.file_size or 0) <= DOWNLOAD_BYTES:
        job = jobs.new_job(picture, room.lang, services.store.job_user(poster.id), alone=True)
        key = (room.chat_id, picture.message_id)
        services.moderating.asked_about.put(key, replace(job, purpose="taken"))


async def remember(room: Room, message_id: int, services: Services) -> None:
    """Have the fingerprint of a picture taken that went just now, if the group wants it."""
    key = (room.chat_id, message_id)
    job = services.moderating.asked_about.get(key)
    if job is None or not room.settings.recognise_taken_down:
        return
    services.moderating.asked_about.drop(lambda kept: kept == key)
    services.moderating.taking.put(room.chat_id, True)
    intake.jobs().append(job)


async def run(waiting: Sequence[Job], bot: Bot, services: Services) -> None:
    """Take the fingerprint of a picture that was taken down."""
    for job in waiting:
        room = await rooms.of(services, job.chat_id)
        item = await examine(bot, services, job.file_id, job.kind, FINGERPRINT)
        fingerprint = item.examined.fingerprint
        if fingerprint is not None and room.settings.recognise_taken_down:
            await services.store.moderation.taken_down.add(room.home, fingerprint)


async def watched(room: Room, services: Services) -> bool:
    """Tell whether a group's pictures are to be compared: some are known, or will be in a moment.

    The pictures of one person are looked at one after the other, so a repost at once is met too.
    """
    if not room.settings.recognise_taken_down:
        return False
    return bool(services.moderating.taking.get(room.chat_id) or await known(room, services))


async def known(room: Room, services: Services) -> tuple[bytes, ...]:
    """Return the fingerprints that a group's pictures are to be compared with."""
    settings = room.settings
    if not settings.recognise_taken_down or settings.of(Rule.NOT_ME).sure is Mode.OFF:
        return ()
    return await services.store.moderation.taken_down.of(room.home)


def recognised(item: Item, known: Iterable[bytes]) -> bool:
    """Tell whether a picture looks like one that was taken down."""
    seen = item.examined.fingerprint
    return seen is not None and any(alike(seen, each) for each in known)
