"""Pictures: taken in as jobs, examined in the sandbox, answered with a report and a clean copy.

Nothing of a picture is kept, and the name a person gave the file is never read. A job that is
repeated in the same process does not report twice; after a crash it may, since nothing on disk
says what was sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from telegram import Bot, InputMediaDocument, Message, Update
from telegram.constants import ChatAction
from telegram.error import Forbidden

from bot import log
from bot.chat import language, questions, render, reports
from bot.chat.download import GoneError, TooLargeError, download
from bot.chat.limits import DOWNLOAD_BYTES, WAITING_PICTURES
from bot.chat.reports import Item
from bot.chat.sending import Place, beside, edit, send
from bot.chat.services import Context, Services, services_of
from bot.delivery import intake
from bot.images.results import Examined, Reason, Refused
from bot.store import Job, NewJob
from bot.texts import say

ACTION_SECONDS = 4.0  # Telegram shows a chat action for 5 s
QUIET_SECONDS = 3.0  # what takes longer gets a progress message


async def received(update: Update, context: Context) -> None:
    """Take a document or photo in; what is over a limit is said at once."""
    message, services = update.effective_message, services_of(context)
    user = update.effective_user
    if message is None or user is None:
        return
    await questions.crisis_first(update, context)
    lang = await language.of(update, services)
    refusal = await _over_limit(message, user.id, services, lang)
    if refusal is None:
        await context.bot.send_chat_action(message.chat_id, ChatAction.UPLOAD_DOCUMENT)
        intake.jobs().append(new_job(message, lang, services.store.job_user(user.id)))
    elif _say_once(message, services):
        await send(context.bot, beside(message), refusal)


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


async def _over_limit(
    message: Message, user_id: int, services: Services, lang: str
) -> render.Reply | None:
    """Return what to say to a picture over a limit, None to one that is welcome.

    An album's items are all let in up to the size: its report names who failed by position.
    """
    if not message.media_group_id and _claimed_size(message) > DOWNLOAD_BYTES:
        return render.note(lang, "refused-too-large")
    if await services.store.jobs.pending(message.chat_id) > WAITING_PICTURES:
        return render.note(lang, "picture-queue-full")
    an_hour = services.settings.pictures_per_hour
    if not await services.memory.limits.picture(user_id, an_hour):
        return render.note(lang, "picture-limit", count=an_hour)
    return None


def _claimed_size(message: Message) -> int:
    return (message.document.file_size or 0) if message.document else 0


def _say_once(message: Message, services: Services) -> bool:
    """Say it once for an album, not for each of its items."""
    album = message.media_group_id
    return album is None or services.memory.refused_album.first((message.chat_id, album), True)


async def run(jobs: Sequence[Job], bot: Bot, services: Services) -> None:
    """Do one picture or one album: report, then the clean copies.

    Raises what may pass (`NetworkError`, `RetryAfter`, `StoreError`), and the job is repeated.
    """
    first = jobs[0]
    place = Place(first.chat_id, first.thread_id, first.message_id)
    try:
        async with _busy(bot, place):
            await _examine_and_answer(jobs, place, bot, services)
    except Forbidden:
        log.event("picture.unwanted", reason="blocked")  # the chat is closed to us: final, quiet


async def _examine_and_answer(
    jobs: Sequence[Job], place: Place, bot: Bot, services: Services
) -> None:
    first = jobs[0]
    work = asyncio.create_task(_examine_all(jobs, bot, services))
    try:
        await asyncio.wait({work}, timeout=QUIET_SECONDS)
        if not work.done() and _is_private(first) and not services.memory.progress.get(first.id):
            key = "working-album" if len(jobs) > 1 else "working"
            sent = await send(bot, place, render.note(first.lang, key))
            services.memory.progress.put(first.id, sent)
        items = await work
    finally:
        work.cancel()
    await _report(first, items, place, bot, services)
    await _send_copies(first, items, place, bot)


async def _examine_all(jobs: Sequence[Job], bot: Bot, services: Services) -> list[Item]:
    """One picture after the other, so that an album holds one file in memory at a time."""
    return [await _examine(job, bot, services) for job in jobs]


async def _examine(job: Job, bot: Bot, services: Services) -> Item:
    begun = services.clock()
    try:
        data = await download(bot, job.file_id)
    except TooLargeError:
        return Item(job.kind, _refused(Reason.TOO_LARGE))
    except GoneError:
        return Item(job.kind, _refused(Reason.UNREADABLE), hint="refused-gone")
    examined = await services.sandbox.examine(data)
    item = Item(job.kind, examined, hint=hint(data, examined))
    log.event(
        "picture.examined",
        result="refused" if item.refused else "cleaned",
        reason=item.refused.reason.value if item.refused else None,
        bytes=len(data),
        ms=round((services.clock() - begun).total_seconds() * 1000),
    )
    return item


def _refused(reason: Reason) -> Examined:
    return Examined(Refused(reason), Refused(reason))


def hint(data: bytes, examined: Examined) -> str | None:
    """Name a better sentence for a refused file that is no picture at all."""
    match examined.report:
        case Refused(reason=Reason.NOT_AN_IMAGE | Reason.UNSUPPORTED, format=None):
            return _hint_by_signature(data)
        case _:
            return None


def _hint_by_signature(data: bytes) -> str | None:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "refused-pdf"
    if data[4:8] == b"ftyp" or data.startswith((b"\x1aE\xdf\xa3", b"RIFF")):
        return "refused-video"
    return None


async def _report(
    first: Job, items: Sequence[Item], place: Place, bot: Bot, services: Services
) -> None:
    """Say what was found, once; in a group only that a file could not be cleaned."""
    memory = services.memory
    if memory.reported.get(first.id):
        return
    reply = reports.album(items, first.lang) if len(items) > 1 else _single(first, items[0])
    if reply is not None:
        progress = memory.progress.get(first.id)
        await (edit(bot, place, progress, reply) if progress else send(bot, place, reply))
    memory.reported.put(first.id, True)


def _single(first: Job, item: Item) -> render.Reply | None:
    if _is_private(first):
        return reports.single(item, first.lang)
    return render.Reply(reports.refusal(item, first.lang)) if item.refused else None


async def _send_copies(first: Job, items: Sequence[Item], place: Place, bot: Bot) -> None:
    """Send the clean copies together, a single one alone."""
    copies = {
        reports.file_name(number, item.cleaned): item.cleaned.data
        for number, item in enumerate(items, start=1)
        if item.cleaned
    }
    if len(copies) > 1:
        await _send_together(copies, place, bot)
        return
    caption = "copy-caption" if _is_private(first) else "copy-caption-group"
    for name, data in copies.items():
        await bot.send_document(
            place.chat_id,
            data,
            filename=name,
            caption=say(first.lang, caption),
            disable_content_type_detection=True,
            message_thread_id=place.thread_id,
            reply_parameters=place.reply_parameters(),
        )


async def _send_together(copies: dict[str, bytes], place: Place, bot: Bot) -> None:
    media = [
        InputMediaDocument(data, filename=name, disable_content_type_detection=True)
        for name, data in copies.items()
    ]
    await bot.send_media_group(
        place.chat_id,
        media,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )


def _is_private(job: Job) -> bool:
    return job.chat_id > 0


@asynccontextmanager
async def _busy(bot: Bot, place: Place) -> AsyncIterator[None]:
    """Show in the chat that something is being done, for as long as it is."""

    async def show() -> None:
        while True:
            await bot.send_chat_action(
                place.chat_id, ChatAction.UPLOAD_DOCUMENT, message_thread_id=place.thread_id
            )
            await asyncio.sleep(ACTION_SECONDS)

    shown = asyncio.create_task(show())
    try:
        yield
    finally:
        shown.cancel()
        # A chat action that failed is no reason to fail the job.
        await asyncio.gather(shown, return_exceptions=True)


async def give_up(jobs: Sequence[Job], bot: Bot, services: Services) -> None:
    """Tell the person that a picture could not be done after several attempts."""
    first = jobs[0]
    place = Place(first.chat_id, first.thread_id, first.message_id)
    progress = services.memory.progress.get(first.id)
    reply = render.note(first.lang, "give-up")
    try:
        await (edit(bot, place, progress, reply) if progress else send(bot, place, reply))
    except Forbidden:
        log.event("picture.unwanted", reason="blocked")
