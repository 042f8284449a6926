"""Where the bot is no member: `@bot question` lists topics, guest mode answers at once."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.helpers import create_deep_linked_url

from bot.answers.results import Answer, Answered, Entry, Language, Refused, Unsure
from bot.chat import language, questions, render
from bot.chat.groups import without_name
from bot.chat.sending import NO_PREVIEW
from bot.chat.services import Context, Services, services_of
from bot.texts import say

MOST = 10
CACHE_SECONDS = 300
START_PARAMETER = 64  # characters, Bot API, deep linking


async def searched(update: Update, context: Context) -> None:
    """List the topics that fit; personal, since the language is."""
    query, services = update.inline_query, services_of(context)
    if query is None:
        return
    lang = await language.of(update, services)
    entries = await _found(update, services, query.query, lang)
    button = InlineQueryResultsButton(say(lang, "inline-open"), start_parameter="inline")
    results = [article(entry, services, context.bot.username) for entry in entries]
    await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True, button=button)


async def _found(
    update: Update, services: Services, text: str, lang: Language
) -> tuple[Entry, ...]:
    """Return the best entries and what follows them; without a text the first of each group."""
    if not text.strip():
        return _entries(services, _all(services, lang), lang)
    # A single word ("WhatsApp") has no language of its own: the person's is meant.
    meant = lang if len(text.split()) == 1 else None
    result = await questions.ask(update, services, text[: questions.LONGEST], lang=meant)
    if isinstance(result, Refused):
        return ()
    spoken = _language_of(result)
    best = [each.topic for each in result.candidates]
    return _entries(services, [*best, *_followups(services, best, spoken)], spoken)


def _language_of(result: Answered | Unsure) -> Language:
    match result:
        case Answered(entry=entry):
            return entry.lang
        case Unsure(lang=lang):
            return lang


def _all(services: Services, lang: Language) -> list[str]:
    return [each.topic for group in services.engine.groups(lang) for each in group.topics[:1]]


def _followups(services: Services, topics: list[str], lang: Language) -> Iterator[str]:
    for topic in topics:
        entry = services.engine.entry(topic, lang)
        yield from (each.topic for each in entry.followups) if entry else ()


def _entries(services: Services, topics: list[str], lang: Language) -> tuple[Entry, ...]:
    found = (services.engine.entry(topic, lang) for topic in dict.fromkeys(topics))
    return tuple(entry for entry in found if entry)[:MOST]


def article(entry: Entry, services: Services, username: str) -> InlineQueryResultArticle:
    """Show a topic by title and first sentence; chosen, it sends the answer with its sources."""
    reply = render.entry(entry, today=services.clock().date(), disclaimer=True, titled=True)
    return InlineQueryResultArticle(
        entry.topic,
        entry.title,
        _content(reply),
        description=render.first_sentence(entry.answer),
        reply_markup=_onward(entry, username),
    )


def _content(reply: render.Reply) -> InputTextMessageContent:
    return InputTextMessageContent(
        reply.text.split()[0].html(), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )


def _onward(entry: Entry, username: str) -> InlineKeyboardMarkup | None:
    """Offer to go on in the private chat: button data would lead nowhere in a foreign chat."""
    start = f"topic_{entry.topic}"
    if len(start) > START_PARAMETER:
        return None
    url = create_deep_linked_url(username, start)
    return InlineKeyboardMarkup.from_button(
        InlineKeyboardButton(say(entry.lang, "inline-more"), url=url)
    )


async def asked_as_guest(update: Update, context: Context) -> None:
    """Answer where the bot is no member and somebody called it by name (Bot API 10.0).

    One message is all a guest may send, so it carries the answer and no buttons but a link.
    """
    message, services = update.guest_message, services_of(context)
    if message is None or not message.guest_query_id or not message.text:
        return
    question = without_name(message.text, context.bot.username)
    allowed = await questions.within_limit(update, services)
    result = await questions.ask(update, services, question[: questions.LONGEST])
    if allowed or (isinstance(result, Answered) and result.crisis):
        answered = _guest_result(result, services, context.bot.username)
    else:
        lang = await language.of_person(update, services)
        answered = _plain(render.note(lang, "question-limit"), lang)
    await context.bot.answer_guest_query(message.guest_query_id, answered)


def _guest_result(result: Answer, services: Services, username: str) -> InlineQueryResultArticle:
    match result:
        case Answered(entry=entry):
            return article(entry, services, username)
        case Unsure(lang=lang) | Refused(lang=lang):
            today = services.clock().date()
            reply = render.answer(result, today=today, disclaimer=False, editors=False)
            return _plain(reply, lang)


def _plain(reply: render.Reply, lang: Language) -> InlineQueryResultArticle:
    return InlineQueryResultArticle("none", say(lang, "profile-name"), _content(reply))
