"""Answers become messages. Pure: results in, text and keyboard out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardMarkup

from bot.answers.results import Answer, Answered, Entry, Language, Refused, Source, Unsure
from bot.chat import keyboards
from bot.chat.language import day
from bot.chat.markup import Markup, block, bold, from_knowledge, italic, join, link, plain
from bot.texts import say

SHORT = 16  # characters of a sentence that says too little on its own
SURE = 1.0  # the score of topics that do not come from ranking


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send, or several where it is too long; the keyboard hangs on the last."""

    text: Markup
    keyboard: InlineKeyboardMarkup | None = None


def spoken(lang: str, key: str, **values: str | float) -> Markup:
    """Return one of our own texts; only its own bold marks count, never those of a value."""
    marked = {name: _unmarked(value) for name, value in values.items()}
    return from_knowledge(say(lang, key, **marked))


def note(lang: str, key: str, **values: str | float) -> Reply:
    """Say one of our own texts."""
    return Reply(spoken(lang, key, **values))


def answer(
    result: Answer,
    *,
    today: date,
    disclaimer: bool,
    editors: bool = True,
    countries: Iterable[str] = (),
) -> Reply:
    """Show what the engine says; `editors` offers to send an unsure question to them."""
    match result:
        case Answered(entry=found):
            return entry(found, today=today, disclaimer=disclaimer, countries=countries)
        case Unsure():
            return unsure(result, editors=editors)
        case Refused():
            return refused(result)


def entry(
    found: Entry,
    *,
    today: date,
    disclaimer: bool,
    titled: bool = False,
    countries: Iterable[str] = (),
) -> Reply:
    """Show an entry with sources and date; `titled` where no question stands above it.

    `countries` (keys of `keyboards.COUNTRIES`) get a button each.
    """
    lines = [sources(found.sources, found.lang), reviewed(found, today)]
    if disclaimer and found.legal:
        lines.append(italic(say(found.lang, "disclaimer")))
    title = bold(found.title) if titled else Markup()
    text = join("\n\n", [title, from_knowledge(found.answer.strip()), join("\n", lines)])
    return Reply(text, keyboards.answer(found, countries))


def sources(found: tuple[Source, ...], lang: Language) -> Markup:
    """Titles as links, one after the other."""
    links = join("; ", [link(each.title, each.url) for each in found])
    return plain(f"{say(lang, 'sources')} ") + links if links.plain else links


def reviewed(found: Entry, today: date) -> Markup:
    """The day of the last review, and whether the next one is overdue."""
    lines = [plain(say(found.lang, "reviewed", date=day(found.reviewed, found.lang)))]
    if found.review_by < today:
        due = day(found.review_by, found.lang)
        lines.append(plain(say(found.lang, "overdue", date=due)))
    return join("\n", lines)


def unsure(result: Unsure, *, editors: bool) -> Reply:
    """Say that nothing fits surely; offer topics and the editors, invent nothing."""
    lang = result.lang
    parts = [spoken(lang, "unsure-near" if result.near else "unsure-far")]
    if editors:
        parts.append(spoken(lang, "unsure-send-hint"))
    return Reply(join("\n\n", parts), keyboards.unsure(result.near, lang, editors=editors))


def refused(result: Refused) -> Reply:
    """Decline in the fixed words; the topics that help, which are sure, get a button each."""
    helping = [each for each in result.candidates if each.score >= SURE]
    buttons = keyboards.keyboard(keyboards.topic_rows(helping, result.lang))
    return Reply(from_knowledge(result.text), buttons)


def more(found: Entry) -> Reply:
    """The part of an entry behind the button."""
    if not found.more:
        return note(found.lang, "no-more")
    parts = [bold(found.title), from_knowledge(found.more.strip())]
    return Reply(join("\n\n", [*parts, sources(found.sources, found.lang)]))


def template(found: Entry) -> Reply:
    """A letter as text that a tap copies; the own fields stay in brackets."""
    if not found.template:
        return note(found.lang, "no-more")
    return Reply(
        join("\n\n", [spoken(found.lang, "template-intro"), block(found.template.strip())])
    )


def first_sentence(text: str) -> str:
    """Return the first sentence of an entry without its marks, for a list.

    A mere "Yes." takes the next one with it.
    """
    flat = from_knowledge(text.strip()).plain.split("\n")[0]
    sentence, stop, rest = flat.partition(". ")
    if stop and len(sentence) < SHORT:
        return f"{sentence}. {first_sentence(rest)}"
    return sentence + stop.strip()


def _unmarked(value: str | float) -> str | float:
    # A zero-width joiner would show up in copies; a lookalike of the mark does not.
    return value.replace("**", "∗∗") if isinstance(value, str) else value
