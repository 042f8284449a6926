"""Whispers: to one member alone, and what a server that does not know them makes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.moderation import notices, rooms
from bot.chat.moderation.people import Author
from bot.chat.render import note
from bot.chat.sending import Place
from bot.demo.emulator import Fault
from bot.demo.emulator.methods import content
from bot.demo.emulator.world import BEN, GROUP_ID

HERE = Place(GROUP_ID)


async def test_a_whisper_is_seen_by_one_member_alone(edge):
    assert await notices.whisper(edge.bot, edge.services, HERE, BEN, note("en", "help-group"))
    (message,) = edge.messages(GROUP_ID)
    assert message["receiver_user"]["id"] == BEN


async def test_to_somebody_who_left_nothing_is_whispered(edge):
    edge.emulator.world.chats.change(GROUP_ID, BEN, status="left")
    assert not await notices.whisper(edge.bot, edge.services, HERE, BEN, note("en", "help-group"))
    assert edge.messages(GROUP_ID) == []


async def test_a_server_that_shows_it_to_all_is_noticed_and_never_asked_again(edge, monkeypatch):
    monkeypatch.setattr(content, "receiver", lambda *_: None)
    reply = note("en", "help-group")
    assert not await notices.whisper(edge.bot, edge.services, HERE, BEN, reply)
    assert edge.messages(GROUP_ID) == []
    assert not await notices.whisper(edge.bot, edge.services, HERE, BEN, reply)
    assert len(edge.calls("sendMessage")) == 1


@pytest.mark.parametrize("receiver", [0, -100])
async def test_nobody_whispers_to_a_channel(edge, receiver):
    reply = note("en", "help-group")
    assert not await notices.whisper(edge.bot, edge.services, HERE, receiver, reply)
    assert edge.calls("sendMessage") == []


async def test_a_notice_that_would_hold_up_the_group_is_left_unsaid(edge, monkeypatch):
    monkeypatch.setattr(notices, "PATIENCE", 0.05)
    edge.emulator.fail(Fault("sendMessage", delay=5))
    room = await rooms.of(edge.services, GROUP_ID)
    ben = Author(BEN, "Ben")
    said = await notices.tell(edge.bot, edge.services, room, HERE, ben, note("en", "help-group"))
    assert said == notices.Said()


async def test_a_chat_that_writes_gets_one_public_notice_in_the_quiet_time(edge):
    room = await rooms.of(edge.services, GROUP_ID)
    channel = Author(-100, "Offers")
    reply = note("en", "help-group")
    said = [
        await notices.tell(edge.bot, edge.services, room, HERE, channel, reply) for _ in range(2)
    ]
    assert said[0].message_id
    assert said[1] == notices.Said()
    edge.clock.now += timedelta(minutes=room.settings.quiet_minutes)
    assert (await notices.tell(edge.bot, edge.services, room, HERE, channel, reply)).message_id
