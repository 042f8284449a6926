"""The buttons below a card. Rights are asked of Telegram at each press; each does its work once.

Two administrators who press at once: the first does it, the second is told so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import ChatPermissions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat.markup import join, plain
from bot.chat.moderation import (
    albums,
    cards,
    counting,
    keeping,
    listing,
    notices,
    people,
    rooms,
    taken_down,
    words,
)
from bot.chat.moderation.cards import RIGHTS, Choice
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author
from bot.chat.pressed import Pressed
from bot.chat.render import Reply, spoken
from bot.chat.sending import NO_PREVIEW, Place
from bot.moderation.results import Rule
from bot.store.moderation_cases import Case, NewCase, Step
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Chosen:
    """A press with its case, its group, and the person it is about."""

    press: Pressed
    choice: Choice
    case: Case
    room: Room
    person: int


async def pressed(press: Pressed) -> str | None:
    """Do what a button says; returns the words of the small notice."""
    chosen = await _chosen(press)
    if chosen is None:
        return say(press.lang, "stale-button")
    rights = RIGHTS[chosen.choice]
    if not await people.may(press.bot, chosen.room.chat_id, press.user_id, *rights):
        return say(press.lang, "not-your-button")
    cases = press.services.store.moderation.cases
    if not await cases.press(chosen.case.id, chosen.choice.value):
        return say(press.lang, "pressed-by-another")
    try:
        key = await DO[chosen.choice](chosen)
    except (BadRequest, Forbidden) as error:
        await cases.release(chosen.case.id, chosen.choice.value)
        log.event("moderation.press_refused", level="warning", error=log.describe(error))
        return say(press.lang, "choice-refused")
    except BaseException:
        await cases.release(chosen.case.id, chosen.choice.value)
        raise
    await press.services.store.moderation.audit.write(
        chosen.case.home, chosen.case.rule, chosen.case.reason, chosen.choice.name.lower(),
        press.user_id,
    )  # fmt: skip
    await _show(chosen, key)
    return say(press.lang, key)


async def _chosen(press: Pressed) -> Chosen | None:
    letter, number, sealed = (press.argument(at) for at in (1, 2, 3))
    if letter not in {each.value for each in Choice} or not number.isdecimal():
        return None
    moderation = press.services.store.moderation
    case = await moderation.cases.get(int(number))
    if case is None:
        return None
    person = moderation.members.unseal(case.home, case.message_id, sealed)
    if person is None or not moderation.members.is_member(case.home, case.member, person):
        return None
    room = await rooms.at_home(press.services, case.home)
    return Chosen(press, Choice(letter), case, room, person)


async def _undo(chosen: Chosen) -> str:
    """Take back strike and restriction, restore from the log chat's copy, and apologise."""
    press, case, room = chosen.press, chosen.case, chosen.room
    await press.services.store.moderation.cases.undo(case)
    if case.done(Step.RESTRICTED):
        await release(chosen)
    gone = case.done(Step.DELETED)
    lost = gone and not await keeping.restore(press.bot, room, case)
    author = Author(chosen.person, await _name(chosen))
    key = "undone-lost" if lost else "undone-sorry"
    text = join("\n", [notices.named(author), spoken(room.lang, key)])
    place = Place(room.chat_id, case.thread_id, None if gone else case.message_id)
    await notices.public(press.bot, place, Reply(text))
    return "choice-done-undo-lost" if lost else "choice-done-undo"


async def _name(chosen: Chosen) -> str:
    """Return the first name of the person, as the group knows them now."""
    if chosen.person <= 0:
        return say(chosen.room.lang, "somebody")
    try:
        member = await chosen.press.bot.get_chat_member(chosen.room.chat_id, chosen.person)
    except BadRequest:
        return say(chosen.room.lang, "somebody")
    return member.user.first_name


async def release(chosen: Chosen) -> None:
    """Let somebody speak, or come back."""
    bot, chat_id, person = chosen.press.bot, chosen.room.chat_id, chosen.person
    member = await bot.get_chat_member(chat_id, person) if person > 0 else None
    if member is None or member.status == "kicked":
        await people.unban(bot, chat_id, person)
    elif member.status == "restricted":
        await bot.restrict_chat_member(chat_id, person, ChatPermissions.all_permissions())


async def _less(chosen: Chosen) -> str:
    taken = await chosen.press.services.store.moderation.cases.less(chosen.case)
    return "choice-done-less" if taken else "choice-no-strike"


async def _trust(chosen: Chosen) -> str:
    services = chosen.press.services
    await services.store.moderation.members.trust(chosen.case.home, chosen.person)
    counting.forget(chosen.case.home, chosen.person, services)
    return "choice-done-trust"


async def _ban(chosen: Chosen) -> str:
    await people.ban(chosen.press.bot, chosen.room.chat_id, chosen.person)
    await _noted(chosen, Step.RESTRICTED)
    return "choice-done-ban"


async def _delete(chosen: Chosen) -> str:
    """Delete the message with its album; what may be restored is copied first."""
    bot, services, room = chosen.press.bot, chosen.press.services, chosen.room
    messages = albums.with_message(room.chat_id, chosen.case.message_id, services)
    if not chosen.case.done(Step.COPIED):
        await keeping.keep(bot, services, room, chosen.case, messages)
    try:
        await bot.delete_message(room.chat_id, chosen.case.message_id)
    except BadRequest as error:
        if "not found" not in str(error):
            raise
    if len(messages) > 1:
        await bot.delete_messages(room.chat_id, messages)
    if chosen.case.rule == Rule.NOT_ME:
        await taken_down.remember(room, chosen.case.message_id, services)
    await _noted(chosen, Step.DELETED)
    return "choice-done-delete"


async def _warn(chosen: Chosen) -> str:
    """Give the strike that the bot was not sure enough to give, and tell the person."""
    case, room, press = chosen.case, chosen.room, chosen.press
    await press.services.store.moderation.cases.open(
        NewCase(
            case.home, case.message_id, words.BY_HAND, case.reason, "warn", chosen.person,
            strike=True, by=press.user_id,
        )
    )  # fmt: skip
    author = Author(chosen.person, await _name(chosen))
    why = words.why(room.lang, case.rule, case.reason)
    text = join("\n", [notices.named(author) + plain(f", {why}"),
                       spoken(room.lang, "notice-object")])  # fmt: skip
    place = Place(room.chat_id, case.thread_id, case.message_id)
    await notices.tell(press.bot, press.services, room, place, author, Reply(text))
    return "choice-done-warn"


async def _block(chosen: Chosen) -> str:
    """List the addresses of the message as they stand in the card's copy; never echoed."""
    copy = chosen.press.message.reply_to_message
    if copy is None:
        return "choice-block-how"
    blocked = await listing.block(chosen.press.services, chosen.room, copy)
    if blocked.shared and not blocked.count:
        return "choice-block-platform"
    return "choice-done-block"


async def _keep(_: Chosen) -> str:
    return "choice-done-keep"


async def _noted(chosen: Chosen, step: Step) -> None:
    await chosen.press.services.store.moderation.cases.note(chosen.case.id, step)


async def _show(chosen: Chosen, key: str) -> None:
    """Write below the card what was done, and take the button away."""
    message, press = chosen.press.message, chosen.press
    gone = (chosen.choice,) if chosen.choice is not Choice.UNDO else tuple(ENDED_BY_UNDO)
    markup = cards.left(message, *gone)
    if chosen.choice is Choice.DELETE and await _restorable(chosen):
        markup = cards.with_undo(markup, chosen.room.lang, press.argument(2), press.argument(3))
    line = say(press.lang, "card-pressed", what=say(press.lang, key))
    try:
        await press.bot.edit_message_text(
            f"{message.text_html}\n\n{line}",
            chat_id=message.chat_id,
            message_id=message.message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup,
        )
    except (BadRequest, Forbidden) as error:
        log.event("moderation.card_unchanged", level="warning", error=log.describe(error))


async def _restorable(chosen: Chosen) -> bool:
    """Tell whether what a button deleted was copied first."""
    case = await chosen.press.services.store.moderation.cases.get(chosen.case.id)
    return case is not None and case.done(Step.COPIED)


ENDED_BY_UNDO = (Choice.UNDO, Choice.LESS, Choice.DELETE, Choice.WARN)
DO: dict[Choice, Callable[[Chosen], Awaitable[str]]] = {
    Choice.UNDO: _undo,
    Choice.LESS: _less,
    Choice.TRUST: _trust,
    Choice.BAN: _ban,
    Choice.DELETE: _delete,
    Choice.WARN: _warn,
    Choice.BLOCK: _block,
    Choice.KEEP: _keep,
}
