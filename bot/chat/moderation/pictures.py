"""Group pictures under watch: for metadata that betrays somebody, faces, and what was taken down.

A file is looked at by the same sandboxed job that cleans pictures; nothing but codes leaves it.
What is then done about a betraying one stands in `betraying`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot, Document, Message
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat import pictures as jobs
from bot.chat.examining import examine
from bot.chat.limits import DOWNLOAD_BYTES
from bot.chat.moderation import asking, notme, people, rooms, taken_down
from bot.chat.moderation.betraying import RULE, Betraying, act
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author
from bot.chat.reports import Item
from bot.chat.sending import Place
from bot.chat.services import Services
from bot.delivery import intake
from bot.images.results import Category, Options, Severity
from bot.moderation.policy import Standing, decide
from bot.moderation.results import Outcome, Verdict
from bot.moderation.settings import Mode
from bot.store import Job, NewJob
from bot.store.jobs import Purpose
from bot.store.moderation_cases import NewCase
from bot.texts import say

BETRAYING = frozenset({
    Category.GPS, Category.PLACE, Category.SERIAL, Category.PERSON, Category.REGIONS,
    Category.THUMBNAIL,
})  # fmt: skip
LOOK = Options(clean=False)
NO_PICTURES = ("video/", "audio/")  # what a client names so is nothing that is worth a download
WAITING = 200  # of a group; above it files are not looked at


async def watch(message: Message, author: Author, room: Room, services: Services) -> None:
    """Take a picture in to be looked at where a rule asks for it.

    Photos were re-encoded by Telegram and hold nothing; they are only compared with pictures that
    were taken down, where there are any, and looked at for faces where the group wants that.
    """
    purpose = await _purpose(message, room, services)
    if purpose is None:
        return
    if await services.store.jobs.pending(message.chat_id) >= WAITING:
        log.event("moderation.picture_unwatched", level="warning", reason="queue")
        return
    if purpose == "watch":
        services.moderating.files.put((message.chat_id, message.message_id), message)
    intake.jobs().append(_watching_job(message, author, room, purpose, services))


def _watching_job(
    message: Message, author: Author, room: Room, purpose: Purpose, services: Services
) -> NewJob:
    """Describe a group's picture as a job that holds its poster sealed, and no name."""
    job = jobs.new_job(message, room.lang, services.store.job_user(author.id))
    members = services.store.moderation.members
    sealed = members.seal(message.chat_id, message.message_id, author.id)
    return replace(job, purpose=purpose, receiver=sealed)


async def _purpose(message: Message, room: Room, services: Services) -> Purpose | None:
    """Return what a message is to be looked at for."""
    if message.is_automatic_forward or not (message.photo or _is_file(message.document, message)):
        return None
    if message.document and room.settings.of(RULE).sure is not Mode.OFF:
        return "watch" if message.caption or message.reply_to_message else "watch-bare"
    if room.settings.ask_first:
        return "again"
    return "again" if await taken_down.watched(room, services) else None


def _is_file(document: Document | None, message: Message) -> bool:
    """Tell whether a document can be a picture, and be downloaded."""
    if document is None or message.animation:
        return False
    if (document.mime_type or "").startswith(NO_PICTURES):
        return False
    return (document.file_size or 0) <= DOWNLOAD_BYTES


async def run(waiting: Sequence[Job], bot: Bot, services: Services) -> None:
    """Look at the files of one message or album, and do what the group has decided.

    Raises what may pass (`NetworkError`, `RetryAfter`, `StoreError`), and the job is repeated.
    """
    room = await rooms.of(services, waiting[0].chat_id)
    for job in waiting:
        try:
            await _one(job, room, bot, services)
        except Forbidden as error:
            log.event("moderation.picture_unwanted", error=log.describe(error))


async def _one(job: Job, room: Room, bot: Bot, services: Services) -> None:
    kept = await taken_down.known(room, services)
    item = await examine(bot, services, job.file_id, job.kind, _wanted(job, room, kept))
    if taken_down.recognised(item, kept) and await _again(job, room, bot, services):
        return
    if asking.due(item, _poster(job, services), room, services):
        author = await _author(_poster(job, services), room, bot, services)
        place = Place(job.chat_id, job.thread_id, job.message_id)
        await asking.remind(bot, services, room, place, author)
    if job.purpose != "again":
        await _judge(job, item, room, bot, services)


def _wanted(job: Job, room: Room, kept: Sequence[bytes]) -> Options:
    """Return what a picture is examined for."""
    replacing = room.settings.of(RULE).sure is Mode.REPLACE and job.purpose != "again"
    wanted = Options() if replacing else LOOK
    return replace(wanted, fingerprint=bool(kept), look=asking.subjects(room))


async def _judge(job: Job, item: Item, room: Room, bot: Bot, services: Services) -> None:
    """Open a case where a file betrays somebody, and act on it."""
    reason = betrayal(item)
    if reason is None:
        return
    # Whoever leads the group is warned too.
    decision = decide(Verdict(Outcome.ACT, RULE, reason, 1.0), room.settings, Standing.MEMBER)
    if decision is None:
        return
    poster = _poster(job, services)
    case, _ = await services.store.moderation.cases.open(
        NewCase(
            room.home, job.message_id, RULE.value, reason, decision.action, poster,
            thread_id=job.thread_id,
        )
    )  # fmt: skip
    log.event("moderation.picture", rule=RULE.value, action=decision.action, reason=reason)
    if decision.told:
        author = await _author(poster, room, bot, services)
        await act(Betraying(job, item, case, author, room, bot, services), decision.mode)


async def _again(job: Job, room: Room, bot: Bot, services: Services) -> bool:
    """Do with a picture that was taken down here before as /notme does; tells whether it goes."""
    author = await _author(_poster(job, services), room, bot, services)
    place = Place(job.chat_id, job.thread_id, job.message_id)
    hide = notme.hides(room)
    album = (job.message_id,)  # nobody objected to what else was sent with it
    asked = notme.Asked(bot, services, room, place, album, author, hide, wording=notme.RECOGNISED)
    await notme.take(asked)
    return hide


def betrayal(item: Item) -> str | None:
    """Return the code of the worst finding that betrays somebody; None where there is none."""
    for found in item.found or ():
        if found.severity is Severity.HIGH and found.category in BETRAYING:
            return f"picture-{found.category.value}"
    return None


def _poster(job: Job, services: Services) -> int:
    members = services.store.moderation.members
    return members.unseal(job.chat_id, job.message_id, job.receiver or "") or 0


async def _author(poster: int, room: Room, bot: Bot, services: Services) -> Author:
    """Return the poster as the group knows them now; the job holds no name."""
    if poster <= 0:
        return Author(poster, say(room.lang, "somebody"))
    try:
        member = await bot.get_chat_member(room.chat_id, poster)
    except BadRequest:
        return Author(poster, say(room.lang, "somebody"))
    leading = await people.administrators(bot, services, room.chat_id)
    return Author(poster, member.user.first_name, poster in leading)
