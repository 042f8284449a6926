"""Addresses that a group blocks or allows: hashed from a message, counted, never echoed."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message

from bot.chat.moderation.memory import Room
from bot.chat.services import Services
from bot.moderation.addresses import digest, kind_of
from bot.moderation.hosts import TELEGRAM, keys
from bot.moderation.reach import addresses_of, is_shared
from bot.moderation.reading import read
from bot.moderation.results import Message as Plain
from bot.store.moderation_lists import Listed

REASON = "nudify-listed-address"


@dataclass(frozen=True, slots=True)
class Blocked:
    """How many addresses of a message were blocked, and how many are everybody's."""

    count: int
    shared: int = 0


def _digests(plain: Plain, salt: str, *, shared: bool = True) -> dict[str, str]:
    """Return kind by digest of every address in a message, or of those that are no platform."""
    addresses = [each for each in addresses_of(plain) if shared or not is_shared(each)]
    found = [keys(each)[0] for each in addresses]
    # Telegram's own host is no address: it would stand for every chat there is.
    return {digest(key, salt): kind_of(key).value for key in found if key not in TELEGRAM}


def _under_any_salt(room: Room, plain: Plain) -> set[str]:
    """Return the digests of a message's addresses under every salt of the group's lists."""
    lists = (*room.lists.blocked, *room.lists.allowed)
    return {each for one in lists for each in _digests(plain, one.salt)}


async def met(services: Services, room: Room, plain: Plain) -> None:
    """Note that listed addresses were met: they stay listed."""
    digests = _under_any_salt(room, plain)
    await services.store.moderation.addresses.used(room.home, digests)


async def block(services: Services, room: Room, message: Message) -> Blocked:
    """Block every address in a message but those of large platforms."""
    shared = sum(map(is_shared, addresses_of(read(message.to_dict()))))
    return Blocked(await _add(services, room, message, allowed=False), shared)


async def allow(services: Services, room: Room, message: Message) -> int:
    """Allow every address in a message, and every bot it names; returns how many."""
    return await _add(services, room, message, allowed=True)


async def unlist(services: Services, room: Room, message: Message) -> int:
    """Take every address in a message off both lists; returns how many were there."""
    digests = _under_any_salt(room, read(message.to_dict()))
    removed = await services.store.moderation.addresses.remove(room.home, digests)
    services.moderating.forget_group(room.chat_id)
    return removed


async def _add(services: Services, room: Room, message: Message, *, allowed: bool) -> int:
    now, salt = services.clock(), services.store.moderation.addresses.salt(room.home)
    reason = "allowed" if allowed else REASON
    listed = [
        Listed(each, salt, kind, reason, allowed, now)
        for each, kind in _digests(read(message.to_dict()), salt, shared=allowed).items()
    ]
    await services.store.moderation.addresses.add(room.home, listed)
    services.moderating.forget_group(room.chat_id)
    return len(listed)
