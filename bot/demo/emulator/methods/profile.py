"""Methods about the bot itself: getMe, its texts per language, its commands per scope."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.markup import utf16
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.world import World

# method suffix: (field of the result, longest value); Bot API, setMyName and its neighbours
TEXTS = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}
MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256


@method("getMe")
async def get_me(world: World, call: Call) -> Json:  # noqa: ARG001
    """Return the bot."""
    return world.me()


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and (len(code) != 2 or not code.isalpha()):
        raise bad_request("invalid language code specified")
    return code


def _setter(field: str, longest: int) -> Callable[[World, Call], Awaitable[Any]]:
    async def set_text(world: World, call: Call) -> bool:
        value = call.text(field)
        if utf16(value) > longest:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        world.profile.texts[field, _language(call)] = value
        world.events.publish("profile", field=field)
        return True

    return set_text


def _getter(
    field: str, default: Callable[[World], str]
) -> Callable[[World, Call], Awaitable[Any]]:
    async def get_text(world: World, call: Call) -> Json:
        texts = world.profile.texts
        found = texts.get((field, _language(call))) or texts.get((field, "")) or default(world)
        return {field: found}

    return get_text


def _register_texts() -> None:
    for suffix, (field, longest) in TEXTS.items():
        method(f"setMy{suffix}")(_setter(field, longest))
        default = _first_name if field == "name" else _nothing
        method(f"getMy{suffix}")(_getter(field, default))


def _first_name(world: World) -> str:
    return str(world.bot["first_name"])


def _nothing(_: World) -> str:
    return ""


def _scope(call: Call) -> tuple[str, str]:
    scope = call.json("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), _language(call)


@method("setMyCommands")
async def set_my_commands(world: World, call: Call) -> bool:
    """Set the commands of one scope and language."""
    commands: list[Json] = call.json("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad_request("too many commands")
    for command in commands:
        _check_command(command)
    world.profile.commands[_scope(call)] = commands
    world.events.publish("profile", field="commands")
    return True


def _check_command(command: Json) -> None:
    name, description = str(command.get("command")), str(command.get("description", ""))
    lower = name == name.lower() and name.replace("_", "a").isalnum() and name.isascii()
    if not (lower and 1 <= len(name) <= LONGEST_COMMAND):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


@method("getMyCommands")
async def get_my_commands(world: World, call: Call) -> list[Json]:
    """Return the commands of exactly one scope and language."""
    return world.profile.commands.get(_scope(call), [])


@method("deleteMyCommands")
async def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the commands of one scope and language."""
    world.profile.commands.pop(_scope(call), None)
    return True


_register_texts()
