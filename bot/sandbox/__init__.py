"""Every picture is examined in a fresh locked child process; `open_sandbox` is the way in.

This module imports nothing heavy, because the zygote passes through it too.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from bot.images.results import Examined, Options

COMMAND = (sys.executable, "-I", "-W", "ignore", "-m", "bot.sandbox.zygote")
TOLD = "told"  # on the command line: the first message names what pictures there will be
COMPARE = "compare"  # in that message, behind the formats: thumbnails will be compared
LOOK = "look"  # likewise: what the pictures themselves show is asked for
SIGNED = "signed"  # likewise: some of them hold Content Credentials
READ = "read"  # likewise, or on the command line: text in them is asked for too
PICTURES_EACH = 200  # then the next zygote takes over, with another address layout


class SandboxUnavailable(Exception):  # noqa: N818 - a state of the system, not a fault
    """One sentence for the operator: what the system lacks and what to do."""


class Isolation(Protocol):
    """Where pictures are examined."""

    async def start(self) -> None:
        """Make ready; raises `SandboxUnavailable`."""
        ...

    async def close(self) -> None:
        """End at once; no process is left, pictures still being examined are refused."""
        ...

    async def examine(self, data: bytes, options: Options = ...) -> Examined:
        """Return what `bot.images.clean.examine` says of a file; waits for its turn in order.

        Never raises for a bad picture: one that takes too long is refused with `TIMEOUT`, one that
        ends its process, or answers what is no answer, with `CRASHED`.
        """
        ...


def open_sandbox(mode: Literal["on", "off"]) -> Isolation:
    """Return the locked sandbox, or with "off" none at all; raises `SandboxUnavailable`."""
    if mode == "off":
        from bot.images.clean import examine
        from bot.sandbox.unconfined import Unconfined

        return Unconfined(examine)
    from bot.images.visible import reads_text
    from bot.sandbox.client import Sandbox
    from bot.sandbox.limits import READING
    from bot.sandbox.lock import missing
    from bot.sandbox.reading import WithReader

    lack = missing()
    if lack is not None:
        raise unavailable(lack)
    if not reads_text():
        return Sandbox()
    return WithReader(Sandbox(), lambda: Sandbox((*COMMAND, READ), limits=READING, at_once=1))


def unavailable(lack: str) -> SandboxUnavailable:
    """Word what a system without `lack` can do."""
    return SandboxUnavailable(
        f"the sandbox for pictures needs {lack}: run the bot where it is there, or set"
        " BOT_SANDBOX=off on a development machine, where every picture is your own"
    )
