"""Inline buttons: short versioned data of at most 64 bytes, no personal data in it.

`1:t:de:exif-what` = version 1, show a topic, in German, that one. A press of another version, or
of a button nobody knows any more, is a stale one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.results import Candidate, Entry
from bot.chat.services import Topics
from bot.texts import say

VERSION = "1"
DATA_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
PAGE = 8  # topics on one page
ABREAST = 3  # names of countries side by side on a phone
LABEL = 60  # characters of a label that a phone shows without cutting
# The topic on pictures of people in each country's law; a button each under a legal answer, with
# the country's name (`country-…` in texts): a flag or a code says nothing to a screen reader.
COUNTRIES = {
    "DE": "own-image-de",
    "AT": "law-austria",
    "CH": "law-switzerland",
    "UK": "law-uk",
    "US": "law-us",
}


GROUP_RIGHTS = "delete_messages+restrict_members"  # core.telegram.org/api/links, bot links


@unique
class Action(StrEnum):
    """What a button does; each has its arguments in this order."""

    TOPIC = "t"  # language, topic
    MORE = "m"  # language, topic
    TEMPLATE = "l"  # language, topic
    HELPFUL = "h"  # language, topic
    NOT_HELPFUL = "n"  # language, topic
    TO_EDITORS = "e"  # language, nearest topic or nothing
    GROUPS = "o"  # language
    GROUP = "g"  # language, group, page from 0
    LANGUAGE = "s"  # language
    FORGET = "f"  # yes | no
    HOW = "w"  # language, ask | clean
    MAP = "p"  # language
    DETAILS = "d"  # language
    PREVIEW = "v"  # language
    COPY = "c"  # language, date | thorough
    COVER = "x"  # language, a step of covering.py, what it is about, how many steps before
    HANDLED = "q"  # language, id of a question to the editors
    MODERATE = "k"  # language, choice, case, sealed id of the person it is about
    ANSWER = "b"  # language, answer, case
    PANEL = "j"  # language, page, then what the page sets


@dataclass(frozen=True, slots=True)
class Press:
    """A button's meaning."""

    action: Action
    arguments: tuple[str, ...]


def data(action: Action, *arguments: str) -> str:
    """Write callback data; it may be longer than Telegram takes (`button` sorts that out)."""
    return ":".join((VERSION, action.value, *arguments))


def parse(text: str | None) -> Press | None:
    """Read callback data; None for a stale or foreign button."""
    version, _, rest = (text or "").partition(":")
    action, *arguments = rest.split(":")
    if version != VERSION or action not in set(Action):
        return None
    return Press(Action(action), tuple(arguments))


def button(label: str, action: Action, *arguments: str) -> InlineKeyboardButton | None:
    """Make a button; None where its data would be too long (an operator's own very long ids)."""
    written = data(action, *arguments)
    if len(written.encode()) > DATA_BYTES:
        return None
    shown = label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…"
    return InlineKeyboardButton(shown, callback_data=written)


def keyboard(
    rows: Iterable[Sequence[InlineKeyboardButton | None]],
) -> InlineKeyboardMarkup | None:
    """Put rows together; empty ones fall out, and none at all is no keyboard."""
    filled = [[each for each in row if each is not None] for row in rows]
    filled = [row for row in filled if row]
    return InlineKeyboardMarkup(filled) if filled else None


def topic_rows(topics: Iterable[Candidate], lang: str) -> list[list[InlineKeyboardButton | None]]:
    """One row a topic, with its title."""
    return [[button(each.title, Action.TOPIC, lang, each.topic)] for each in topics]


def answer(entry: Entry, countries: Iterable[str] = ()) -> InlineKeyboardMarkup | None:
    """Follow-ups, the same in other `countries`, more, template, and whether it helped."""
    lang, topic = entry.lang, entry.topic
    more = button(say(lang, "more"), Action.MORE, lang, topic) if entry.more else None
    letter = button(say(lang, "template"), Action.TEMPLATE, lang, topic)
    return keyboard(
        [
            *topic_rows(entry.followups, lang),
            *_abreast(
                button(say(lang, f"country-{each.lower()}"), Action.TOPIC, lang, COUNTRIES[each])
                for each in countries
            ),
            [more, letter if entry.template else None],
            [
                button(say(lang, "helpful"), Action.HELPFUL, lang, topic),
                button(say(lang, "not-helpful"), Action.NOT_HELPFUL, lang, topic),
            ],
        ]
    )


def _abreast(
    buttons: Iterable[InlineKeyboardButton | None],
) -> list[list[InlineKeyboardButton | None]]:
    each = list(buttons)
    return [each[at : at + ABREAST] for at in range(0, len(each), ABREAST)]


def unsure(near: Sequence[Candidate], lang: str, *, editors: bool) -> InlineKeyboardMarkup | None:
    """Up to three topics, and the way to the editors."""
    nearest = near[0].topic if near else ""
    send = button(say(lang, "send-to-editors"), Action.TO_EDITORS, lang, nearest)
    return keyboard([*topic_rows(near[:3], lang), [send if editors else None]])


def report(
    lang: str,
    *,
    place: bool,
    why: str | None,
    more: bool,
    photo: bool,
    preview: bool = False,
    copies: Iterable[str] = (),
) -> InlineKeyboardMarkup | None:
    """What to do with a report: each button only where it leads to something.

    `copies` are other ways to clean, each with a text `copy-…`.
    """
    return keyboard(
        [
            [button(say(lang, "show-map"), Action.MAP, lang) if place else None],
            [button(say(lang, "show-preview"), Action.PREVIEW, lang) if preview else None],
            [button(say(lang, "show-details"), Action.DETAILS, lang) if more else None],
            [button(say(lang, f"copy-{each}"), Action.COPY, lang, each) for each in copies],
            [button(say(lang, "why-it-matters"), Action.TOPIC, lang, why) if why else None],
            [button(say(lang, "how-as-file"), Action.HOW, lang, "clean") if photo else None],
        ]
    )


def with_cover(markup: InlineKeyboardMarkup | None, lang: str) -> InlineKeyboardMarkup | None:
    """Return a report's keyboard with the way to a covered copy above all else."""
    first = button(say(lang, "cover-start"), Action.COVER, lang, "start")
    return keyboard([[first], *(markup.inline_keyboard if markup else ())])


def cover_one(positions: Iterable[int], lang: str) -> InlineKeyboardMarkup | None:
    """Which picture of an album to cover something in."""
    return keyboard(
        _abreast(
            button(
                say(lang, "cover-position", position=each), Action.COVER, lang, "start", str(each)
            )
            for each in positions
        )
    )


def handled(questions: Iterable[tuple[int, int]], lang: str) -> InlineKeyboardMarkup | None:
    """One row a question to the editors, by its number in the list and its id."""
    return keyboard(
        [[button(say(lang, "question-done", number=number), Action.HANDLED, lang, str(question))]
         for number, question in questions]
    )  # fmt: skip


def found(topics: Sequence[Candidate], lang: str) -> InlineKeyboardMarkup | None:
    """What a search for topics found, and the way to all of them."""
    return keyboard(
        [*topic_rows(topics, lang), [button(say(lang, "topics-back"), Action.GROUPS, lang)]]
    )


def groups(
    found: Iterable[Topics], lang: str, *, inline: bool = False
) -> InlineKeyboardMarkup | None:
    """One row a topic group; where the bot has `inline` mode, a search as one types."""
    rows = [[button(each.title, Action.GROUP, lang, each.id, "0")] for each in found]
    search = InlineKeyboardButton(say(lang, "topics-search"), switch_inline_query_current_chat="")
    return keyboard([*rows, [search if inline else None]])


def group_page(group: Topics, page: int, lang: str) -> InlineKeyboardMarkup | None:
    """One page of a group's topics, and the ways on and back."""
    first = page * PAGE
    previous = button(say(lang, "page-previous"), Action.GROUP, lang, group.id, str(page - 1))
    following = button(say(lang, "page-next"), Action.GROUP, lang, group.id, str(page + 1))
    return keyboard(
        [
            *topic_rows(group.topics[first : first + PAGE], lang),
            [
                previous if page > 0 else None,
                following if first + PAGE < len(group.topics) else None,
            ],
            [button(say(lang, "topics-back"), Action.GROUPS, lang)],
        ]
    )


def start(lang: str) -> InlineKeyboardMarkup | None:
    """What to do first."""
    return keyboard(
        [
            [button(say(lang, "start-ask"), Action.HOW, lang, "ask")],
            [button(say(lang, "start-clean"), Action.HOW, lang, "clean")],
            [button(say(lang, "start-topics"), Action.GROUPS, lang)],
        ]
    )


def help_(lang: str, username: str) -> InlineKeyboardMarkup | None:
    """What to do first, and the way into a group with the rights that moderating takes."""
    first = start(lang)
    link = f"https://t.me/{username}?startgroup=start&admin={GROUP_RIGHTS}"
    invite = InlineKeyboardButton(say(lang, "into-group"), url=link)
    return keyboard([*(first.inline_keyboard if first else ()), [invite]])


def languages(lang: str) -> InlineKeyboardMarkup | None:
    """The languages the bot speaks."""
    return keyboard(
        [[button(say(lang, f"language-{each}"), Action.LANGUAGE, each) for each in ("de", "en")]]
    )


def forget(lang: str) -> InlineKeyboardMarkup | None:
    """Asked once, then done."""
    return keyboard(
        [
            [button(say(lang, "forget-yes"), Action.FORGET, "yes")],
            [button(say(lang, "forget-no"), Action.FORGET, "no")],
        ]
    )


def without_votes(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Return a message's keyboard without the two that ask whether it helped."""
    return without(markup, Action.HELPFUL, Action.NOT_HELPFUL)


def without(markup: InlineKeyboardMarkup | None, *actions: Action) -> InlineKeyboardMarkup | None:
    """Return a message's keyboard without the buttons of these actions."""
    rows = markup.inline_keyboard if markup else ()
    return keyboard([[each for each in row if not _does(each, actions)] for row in rows])


def _does(each: InlineKeyboardButton, actions: tuple[Action, ...]) -> bool:
    press = parse(each.callback_data) if isinstance(each.callback_data, str) else None
    return press is not None and press.action in actions
