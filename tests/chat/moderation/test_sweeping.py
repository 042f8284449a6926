"""What falls due without a message: own notices go, a forgotten /notme is brought up again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.moderation import sweeping
from bot.demo.emulator.world import ANNA, BEN, GROUP_ID
from bot.store.moderation_cases import NewCase, Step
from bot.texts import say


@pytest.fixture(autouse=True)
def anna_listens(edge):
    """The group's owner has opened a private chat with the bot."""
    edge.emulator.world.chats.started.add(ANNA)


async def notice(edge, minutes):
    """A notice of the bot's in the group that is to go after some minutes."""
    sent = await edge.bot.send_message(GROUP_ID, "Ben, something")
    case, _ = await edge.services.store.moderation.cases.open(
        NewCase(GROUP_ID, 1, "spam", "spam-money", "warn", BEN)
    )
    await edge.services.store.moderation.cases.note(
        case.id, Step.NOTICED, notice_chat=GROUP_ID, notice_message=sent.message_id,
        notice_until=edge.clock.now + timedelta(minutes=minutes),
    )  # fmt: skip


async def test_an_own_notice_is_removed_once_its_time_is_over(edge):
    await notice(edge, minutes=10)
    await sweeping.once(edge.bot, edge.services)
    assert len(edge.messages(GROUP_ID)) == 1
    edge.clock.now += timedelta(minutes=11)
    await sweeping.once(edge.bot, edge.services)
    assert edge.messages(GROUP_ID) == []
    await sweeping.once(edge.bot, edge.services)
    assert len(edge.calls("deleteMessage")) == 1


async def test_a_notice_that_somebody_removed_before_does_no_harm(edge):
    await notice(edge, minutes=10)
    await edge.bot.delete_message(GROUP_ID, edge.messages(GROUP_ID)[0]["message_id"])
    edge.clock.now += timedelta(minutes=11)
    await sweeping.once(edge.bot, edge.services)
    assert edge.messages(GROUP_ID) == []


async def overdue(edge):
    case, _ = await edge.services.store.moderation.cases.open(
        NewCase(
            GROUP_ID, 1, "notme", "notme", "admins", BEN,
            answer_until=edge.clock.now + timedelta(hours=24),
        )
    )  # fmt: skip
    edge.clock.now += timedelta(hours=25)
    return case


async def test_the_administrators_are_reminded_once_of_a_deadline_that_passed(edge):
    await overdue(edge)
    for _ in range(2):
        await sweeping.once(edge.bot, edge.services)
    (card,) = edge.messages(ANNA)
    assert say("en", "card-overdue") in card["text"]


async def test_what_was_decided_is_not_brought_up_again(edge):
    case = await overdue(edge)
    await edge.services.store.moderation.cases.press(case.id, "o")
    await sweeping.once(edge.bot, edge.services)
    assert edge.messages(ANNA) == []
