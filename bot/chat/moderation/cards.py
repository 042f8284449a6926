"""What the administrators are told: one card a case, with why in words and with buttons.

A card goes to the log chat where one is set, else to each administrator who has opened a private
chat with the bot. It names the author and links the message; the message itself is not repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, Forbidden

from bot.chat import keyboards
from bot.chat.keyboards import Action, button, keyboard
from bot.chat.markup import Markup, bold, join, link, plain
from bot.chat.moderation import notices, people, words
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author, Right
from bot.chat.render import Reply, spoken
from bot.chat.sending import Place, send
from bot.chat.services import Services
from bot.moderation.results import Rule
from bot.store.moderation_cases import Case
from bot.texts import say

SUPERGROUP = -1_000_000_000_000  # Bot API chat ids of supergroups lie below it


class Choice(StrEnum):
    """A button below a card, by the letter that notes it in the case."""

    UNDO = "u"
    LESS = "l"
    TRUST = "t"
    BAN = "b"
    DELETE = "d"
    WARN = "w"
    BLOCK = "k"
    KEEP = "o"


RIGHTS = {
    Choice.UNDO: (Right.DELETE, Right.RESTRICT),
    Choice.LESS: (Right.RESTRICT,),
    Choice.TRUST: (Right.RESTRICT,),
    Choice.BAN: (Right.RESTRICT,),
    Choice.DELETE: (Right.DELETE,),
    Choice.WARN: (Right.RESTRICT,),
    Choice.BLOCK: (Right.DELETE,),
    Choice.KEEP: (Right.DELETE, Right.RESTRICT),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says beside the case: the author, what was done, what could not be."""

    author: Author
    did: str  # a text's key
    title: str = ""  # of the group
    missing: tuple[Right, ...] = ()
    notes: tuple[str, ...] = ()  # keys of further texts
    strikes: int = 0
    choices: tuple[Choice, ...] = ()
    reply_to: int | None = None  # the copy in the log chat


async def send_card(bot: Bot, services: Services, room: Room, case: Case, card: Card) -> int:
    """Send a card to the log chat, else to each administrator; returns how many it reached."""
    reply = Reply(text(room, case, card), buttons(services, room, case, card))
    log_chat = room.settings.log_chat
    if log_chat is not None:
        place = Place(log_chat, reply_to=card.reply_to)
        if await _reaches(bot, services, place, reply):
            return 1
    leading = await people.administrators(bot, services, room.chat_id)
    humans = [each.user.id for each in leading.values() if not each.user.is_bot]
    return sum([await _reaches(bot, services, Place(each), reply) for each in humans])


async def _reaches(bot: Bot, services: Services, place: Place, reply: Reply) -> bool:
    """Send to one chat; one that never opened a chat with the bot is not tried for a while."""
    if services.moderating.closed.get(place.chat_id):
        return False
    try:
        await send(bot, place, reply)
    except (Forbidden, BadRequest):
        services.moderating.closed.put(place.chat_id, True)
        return False
    return True


def text(room: Room, case: Case, card: Card) -> Markup:
    """Word a card: what it is about, what was done and why, and what could not be."""
    lang = room.lang
    lines = [
        _line(lang, "card-group", plain(card.title)),
        _line(lang, "card-author", notices.named(card.author)),
        _line(lang, "card-why", plain(words.why(lang, case.rule, case.reason))),
        _line(lang, "card-did", plain(say(lang, card.did))),
        spoken(lang, "card-strikes", count=card.strikes, limit=room.settings.strike_limit)
        if card.strikes else Markup(),
        *(spoken(lang, f"card-missing-{right.value}") for right in card.missing),
        *(spoken(lang, note) for note in card.notes),
        _where(room, case),
    ]  # fmt: skip
    return join("\n", [bold(words.name(lang, case.rule)), *lines])


def _line(lang: str, key: str, value: Markup) -> Markup:
    return plain(f"{say(lang, key)} ") + value if value.plain else Markup()


def _where(room: Room, case: Case) -> Markup:
    """Link the message; groups that are no supergroups have no links."""
    if room.chat_id > SUPERGROUP:
        return Markup()
    address = f"https://t.me/c/{SUPERGROUP - room.chat_id}/{case.message_id}"
    return link(say(room.lang, "card-message"), address)


def buttons(services: Services, room: Room, case: Case, card: Card) -> InlineKeyboardMarkup | None:
    """Put the choices below a card, two in a row."""
    members = services.store.moderation.members
    sealed = members.seal(case.home, case.message_id, card.author.id)
    made = [
        button(say(room.lang, f"choice-{each.name.lower()}"), Action.MODERATE, room.lang,
               each.value, str(case.id), sealed)
        for each in card.choices
    ]  # fmt: skip
    return keyboard(made[at : at + 2] for at in range(0, len(made), 2))


def left(message: Message, *gone: Choice) -> InlineKeyboardMarkup | None:
    """Return a card's keyboard without some choices."""
    letters = {each.value for each in gone}
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return keyboard(
        [each for each in row if _letter(each.callback_data) not in letters] for row in rows
    )


def with_undo(
    markup: InlineKeyboardMarkup | None, lang: str, case_id: str, sealed: str
) -> InlineKeyboardMarkup | None:
    """Return a card's keyboard with a way back, where it has none yet."""
    rows = [list(row) for row in markup.inline_keyboard] if markup else []
    if Choice.UNDO in {_letter(each.callback_data) for row in rows for each in row}:
        return markup
    back = button(say(lang, "choice-undo"), Action.MODERATE, lang, Choice.UNDO, case_id, sealed)
    return keyboard([[back], *rows])


def _letter(data: object) -> str:
    press = keyboards.parse(data) if isinstance(data, str) else None
    return press.arguments[1] if press and len(press.arguments) > 1 else ""


def acted(rule: str, *, removed: bool, listable: bool) -> tuple[Choice, ...]:
    """Return the choices after an action."""
    striking = rule not in {Rule.PICTURE_METADATA, Rule.NOT_ME}
    wanted: Iterable[tuple[Choice, bool]] = (
        (Choice.UNDO, striking), (Choice.LESS, striking), (Choice.DELETE, not removed),
        (Choice.TRUST, striking), (Choice.BAN, True), (Choice.BLOCK, listable),
    )  # fmt: skip
    return tuple(choice for choice, offered in wanted if offered)


def reviewed(*, listable: bool) -> Sequence[Choice]:
    """Return the choices where nothing was done yet."""
    more = (Choice.BLOCK,) if listable else ()
    return (Choice.DELETE, Choice.WARN, Choice.BAN, Choice.TRUST, *more, Choice.KEEP)
