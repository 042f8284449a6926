"""Who wrote a group message, and what Telegram lets somebody do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from telegram import (
    Bot,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
    Message,
)
from telegram.error import BadRequest, Forbidden

from bot.chat.services import Services

TELEGRAM = 777_000  # posts of the linked channel come from it (Bot API, is_automatic_forward)
CHANNEL_BOT = 136_817_688  # the sender of messages that somebody wrote as a channel
ANONYMOUS_BOT = 1_087_968_824  # the sender of messages that an administrator wrote as the group


class Right(StrEnum):
    """A right of an administrator, by its name in the Bot API."""

    SETTINGS = "can_change_info"
    DELETE = "can_delete_messages"
    RESTRICT = "can_restrict_members"


@dataclass(frozen=True, slots=True)
class Author:
    """Who a message is from: a person, or a chat (negative id) that somebody wrote as.

    `exempt` are administrators, anonymous ones, the linked channel and the bot itself.
    """

    id: int
    name: str
    exempt: bool = False
    is_bot: bool = False

    @property
    def is_person(self) -> bool:
        """Say whether it can be muted, whispered to, and mentioned."""
        return self.id > 0


@dataclass(frozen=True, slots=True)
class Target:
    """A message that somebody replied to with a command, and its author."""

    message: Message
    author: Author


async def author_of(message: Message, bot: Bot, services: Services) -> Author | None:
    """Return the author of a message; None where it has none."""
    posted_as = message.sender_chat
    if posted_as is not None:
        name = posted_as.title or ""
        exempt = (
            posted_as.id == message.chat_id
            or bool(message.is_automatic_forward)
            or posted_as.id == await linked_channel(bot, services, message.chat_id)
        )
        return Author(posted_as.id, name, exempt)
    user = message.from_user
    if user is None:
        return None
    leading = await administrators(bot, services, message.chat_id)
    exempt = user.id in leading or user.id in {TELEGRAM, ANONYMOUS_BOT, bot.id}
    return Author(user.id, user.first_name, exempt, user.is_bot)


async def target_of(message: Message, bot: Bot, services: Services) -> Target | None:
    """Return what a command points at by replying to it; None where nobody is answered."""
    pointed_at = message.reply_to_message
    author = await author_of(pointed_at, bot, services) if pointed_at else None
    return Target(pointed_at, author) if pointed_at and author else None


async def administrators(bot: Bot, services: Services, chat_id: int) -> Mapping[int, ChatMember]:
    """Return who leads a group, by user id; read from Telegram once a minute."""
    kept = services.moderating.administrators.get(chat_id)
    if kept is not None:
        return kept
    found = {each.user.id: each for each in await bot.get_chat_administrators(chat_id)}
    services.moderating.administrators.put(chat_id, found)
    return found


async def linked_channel(bot: Bot, services: Services, chat_id: int) -> int | None:
    """Return the channel whose discussion a group is."""
    kept = services.moderating.linked.get(chat_id)
    if kept is None:
        kept = ((await bot.get_chat(chat_id)).linked_chat_id,)
        services.moderating.linked.put(chat_id, kept)
    return kept[0]


async def may(bot: Bot, chat_id: int, user_id: int, *rights: Right) -> bool:
    """Ask Telegram, now, whether somebody holds one of the rights."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except (BadRequest, Forbidden):  # nobody there knows them, or the bot is gone
        return False
    return holds(member, *rights)


def holds(member: ChatMember, *rights: Right) -> bool:
    """Tell whether a member holds one of the rights; the owner holds all."""
    if isinstance(member, ChatMemberOwner):
        return True
    if not isinstance(member, ChatMemberAdministrator):
        return False
    return any(bool(getattr(member, right.value)) for right in rights)


async def sender_may(message: Message, bot: Bot, *rights: Right) -> bool:
    """Tell whether whoever wrote a command may do it.

    An administrator who writes as the group cannot be asked about: Telegram itself lets nobody
    else do that.
    """
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id
    if message.from_user is None:
        return False
    return await may(bot, message.chat_id, message.from_user.id, *rights)


async def ban(bot: Bot, chat_id: int, person: int) -> None:
    """Remove somebody and keep them out; of a chat that somebody writes as, its messages."""
    if person > 0:
        await bot.ban_chat_member(chat_id, person)
    else:
        await bot.ban_chat_sender_chat(chat_id, person)


async def unban(bot: Bot, chat_id: int, person: int) -> None:
    """Let somebody come back; whoever is not banned stays as they are."""
    if person > 0:
        await bot.unban_chat_member(chat_id, person, only_if_banned=True)
    else:
        await bot.unban_chat_sender_chat(chat_id, person)


async def missing(bot: Bot, chat_id: int) -> tuple[Right, ...]:
    """Return which rights the bot itself lacks in a group."""
    member = await bot.get_chat_member(chat_id, bot.id)
    return tuple(right for right in (Right.DELETE, Right.RESTRICT) if not holds(member, right))
