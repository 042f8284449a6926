"""Groups in the emulator: the bot's rights, channels that write, topics, and moving."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest

from bot.demo.emulator.errors import ApiError
from bot.demo.emulator.groups import change_bot, migrate
from bot.demo.emulator.world import BEN, GROUP_ID

CHANNEL = {"id": -1_009_000_000_001, "type": "channel", "title": "Offers"}


@pytest.fixture
def ben(emulator):
    return emulator.person("Ben", GROUP_ID)


async def test_a_banned_channel_writes_no_more_until_it_is_let_back(bot, emulator, ben):
    message = ben.send({"sender_chat": CHANNEL, "text": "hello"})
    assert message["from"]["first_name"] == "Channel"
    await bot.ban_chat_sender_chat(GROUP_ID, CHANNEL["id"])
    with pytest.raises(ApiError, match="nobody may write as this channel"):
        ben.send({"sender_chat": CHANNEL, "text": "hello again"})
    await bot.unban_chat_sender_chat(GROUP_ID, CHANNEL["id"])
    assert ben.send({"sender_chat": CHANNEL, "text": "hello again"})


async def test_without_the_right_no_channel_is_banned(bot, emulator):
    by = emulator.person("Anna").user
    change_bot(emulator.world, GROUP_ID, by, can_restrict_members=False)
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.ban_chat_sender_chat(GROUP_ID, CHANNEL["id"])


async def test_an_anonymous_administrator_writes_as_the_group(emulator):
    anna = emulator.person("Anna", GROUP_ID)
    group = emulator.world.chats.group(GROUP_ID).chat
    message = anna.send({"sender_chat": group, "text": "hello"})
    assert message["from"]["id"] == 1087968824


async def test_the_bot_is_told_of_its_new_rights(bot, emulator):
    by = emulator.person("Anna").user
    change_bot(emulator.world, GROUP_ID, by, can_delete_messages=False)
    (update,) = await bot.get_updates(timeout=0)
    change = update.my_chat_member
    assert change.old_chat_member.can_delete_messages
    assert not change.new_chat_member.can_delete_messages


async def test_a_group_moves_with_its_members_and_says_so_in_both(bot, emulator):
    by = emulator.person("Anna").user
    migrate(emulator.world, GROUP_ID, -1_001_999_999_999, by)
    first, second = await bot.get_updates(timeout=0)
    assert first.message.migrate_to_chat_id == -1_001_999_999_999
    assert second.message.migrate_from_chat_id == GROUP_ID
    member = await bot.get_chat_member(-1_001_999_999_999, BEN)
    assert member.status == "member"


async def test_a_reply_in_a_topic_stays_in_it(bot, emulator):
    emulator.world.chats.group(GROUP_ID).chat["is_forum"] = True
    sent = await bot.send_message(GROUP_ID, "hello", message_thread_id=5)
    assert sent.is_topic_message


async def test_the_linked_channel_is_named(bot, emulator):
    emulator.world.chats.group(GROUP_ID).linked_chat_id = CHANNEL["id"]
    assert (await bot.get_chat(GROUP_ID)).linked_chat_id == CHANNEL["id"]
