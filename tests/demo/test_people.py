from __future__ import annotations

import pytest
from telegram import (
    Bot,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot.demo.emulator import Emulator
from bot.demo.emulator.errors import ApiError
from bot.demo.emulator.world import ANNA, BEN, GROUP_ID, MIA

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="go")]])


async def test_a_press_is_answered_once_its_query_comes(emulator: Emulator, bot: Bot) -> None:
    message = await bot.send_message(MIA, "x", reply_markup=KEYBOARD)
    listener = emulator.listen()

    query = emulator.person("Mia").press(message.message_id, "go")

    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "go"
    assert update.callback_query.message == message
    await update.callback_query.answer("done", show_alert=True)
    event = await listener.wait_for(lambda each: each["type"] == "answer")
    assert (event["query_id"], event["text"], event["alert"]) == (query.id, "done", True)


async def test_an_old_query_cannot_be_answered(emulator: Emulator, bot: Bot) -> None:
    message = await bot.send_message(MIA, "x", reply_markup=KEYBOARD)
    query = emulator.person("Mia").press(message.message_id, "go")
    emulator.world.clock.advance(200)

    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(query.id)


async def test_only_a_button_that_is_there_can_be_pressed(emulator: Emulator, bot: Bot) -> None:
    message = await bot.send_message(MIA, "x", reply_markup=KEYBOARD)

    with pytest.raises(ApiError, match="no such button"):
        emulator.person("Mia").press(message.message_id, "other")


async def test_an_inline_result_is_sent_via_the_bot(emulator: Emulator, bot: Bot) -> None:
    mia = emulator.person("Mia")
    listener = emulator.listen()
    mia.ask_inline("gps")
    (update,) = await bot.get_updates()
    assert update.inline_query is not None
    content = InputTextMessageContent("<b>Answer</b>", parse_mode="HTML")
    await update.inline_query.answer([InlineQueryResultArticle("1", "Title", content)])
    event = await listener.wait_for(lambda each: each["type"] == "inline")

    message = mia.choose(event["results"][0])

    assert message["text"] == "Answer"
    assert message["via_bot"]["id"] == bot.id


async def test_privacy_mode_hides_what_is_not_for_the_bot(emulator: Emulator, bot: Bot) -> None:
    emulator.world.chats.join(GROUP_ID, emulator.world.bot)
    own = await bot.send_message(GROUP_ID, "hello")
    ben = emulator.person("Ben", GROUP_ID)

    ben.write("not for you")
    ben.write("/help@other_bot")
    ben.write(f"/help@{bot.username}")
    ben.write("/help")
    ben.write("an answer", reply_to=own.message_id)

    heard = [update.message.text for update in await bot.get_updates()]  # type: ignore[union-attr]
    assert heard == [f"/help@{bot.username}", "/help", "an answer"]


async def test_an_administrator_bot_hears_everything(emulator: Emulator, bot: Bot) -> None:
    emulator.person("Ben", GROUP_ID).write("hello")

    assert len(await bot.get_updates()) == 1


async def test_a_restricted_member_is_silent_until_the_date(emulator: Emulator, bot: Bot) -> None:
    ben = emulator.person("Ben", GROUP_ID)
    until = emulator.world.clock.now() + 3600

    await bot.restrict_chat_member(GROUP_ID, BEN, ChatPermissions.no_permissions(), until)

    assert (await bot.get_chat_member(GROUP_ID, BEN)).status == "restricted"
    with pytest.raises(ApiError, match="may not send"):
        ben.write("still here")
    emulator.world.clock.advance(3601)
    assert ben.write("back again")["text"] == "back again"


async def test_a_banned_member_is_out_until_unbanned(emulator: Emulator, bot: Bot) -> None:
    ben = emulator.person("Ben", GROUP_ID)
    await bot.ban_chat_member(GROUP_ID, BEN)

    with pytest.raises(ApiError, match="banned"):
        ben.join()
    await bot.unban_chat_member(GROUP_ID, BEN)

    assert ben.join()["new_chat_members"][0]["id"] == BEN


@pytest.mark.parametrize(
    ("user", "problem"), [(ANNA, r"(?i)can't remove chat owner"), (1, r"(?i)user not found")]
)
async def test_not_everybody_can_be_banned(bot: Bot, user: int, problem: str) -> None:
    with pytest.raises(BadRequest, match=problem):
        await bot.ban_chat_member(GROUP_ID, user)


async def test_banning_needs_the_right(emulator: Emulator, bot: Bot) -> None:
    emulator.world.chats.join(
        GROUP_ID, emulator.world.bot, "administrator", can_restrict_members=False
    )

    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.ban_chat_member(GROUP_ID, BEN)


async def test_a_long_text_goes_as_several_messages(emulator: Emulator, bot: Bot) -> None:
    emulator.person("Mia").write("x" * 5000)

    lengths = [len(update.message.text) for update in await bot.get_updates()]  # type: ignore[union-attr,arg-type]
    assert lengths == [4096, 904]


async def test_what_is_sent_for_viewing_arrives_as_what_it_is(
    emulator: Emulator, bot: Bot
) -> None:
    person = emulator.person("Mia")
    await person.send_album([("a.mp4", "video/mp4", b"1")], photos=True)
    await person.send_album([("a.gif", "image/gif", b"1")], photos=True)
    person.send({"contact": {"phone_number": "1", "first_name": "A"}})

    video, animation, contact = [update.message for update in await bot.get_updates()]

    assert video is not None
    assert video.video
    assert animation is not None
    assert animation.animation
    assert contact is not None
    assert contact.contact


async def test_who_comes_and_goes_is_told_to_whoever_watches(emulator: Emulator) -> None:
    heard = emulator.listen(lambda event: event["type"] == "member")
    mia = emulator.person("Mia", GROUP_ID)

    mia.join()
    mia.leave()

    came, went = await heard.wait_for(lambda _: True), await heard.wait_for(lambda _: True)
    assert [each["member"]["status"] for each in (came, went)] == ["member", "left"]
