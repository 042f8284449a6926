"""Pictures: taken in as jobs, examined in the sandbox, answered with a report and a clean copy.

Nothing of a picture is kept. The name of a file is read once, for the kinds of things it gives
away; these wait in memory, the name itself nowhere. What a job has sent is noted by message id, so
that a repeated one goes on where the last attempt ended. A report goes out before the picture
itself is looked at, and is completed afterwards (`bot.chat.looks`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat import copies, errors, language, questions, render, reports, signs
from bot.chat.examining import examine
from bot.chat.limits import DOWNLOAD_BYTES, WAITING_PICTURES
from bot.chat.reports import Item, Sight
from bot.chat.sending import Place, beside, edit, send
from bot.chat.services import Context, Services, services_of
from bot.delivery import intake
from bot.images import filenames
from bot.images.results import Finding, Options, Refused, Subject
from bot.store import Job, NewJob
from bot.store.jobs import Step
from bot.texts import say

QUIET_SECONDS = 3.0  # what takes longer gets a progress message
TOO_LARGE = "refused-too-large"
LOOK = Options(clean=False, compare=False, look=(Subject.FACES, Subject.CODES))


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
        with services.looks.behind():
            async with signs.busy(bot, place, ChatAction.UPLOAD_DOCUMENT, after=signs.SOON):
                items = await _examine(jobs, place, bot, services)
                report = await _report(jobs, items, place, bot, services)
                await _send_copies(first, items, place, bot, services)
        if any(item.sight == "soon" for item in items):
            look = partial(_look, jobs, items, report, bot, services)
            services.looks.add(_held(items), look)
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
    items = [
        replace(await examine(bot, services, job.file_id, job.kind), name=_name_of(job, services))
        for job in jobs
    ]
    if not _is_private(jobs[0]):
        return items
    sight: Sight = "soon" if services.looks.has_room(_held(items)) else "on-request"
    return [replace(item, sight=sight) if item.cleaned else item for item in items]


def _held(items: Sequence[Item]) -> int:
    return sum(len(item.cleaned.data) for item in items if item.cleaned)


async def _look(
    jobs: Sequence[Job],
    items: Sequence[Item],
    report: tuple[int, ...],
    bot: Bot,
    services: Services,
) -> None:
    """Look at the copies, which show what the pictures show, and complete the report."""
    first = jobs[0]
    seen = [await _seen(item, services) for item in items]
    reply = _worded(first, seen, services)
    if reply is not None:
        whole = await edit(bot, _place(first), report, reply)
        _remember_album(jobs, whole, services)


async def _seen(item: Item, services: Services) -> Item:
    """Add what the picture shows to its report."""
    report = item.examined.report
    if item.cleaned is None or item.fetched is None or isinstance(report, Refused):
        return item
    looked = await services.sandbox.examine(item.cleaned.data, LOOK)
    held = (services.clock() - item.fetched).total_seconds()
    seen = None if isinstance(looked.report, Refused) else looked.report.visible
    examined = replace(item.examined, report=replace(report, visible=seen))
    return replace(item, examined=examined, sight="told", seconds=held)


def _forget_names(jobs: Sequence[Job], services: Services) -> None:
    done = {(job.chat_id, job.message_id) for job in jobs}
    services.memory.file_names.drop(lambda key: key in done)


def _name_of(job: Job, services: Services) -> tuple[Finding, ...]:
    return services.memory.file_names.get((job.chat_id, job.message_id)) or ()


async def _report(
    jobs: Sequence[Job], items: Sequence[Item], place: Place, bot: Bot, services: Services
) -> tuple[int, ...]:
    """Say what was found, once; returns the ids of the messages that do.

    A group hears only of a file that could not be cleaned.
    """
    first = jobs[0]
    if noted := _noted(first, "report", services):
        return noted
    reply = _worded(first, items, services)
    if reply is None:
        return ()
    progress = _noted(first, "progress", services)
    sent = await (edit(bot, place, progress, reply) if progress else send(bot, place, reply))
    await _note(first, "report", sent, services)
    _remember_album(jobs, sent, services)
    return sent


def _remember_album(jobs: Sequence[Job], report: tuple[int, ...], services: Services) -> None:
    """Remember the pictures in order, for the buttons below the report."""
    if len(jobs) > 1:
        files = tuple(job.file_id for job in jobs)
        services.memory.albums.put((jobs[0].chat_id, report[-1]), files)


def _worded(first: Job, items: Sequence[Item], services: Services) -> render.Reply | None:
    """Word the report; to a group there is none of a single picture with a copy."""
    if len(items) > 1:
        return reports.album(items, first.lang)
    (item,) = items
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
