"""Pictures: taken in as jobs, examined in the sandbox, answered with a report and a clean copy.

Nothing of a picture is kept. The name of a file is read once, for the kinds of things it gives
away; these wait in memory, the name itself nowhere. What a job has sent is noted by message id, so
that a repeated one goes on where the last attempt ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat import copies, errors, language, questions, render, reports, signs
from bot.chat.examining import BOTH, examine
from bot.chat.limits import DOWNLOAD_BYTES, WAITING_PICTURES
from bot.chat.reports import Item
from bot.chat.sending import Place, beside, edit, send
from bot.chat.services import Context, Services, services_of
from bot.delivery import intake
from bot.images import filenames
from bot.images.results import Finding, Options, Subject
from bot.store import Job, NewJob
from bot.store.jobs import Step
from bot.texts import say

QUIET_SECONDS = 3.0  # what takes longer gets a progress message
TOO_LARGE = "refused-too-large"
LOOK = Options(look=(Subject.FACES, Subject.CODES))
# With so many other pictures waiting each is cleaned at once, and looked at when a button asks
# for it: looking for faces takes ten times as long as cleaning.
RUSH = 4


async def received(update: Update, context: Context) -> None:
    """Take a document or photo in; what is over a limit is said at once."""
    message, services = update.effective_message, services_of(context)
    user = update.effective_user
    if message is None or user is None:
        return
    await questions.crisis_first(update, context)
    lang = await language.of(update, services)
    key = await _over_limit(message, user.id, services)
    if key is None:
        if _first_of_album(message, services):
            await signs.look(context.bot, message.chat_id, message.message_id)
        _note_name(message, services)
        intake.jobs().append(new_job(message, lang, services.store.job_user(user.id)))
    elif _say_once(message, key, services):
        an_hour = services.settings.pictures_per_hour
        await send(context.bot, beside(message), render.note(lang, key, count=an_hour))


def new_job(message: Message, lang: str, user: str, *, alone: bool = False) -> NewJob:
    """Describe the picture of a message as a job, `alone` without the rest of its album.

    Raises `ValueError` where there is none.
    """
    place = beside(message)
    attached = message.document or (message.photo[-1] if message.photo else None)
    if attached is None:
        raise ValueError("a job needs a document or a photo")
    return NewJob(
        chat_id=message.chat_id,
        message_id=message.message_id,
        file_id=attached.file_id,
        kind="document" if message.document else "photo",
        lang=lang,
        user=user,
        album=None if alone else message.media_group_id,
        thread_id=place.thread_id,
        size=attached.file_size,
    )


async def _over_limit(message: Message, user_id: int, services: Services) -> str | None:
    """Name what to say to a picture over a limit, None to one that is welcome.

    An album's items are all let in up to the size: its report names who failed by position.
    """
    if not message.media_group_id and _claimed_size(message) > DOWNLOAD_BYTES:
        return TOO_LARGE
    if await services.store.jobs.pending(message.chat_id) > WAITING_PICTURES:
        return "picture-queue-full"
    if not await services.memory.limits.picture(user_id, services.settings.pictures_per_hour):
        return "picture-limit"
    return None


def _claimed_size(message: Message) -> int:
    return (message.document.file_size or 0) if message.document else 0


def _say_once(message: Message, key: str, services: Services) -> bool:
    """Say a limit once a minute, not to each of many files; the size is each file's own."""
    if key == TOO_LARGE:
        return True
    return services.memory.told_limit.first((message.chat_id, key), True)


def _note_name(message: Message, services: Services) -> None:
    """Remember what kinds of things a file's name gives away, without their values."""
    name = message.document.file_name if message.document else None
    found = tuple(replace(each, values={}) for each in filenames.file_name(name or ""))
    if found:
        services.memory.file_names.put((message.chat_id, message.message_id), found)


def _first_of_album(message: Message, services: Services) -> bool:
    album = message.media_group_id
    return album is None or services.memory.seen_album.first((message.chat_id, album), True)


async def run(jobs: Sequence[Job], bot: Bot, services: Services) -> None:
    """Do one picture or one album: report, then the clean copies.

    Raises what may pass (`NetworkError`, `RetryAfter`, `StoreError`), and the job is repeated.
    """
    first = jobs[0]
    place = _place(first)
    try:
        async with signs.busy(bot, place, ChatAction.UPLOAD_DOCUMENT):
            items = await _examine(jobs, place, bot, services)
            await _report(jobs, items, place, bot, services)
            await _send_copies(first, items, place, bot, services)
        if _is_private(first):
            await signs.look_away(bot, first.chat_id, first.message_id)
        _forget_names(jobs, services)
        _end(first, services)
    except (Forbidden, BadRequest) as error:
        if not errors.is_closed(error):
            raise
        log.event("picture.unwanted", reason="closed")  # final, and nobody is there to be told


async def _examine(jobs: Sequence[Job], place: Place, bot: Bot, services: Services) -> list[Item]:
    """Examine all; a private chat hears of what takes long."""
    first = jobs[0]
    work = asyncio.create_task(_examine_all(jobs, bot, services))
    try:
        await asyncio.wait({work}, timeout=QUIET_SECONDS)
        if not work.done() and _is_private(first) and not _noted(first, "progress", services):
            key = "working-album" if len(jobs) > 1 else "working"
            sent = await send(bot, place, render.note(first.lang, key))
            await _note(first, "progress", sent, services)
        return await work
    finally:
        work.cancel()


async def _examine_all(jobs: Sequence[Job], bot: Bot, services: Services) -> list[Item]:
    """One picture after the other, so that an album holds one file in memory at a time."""
    private = _is_private(jobs[0])
    postponed = private and await services.store.jobs.count() - len(jobs) > RUSH
    options = LOOK if private and not postponed else BOTH
    return [
        replace(
            await examine(bot, services, job.file_id, job.kind, options),
            name=_name_of(job, services),
            postponed=postponed,
        )
        for job in jobs
    ]


def _forget_names(jobs: Sequence[Job], services: Services) -> None:
    done = {(job.chat_id, job.message_id) for job in jobs}
    services.memory.file_names.drop(lambda key: key in done)


def _name_of(job: Job, services: Services) -> tuple[Finding, ...]:
    return services.memory.file_names.get((job.chat_id, job.message_id)) or ()


async def _report(
    jobs: Sequence[Job], items: Sequence[Item], place: Place, bot: Bot, services: Services
) -> None:
    """Say what was found, once; in a group only that a file could not be cleaned."""
    first = jobs[0]
    if _noted(first, "report", services):
        return
    reply = (
        reports.album(items, first.lang) if len(items) > 1 else _single(first, items[0], services)
    )
    if reply is None:
        return
    progress = _noted(first, "progress", services)
    sent = await (edit(bot, place, progress, reply) if progress else send(bot, place, reply))
    await _note(first, "report", sent, services)
    if len(jobs) > 1:
        files = tuple(job.file_id for job in jobs)
        services.memory.albums.put((first.chat_id, sent[-1]), files)


def _single(first: Job, item: Item, services: Services) -> render.Reply | None:
    if not _is_private(first):
        return render.Reply(reports.refusal(item, first.lang)) if item.refused else None
    lang = language.known(first.lang) or "en"
    why = reports.topic(item.found or ())
    known = services.engine.entry(why, lang) if why else None
    return reports.single(item, lang, why if known else None)


async def _send_copies(
    first: Job, items: Sequence[Item], place: Place, bot: Bot, services: Services
) -> None:
    """Send the clean copies together, a single one alone."""
    files = {
        reports.file_name(number, item.cleaned): item.cleaned.data
        for number, item in enumerate(items, start=1)
        if item.cleaned
    }
    if not files or _noted(first, "copy", services):
        return
    caption = "copy-caption" if _is_private(first) else "copy-caption-group"
    sent = await (
        copies.send_together(files, place, bot)
        if len(files) > 1
        else copies.send_one(files, place, bot, say(first.lang, caption))
    )
    await _note(first, "copy", sent, services)


async def give_up(jobs: Sequence[Job], bot: Bot, services: Services) -> None:
    """Tell the person that a picture could not be done after several attempts."""
    first = jobs[0]
    place = _place(first)
    progress = _noted(first, "progress", services)
    reply = render.note(first.lang, "give-up")
    try:
        await (edit(bot, place, progress, reply) if progress else send(bot, place, reply))
    except (Forbidden, BadRequest) as error:
        if not errors.is_closed(error):
            raise
        log.event("picture.unwanted", reason="closed")
        return
    await signs.look_away(bot, first.chat_id, first.message_id)
    _end(first, services)


def _noted(job: Job, step: Step, services: Services) -> tuple[int, ...]:
    """Return what this or an earlier attempt sent at a step, also before a crash."""
    return job.messages(step) or services.memory.sent.get((_key(job), step)) or ()


async def _note(job: Job, step: Step, sent: tuple[int, ...], services: Services) -> None:
    services.memory.sent.put((_key(job), step), sent)
    await services.store.jobs.note(job.id, step, *sent)


def _key(job: Job) -> tuple[int, int, int]:
    """Tell a job from a later one: a database gives the ids of deleted rows out again."""
    return (job.id, job.chat_id, job.message_id)


def _end(job: Job, services: Services) -> None:
    """Forget what a job has sent: the same picture may be cleaned once more."""
    services.memory.sent.drop(lambda key: key[0] == _key(job))


def _place(job: Job) -> Place:
    return Place(job.chat_id, job.thread_id, job.message_id)


def _is_private(job: Job) -> bool:
    return job.chat_id > 0
