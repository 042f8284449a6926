"""Requests and results of a conversation, checked against the published Bot API schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
)

from bot.demo.emulator import Emulator
from bot.demo.emulator.methods import METHODS
from bot.demo.emulator.world import BEN, GROUP_ID

Picture = Callable[..., bytes]
# Bot API 10.3 knows it, the schema of 10.1 does not.
NEWER = {"can_send_welcome_messages"}
SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "InputFile": (object,),
}


class Schema:
    """`api.json` (PaulSonOfLars/telegram-bot-api-spec): faults of a value against named types."""

    def __init__(self, path: Path) -> None:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        self.types = loaded["types"]
        self.methods = {name.lower(): each for name, each in loaded["methods"].items()}

    def request_faults(self, method: str, names: set[str]) -> list[str]:
        fields = {each["name"]: each for each in self.methods[method.lower()].get("fields", [])}
        unknown = [f"{method}: unknown {name}" for name in names if name not in fields]
        missing = [
            f"{method}: without {name}"
            for name, each in fields.items()
            if each["required"] and name not in names
        ]
        return unknown + missing

    def result_faults(self, method: str, result: Any) -> list[str]:
        return self.faults(result, self.methods[method.lower()]["returns"], method)

    def faults(self, value: Any, types: list[str], path: str) -> list[str]:
        tried = [self._faults_of(value, each, path) for each in types]
        return min(tried, key=len)

    def _faults_of(self, value: Any, kind: str, path: str) -> list[str]:
        if kind in SCALARS:
            fits = isinstance(value, SCALARS[kind])
            return [] if fits else [f"{path}: {value!r} is no {kind}"]
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{path}: no list"]
            inner = kind.removeprefix("Array of ")
            return [f for each in value for f in self._faults_of(each, inner, f"{path}[]")]
        if "subtypes" in self.types[kind]:
            return self.faults(value, self.types[kind]["subtypes"], path)
        return self._object_faults(value, kind, path)

    def _object_faults(self, value: Any, kind: str, path: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{path}: no {kind}"]
        fields = {each["name"]: each for each in self.types[kind].get("fields", [])}
        found = [f"{path}.{name}: not in {kind}" for name in set(value) - set(fields) - NEWER]
        for name, each in fields.items():
            if name in value:
                found += self.faults(value[name], each["types"], f"{path}.{name}")
            elif each["required"]:
                found.append(f"{path}.{name}: missing in {kind}")
        return found


@pytest.fixture
def schema(shared: Path) -> Schema:
    return Schema(shared / "bot-api" / "api.json")


async def converse(emulator: Emulator, bot: Bot, mia: int, picture: bytes) -> None:
    """Call every group of methods once."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="x")]])
    message = await bot.send_message(mia, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard)
    await message.edit_text("y", reply_markup=keyboard)
    await message.edit_reply_markup(None)
    await message.set_reaction("👀")
    await message.forward(mia)
    await message.copy(mia)
    await bot.send_chat_action(mia, "typing")
    document = await bot.send_document(mia, picture, filename="a.png")
    await document.edit_caption("caption")
    await bot.send_photo(mia, picture)
    await bot.send_media_group(mia, [InputMediaDocument(b"1"), InputMediaDocument(b"2")])
    assert document.document is not None
    await bot.get_file(document.document.file_id)
    await bot.send_location(mia, 1.0, 2.0)
    await bot.delete_message(mia, message.message_id)
    await bot.delete_messages(mia, [document.message_id])
    await bot.get_chat(mia)
    await bot.get_chat(GROUP_ID)
    await bot.restrict_chat_member(GROUP_ID, BEN, ChatPermissions.no_permissions())
    await bot.get_chat_member(GROUP_ID, BEN)
    await bot.ban_chat_member(GROUP_ID, BEN)
    await bot.get_chat_member(GROUP_ID, BEN)
    await bot.get_chat_administrators(GROUP_ID)
    await bot.set_my_commands([BotCommand("a", "b")])
    await bot.get_my_commands()
    await bot.set_my_name("n")
    await bot.get_my_name()
    await bot.get_my_description()
    await bot.set_webhook("http://127.0.0.1:9/x")
    await bot.get_webhook_info()


@pytest.mark.shared
async def test_calls_and_answers_keep_to_the_schema(
    emulator: Emulator, bot: Bot, mia: int, picture: Picture, schema: Schema
) -> None:
    await converse(emulator, bot, mia, picture())

    faults = []
    for call in emulator.calls():
        names = set(call["params"]) | (set(call["uploads"]) & {"document", "photo"})
        faults += schema.request_faults(call["method"], names)
        faults += schema.result_faults(call["method"], call["result"])

    assert faults == []


@pytest.mark.shared
async def test_updates_keep_to_the_schema(
    emulator: Emulator, mia: int, picture: Picture, schema: Schema
) -> None:
    emulator.world.updates.allow(["message", "edited_message", "chat_member", "inline_query"])
    person, ben = emulator.person("Mia"), emulator.person("Ben", GROUP_ID)
    sent = person.write("/start")
    person.edit(sent["message_id"], "x")
    person.write("answer", reply_to=sent["message_id"])
    person.forward(mia, sent["message_id"])
    person.send_document("a.bin", b"1", caption="c")
    await person.send_photo(picture())
    person.ask_inline("x")
    ben.leave()
    ben.join()

    pending = emulator.world.updates.pending()

    assert len(pending) == 11
    assert [f for update in pending for f in schema.faults(update, ["Update"], "Update")] == []


@pytest.mark.shared
def test_every_emulated_method_exists(schema: Schema) -> None:
    newer = {name for name in METHODS if "ephemeral" in name}  # Bot API 10.2
    assert set(METHODS) - newer <= set(schema.methods)


@pytest.mark.shared
def test_the_check_sees_what_is_wrong(schema: Schema) -> None:
    assert schema.result_faults("getMe", {"id": 1, "first_name": "x"}) != []
    assert schema.result_faults("getMe", {"id": 1, "is_bot": 1, "first_name": "x"}) != []
    assert schema.request_faults("sendMessage", {"text"}) == ["sendMessage: without chat_id"]
