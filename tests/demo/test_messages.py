from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from bot.demo.emulator import Emulator
from bot.demo.emulator.world import BEN, GROUP_ID


def keyboard(data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Press", callback_data=data)]])


async def test_a_sent_text_carries_entities_and_keyboard(bot: Bot, mia: int) -> None:
    message = await bot.send_message(
        mia, "<b>Hi</b> https://example.org", parse_mode="HTML", reply_markup=keyboard()
    )

    assert message.text == "Hi https://example.org"
    assert [each.type for each in message.entities] == ["bold", "url"]
    assert message.reply_markup == keyboard()


async def test_an_edit_without_keyboard_takes_the_keyboard_away(bot: Bot, mia: int) -> None:
    message = await bot.send_message(mia, "old", reply_markup=keyboard())

    edited = await message.edit_text("new")

    assert edited.text == "new"  # type: ignore[union-attr]
    assert edited.reply_markup is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (" \n ", "text is empty"),
        ("x" * 4097, "is too long"),
        ("😀" * 2049, "is too long"),
    ],
)
async def test_texts_outside_the_limits_are_refused(
    bot: Bot, mia: int, text: str, problem: str
) -> None:
    with pytest.raises(BadRequest, match=problem):
        await bot.send_message(mia, text)


async def test_the_longest_text_is_taken(bot: Bot, mia: int) -> None:
    assert (await bot.send_message(mia, "x" * 4096)).text == "x" * 4096


async def test_callback_data_is_measured_in_bytes(bot: Bot, mia: int) -> None:
    await bot.send_message(mia, "fits", reply_markup=keyboard("ä" * 32))

    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(mia, "does not", reply_markup=keyboard("ä" * 33))


async def test_the_same_content_again_is_not_modified(bot: Bot, mia: int) -> None:
    message = await bot.send_message(mia, "same", reply_markup=keyboard())

    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_text("same", reply_markup=keyboard())


async def test_only_own_messages_can_be_edited(emulator: Emulator, bot: Bot, mia: int) -> None:
    sent = emulator.person("Mia").write("mine")

    with pytest.raises(BadRequest, match=r"can't be edited"):
        await bot.edit_message_text("theirs", mia, sent["message_id"])


async def test_a_reply_quotes_the_message(emulator: Emulator, bot: Bot, mia: int) -> None:
    asked = emulator.person("Mia").write("question")

    reply = await bot.send_message(
        mia, "answer", reply_parameters=ReplyParameters(asked["message_id"])
    )

    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "question"


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Bot, mia: int) -> None:
    with pytest.raises(BadRequest, match="to be replied not found"):
        await bot.send_message(mia, "x", reply_parameters=ReplyParameters(99))

    sent = await bot.send_message(
        mia, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True)
    )
    assert sent.reply_to_message is None


async def test_message_numbers_count_per_chat(emulator: Emulator, bot: Bot, mia: int) -> None:
    first = await bot.send_message(mia, "one")
    other = await bot.send_message(GROUP_ID, "one")
    second = await bot.send_message(mia, "two")

    assert (first.message_id, other.message_id, second.message_id) == (1, 1, 2)


async def test_messages_older_than_two_days_stay(emulator: Emulator, bot: Bot, mia: int) -> None:
    message = await bot.send_message(mia, "old")
    emulator.world.clock.advance(48 * 3600)

    with pytest.raises(BadRequest, match=r"can't be deleted"):
        await message.delete()


async def test_deleting_many_passes_over_the_missing(
    emulator: Emulator, bot: Bot, mia: int
) -> None:
    message = await bot.send_message(mia, "x")

    assert await bot.delete_messages(mia, [message.message_id, 77])
    assert emulator.world.messages.all(mia) == []


async def test_deleting_in_a_group_needs_the_right(emulator: Emulator, bot: Bot) -> None:
    sent = emulator.person("Ben", GROUP_ID).write("hello")
    emulator.world.chats.join(
        GROUP_ID, emulator.world.bot, "administrator", can_delete_messages=False
    )

    with pytest.raises(BadRequest, match=r"can't be deleted"):
        await bot.delete_message(GROUP_ID, sent["message_id"])


async def test_people_who_blocked_or_never_started_the_bot_are_out_of_reach(
    emulator: Emulator, bot: Bot, mia: int
) -> None:
    emulator.person("Mia").block()
    emulator.world.chats.started.discard(BEN)

    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(mia, "x")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(BEN, "x")


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(12345, "x")


async def test_a_queued_update_keeps_what_was_sent(emulator: Emulator, bot: Bot) -> None:
    mia = emulator.person("Mia")
    sent = mia.write("before")
    mia.edit(sent["message_id"], "after")

    message, edit = await bot.get_updates()

    assert message.message is not None
    assert edit.edited_message is not None
    assert (message.message.text, edit.edited_message.text) == ("before", "after")


async def test_only_reactions_of_telegrams_list_are_taken(bot: Bot, mia: int) -> None:
    message = await bot.send_message(mia, "x")

    assert await message.set_reaction("👀")
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await message.set_reaction("✅")


async def test_a_copy_has_no_origin_and_a_forward_has(bot: Bot, mia: int) -> None:
    message = await bot.send_message(mia, "x")

    forwarded = await message.forward(mia)
    copied = await message.copy(mia)

    assert forwarded.forward_origin is not None
    assert copied.message_id == forwarded.message_id + 1
