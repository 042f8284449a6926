"""A decision carried out: written down first, then done step by step, each step noted.

A repeated update finds its case and goes on with the steps that are missing. Deletions come
before notices; a right that is missing is told to the administrators, by its name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import Bot, ChatPermissions
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat.keyboards import keyboard
from bot.chat.markup import join, plain
from bot.chat.moderation import cards, helping, keeping, notices, people, words
from bot.chat.moderation.cards import Card
from bot.chat.moderation.deleting import delete
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author, Right
from bot.chat.render import Reply, spoken
from bot.chat.sending import Place
from bot.chat.services import Services
from bot.moderation import policy
from bot.moderation.policy import Decision
from bot.moderation.results import Rule
from bot.moderation.settings import Mode
from bot.store.moderation_cases import Case, NewCase, Step


@dataclass(frozen=True, slots=True)
class Found:
    """A decided message: where it stands, whose it is, what it could lead to.

    `threatened` is the person whom it answers, `listable` says that it holds addresses.
    """

    bot: Bot
    services: Services
    room: Room
    place: Place  # replies to the message
    author: Author
    decision: Decision
    title: str = ""
    album: tuple[int, ...] = ()  # its other messages
    threatened: int | None = None
    listable: bool = False

    @property
    def message_id(self) -> int:
        """Return the message's number."""
        return self.place.reply_to or 0


@dataclass(frozen=True, slots=True)
class Done:
    """How far an action came: what is gone, and which rights were missing."""

    removed: bool = False
    restricted: bool = False
    missing: tuple[Right, ...] = ()
    notes: tuple[str, ...] = ()


async def act(found: Found) -> Case | None:
    """Do what was decided; returns the case of a message that is gone."""
    case = await _opened(found)
    log.event("moderation.decided", rule=case.rule, action=case.action, reason=case.reason)
    decision = found.decision
    if not decision.told:
        return None
    strikes = await _strikes(found)
    done = await _remove(found, case) if decision.removes else Done()
    done = await _restrict(found, case, done, strikes)
    await _notify(found, case, done, strikes)
    if not case.done(Step.TOLD):
        await helping.offer(found.bot, found.services, found.room, found.place, found.threatened)
    await _tell(found, case, done, strikes)
    return case if done.removed else None


async def _opened(found: Found) -> Case:
    decision = found.decision
    new = NewCase(
        found.room.home, found.message_id, decision.rule.value, decision.reason,
        decision.action, found.author.id, thread_id=found.place.thread_id,
        strike=decision.strikes,
    )  # fmt: skip
    cases = found.services.store.moderation.cases
    case, _ = await cases.open(new)
    grown = policy.does_more(decision.action, case.action)
    return await cases.grow(case, new) if grown else case


async def _strikes(found: Found) -> int:
    """Count the author's strikes in force where the decision gave one."""
    if not found.decision.strikes:
        return 0
    since = found.services.clock() - timedelta(days=found.room.settings.strike_days)
    members = found.services.store.moderation.members
    return await members.strikes(found.room.home, found.author.id, since)


async def _remove(found: Found, case: Case) -> Done:
    """Copy to the log chat where there is one, then delete."""
    cases = found.services.store.moderation.cases
    if case.done(Step.DELETED):
        return Done(removed=True)
    if found.decision.copied and not case.done(Step.COPIED):
        messages = (found.message_id, *found.album)
        await keeping.keep(found.bot, found.services, found.room, case, messages)
    if not await delete(found.bot, found.room.chat_id, found.message_id):
        return await _undeletable(found)
    await cases.note(case.id, Step.DELETED)
    if found.album:
        await found.bot.delete_messages(found.room.chat_id, found.album)
    return Done(removed=True)


async def _undeletable(found: Found) -> Done:
    """Say why: Telegram has one word for a missing right and for a message that is too old."""
    if Right.DELETE in await people.missing(found.bot, found.room.chat_id):
        return Done(missing=(Right.DELETE,))
    return Done(notes=("card-cannot-delete",))


async def _restrict(found: Found, case: Case, done: Done, strikes: int) -> Done:
    """Mute or ban as the mode says, or mute as the strikes do."""
    mode, settings = found.decision.mode, found.room.settings
    step = policy.step(strikes, settings) if found.decision.strikes else policy.Step.NONE
    if step is policy.Step.ASK_BAN:
        done = replace(done, notes=(*done.notes, "card-ask-ban"))
    if case.done(Step.RESTRICTED):
        return replace(done, restricted=True)
    if mode is not Mode.BAN and mode is not Mode.MUTE and step is not policy.Step.MUTE:
        return done
    try:
        await restrict(found, ban=mode is Mode.BAN, hours=settings.mute_hours)
    except (BadRequest, Forbidden) as error:
        log.event("moderation.not_restricted", level="warning", error=log.describe(error))
        return replace(done, missing=(*done.missing, Right.RESTRICT))
    await found.services.store.moderation.cases.note(case.id, Step.RESTRICTED)
    return replace(done, restricted=True)


async def restrict(found: Found, *, ban: bool, hours: int) -> None:
    """Mute or ban the author; a chat that somebody wrote as can only be banned."""
    bot, chat_id, author = found.bot, found.room.chat_id, found.author
    if ban or not author.is_person:
        await people.ban(bot, chat_id, author.id)
    else:
        ending = found.services.clock() + timedelta(hours=hours)
        silent = ChatPermissions.no_permissions()
        await bot.restrict_chat_member(chat_id, author.id, silent, until_date=ending)


async def _notify(found: Found, case: Case, done: Done, strikes: int) -> None:
    """Tell the author, once: what happened, why, and how to object."""
    if found.decision.mode is Mode.ADMINS or case.done(Step.NOTICED):
        return
    place = found.place if not done.removed else Place(found.place.chat_id, found.place.thread_id)
    reply = notice(found, done, strikes)
    said = await notices.tell(found.bot, found.services, found.room, place, found.author, reply)
    ending = notices.until(found.services, found.room) if said.message_id else None
    await found.services.store.moderation.cases.note(
        case.id, Step.NOTICED, notice_chat=found.room.chat_id if said.message_id else None,
        notice_message=said.message_id, notice_until=ending,
    )  # fmt: skip


def notice(found: Found, done: Done, strikes: int) -> Reply:
    """Word a notice: kind, with the reason, what was done, and the way to object."""
    lang, decision = found.room.lang, found.decision
    reason = words.why(lang, decision.rule.value, decision.reason)
    first = notices.named(found.author) + plain(f", {reason}")
    lines = [first]
    if done.removed:
        lines.append(spoken(lang, "notice-removed"))
    if done.restricted:
        banned = decision.mode is Mode.BAN or not found.author.is_person
        key = "notice-banned" if banned else "notice-muted"
        lines.append(spoken(lang, key, hours=found.room.settings.mute_hours))
    elif strikes:
        limit = found.room.settings.strike_limit
        lines.append(spoken(lang, "notice-strike", count=min(strikes, limit), limit=limit))
    lines.append(spoken(lang, "notice-object"))
    topic = words.HELP.get(decision.rule)
    row = helping.row(found.services, lang, topic) if topic else []
    return Reply(join("\n", lines), keyboard([row]))


async def _tell(found: Found, case: Case, done: Done, strikes: int) -> None:
    if case.done(Step.TOLD) or _told_lately(found):
        return
    cases = found.services.store.moderation.cases
    fresh = await cases.get(case.id) or case
    card = _card(found, fresh, done, strikes)
    await cards.send_card(found.bot, found.services, found.room, fresh, card)
    await cases.note(case.id, Step.TOLD)


def _told_lately(found: Found) -> bool:
    """Say whether the same about the same person was put before the administrators just now."""
    if found.decision.mode is not Mode.ADMINS or found.decision.rule is Rule.THREAT:
        return False
    key = (found.room.home, found.author.id, found.decision.reason)
    known = found.services.moderating.carded
    return not known.first(key, True)


def _card(found: Found, case: Case, done: Done, strikes: int) -> Card:
    """Gather what a card says."""
    nothing = found.decision.mode is Mode.ADMINS
    choices = (
        tuple(cards.reviewed(listable=found.listable))
        if nothing
        else cards.acted(case.rule, removed=done.removed, listable=found.listable)
    )
    # A notice alone was not enough? The text is only gone where nothing was copied.
    lost = done.removed and not case.done(Step.COPIED)
    notes = (*done.notes, *(("card-not-copied",) if lost and found.decision.copied else ()))
    return Card(
        found.author, _did(found, done), found.title, done.missing, notes, strikes, choices,
        case.copy_message if case.copy_chat == found.room.settings.log_chat else None,
    )  # fmt: skip


def _did(found: Found, done: Done) -> str:
    """Name the text that says what was done in the end."""
    mode = found.decision.mode
    if mode is Mode.ADMINS:
        return "did-admins"
    if done.restricted:
        return "did-ban" if mode is Mode.BAN or not found.author.is_person else "did-mute"
    return "did-delete" if done.removed else "did-warn"
