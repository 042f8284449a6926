"""The picture rule: a file whose metadata betrays somebody is warned of, replaced or deleted.

A file is looked at by the same sandboxed job that cleans pictures. Nothing but codes leaves it:
a notice never repeats a value, and a picture is copied nowhere else. Replacing posts the clean
copy first, notes it, and deletes the original last: a process killed between finds the note.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Bot, Document, Message
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat import pictures as jobs
from bot.chat import reports
from bot.chat.examining import examine
from bot.chat.keyboards import keyboard
from bot.chat.limits import DOWNLOAD_BYTES
from bot.chat.markup import Markup, join, plain
from bot.chat.moderation import (
    asking,
    cards,
    helping,
    notices,
    notme,
    people,
    rooms,
    taken_down,
    words,
)
from bot.chat.moderation.cards import Card
from bot.chat.moderation.memory import Room
from bot.chat.moderation.notices import Said
from bot.chat.moderation.people import Author, Right
from bot.chat.render import Reply, spoken
from bot.chat.reports import Item
from bot.chat.sending import Place, beside
from bot.chat.services import Services
from bot.delivery import intake
from bot.delivery.outcome import UploadUnconfirmed
from bot.images.results import Category, Cleaned, Options, Severity
from bot.moderation.results import Rule
from bot.moderation.settings import Mode
from bot.store import Job, NewJob
from bot.store.jobs import Purpose
from bot.store.moderation_cases import Case, NewCase, Step
from bot.texts import say

BETRAYING = frozenset({
    Category.GPS, Category.PLACE, Category.SERIAL, Category.PERSON, Category.REGIONS,
    Category.THUMBNAIL,
})  # fmt: skip
RULE = Rule.PICTURE_METADATA
LOOK = Options(clean=False)
NO_PICTURES = ("video/", "audio/")  # what a client names so is nothing that is worth a download
WAITING = 200  # of a group; above it files are not looked at


@dataclass(frozen=True, slots=True)
class Betraying:
    """A file that betrays somebody, with its case and its poster; `job` says where it stands."""

    job: Job
    item: Item
    case: Case
    author: Author
    room: Room
    bot: Bot
    services: Services

    @property
    def why(self) -> Markup:
        """Name the poster and the kind of thing that was found."""
        reason = words.why(self.room.lang, RULE.value, self.case.reason)
        return notices.named(self.author) + plain(f", {reason}")

    async def noted(self, step: Step, said: Said | None = None) -> None:
        """Note a step, with the public notice it left."""
        message_id = said.message_id if said else None
        await self.services.store.moderation.cases.note(
            self.case.id, step,
            notice_chat=self.room.chat_id if message_id else None,
            notice_message=message_id,
            notice_until=notices.until(self.services, self.room) if message_id else None,
        )  # fmt: skip


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
    mode = room.settings.of(RULE).sure
    kept = await taken_down.known(room, services)
    wanted = Options() if mode is Mode.REPLACE and job.purpose != "again" else LOOK
    wanted = replace(wanted, fingerprint=bool(kept), look=asking.subjects(room))
    item = await examine(bot, services, job.file_id, job.kind, wanted)
    if taken_down.recognised(item, kept) and await _again(job, room, bot, services):
        return
    if asking.due(item, _poster(job, services), room, services):
        author = await _author(_poster(job, services), room, bot, services)
        place = Place(job.chat_id, job.thread_id, job.message_id)
        await asking.remind(bot, services, room, place, author)
    reason = betrayal(item)
    if reason is None or mode is Mode.OFF or job.purpose == "again":
        return
    dry = room.settings.dry_run and mode is not Mode.LOG
    action = f"dry-{mode.value}" if dry else mode.value
    poster = _poster(job, services)
    new = NewCase(
        room.home, job.message_id, RULE.value, reason, action, poster, thread_id=job.thread_id
    )
    case, _ = await services.store.moderation.cases.open(new)
    log.event("moderation.picture", rule=RULE.value, action=action, reason=reason)
    if dry or mode is Mode.LOG:
        return
    author = await _author(poster, room, bot, services)
    await _act(Betraying(job, item, case, author, room, bot, services), mode)


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


async def _act(file: Betraying, mode: Mode) -> None:
    """Do what the mode says; administrators' own pictures are only ever warned of."""
    if file.author.exempt and mode in {Mode.REPLACE, Mode.DELETE}:
        mode = Mode.WARN
    match mode:
        case Mode.ADMINS:
            await _tell(file, "did-admins")
        case Mode.REPLACE:
            await _replace(file)
        case Mode.DELETE:
            await _delete(file)
        case _:
            await _warn(file)


async def _warn(file: Betraying, *, missing: Right | None = None) -> None:
    """Tell the poster what kind of thing the file holds, and what to do; never its value."""
    if file.case.done(Step.NOTICED):
        return
    lang = file.room.lang
    text = join("\n", [file.why, spoken(lang, "picture-what-to-do")])
    buttons = keyboard([helping.row(file.services, lang, words.HELP[RULE])])
    await file.noted(Step.NOTICED, await _say(file, Reply(text, buttons), file.job.message_id))
    if missing is not None:
        await _tell(file, "did-warn", missing=(missing,))


async def _say(file: Betraying, reply: Reply, reply_to: int | None = None) -> Said:
    place = Place(file.job.chat_id, file.job.thread_id, reply_to)
    return await notices.tell(file.bot, file.services, file.room, place, file.author, reply)


async def _delete(file: Betraying) -> None:
    """Delete the file; what cannot be deleted is warned of, and the administrators are told."""
    lacking = await _removed(file)
    if lacking is not None:
        await _warn(file, missing=lacking)
        return
    if not file.case.done(Step.NOTICED):
        text = join("\n", [file.why, spoken(file.room.lang, "picture-deleted")])
        await file.noted(Step.NOTICED, await _say(file, Reply(text)))
    await _tell(file, "did-delete")


async def _removed(file: Betraying) -> Right | None:
    """Delete the message; returns the right that is missing for it."""
    if file.case.done(Step.DELETED):
        return None
    try:
        await file.bot.delete_message(file.room.chat_id, file.case.message_id)
    except (BadRequest, Forbidden) as error:
        if "to delete not found" not in str(error).lower():
            return Right.DELETE
    await file.noted(Step.DELETED)
    return None


async def _replace(file: Betraying) -> None:
    """Post the clean copy, note it, delete the original; else warn and say which right is missing.

    Whether a copy stands whose posting was begun and never noted, nobody can know: it is neither
    posted again nor is the original deleted, and the administrators are told.
    """
    if not file.case.done(Step.POSTED):
        if file.case.done(Step.POSTING):
            await _unsure(file)
            return
        if Right.DELETE in await people.missing(file.bot, file.room.chat_id):
            await _warn(file, missing=Right.DELETE)
            return
        if await _withdrawn(file):
            await file.noted(Step.DELETED)
            return
        if not await _posted(file):
            return
    if await _removed(file) is not None:
        await _tell(file, "did-warn", missing=(Right.DELETE,))
        return
    await _explain(file)


async def _withdrawn(file: Betraying) -> bool:
    """Tell whether the poster deleted the file while it waited: then no copy may bring it back.

    The Bot API cannot ask for a message. Taking back a reaction that the bot never gave changes
    nothing, and is refused where the message is gone; a moment until the copy is posted remains.
    """
    try:
        await file.bot.set_message_reaction(file.job.chat_id, file.job.message_id, [])
    except BadRequest as error:
        return "not found" in str(error).lower()
    return False


async def _posted(file: Betraying) -> bool:
    """Post the copy and note it; where that cannot be, warn instead.

    The caption and the reply that it keeps are in memory only: a process that was killed has lost
    them, and Telegram lets no bot read them again. The original stays, and the administrators are
    told.
    """
    key = (file.job.chat_id, file.job.message_id)
    kept = file.services.moderating.files.get(key)
    if file.item.cleaned is None:
        await _warn(file)
        return False
    if kept is None and file.job.purpose != "watch-bare":
        await _warn(file)
        await _tell(file, "did-forgotten")
        return False
    await file.noted(Step.POSTING)
    try:
        copy = await _post(file, file.item.cleaned, kept)
    except UploadUnconfirmed:
        await _unsure(file)
        return False
    except (BadRequest, Forbidden) as error:
        log.event("moderation.not_replaced", level="warning", error=log.describe(error))
        await _warn(file)
        return False
    await file.services.store.moderation.cases.note(
        file.case.id, Step.POSTED, copy_chat=file.job.chat_id, copy_message=copy
    )
    return True


async def _post(file: Betraying, cleaned: Cleaned, kept: Message | None) -> int:
    """Post the copy in the original's topic, with its caption and its reply."""
    answered = kept.reply_to_message if kept else None
    thread = beside(kept).thread_id if kept else file.job.thread_id
    place = Place(file.job.chat_id, thread, answered.message_id if answered else None)
    caption = kept.caption if kept else None
    message = await file.bot.send_document(
        place.chat_id,
        io.BytesIO(cleaned.data),
        filename=reports.file_name(1, cleaned),
        caption=caption or say(file.room.lang, "replaced-caption", name=file.author.name),
        caption_entities=kept.caption_entities if kept and caption else None,
        disable_content_type_detection=True,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )
    return message.message_id


async def _unsure(file: Betraying) -> None:
    await _warn(file)
    await _tell(file, "did-unsure")


async def _explain(file: Betraying) -> None:
    """Tell the poster alone why the message changed its sender."""
    key = (file.job.chat_id, file.job.message_id)
    file.services.moderating.files.drop(lambda known: known == key)
    if file.case.done(Step.NOTICED):
        return
    text = join("\n", [file.why, spoken(file.room.lang, "picture-replaced")])
    place = Place(file.job.chat_id, file.job.thread_id)
    await notices.whisper(file.bot, file.services, place, file.author.id, Reply(text))
    await file.noted(Step.NOTICED)


async def _tell(file: Betraying, did: str, *, missing: tuple[Right, ...] = ()) -> None:
    if file.case.done(Step.TOLD):
        return
    nothing = did == "did-admins"
    choices = (cards.Choice.DELETE, cards.Choice.KEEP) if nothing else ()
    card = Card(file.author, did, missing=missing, choices=choices)
    await cards.send_card(file.bot, file.services, file.room, file.case, card)
    await file.noted(Step.TOLD)
