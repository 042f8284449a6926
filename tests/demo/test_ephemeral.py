"""Messages that one member of a group alone sees (Bot API 10.2)."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from bot.demo.emulator import Emulator
from bot.demo.emulator.world import ANNA, BEN, GROUP_ID, MIA

BUTTON = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Undo", callback_data="u"))


async def whisper(bot: Bot, receiver: int = BEN, **more: Any) -> Message:
    alone = {"receiver_user_id": receiver, **more}
    return await bot.send_message(
        GROUP_ID, "For you", reply_markup=BUTTON,
        api_kwargs={"ephemeral_message_parameters": alone},
    )  # fmt: skip


async def test_it_has_a_number_of_its_own_and_names_its_receiver(bot: Bot) -> None:
    message = await whisper(bot)

    assert message.message_id == 0
    assert message.api_kwargs["ephemeral_message_id"] == 1
    assert message.api_kwargs["receiver_user"]["id"] == BEN


async def test_only_its_receiver_presses_its_button(emulator: Emulator, bot: Bot) -> None:
    await whisper(bot)

    emulator.person("Ben", GROUP_ID).press(-1, "u")

    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    with pytest.raises(Exception, match="message not found"):
        emulator.person("Anna", GROUP_ID).press(-1, "u")


async def test_it_is_edited_and_taken_back_by_its_own_methods(
    emulator: Emulator, bot: Bot
) -> None:
    await whisper(bot)
    where = {"chat_id": GROUP_ID, "receiver_user_id": BEN, "ephemeral_message_id": 1}

    await bot.do_api_request("editEphemeralMessageText", {**where, "text": "Done"})
    (shown,) = emulator.world.messages.all(GROUP_ID)
    await bot.do_api_request("deleteEphemeralMessage", where)

    assert shown["text"] == "Done"
    assert "reply_markup" not in shown
    assert emulator.world.messages.all(GROUP_ID) == []


async def test_another_receiver_does_not_find_it(bot: Bot) -> None:
    await whisper(bot)
    wrong = {"chat_id": GROUP_ID, "receiver_user_id": ANNA, "ephemeral_message_id": 1}

    with pytest.raises(BadRequest, match="Message not found"):
        await bot.do_api_request("deleteEphemeralMessage", wrong)


async def test_somebody_outside_the_group_gets_none(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="not a member"):
        await whisper(bot, MIA)


async def test_a_bot_without_rights_may_answer_a_press_alone(emulator: Emulator, bot: Bot) -> None:
    emulator.world.chats.join(GROUP_ID, emulator.world.bot)
    query = emulator.world.query(BEN)

    with pytest.raises(BadRequest, match="Not enough rights"):
        await whisper(bot)
    message = await whisper(bot, callback_query_id=query.id)

    assert message.api_kwargs["ephemeral_message_id"] == 1
