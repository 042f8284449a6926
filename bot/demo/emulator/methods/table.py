"""The table of methods: a function joins it with `@method("sendMessage")`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.emulator.call import Call
from bot.demo.emulator.world import World

Method = Callable[[World, Call], Awaitable[Any]]
METHODS: dict[str, Method] = {}


def method(*names: str) -> Callable[[Method], Method]:
    """Register a function under its names in the Bot API; calls ignore case."""

    def register(function: Method) -> Method:
        METHODS.update({name.lower(): function for name in names})
        return function

    return register
