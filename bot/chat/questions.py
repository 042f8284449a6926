"""Questions: text in, one answer out; and what the buttons under an answer do."""

from __future__ import annotations

import asyncio

from telegram import Bot, Message, Update
from telegram.constants import ChatAction

from bot.answers.results import Answer, Answered, Entry, Language, Refused, Unsure
from bot.chat import keyboards, language, render, signs
from bot.chat.scrub import scrub
from bot.chat.sending import Place, beside, edit, send
from bot.chat.services import Context, Services, services_of

LONGEST = 2000  # characters; a question is a sentence or two


async def asked(update: Update, context: Context) -> None:
    """Answer a text in a private chat."""
    message = update.effective_message
    if message is not None and message.text:
        await answer(update, context, message.text)


async def edited(update: Update, context: Context) -> None:
    """Answer an edited question by editing its answer; an unknown one is a new question."""
    message, services = update.edited_message, services_of(context)
    if message is None or not message.text:
        return
    known = services.memory.answers.get((message.chat_id, message.message_id))
    await answer(update, context, message.text, replaced=known)


async def answer(
    update: Update, context: Context, text: str, *, replaced: tuple[int, ...] | None = None
) -> None:
    """Answer a text where it was written; `replaced` are messages to edit instead of sending."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    place = beside(message)
    async with signs.busy(context.bot, place, ChatAction.TYPING, after=signs.SOON):
        reply = await _reply(update, services, text)
    sent = await (
        edit(context.bot, place, replaced, reply) if replaced else send(context.bot, place, reply)
    )
    services.memory.answers.put((message.chat_id, message.message_id), sent)


async def _reply(update: Update, services: Services, text: str) -> render.Reply:
    """Decide what to say; a person in need is answered whatever the limits."""
    lang = await language.of(update, services)
    allowed = await within_limit(update, services)
    if len(text) > LONGEST:
        return render.note(lang, "question-too-long")
    result = await ask(update, services, text)
    if not allowed and not (isinstance(result, Answered) and result.crisis):
        return render.note(lang, "question-limit")
    await _count(result, services)
    return _rendered(update, services, result)


async def within_limit(update: Update, services: Services) -> bool:
    """Count a question against the person's minute."""
    user = update.effective_user
    if user is None:
        return True
    a_minute = services.settings.questions_per_minute
    return await services.memory.limits.question(user.id, a_minute)


async def ask(
    update: Update, services: Services, text: str, *, lang: Language | None = None
) -> Answer:
    """Ask the engine, in the language set, else in `lang`, else the question's own.

    The last topic of the chat goes with it.
    """
    chat = update.effective_chat
    last = services.memory.topic.get(chat.id) if chat else None
    in_group = chat is not None and chat.id < 0
    of_whom = language.of_group if in_group else language.chosen
    chosen = await of_whom(update, services)
    # In a thread: the model takes 20 ms, most of them outside of Python.
    return await asyncio.to_thread(services.engine.ask, text, lang=chosen or lang, context=last)


async def _count(result: Answer, services: Services) -> None:
    if isinstance(result, Unsure):
        nearest = result.candidates[0].topic if result.candidates else ""
        await services.store.counts.add("unsure", nearest, result.lang)


def _rendered(update: Update, services: Services, result: Answer) -> render.Reply:
    chat = update.effective_chat
    chat_id = chat.id if chat else 0
    if isinstance(result, Answered):
        if _answered_lately(update, services, result):
            return render.note(result.entry.lang, "answered-above")
        services.memory.topic.put(chat_id, result.entry.topic)
    disclaimer = isinstance(result, Answered) and disclaims(services, chat_id, result.entry)
    return render.answer(
        result,
        today=services.clock().date(),
        disclaimer=disclaimer,
        editors=chat_id > 0,
        countries=countries(services, result.entry) if isinstance(result, Answered) else (),
    )


def _answered_lately(update: Update, services: Services, result: Answered) -> bool:
    """Tell whether a group got this answer a moment ago: three people who ask get one.

    Help in need is never held back.
    """
    message = update.effective_message
    if message is None or message.chat_id > 0 or result.crisis:
        return False
    key = (message.chat_id, result.entry.topic)
    known = services.memory.answered_here
    return not known.first(key, message.message_id) and known.get(key) != message.message_id


def countries(services: Services, entry: Entry) -> tuple[str, ...]:
    """Return the countries whose law on the matter has a topic of its own, but this one's.

    Somebody in distress is not sent around the world's laws.
    """
    if not entry.legal or entry.sensitive:
        return ()
    topics = keyboards.COUNTRIES.items()
    return tuple(
        country for country, topic in topics
        if topic != entry.topic and services.engine.entry(topic, entry.lang)
    )  # fmt: skip


def disclaims(services: Services, chat_id: int, entry: Entry) -> bool:
    """Say whether this entry carries the disclaimer: law only, and once a chat session."""
    return entry.legal and services.memory.disclaimed.first(chat_id, True)


async def show_topic(
    bot: Bot, services: Services, place: Place, lang: Language, topic: str
) -> None:
    """Send one entry; a topic that is gone is said kindly."""
    entry = services.engine.entry(topic, lang)
    if entry is None:
        await send(bot, place, render.note(lang, "topic-gone"))
        return
    services.memory.topic.put(place.chat_id, topic)
    disclaimer = disclaims(services, place.chat_id, entry)
    reply = render.entry(
        entry,
        today=services.clock().date(),
        disclaimer=disclaimer,
        titled=True,
        countries=countries(services, entry),
    )
    await send(bot, place, reply)


async def to_editors(message: Message, services: Services, lang: str, nearest: str) -> str:
    """Pass on the question that a message of ours replies to; returns the text to show.

    The question is read from the message it stands in: until this moment nothing was kept of it.
    """
    question = message.reply_to_message
    if question is None or not question.text:
        return "question-gone"
    if not services.memory.sent_on.first((message.chat_id, message.message_id), True):
        return "sent-already"
    await services.store.questions.add(scrub(question.text, names(question)), lang, nearest)
    return "sent-to-editors"


def names(message: Message) -> tuple[str, ...]:
    """Return the sender's own names, which do not belong into a question that is passed on."""
    user = message.from_user
    if user is None:
        return ()
    return tuple(name for name in (user.username, user.first_name, user.last_name) if name)


async def crisis_first(update: Update, context: Context) -> None:
    """Answer words of need in a caption before anything else; other captions are no question."""
    message, services = update.effective_message, services_of(context)
    if message is None or not message.caption:
        return
    match await ask(update, services, message.caption):
        case Answered(crisis=True) as result:
            await send(context.bot, beside(message), _rendered(update, services, result))
        case Answered() | Unsure() | Refused():
            return
