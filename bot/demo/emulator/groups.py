"""What happens to the bot in a group: added, given other rights, removed; the group moves."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.emulator.chats import Member
from bot.demo.emulator.errors import Json
from bot.demo.emulator.methods.chats import member_change
from bot.demo.emulator.world import World


def change_bot(
    world: World, chat_id: int, by: Json, status: str = "administrator", **rights: bool
) -> Json:
    """Give the bot a status in a group, with all rights but those named; it is told of it."""
    group = world.chats.group(chat_id)
    old = group.member(world.bot["id"]) or Member(world.bot, "left")
    new = world.chats.join(chat_id, world.bot, status, **rights)
    change = member_change(world, group, old, new, by=by)
    world.updates.push("my_chat_member", change)
    return change


def migrate(world: World, chat_id: int, new_id: int, by: Json) -> Json:
    """Turn a group into a supergroup with a new id (Bot API, Message.migrate_to_chat_id)."""
    old = world.chats.groups[chat_id]
    group = world.chats.add_group(new_id, old.chat["title"])
    group.members = {user_id: replace(member) for user_id, member in old.members.items()}
    notice = world.messages.add(old.chat, by, {"migrate_to_chat_id": new_id})
    world.updates.push("message", notice)
    arrived = world.messages.add(group.chat, by, {"migrate_from_chat_id": chat_id})
    world.updates.push("message", arrived)
    return arrived
