"""/notme: "I am in this picture and did not agree", in reply to any picture, by any member.

`admins`: put before the administrators, and the poster asked to take it down by a deadline.
`hide`: gone at once. Either way the picture is copied nowhere and cannot be restored; who asked
is named to nobody. Whoever was asked about a picture of their own cannot hide one in return.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import Bot, InlineKeyboardMarkup, Message, Update

from bot.chat import render
from bot.chat.keyboards import Action, button, keyboard
from bot.chat.markup import plain
from bot.chat.moderation import albums, cards, notices, requests, rooms, taken_down
from bot.chat.moderation.cards import Card, Choice
from bot.chat.moderation.deleting import delete
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author, Right
from bot.chat.moderation.requests import Request
from bot.chat.pressed import Pressed
from bot.chat.render import Reply, spoken
from bot.chat.sending import Place, beside
from bot.chat.services import Context, Services
from bot.moderation.results import Rule
from bot.moderation.settings import Mode
from bot.store.moderation_cases import Case, NewCase, Step
from bot.texts import say

REQUESTS = 3  # of one member in an hour
NO_RETURN = timedelta(days=7)  # in which whoever was asked about a picture hides none themselves
RULE = Rule.NOT_ME
GONE, AGREED = "d", "y"  # what a poster answers


@dataclass(frozen=True, slots=True)
class Wording:
    """The keys of what is said about a request: why, to the poster, to the administrators."""

    reason: str
    poster: str
    poster_hidden: str
    card: str


REQUESTED = Wording("notme", "notme-poster", "notme-poster-hidden", "card-notme")
RECOGNISED = Wording(
    "notme-again", "notme-poster-again", "notme-poster-again-hidden", "card-notme-again"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request about somebody's picture, and whether it goes at once.

    `RECOGNISED`: nobody asked; it looks like one that was taken down.
    """

    bot: Bot
    services: Services
    room: Room
    picture: Place  # replies to it
    album: tuple[int, ...]  # it and those that were sent with it
    poster: Author
    hide: bool
    title: str = ""
    wording: Wording = REQUESTED

    @property
    def message_id(self) -> int:
        """Return the picture's number."""
        return self.picture.reply_to or 0


async def asked(update: Update, context: Context) -> None:
    """Take a request; the command itself goes, so that nobody sees who asked."""
    request = await requests.of(update, context)
    if request is None:
        return
    await _answer(request, await _taken(request))
    await delete(context.bot, request.message.chat_id, request.message.message_id)


async def _taken(request: Request) -> str:
    """Take a request or refuse it; returns the text for whoever asked."""
    room, services, target = request.room, request.services, request.target
    if room.settings.of(RULE).sure is Mode.OFF:
        return "notme-off"
    if target is None or not _is_picture(target.message):
        return "notme-how"
    if request.asker is None or not request.within(services.moderating.requests, REQUESTS):
        return "notme-limit"
    taken_down.held(target.message, target.author, room, services)
    return await take(
        Asked(
            request.context.bot, services, room, beside(target.message),
            album=tuple(albums.of(target.message, services).messages),
            poster=target.author,
            hide=await _hides(request.asker, room, services),
            title=request.message.chat.title or "",
        )
    )  # fmt: skip


def _is_picture(message: Message) -> bool:
    kinds = (message.photo, message.document, message.video, message.animation)
    return any(kinds) or "live_photo" in message.api_kwargs or bool(message.sticker)


def hides(room: Room) -> bool:
    """Tell whether pictures of this group go at once."""
    return room.settings.of(RULE).sure is Mode.HIDE and not room.settings.dry_run


async def _hides(asker: Author, room: Room, services: Services) -> bool:
    """Tell whether a request hides at once: where the group says so, and never in return."""
    if not hides(room):
        return False
    since = services.clock() - NO_RETURN
    cases = services.store.moderation.cases
    return not await cases.against(room.home, asker.id, RULE.value, since)


async def take(asked: Asked) -> str:
    """Open the case and act on it; returns the text for whoever asked."""
    services, room = asked.services, asked.room
    deadline = services.clock() + timedelta(hours=room.settings.answer_hours)
    case, _ = await services.store.moderation.cases.open(
        NewCase(
            room.home, asked.message_id, RULE.value, asked.wording.reason,
            Mode.HIDE.value if asked.hide else Mode.ADMINS.value, asked.poster.id,
            thread_id=asked.picture.thread_id,
            answer_until=None if asked.hide else deadline,
        )
    )  # fmt: skip
    if case.done(Step.TOLD):
        return "notme-known"
    hidden = asked.hide and await _hide(asked, case)
    await _tell_poster(asked, case, hidden=hidden)
    await _tell_administrators(asked, case, hidden=hidden)
    return "notme-hidden" if hidden else "notme-told"


async def _hide(asked: Asked, case: Case) -> bool:
    """Delete the picture with its album; tells whether Telegram let us."""
    bot, services = asked.bot, asked.services
    if not await delete(bot, asked.room.chat_id, asked.message_id):
        return False
    await services.store.moderation.cases.note(case.id, Step.DELETED)
    # A reply names one picture of an album; the person may be in any of them.
    await bot.delete_messages(asked.room.chat_id, asked.album)
    if asked.wording is not RECOGNISED:
        await taken_down.remember(asked.room, asked.message_id, services)
    return True


async def _tell_poster(asked: Asked, case: Case, *, hidden: bool) -> None:
    """Tell the poster that somebody objects, never who, and let them answer."""
    if case.done(Step.NOTICED):
        return
    services, room = asked.services, asked.room
    key = asked.wording.poster_hidden if hidden else asked.wording.poster
    first = notices.named(asked.poster) + plain(", ")
    text = first + spoken(room.lang, key, hours=room.settings.answer_hours)
    reply = Reply(text, None if hidden else _answers(room, case))
    place = replace(asked.picture, reply_to=None) if hidden else asked.picture
    said = await notices.tell(asked.bot, services, room, place, asked.poster, reply)
    await services.store.moderation.cases.note(
        case.id, Step.NOTICED, notice_chat=room.chat_id, notice_message=said.message_id,
        notice_until=notices.until(services, room) if said.message_id and hidden else None,
    )  # fmt: skip


def _answers(room: Room, case: Case) -> InlineKeyboardMarkup | None:
    row = [
        button(say(room.lang, key), Action.ANSWER, room.lang, letter, str(case.id))
        for key, letter in (("notme-delete-it", GONE), ("notme-agreed", AGREED))
    ]
    return keyboard([[each] for each in row])


async def _tell_administrators(asked: Asked, case: Case, *, hidden: bool) -> None:
    missing = (Right.DELETE,) if asked.hide and not hidden else ()
    card = Card(
        asked.poster, "did-hide" if hidden else "did-admins", asked.title,
        missing=missing, notes=(asked.wording.card,),
        choices=() if hidden else (Choice.DELETE, Choice.KEEP),
    )  # fmt: skip
    await cards.send_card(asked.bot, asked.services, asked.room, case, card)
    await asked.services.store.moderation.cases.note(case.id, Step.TOLD)


async def answered(press: Pressed) -> str | None:
    """Take a poster's answer: their picture goes, or the administrators hear that it may stay."""
    letter, number = press.argument(1), press.argument(2)
    moderation = press.services.store.moderation
    case = await moderation.cases.get(int(number)) if number.isdecimal() else None
    if case is None or letter not in {GONE, AGREED}:
        return say(press.lang, "stale-button")
    # A client can put what it likes into a press: who posted the picture is read from the case.
    if not moderation.members.is_member(case.home, case.member, press.user_id):
        return say(press.lang, "notme-not-yours")
    if not await moderation.cases.press(case.id, letter):
        return say(press.lang, "pressed-by-another")
    room = await rooms.at_home(press.services, case.home)
    if letter == GONE:
        album = albums.with_message(room.chat_id, case.message_id, press.services)
        if not await delete(press.bot, room.chat_id, case.message_id):
            await moderation.cases.release(case.id, letter)
            return say(press.lang, "choice-refused")
        if len(album) > 1:
            await press.bot.delete_messages(room.chat_id, album)
        await taken_down.remember(room, case.message_id, press.services)
        await moderation.cases.note(case.id, Step.DELETED)
        return say(press.lang, "notme-thanks-deleted")
    poster = Author(press.user_id, say(room.lang, "somebody"))
    card = Card(poster, "did-admins", notes=("card-agreed",),
                choices=(Choice.DELETE, Choice.KEEP))  # fmt: skip
    await cards.send_card(press.bot, press.services, room, case, card)
    return say(press.lang, "notme-thanks-agreed")


async def _answer(request: Request, key: str) -> None:
    """Answer whoever asked, alone where the API can; in the group a request stays unnamed."""
    room = request.room
    reply = render.note(room.lang, key, hours=room.settings.answer_hours)
    if not await request.whisper(reply):
        await notices.public(request.context.bot, beside(request.message, reply=False), reply)
