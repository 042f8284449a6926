"""A group with its settings, language and lists, read once for some seconds."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.language import known
from bot.chat.moderation.memory import Room
from bot.chat.services import Services
from bot.moderation import settings as group_settings
from bot.moderation.addresses import AddressList, AddressLists, Entry, Kind
from bot.moderation.settings import GroupSettings, SettingsFault
from bot.store.moderation import Group
from bot.store.moderation_lists import Listed


async def of(services: Services, chat_id: int) -> Room:
    """Return the group of a chat id."""
    kept = services.moderating.rooms.get(chat_id)
    if kept is not None:
        return kept
    group = await services.store.moderation.groups.get(chat_id)
    if not group.kept:
        # Without a row /forget would not find what is kept about people in this group.
        await services.store.moderation.groups.joined(chat_id)
    room = await read(services, group)
    services.moderating.rooms.put(chat_id, room)
    return room


async def at_home(services: Services, home: int) -> Room:
    """Return the group whose rows stand under `home`."""
    group = await services.store.moderation.groups.at_home(home)
    return await of(services, group.chat_id)


async def read(services: Services, group: Group) -> Room:
    """Read all that decides in a group."""
    lang = known(await services.store.languages.get(group.chat_id)) or "en"
    lists = await lists_of(services, group.home)
    return Room(group.chat_id, group.home, settings_of(group), lang, lists)


def settings_of(group: Group) -> GroupSettings:
    """Read a group's settings; what a newer version wrote and we cannot read is the default."""
    try:
        return group_settings.from_json(group.settings)
    except SettingsFault:
        return GroupSettings()


async def lists_of(services: Services, home: int) -> AddressLists:
    """Return the addresses that a group blocks and allows."""
    listed = await services.store.moderation.addresses.of(home)
    blocked = gathered(each for each in listed if not each.allowed)
    allowed = gathered(each for each in listed if each.allowed)
    return AddressLists((*blocked, services.moderating.operators_list), allowed)


def gathered(listed: Iterable[Listed]) -> tuple[AddressList, ...]:
    """Put rows together to a list for each salt."""
    found: dict[str, dict[str, Entry]] = {}
    for each in listed:
        entry = Entry(each.digest, Kind(each.kind), each.reason, each.used_at.date())
        found.setdefault(each.salt, {})[each.digest] = entry
    return tuple(AddressList(salt, entries) for salt, entries in found.items())


async def save(services: Services, room: Room, settings: GroupSettings) -> None:
    """Keep a group's settings; they count from the next message on."""
    written = group_settings.to_json(settings)
    await services.store.moderation.groups.save(room.chat_id, written)
    services.moderating.forget_group(room.chat_id)
