"""One table of commands: it feeds the handlers, /help and the lists that Telegram shows."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any

from telegram import Bot, Update

from bot.answers.results import Language, Unsure
from bot.chat import groups, keyboards, language, operators, questions, render
from bot.chat.markup import Markup, join, plain
from bot.chat.moderation import commands as moderation
from bot.chat.moderation import logchat, notme, panel, reporting
from bot.chat.render import Reply, spoken
from bot.chat.sending import beside, send
from bot.chat.services import Context, Services, services_of
from bot.store.moderation_members import Held
from bot.texts import say

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Scope(Flag):
    """Where a command is listed and answered."""

    PRIVATE = auto()
    GROUP = auto()
    ADMINISTRATORS = auto()
    OPERATORS = auto()  # listed nowhere but in an owner's /help, answered in private chats


EVERYWHERE = Scope.PRIVATE | Scope.GROUP | Scope.ADMINISTRATORS
GROUPS = Scope.GROUP | Scope.ADMINISTRATORS
SHOWN = 60  # characters of a search that its answer repeats


@dataclass(frozen=True, slots=True)
class Command:
    """A command; its description is the text `command-<name>`."""

    name: str
    handler: Handler
    scope: Scope


async def _say(update: Update, context: Context, reply: Reply) -> None:
    if update.effective_message is not None:
        place = beside(update.effective_message, reply=update.effective_message.chat_id < 0)
        await send(context.bot, place, reply)


async def start(update: Update, context: Context) -> None:
    """Say what the bot does; a deep link `topic_ID` shows that topic.

    A group is greeted with its own help, also when a `startgroup` link has brought the bot there.
    """
    services = services_of(context)
    lang = await language.of(update, services)
    if update.effective_chat is not None and update.effective_chat.id < 0:
        await _say(update, context, render.note(lang, "help-group"))
        return
    payload = context.args[0] if context.args else ""
    if payload.startswith("topic_") and update.effective_message is not None:
        place, topic = beside(update.effective_message, reply=False), payload[len("topic_") :]
        await questions.show_topic(context.bot, services, place, lang, topic)
        return
    await _say(update, context, Reply(spoken(lang, "start"), keyboards.start(lang)))


async def help_(update: Update, context: Context) -> None:
    """List what the bot can do here."""
    services, user = services_of(context), update.effective_user
    lang = await language.of(update, services)
    private = update.effective_chat is not None and update.effective_chat.id > 0
    owner = operators.is_owner(user.id if user else None, services)
    username = context.bot.username
    await _say(update, context, help_text(lang, username, private=private, owner=owner))


def help_text(lang: Language, username: str, *, private: bool, owner: bool = False) -> Reply:
    """Word /help from the table."""
    if not private:
        return render.note(lang, "help-group")
    text = join("\n", [spoken(lang, "help"), *_rows(lang, Scope.PRIVATE)])
    if owner:
        rows = [spoken(lang, "operator-help"), *_rows(lang, Scope.OPERATORS)]
        text = join("\n\n", [text, join("\n", rows)])
    return Reply(text, keyboards.help_(lang, username))


def _rows(lang: Language, scope: Scope) -> list[Markup]:
    return [
        plain(f"/{command.name} – {say(lang, f'command-{command.name}')}")
        for command in COMMANDS
        if scope in command.scope
    ]


async def topics(update: Update, context: Context) -> None:
    """Show the topic groups as buttons; with words behind it, the topics on them."""
    services = services_of(context)
    lang = await language.of(update, services)
    words = " ".join(context.args or ())
    if words:
        await _say(update, context, search_text(services, lang, words))
        return
    await _say(update, context, topics_text(services, lang, context.bot))


def topics_text(services: Services, lang: Language, bot: Bot) -> Reply:
    """Word /topics; whether the bot has inline mode is BotFather's setting."""
    found = services.engine.groups(lang)
    inline = bool(bot.supports_inline_queries)
    return Reply(spoken(lang, "topics-title"), keyboards.groups(found, lang, inline=inline))


def search_text(services: Services, lang: Language, words: str) -> Reply:
    """Word `/topics words`: topics with the words in their titles, then what the engine finds."""
    everything = [each for group in services.engine.groups(lang) for each in group.topics]
    titled = [each for each in everything if words.casefold() in each.title.casefold()]
    answer = services.engine.ask(words[: questions.LONGEST], lang=lang)
    near = answer.near if isinstance(answer, Unsure) else answer.candidates
    found = {each.topic: each for each in (*titled, *near)}
    shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    if not found:
        groups = keyboards.groups(services.engine.groups(lang), lang)
        return Reply(spoken(lang, "topics-none", words=shown), groups)
    topics = list(found.values())[: keyboards.PAGE]
    return Reply(spoken(lang, "topics-found", words=shown), keyboards.found(topics, lang))


async def choose_language(update: Update, context: Context) -> None:
    """Offer the languages as buttons; `/language de` sets one at once."""
    services, user = services_of(context), update.effective_user
    wanted = language.known(context.args[0].lower()) if context.args else None
    if wanted and user:
        await services.store.languages.set(user.id, wanted)
        await _say(update, context, render.note(wanted, "language-set"))
        return
    lang = await language.of(update, services)
    await _say(update, context, Reply(spoken(lang, "language-title"), keyboards.languages(lang)))


async def privacy(update: Update, context: Context) -> None:
    """Say what is kept, for how long, and who runs the bot."""
    services = services_of(context)
    lang = await language.of(update, services)
    await _say(update, context, privacy_text(services.settings.operator_contact, lang))


def privacy_text(contact: str | None, lang: Language) -> Reply:
    """Word /privacy; a missing contact is said, not passed over (GDPR Art. 13)."""
    operator = (
        spoken(lang, "privacy-operator", contact=contact)
        if contact
        else spoken(lang, "privacy-no-operator")
    )
    return Reply(join("\n\n", [spoken(lang, "privacy"), spoken(lang, "privacy-groups"), operator]))


async def my_data(update: Update, context: Context) -> None:
    """List everything that is kept about the person who asks."""
    services, chat = services_of(context), update.effective_chat
    if chat is None:
        return
    lang = await language.of(update, services)
    chosen = await language.chosen(update, services)
    topic = services.memory.topic.get(chat.id)
    entry = services.engine.entry(topic, lang) if topic else None
    nothing = say(lang, "mydata-none")
    values: dict[str, str | int] = {
        "language": say(lang, f"language-{chosen}") if chosen else nothing,
        "jobs": await services.store.jobs.pending(chat.id),
        "topic": entry.title if entry else nothing,
    }
    parts = [spoken(lang, "mydata", **values), await _in_groups(update, services, lang)]
    await _say(update, context, Reply(join("\n\n", parts)))


async def _in_groups(update: Update, services: Services, lang: Language) -> Markup:
    """Say what is kept about somebody in groups, nothing where there is nothing."""
    moderation, user = services.store.moderation, update.effective_user
    held = await moderation.members.held(await moderation.groups.homes(), user.id if user else 0)
    if held == Held():
        return Markup()
    kept = {"strikes": held.strikes, "counters": held.counters, "cases": held.cases}
    return spoken(lang, "mydata-groups", **kept)


async def forget(update: Update, context: Context) -> None:
    """Ask once; the button does it."""
    lang = await language.of(update, services_of(context))
    await _say(update, context, Reply(spoken(lang, "forget-ask"), keyboards.forget(lang)))


async def cancel(update: Update, context: Context) -> None:
    """Forget the topic of the conversation."""
    services, chat = services_of(context), update.effective_chat
    if chat is not None:
        services.memory.topic.drop(lambda key: key == chat.id)
    lang = await language.of(update, services)
    await _say(update, context, render.note(lang, "cancelled"))


async def about(update: Update, context: Context) -> None:
    """Say what this is, and which version."""
    services = services_of(context)
    lang = await language.of(update, services)
    name = say(lang, "profile-name")
    await _say(update, context, render.note(lang, "about", name=name, version=services.version))


async def ask(update: Update, context: Context) -> None:
    """Answer the question behind /ask, or the one it replies to."""
    message = update.effective_message
    answered = message.reply_to_message if message else None
    question = " ".join(context.args or ()) or (answered.text if answered else None)
    if question:
        await questions.answer(update, context, question)
        return
    lang = await language.of(update, services_of(context))
    await _say(update, context, render.note(lang, "ask-empty"))


async def unknown(update: Update, context: Context) -> None:
    """Answer a command nobody knows with a short help; private chats only."""
    lang = await language.of(update, services_of(context))
    await _say(update, context, render.note(lang, "unknown-command"))


COMMANDS: tuple[Command, ...] = (
    Command("start", start, EVERYWHERE),
    Command("help", help_, EVERYWHERE),
    Command("ask", ask, EVERYWHERE),
    Command("clean", groups.clean, GROUPS),
    Command("report", reporting.report, GROUPS),
    Command("notme", notme.asked, GROUPS),
    Command("report_message", reporting.report_message, GROUPS),
    Command("rules", moderation.rules, GROUPS),
    Command("status", moderation.status, GROUPS),
    Command("settings", panel.open_, Scope.ADMINISTRATORS),
    Command("warn", moderation.warn, Scope.ADMINISTRATORS),
    Command("unwarn", moderation.unwarn, Scope.ADMINISTRATORS),
    Command("mute", moderation.mute, Scope.ADMINISTRATORS),
    Command("unmute", moderation.unmute, Scope.ADMINISTRATORS),
    Command("ban", moderation.ban, Scope.ADMINISTRATORS),
    Command("unban", moderation.unban, Scope.ADMINISTRATORS),
    Command("strikes", moderation.strikes, Scope.ADMINISTRATORS),
    Command("audit", moderation.audit, Scope.ADMINISTRATORS),
    Command("block", moderation.block, Scope.ADMINISTRATORS),
    Command("allow", moderation.allow, Scope.ADMINISTRATORS),
    Command("unblock", moderation.unblock, Scope.ADMINISTRATORS),
    Command("logchat", logchat.command, Scope.ADMINISTRATORS),
    Command("topics", topics, Scope.PRIVATE),
    Command("language", choose_language, Scope.PRIVATE),
    Command("privacy", privacy, EVERYWHERE),
    Command("mydata", my_data, Scope.PRIVATE),
    Command("forget", forget, Scope.PRIVATE),
    Command("cancel", cancel, Scope.PRIVATE),
    Command("about", about, EVERYWHERE),
    Command("stats", operators.stats, Scope.OPERATORS),
    Command("unanswered", operators.unanswered, Scope.OPERATORS),
    Command("reload", operators.reload, Scope.OPERATORS),
)
