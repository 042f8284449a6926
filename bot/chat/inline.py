"""Inline mode: `@bot question` lists up to ten topics; choosing one sends its answer."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode

from bot.answers.results import Entry, Language, Refused
from bot.chat import language, questions, render
from bot.chat.sending import NO_PREVIEW
from bot.chat.services import Context, Services, services_of
from bot.texts import say

MOST = 10
CACHE_SECONDS = 300


async def searched(update: Update, context: Context) -> None:
    """List the topics that fit; personal, since the language is."""
    query, services = update.inline_query, services_of(context)
    if query is None:
        return
    lang = await language.of(update, services)
    entries = await _found(update, services, query.query, lang)
    button = InlineQueryResultsButton(say(lang, "inline-open"), start_parameter="inline")
    results = [article(entry, services) for entry in entries]
    await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True, button=button)


async def _found(
    update: Update, services: Services, text: str, lang: Language
) -> tuple[Entry, ...]:
    """Return the best entries and what follows them; without a text the first of each group."""
    if not text.strip():
        return _entries(services, _all(services, lang), lang)
    result = await questions.ask(update, services, text[: questions.LONGEST])
    if isinstance(result, Refused):
        return ()
    spoken = _language_of(result, lang)
    best = [each.topic for each in result.candidates]
    return _entries(services, [*best, *_followups(services, best, spoken)], spoken)


def _language_of(result: object, lang: Language) -> Language:
    entry = getattr(result, "entry", result)
    return language.known(getattr(entry, "lang", None)) or lang


def _all(services: Services, lang: Language) -> list[str]:
    return [each.topic for group in services.engine.groups(lang) for each in group.topics[:1]]


def _followups(services: Services, topics: list[str], lang: Language) -> Iterator[str]:
    for topic in topics:
        entry = services.engine.entry(topic, lang)
        yield from (each.topic for each in entry.followups) if entry else ()


def _entries(services: Services, topics: list[str], lang: Language) -> tuple[Entry, ...]:
    found = (services.engine.entry(topic, lang) for topic in dict.fromkeys(topics))
    return tuple(entry for entry in found if entry)[:MOST]


def article(entry: Entry, services: Services) -> InlineQueryResultArticle:
    """Show a topic by title and first sentence; chosen, it sends the answer with its sources."""
    reply = render.entry(entry, today=services.clock().date(), disclaimer=True, titled=True)
    content = InputTextMessageContent(
        reply.text.split()[0].html(), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        entry.topic, entry.title, content, description=render.first_sentence(entry.answer)
    )
