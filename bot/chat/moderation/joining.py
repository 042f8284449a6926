"""The bot comes into a group, leaves it, gets or loses rights; a group becomes a supergroup."""

from __future__ import annotations

from telegram import ChatMemberUpdated, Update

from bot.chat.markup import Markup, join
from bot.chat.moderation import people, rooms
from bot.chat.moderation.people import Right
from bot.chat.render import Reply, spoken
from bot.chat.sending import Place, send
from bot.chat.services import Context, services_of

PRESENT = ("member", "administrator")


async def changed(change: ChatMemberUpdated, context: Context) -> None:
    """Greet a group, forget what was read of it, or count the days until its settings go."""
    services, chat_id = services_of(context), change.chat.id
    services.moderating.forget_group(chat_id)
    groups = services.store.moderation.groups
    if change.new_chat_member.status not in PRESENT:
        await groups.removed(chat_id)
        return
    await groups.joined(chat_id)
    if change.old_chat_member.status not in PRESENT:
        await send(context.bot, Place(chat_id), await greeting(chat_id, context))
    elif _lost(change):
        lang = (await rooms.of(services, chat_id)).lang
        lines = [spoken(lang, f"lost-{right.value}") for right in _lost(change)]
        await send(context.bot, Place(chat_id), Reply(join("\n", lines)))


def _lost(change: ChatMemberUpdated) -> tuple[Right, ...]:
    """Return the rights the bot had and has no more."""
    before, now = change.old_chat_member, change.new_chat_member
    wanted = (Right.DELETE, Right.RESTRICT)
    return tuple(r for r in wanted if people.holds(before, r) and not people.holds(now, r))


async def greeting(chat_id: int, context: Context) -> Reply:
    """Say what the bot will do here, what it stores, and which rights it lacks."""
    room = await rooms.of(services_of(context), chat_id)
    lang = room.lang
    parts = [spoken(lang, "join-does"), spoken(lang, "join-stores"), await lacks(chat_id, context),
             spoken(lang, "join-settings")]  # fmt: skip
    return Reply(join("\n\n", parts))


async def lacks(chat_id: int, context: Context) -> Markup:
    """Say what the bot cannot do here, and what that means; that nothing is missing otherwise."""
    lang = (await rooms.of(services_of(context), chat_id)).lang
    missing = await people.missing(context.bot, chat_id)
    lines = [spoken(lang, f"lacks-{right.value}") for right in missing]
    if not await sees_all(chat_id, context):
        lines.append(spoken(lang, "lacks-sight"))
    return join("\n", lines or [spoken(lang, "lacks-nothing")])


async def sees_all(chat_id: int, context: Context) -> bool:
    """Tell whether the bot gets every message: as administrator, or with privacy mode off."""
    if context.bot.can_read_all_group_messages:
        return True
    member = await context.bot.get_chat_member(chat_id, context.bot.id)
    return member.status == "administrator"


async def migrated(update: Update, context: Context) -> None:
    """Follow a group to its new id with all that was set in it, its language too."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    old, new = message.chat_id, message.migrate_to_chat_id
    if new is None:
        old, new = message.migrate_from_chat_id or 0, message.chat_id
    lang = await services.store.languages.get(old)
    await services.store.moderation.groups.migrated(old, new)
    if lang is not None:
        await services.store.languages.set(new, lang)
    for chat_id in (old, new):
        services.moderating.forget_group(chat_id)


async def led(update: Update, context: Context) -> None:
    """Read the administrators anew once one of them changed."""
    change = update.chat_member
    if change is not None:
        services_of(context).moderating.forget_group(change.chat.id)
