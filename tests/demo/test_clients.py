"""aiogram as an independent client: its pydantic types refuse what is missing or ill-typed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    Update,
)

from bot.demo.emulator import Emulator, Fault
from bot.demo.emulator.world import ANNA, BEN, CHRIS, GROUP_ID

Picture = Callable[..., bytes]


@pytest.fixture
async def client(emulator: Emulator) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(emulator.url))
    async with Bot(emulator.token, session=session) as bot:
        yield bot


async def test_every_kind_of_update_is_valid(
    emulator: Emulator, client: Bot, mia: int, picture: Picture
) -> None:
    kinds = ["message", "edited_message", "callback_query", "inline_query", "chat_member"]
    await client.get_updates(allowed_updates=kinds)
    person, ben = emulator.person("Mia"), emulator.person("Ben", GROUP_ID)
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="x")]]
    )
    sent = await client.send_message(mia, "x", reply_markup=keyboard)
    written = person.write("/start https://example.org", reply_to=sent.message_id)
    person.edit(written["message_id"], "changed")
    person.press(sent.message_id, "x")
    person.ask_inline("gps")
    person.send_document("a.bin", b"1")
    await person.send_photo(picture())
    person.forward(mia, written["message_id"])
    ben.leave()
    ben.join()

    updates = await client.get_updates()

    assert {update.event_type for update in updates} == set(kinds)
    for raw in emulator.world.updates.pending():
        Update.model_validate(raw)


async def test_methods_answer_in_the_right_shapes(
    emulator: Emulator, client: Bot, mia: int, picture: Picture
) -> None:
    file = BufferedInputFile(picture(), "a.png")

    message = await client.send_document(mia, file, caption="<b>x</b>", parse_mode="HTML")
    photo = await client.send_photo(mia, BufferedInputFile(picture(), "a.png"))
    album = await client.send_media_group(
        mia, [InputMediaDocument(media=file), InputMediaDocument(media=file)]
    )
    assert message.document is not None
    downloaded = await client.download(message.document.file_id)

    assert downloaded is not None
    assert downloaded.read() == picture()
    assert photo.photo
    assert len({each.media_group_id for each in album}) == 1
    assert (await client.get_chat(GROUP_ID)).permissions is not None
    assert {each.status for each in await client.get_chat_administrators(GROUP_ID)} == {
        "creator", "administrator",
    }  # fmt: skip
    assert (await client.get_chat_member(GROUP_ID, BEN)).status == "member"
    assert await client.get_chat_member_count(GROUP_ID) == len({ANNA, BEN, CHRIS, client.id})
    assert (await client.send_location(mia, 53.0, 8.6)).location is not None
    assert (await client.get_webhook_info()).url == ""


async def test_texts_and_commands_are_kept_by_language_and_scope(client: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    commands = [BotCommand(command="help", description="Hilfe")]
    await client.set_my_commands(commands, scope=scope, language_code="de")
    await client.set_my_description("default")
    await client.set_my_description("deutsch", language_code="de")
    await client.set_my_name("Name")
    await client.set_my_short_description("short")

    (kept,) = await client.get_my_commands(scope=scope, language_code="de")
    assert (kept.command, kept.description) == ("help", "Hilfe")
    assert await client.get_my_commands() == []
    assert (await client.get_my_description(language_code="de")).description == "deutsch"
    assert (await client.get_my_description(language_code="fr")).description == "default"
    assert (await client.get_my_name(language_code="de")).name == "Name"
    assert (await client.get_my_short_description()).short_description == "short"


@pytest.mark.parametrize("name", ["Help", "with space", "", "x" * 33])
async def test_commands_telegram_would_refuse_are_refused(client: Bot, name: str) -> None:
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await client.set_my_commands([BotCommand(command=name, description="x")])


async def test_a_flood_error_is_understood(emulator: Emulator, client: Bot, mia: int) -> None:
    emulator.fail(Fault(error=429, retry_after=3))

    with pytest.raises(TelegramRetryAfter) as refused:
        await client.send_message(mia, "x")

    assert refused.value.retry_after == 3
