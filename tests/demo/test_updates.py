from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.demo.emulator import Emulator


def texts(updates: tuple[object, ...]) -> list[str]:
    return [update.message.text for update in updates]  # type: ignore[attr-defined]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(
    emulator: Emulator, bot: Bot
) -> None:
    mia = emulator.person("Mia")
    mia.write("one")
    mia.write("two")

    first = await bot.get_updates()
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=first[0].update_id + 1)

    assert texts(first) == texts(again) == ["one", "two"]
    assert texts(rest) == ["two"]


async def test_a_negative_offset_keeps_the_last_ones_only(emulator: Emulator, bot: Bot) -> None:
    for word in ("one", "two", "three"):
        emulator.person("Mia").write(word)

    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert len(emulator.world.updates) == 1


async def test_a_batch_holds_at_most_limit(emulator: Emulator, bot: Bot) -> None:
    for word in ("one", "two", "three"):
        emulator.person("Mia").write(word)

    assert texts(await bot.get_updates(limit=2)) == ["one", "two"]


async def test_a_long_poll_answers_as_soon_as_something_happens(
    emulator: Emulator, bot: Bot
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await emulator_has_poll(emulator)

    emulator.person("Mia").write("now")

    assert texts(await asyncio.wait_for(poll, 5)) == ["now"]


async def test_a_second_poll_ends_the_first_with_409(emulator: Emulator, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await emulator_has_poll(emulator)

    second = asyncio.create_task(bot.get_updates(timeout=30))

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 5)
    emulator.person("Mia").write("for the second")
    assert texts(await asyncio.wait_for(second, 5)) == ["for the second"]


async def test_polling_while_a_webhook_is_set_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")

    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


async def test_rights_changes_come_only_when_asked_for(emulator: Emulator, bot: Bot) -> None:
    group = next(iter(emulator.world.chats.groups))
    await bot.get_updates(allowed_updates=["chat_member"])

    await bot.ban_chat_member(group, emulator.person("Ben").user["id"])
    emulator.person("Mia").write("not asked for")

    (update,) = await bot.get_updates()
    assert update.chat_member is not None
    assert update.chat_member.new_chat_member.status == "kicked"


async def test_old_updates_are_forgotten(emulator: Emulator, bot: Bot) -> None:
    emulator.person("Mia").write("old")
    emulator.world.clock.advance(24 * 3600 + 1)

    assert await bot.get_updates() == ()


async def test_a_repeated_update_has_the_same_id(emulator: Emulator, bot: Bot) -> None:
    emulator.world.updates.repeat_next = 1
    emulator.person("Mia").write("twice")

    (first,) = await bot.get_updates()
    (second,) = await bot.get_updates(offset=first.update_id + 1)

    assert first.update_id == second.update_id
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_a_batch_can_come_in_the_wrong_order(emulator: Emulator, bot: Bot) -> None:
    emulator.world.updates.reverse_next = 1
    for word in ("one", "two"):
        emulator.person("Mia").write(word)

    assert texts(await bot.get_updates()) == ["two", "one"]
    assert texts(await bot.get_updates()) == ["one", "two"]


async def emulator_has_poll(emulator: Emulator) -> None:
    """Wait until a long poll waits in the queue: it wakes everybody when it comes."""
    await asyncio.wait_for(emulator.world.updates.changed(), 5)
