"""Commands for who runs the bot (`BOT_OWNER_IDS`): numbers, open questions, fresh knowledge.

Nobody stands in any of it: counts are by topic, language and week, questions came scrubbed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence

from telegram import Update

from bot.answers.results import Language
from bot.chat import keyboards, language, render
from bot.chat.latest import LatestAnswers
from bot.chat.markup import Markup, join, plain
from bot.chat.pressed import Pressed
from bot.chat.render import Reply, spoken
from bot.chat.sending import beside, send
from bot.chat.services import Context, Services, services_of
from bot.store import Count, Question
from bot.store.counts import week
from bot.texts import say

Word = Callable[[Services, Language], Awaitable[Reply]]
MOST = 8  # rows of a list
QUESTIONS = 5  # questions to the editors in one message


def is_owner(user_id: int | None, services: Services) -> bool:
    """Tell whether somebody may use these commands."""
    return user_id is not None and user_id in services.settings.owner_ids


async def stats(update: Update, context: Context) -> None:
    """Say what helped and what did not."""
    await _answer(update, context, stats_text)


async def stats_text(services: Services, lang: Language) -> Reply:
    """Word /stats."""
    rows = await services.store.counts.rows()
    this_week = week(services.clock())
    now = _sums(row for row in rows if row.week == this_week)
    whole = _sums(rows)
    numbers: dict[str, str | int] = {"week": this_week, "jobs": await services.store.jobs.count()}
    for kind, name in (
        ("helpful", "helpful"),
        ("not-helpful", "nothelpful"),
        ("unsure", "unsure"),
    ):
        numbers |= {name: now[kind], f"all{name}": whole[kind]}
    parts = [
        spoken(lang, "stats", **numbers),
        _top(services, lang, rows, "not-helpful", "stats-worst"),
        _top(services, lang, rows, "helpful", "stats-best"),
    ]
    return Reply(join("\n\n", parts))


async def unanswered(update: Update, context: Context) -> None:
    """List what stayed open, and the questions people sent to the editors."""
    await _answer(update, context, unanswered_text)


async def unanswered_text(services: Services, lang: Language) -> Reply:
    """Word /unanswered; each question has a button that takes it off the list."""
    counts = await services.store.counts.rows()
    open_questions = await services.store.questions.rows()
    open_counts = _top(services, lang, counts, "unsure", "unanswered-counts")
    if not (open_questions or open_counts.plain):
        return render.note(lang, "unanswered-nothing")
    shown = open_questions[:QUESTIONS]
    rows = [_question(services, lang, n, each) for n, each in enumerate(shown, start=1)]
    title = spoken(lang, "unanswered-questions", count=len(open_questions))
    text = join("\n\n", [open_counts, join("\n", [title, *rows])])
    numbered = [(n, each.id) for n, each in enumerate(shown, start=1)]
    return Reply(text, keyboards.handled(numbered, lang))


async def question_handled(press: Pressed) -> None:
    """Take a question off the list; the right is checked at every press."""
    if not is_owner(press.user_id, press.services):
        await press.say("unknown-command")
        return
    if press.argument(1).isdecimal():
        await press.services.store.questions.done(int(press.argument(1)))
    await press.turn_into(await unanswered_text(press.services, press.lang))


async def reload(update: Update, context: Context) -> None:
    """Load the knowledge base again; with faults the old one stays, and they are listed."""
    await _answer(update, context, reload_text)


async def reload_text(services: Services, lang: Language) -> Reply:
    """Load, and word the answer to /reload."""
    if not isinstance(services.engine, LatestAnswers):
        return render.note(lang, "reload-impossible")
    faults = await services.engine.reload()
    if not faults:
        return render.note(lang, "reloaded")
    return Reply(join("\n", [spoken(lang, "reload-faults"), *map(plain, faults)]))


async def _answer(update: Update, context: Context, word: Word) -> None:
    """Answer an owner; to anybody else the command does not exist."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    user, lang = update.effective_user, await language.of(update, services)
    allowed = is_owner(user.id if user else None, services)
    reply = await word(services, lang) if allowed else render.note(lang, "unknown-command")
    await send(context.bot, beside(message, reply=False), reply)


def _sums(rows: Iterable[Count]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.kind] += row.n
    return sums


def _top(
    services: Services, lang: Language, rows: Sequence[Count], kind: str, title: str
) -> Markup:
    """The topics counted most of a kind, over all weeks."""
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.kind == kind:
            sums[row.topic, row.lang] += row.n
    if not sums:
        return Markup()
    lines = [
        spoken(lang, "count-row", topic=_title(services, lang, topic), language=spoken_in, n=n)
        for (topic, spoken_in), n in sums.most_common(MOST)
    ]
    return join("\n", [spoken(lang, title), *lines])


def _question(services: Services, lang: Language, number: int, each: Question) -> Markup:
    return spoken(
        lang,
        "question-row",
        number=number,
        text=each.text,
        language=each.lang,
        date=language.day(each.at.date(), lang),
        topic=_title(services, lang, each.nearest or ""),
    )


def _title(services: Services, lang: Language, topic: str) -> str:
    entry = services.engine.entry(topic, lang) if topic else None
    return entry.title if entry else topic or say(lang, "topic-none")
