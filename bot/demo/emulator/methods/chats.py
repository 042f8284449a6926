"""Methods about chats and their members, with the rights the bot needs for them."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.emulator.call import Call
from bot.demo.emulator.chats import PERMISSIONS, Group, Member, until
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.world import World

GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip


@method("getChat")
async def get_chat(world: World, call: Call) -> Json:
    """Return the `ChatFullInfo`."""
    chat_id = call.integer("chat_id")
    full = {
        **world.chats.chat(chat_id),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat_id in world.chats.groups:
        group = world.chats.groups[chat_id]
        full["permissions"] = group.permissions
        if group.linked_chat_id is not None:
            full["linked_chat_id"] = group.linked_chat_id
    return full


@method("getChatMember")
async def get_chat_member(world: World, call: Call) -> Json:
    """Return one person's standing; somebody who was never here has `left`."""
    group = world.chats.group(call.integer("chat_id"))
    user_id = call.integer("user_id")
    member = group.member(user_id)
    if member is not None:
        return member.json()
    if user_id not in world.chats.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return Member(world.chats.people[user_id], "left").json()


@method("getChatAdministrators")
async def get_chat_administrators(world: World, call: Call) -> list[Json]:
    """Return owner and administrators; other bots are left out."""
    group = world.chats.group(call.integer("chat_id"))
    leading = {"creator", "administrator"}
    return [member.json() for member in group.members.values() if member.status in leading]


@method("getChatMemberCount")
async def get_chat_member_count(world: World, call: Call) -> int:
    """Count who is present."""
    group = world.chats.group(call.integer("chat_id"))
    return sum(member.present for member in group.members.values())


@method("restrictChatMember")
async def restrict_chat_member(world: World, call: Call) -> bool:
    """Take permissions from a member, until a date or for ever."""
    permissions = call.json("permissions") or {}
    rights = {name: bool(permissions.get(name)) for name in PERMISSIONS}
    status = "member" if all(rights[name] for name in PERMISSIONS[:9]) else "restricted"
    return _change(world, call, status=status, rights=rights, until=_until(world, call))


@method("banChatMember")
async def ban_chat_member(world: World, call: Call) -> bool:
    """Remove somebody and keep them out."""
    return _change(world, call, status="kicked", rights={}, until=_until(world, call))


@method("unbanChatMember")
async def unban_chat_member(world: World, call: Call) -> bool:
    """Let somebody come back; without `only_if_banned` a member is removed by it."""
    group = world.chats.group(call.integer("chat_id"))
    member = group.member(call.integer("user_id"))
    if call.boolean("only_if_banned") and (member is None or member.status != "kicked"):
        return True
    return _change(world, call, status="left", rights={}, until=0)


@method("banChatSenderChat")
async def ban_chat_sender_chat(world: World, call: Call) -> bool:
    """Keep everybody from writing here as a channel."""
    _check_restricting(world, call)
    world.chats.group(call.integer("chat_id")).banned_chats.add(call.integer("sender_chat_id"))
    return True


@method("unbanChatSenderChat")
async def unban_chat_sender_chat(world: World, call: Call) -> bool:
    """Let a channel's owners write as it again."""
    _check_restricting(world, call)
    world.chats.group(call.integer("chat_id")).banned_chats.discard(call.integer("sender_chat_id"))
    return True


@method("leaveChat")
async def leave_chat(world: World, call: Call) -> bool:
    """Take the bot out of a group."""
    group = world.chats.group(call.integer("chat_id"))
    me = world.bot["id"]
    group.members[me] = replace(group.members[me], status="left")
    return True


def _until(world: World, call: Call) -> int:
    return until(call.integer("until_date"), world.clock.now())


def _change(world: World, call: Call, **changes: object) -> bool:
    chat_id, user_id = call.integer("chat_id"), call.integer("user_id")
    group = world.chats.group(chat_id)
    world.chats.writable(chat_id)
    _check_target(world, group, user_id)
    _check_restricting(world, call)
    old, new = world.chats.change(chat_id, user_id, **changes)
    if old != new:
        world.updates.push("chat_member", member_change(world, group, old, new))
        world.events.publish("member", chat_id=chat_id, member=new.json())
    return True


def _check_restricting(world: World, call: Call) -> None:
    group = world.chats.group(call.integer("chat_id"))
    if not group.may(world.bot["id"], "can_restrict_members"):
        raise bad_request("not enough rights to restrict/unrestrict chat member")


def _check_target(world: World, group: Group, user_id: int) -> None:
    member = group.member(user_id)
    if user_id == world.bot["id"]:
        raise bad_request("can't restrict self")
    if member is not None and member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member is not None and member.status == "administrator":
        raise bad_request("user is an administrator of the chat")


def member_change(
    world: World, group: Group, old: Member, new: Member, by: Json | None = None
) -> Json:
    """Return a `ChatMemberUpdated`, caused by the bot unless `by` says otherwise."""
    return {
        "chat": group.chat,
        "from": by or world.bot,
        "date": world.clock.now(),
        "old_chat_member": old.json(),
        "new_chat_member": new.json(),
    }
