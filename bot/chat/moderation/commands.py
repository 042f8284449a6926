"""Commands in a group: what an administrator may do is Telegram's own word, asked each time."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from telegram import ChatPermissions, Message, Update
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.chat import render
from bot.chat.language import day
from bot.chat.markup import Markup, bold, join, plain
from bot.chat.moderation import joining, listing, notices, people, rooms, words
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author, Right
from bot.chat.render import Reply, spoken
from bot.chat.sending import beside, send
from bot.chat.services import Context, Services, services_of
from bot.moderation import policy
from bot.moderation.settings import RULES_LENGTH
from bot.store.moderation_cases import NewCase
from bot.texts import say

TIME = re.compile(r"(\d{1,4})([mhdw]?)")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks", "": "minutes"}
SHORTEST, LONGEST = timedelta(seconds=30), timedelta(days=366)  # Bot API, restrictChatMember
ENTRIES = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """An administrator's command in reply to somebody's message."""

    message: Message
    context: Context
    services: Services
    room: Room
    target: Message
    author: Author

    async def answer(self, key: str, **values: str | float) -> None:
        """Reply in the group."""
        await self.say(spoken(self.room.lang, key, **values))

    async def say(self, text: Markup) -> None:
        """Reply in the group with a text."""
        await send(self.context.bot, beside(self.message), Reply(text))


Command = Callable[[Asked], Awaitable[None]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def in_reply(right: Right, *, exempt: bool = False) -> Callable[[Command], Handler]:
    """Make a handler of a command that needs a right and a message to reply to.

    Those who lead the group cannot be the target, unless `exempt`.
    """

    def wrap(command: Command) -> Handler:
        async def handler(update: Update, context: Context) -> None:
            asked = await _asked(update, context, right, exempt=exempt)
            if asked is not None:
                await _carried_out(command, asked)

        return handler

    return wrap


async def _asked(update: Update, context: Context, right: Right, *, exempt: bool) -> Asked | None:
    """Check the right, the target, and that it is nobody who leads; say which is wrong."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return None
    room = await rooms.of(services, message.chat_id)
    target = await people.target_of(message, context.bot, services)
    key = None
    if not await people.sender_may(message, context.bot, right):
        key = f"needs-{right.value}"
    elif target is None:
        key = "reply-first"
    elif target.author.exempt and not exempt:
        key = "leads-the-group"
    if key is not None or target is None:
        await send(context.bot, beside(message), render.note(room.lang, key or "reply-first"))
        return None
    return Asked(message, context, services, room, target.message, target.author)


async def _carried_out(command: Command, asked: Asked) -> None:
    try:
        await command(asked)
    except (BadRequest, Forbidden) as error:
        log.event("moderation.command_refused", level="warning", error=log.describe(error))
        await asked.answer(f"lacks-{Right.RESTRICT.value}")


@in_reply(Right.RESTRICT)
async def warn(asked: Asked) -> None:
    """Give a strike; the ladder follows."""
    services, room, author = asked.services, asked.room, asked.author
    _, new = await services.store.moderation.cases.open(
        NewCase(
            room.home, asked.target.message_id, words.BY_HAND, words.BY_HAND, "warn", author.id,
            strike=True, by=_admin(asked.message),
        )
    )  # fmt: skip
    if not new:
        await asked.answer("warned-already")
        return
    count, limit = await _strikes(asked), room.settings.strike_limit
    lines = [notices.named(author) + plain(", ") + spoken(room.lang, "warned"),
             spoken(room.lang, "notice-strike", count=count, limit=limit),
             spoken(room.lang, "notice-object")]  # fmt: skip
    if policy.step(count, room.settings) is policy.Step.MUTE:
        await _mute(asked, timedelta(hours=room.settings.mute_hours))
        lines.insert(2, spoken(room.lang, "notice-muted", hours=room.settings.mute_hours))
    elif policy.step(count, room.settings) is policy.Step.ASK_BAN:
        lines.append(spoken(room.lang, "card-ask-ban"))
    await asked.say(join("\n", lines))


async def _strikes(asked: Asked) -> int:
    since = asked.services.clock() - timedelta(days=asked.room.settings.strike_days)
    members = asked.services.store.moderation.members
    return await members.strikes(asked.room.home, asked.author.id, since)


@in_reply(Right.RESTRICT)
async def unwarn(asked: Asked) -> None:
    """Take the last strike back."""
    members = asked.services.store.moderation.members
    if not await members.pardon(asked.room.home, asked.author.id):
        await asked.answer("no-strikes")
        return
    await _audit(asked, "unwarn")
    limit = asked.room.settings.strike_limit
    await asked.answer("strike-less", count=await _strikes(asked), limit=limit)


@in_reply(Right.RESTRICT)
async def mute(asked: Asked) -> None:
    """Take the right to write, for a time: `/mute 2h`."""
    hours = timedelta(hours=asked.room.settings.mute_hours)
    lasting = duration((asked.context.args or [""])[0]) if asked.context.args else hours
    if lasting is None:
        await asked.answer("mute-how")
        return
    await _mute(asked, lasting)
    await _audit(asked, "mute")
    ending = asked.services.clock() + lasting
    shown = f"{day(ending.date(), asked.room.lang)}, {ending:%H:%M} UTC"
    await asked.say(notices.named(asked.author) + plain(" ") + spoken(
        asked.room.lang, "muted-until", until=shown))  # fmt: skip


def duration(text: str) -> timedelta | None:
    """Read `30m`, `2h`, `3d`, `1w` or minutes; None where it is no time Telegram knows."""
    found = TIME.fullmatch(text.lower())
    if found is None:
        return None
    lasting = timedelta(**{UNITS[found[2]]: int(found[1])})
    return lasting if SHORTEST <= lasting <= LONGEST else None


async def _mute(asked: Asked, lasting: timedelta) -> None:
    await asked.context.bot.restrict_chat_member(
        asked.room.chat_id, asked.author.id, ChatPermissions.no_permissions(),
        until_date=asked.services.clock() + lasting,
    )  # fmt: skip


@in_reply(Right.RESTRICT)
async def unmute(asked: Asked) -> None:
    """Let somebody write again."""
    everything = ChatPermissions.all_permissions()
    await asked.context.bot.restrict_chat_member(asked.room.chat_id, asked.author.id, everything)
    await _audit(asked, "unmute")
    await asked.answer("unmuted")


@in_reply(Right.RESTRICT)
async def ban(asked: Asked) -> None:
    """Remove somebody and keep them out; a chat somebody writes as too."""
    await people.ban(asked.context.bot, asked.room.chat_id, asked.author.id)
    await _audit(asked, "ban")
    await asked.answer("banned")


@in_reply(Right.RESTRICT)
async def unban(asked: Asked) -> None:
    """Let somebody come back."""
    await people.unban(asked.context.bot, asked.room.chat_id, asked.author.id)
    await _audit(asked, "unban")
    await asked.answer("unbanned")


@in_reply(Right.RESTRICT, exempt=True)
async def strikes(asked: Asked) -> None:
    """Say how many strikes somebody has, to whoever asked alone where the API can."""
    settings = asked.room.settings
    reply = render.note(asked.room.lang, "strikes-are", count=await _strikes(asked),
                        limit=settings.strike_limit, days=settings.strike_days)  # fmt: skip
    asker = _admin(asked.message)
    here = beside(asked.message, reply=False)
    if not await notices.whisper(asked.context.bot, asked.services, here, asker, reply):
        await asked.say(reply.text)


@in_reply(Right.DELETE, exempt=True)
async def block(asked: Asked) -> None:
    """Put every address of a message on the group's list; those of large platforms are refused."""
    blocked = await listing.block(asked.services, asked.room, asked.target)
    if blocked.count or not blocked.shared:
        await _audit(asked, "block")
        await asked.answer("blocked-addresses", count=blocked.count)
    if blocked.shared:
        await asked.answer("block-refused-platform", count=blocked.shared)


@in_reply(Right.DELETE, exempt=True)
async def allow(asked: Asked) -> None:
    """Allow every address of a message, and the bot it came through."""
    count = await listing.allow(asked.services, asked.room, asked.target)
    await _audit(asked, "allow")
    await asked.answer("allowed-addresses", count=count)


@in_reply(Right.DELETE, exempt=True)
async def unblock(asked: Asked) -> None:
    """Take every address of a message off both lists."""
    count = await listing.unlist(asked.services, asked.room, asked.target)
    await _audit(asked, "unblock")
    await asked.answer("unlisted-addresses", count=count)


async def _audit(asked: Asked, action: str) -> None:
    await asked.services.store.moderation.audit.write(
        asked.room.home, words.BY_HAND, words.BY_HAND, action, _admin(asked.message)
    )


def _admin(message: Message) -> int:
    """Return who gave a command; an administrator who writes as the group has no name (0)."""
    if message.sender_chat is not None:
        return 0
    return message.from_user.id if message.from_user else 0


async def audit(update: Update, context: Context) -> None:
    """Show the last actions: when, which rule, what, by whom, undone or not."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return
    room = await rooms.of(services, message.chat_id)
    rights = (Right.DELETE, Right.RESTRICT)
    if not await people.sender_may(message, context.bot, *rights):
        key = f"needs-{Right.DELETE.value}"
        await send(context.bot, beside(message), render.note(room.lang, key))
        return
    entries = await services.store.moderation.audit.last(room.home, ENTRIES)
    lines = [
        spoken(
            room.lang, "audit-line",
            when=f"{day(each.at.date(), room.lang)} {each.at:%H:%M}",
            rule=words.name(room.lang, each.rule),
            what=words.did(room.lang, each.action),
            by=say(room.lang, "audit-bot" if each.by_bot else "audit-admin"),
            undone=int(each.undone),
        )
        for each in entries
    ]  # fmt: skip
    title = spoken(room.lang, "audit-title")
    empty = spoken(room.lang, "audit-empty")
    await send(context.bot, beside(message), Reply(join("\n", [title, *(lines or [empty])])))


async def rules(update: Update, context: Context) -> None:
    """Show the group's own rules and what the bot watches; `/rules TEXT` sets them."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return
    room = await rooms.of(services, message.chat_id)
    text = (message.text or "").partition(" ")[2].strip()
    if text:
        await _set_rules(message, text, room, context)
        return
    own = plain(room.settings.rules_text)
    parts = [bold(say(room.lang, "rules-title")), own, spoken(room.lang, "rules-bot")]
    await send(context.bot, beside(message), Reply(join("\n\n", parts)))


async def _set_rules(message: Message, text: str, room: Room, context: Context) -> None:
    services = services_of(context)
    if not await people.sender_may(message, context.bot, Right.SETTINGS):
        key = "settings-not-yours"
    elif len(text) > RULES_LENGTH:
        key = "rules-too-long"
    else:
        await rooms.save(services, room, replace(room.settings, rules_text=text))
        key = "rules-set"
    await send(context.bot, beside(message), render.note(room.lang, key, most=RULES_LENGTH))


async def status(update: Update, context: Context) -> None:
    """Say what the bot may and may not do here, and what that means."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return
    room = await rooms.of(services, message.chat_id)
    settings = room.settings
    lines = [
        bold(say(room.lang, "status-title")),
        await joining.lacks(message.chat_id, context),
        spoken(room.lang, "status-log-chat" if settings.log_chat else "status-no-log-chat"),
        spoken(room.lang, "status-dry-run") if settings.dry_run else Markup(),
        spoken(room.lang, "status-talks") if settings.talks_about_it else Markup(),
    ]
    await send(context.bot, beside(message), Reply(join("\n\n", lines)))
