"""What is done about a file whose metadata betrays somebody: it is warned of, replaced or deleted.

Nothing but codes is said: a notice never repeats a value, and a picture is copied nowhere else.
Replacing posts the clean copy first, notes it, and deletes the original last: a process killed
between finds the note.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from telegram import Bot, Message
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat import reports
from bot.chat.keyboards import keyboard
from bot.chat.markup import Markup, join, plain
from bot.chat.moderation import cards, helping, notices, people, words
from bot.chat.moderation.cards import Card
from bot.chat.moderation.deleting import delete
from bot.chat.moderation.memory import Room
from bot.chat.moderation.notices import Said
from bot.chat.moderation.people import Author, Right
from bot.chat.render import Reply, spoken
from bot.chat.reports import Item
from bot.chat.sending import Place, beside
from bot.chat.services import Services
from bot.delivery.outcome import UploadUnconfirmed
from bot.images.results import Cleaned
from bot.moderation.results import Rule
from bot.moderation.settings import Mode
from bot.store import Job
from bot.store.moderation_cases import Case, Step
from bot.texts import say

RULE = Rule.PICTURE_METADATA


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


async def act(file: Betraying, mode: Mode) -> None:
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
    if not await delete(file.bot, file.room.chat_id, file.case.message_id):
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
