"""Button presses: always answered, harmless when doubled, kind when the button is old."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.answers.results import Entry, Language
from bot.chat import (
    commands,
    covering,
    keyboards,
    language,
    operators,
    picture_buttons,
    questions,
    render,
)
from bot.chat.keyboards import Action, Press
from bot.chat.moderation import buttons, notme, panel
from bot.chat.pressed import Pressed
from bot.chat.render import Reply, spoken
from bot.chat.sending import beside, send
from bot.chat.services import Context, services_of
from bot.texts import say

Handler = Callable[[Pressed], Awaitable[str | None]]  # returns the words of the small notice


async def pressed(update: Update, context: Context) -> None:
    """Do what a button says."""
    query, services = update.callback_query, services_of(context)
    if query is None:
        return
    lang = await language.of(update, services)
    press = keyboards.parse(query.data)
    if press is None or not isinstance(query.message, Message):
        await _notice(query, say(lang, "stale-button"))
        return
    # Two people who press the same are two presses: the second is told of the first.
    pressed_by = f"{query.from_user.id} {query.data}"
    doubled = (query.message.chat_id, query.message.message_id, pressed_by)
    if press.action not in REPEATABLE and not services.memory.pressed.first(doubled, True):
        await _notice(query, None)
        return
    if press.action not in UNANSWERED_YET:
        await _notice(query, None)
    try:
        notice = await HANDLERS[press.action](
            _with_context(query, query.message, press, lang, context)
        )
    except BaseException:
        services.memory.pressed.drop(lambda key: key == doubled)  # a repeat is no double press
        raise
    if press.action in UNANSWERED_YET:
        await _notice(query, notice)


def _with_context(
    query: CallbackQuery, message: Message, press: Press, lang: Language, context: Context
) -> Pressed:
    spoken_in = language.known(press.arguments[0]) if press.arguments else None
    return Pressed(
        context.bot, services_of(context), message, query.from_user.id, spoken_in or lang,
        press.arguments,
    )  # fmt: skip


async def _notice(query: CallbackQuery, text: str | None) -> None:
    """Answer the callback query; one that is too old to be answered does no harm."""
    try:
        await query.answer(text)
    except BadRequest as error:
        if "query" not in str(error).lower():
            raise


async def _topic(press: Pressed) -> None:
    place = beside(press.message, reply=press.message.chat_id < 0)
    await questions.show_topic(press.bot, press.services, place, press.lang, press.argument(1))


async def _more(press: Pressed) -> None:
    await _of_entry(press, render.more)


async def _template(press: Pressed) -> None:
    await _of_entry(press, render.template)


async def _of_entry(press: Pressed, show: Callable[[Entry], Reply]) -> None:
    entry = press.entry()
    reply = show(entry) if entry else render.note(press.lang, "topic-gone")
    await press.answer(reply)


async def _helpful(press: Pressed) -> str:
    return await _vote(press, "helpful")


async def _not_helpful(press: Pressed) -> str:
    return await _vote(press, "not-helpful")


async def _vote(press: Pressed, kind: str) -> str:
    """Count once a message, then take the two buttons away."""
    memory = press.services.memory
    if not memory.voted.first((press.message.chat_id, press.message.message_id), True):
        return say(press.lang, "pressed-already")
    if press.entry() is not None:
        await press.services.store.counts.add(kind, press.argument(1), press.lang)
    await _buttons(press, keyboards.without_votes(press.message.reply_markup))
    return say(press.lang, f"thanks-{kind}")


async def _to_editors(press: Pressed) -> None:
    key = await questions.to_editors(press.message, press.services, press.lang, press.argument(1))
    if key == "sent-to-editors":
        left = keyboards.without(press.message.reply_markup, Action.TO_EDITORS)
        await _buttons(press, left)
    await press.say(key)


async def _buttons(press: Pressed, markup: InlineKeyboardMarkup | None) -> None:
    try:
        await press.bot.edit_message_reply_markup(
            press.message.chat_id, press.message.message_id, reply_markup=markup
        )
    except BadRequest as error:
        if "not modified" not in str(error):
            raise


async def _groups(press: Pressed) -> None:
    await press.turn_into(commands.topics_text(press.services, press.lang, press.bot))


async def _group(press: Pressed) -> None:
    """Turn the message into one page of a topic group."""
    found = press.services.engine.groups(press.lang)
    group = next((each for each in found if each.id == press.argument(1)), None)
    if group is None:
        await press.turn_into(commands.topics_text(press.services, press.lang, press.bot))
        return
    pages = max(1, -(-len(group.topics) // keyboards.PAGE))
    wanted = int(press.argument(2)) if press.argument(2).isdecimal() else 0
    page = min(wanted, pages - 1)
    text = spoken(press.lang, "topics-page", title=group.title, page=page + 1, pages=pages)
    await press.turn_into(Reply(text, keyboards.group_page(group, page, press.lang)))


async def _language(press: Pressed) -> None:
    """Set the language; only the languages there are can be set."""
    if language.known(press.argument(0)) is None:
        return
    await press.services.store.languages.set(press.user_id, press.lang)
    await press.turn_into(render.note(press.lang, "language-set"))


async def _forget(press: Pressed) -> None:
    """Delete everything about the person, or leave it."""
    if press.argument(0) != "yes":
        await press.turn_into(render.note(press.lang, "forget-kept"))
        return
    await press.services.store.forget(press.user_id)
    press.services.memory.forget(press.message.chat_id)
    await press.turn_into(render.note(press.lang, "forget-done"))


async def _how(press: Pressed) -> None:
    key = "how-clean" if press.argument(1) == "clean" else "how-ask"
    await send(press.bot, beside(press.message, reply=False), render.note(press.lang, key))


HANDLERS: dict[Action, Handler] = {
    Action.TOPIC: _topic,
    Action.MORE: _more,
    Action.TEMPLATE: _template,
    Action.HELPFUL: _helpful,
    Action.NOT_HELPFUL: _not_helpful,
    Action.TO_EDITORS: _to_editors,
    Action.GROUPS: _groups,
    Action.GROUP: _group,
    Action.LANGUAGE: _language,
    Action.FORGET: _forget,
    Action.HOW: _how,
    Action.MAP: picture_buttons.show_map,
    Action.DETAILS: picture_buttons.show_details,
    Action.PREVIEW: picture_buttons.show_preview,
    Action.COPY: picture_buttons.send_copy,
    Action.COVER: covering.pressed,
    Action.HANDLED: operators.question_handled,
    Action.MODERATE: buttons.pressed,
    Action.PANEL: panel.pressed,
    Action.ANSWER: notme.answered,
}
# Their notice holds words that are known only afterwards; all others are answered at once.
UNANSWERED_YET = {Action.HELPFUL, Action.NOT_HELPFUL, Action.MODERATE, Action.PANEL, Action.ANSWER}
# Doing the same again shows the same: "back" may be pressed twice within seconds.
REPEATABLE = {Action.PANEL}
