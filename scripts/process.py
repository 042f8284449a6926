"""The bot as a process of its own beside an emulator in this one, and what it holds."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.demo.emulator import Emulator

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90
DRAIN_SECONDS = 40
MEBIBYTE = 1 << 20
RUN = (sys.executable, "-m", "bot", "run")
GENEROUS = {
    "BOT_SEND_RATE": "0",
    "BOT_QUESTIONS_PER_MINUTE": "1000000",
    "BOT_PICTURES_PER_HOUR": "1000000",
    "BOT_OPERATOR_CONTACT": "trial@example.org",
    "BOT_LOG_FORMAT": "json",
}
# A killed bot breaks off its requests; that is the trial, and no fault of the emulator.
logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Burden:
    """What a process and its children hold: resident bytes, open descriptors, processes."""

    resident: int
    descriptors: int
    processes: int


class BotProcess:
    """A started bot; its log is appended to `bot.log` in its folder."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Return its process id."""
        return self._process.pid

    @classmethod
    async def start(
        cls, emulator: Emulator, folder: Path, command: Sequence[str] = RUN, **settings: str
    ) -> Self:
        """Start the bot without waiting for it; `settings` come on top of `GENEROUS`."""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": emulator.token,
            "BOT_API_URL": emulator.url,
            "BOT_DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite'}",
            **GENEROUS,
            **settings,
        }
        with (folder / "bot.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=folder, env=environment, stdout=log, stderr=log
            )
        return cls(process)

    async def polls(self, emulator: Emulator) -> None:
        """Wait until it takes updates, by polling or webhook; raises where it ends first."""
        before = emulator.world.updates.polls
        async with asyncio.timeout(START_SECONDS):
            while emulator.world.updates.polls <= before and not await _listens(emulator):
                if self._process.returncode is not None:
                    raise ChildProcessError(f"the bot ended with {self._process.returncode}")
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def stop(self, pid: int | None = None) -> tuple[int, float]:
        """Ask it, or the process inside it that is named, to drain; returns status and seconds."""
        began = time.monotonic()
        os.kill(pid or self.pid, signal.SIGTERM)
        async with asyncio.timeout(DRAIN_SECONDS):
            status = await self._process.wait()
        return status, time.monotonic() - began

    def burden(self) -> Burden:
        """Add up the process and its children; ones that end meanwhile are left out."""
        relatives = list(family(self.pid))
        resident = descriptors = 0
        for pid in relatives:
            with suppress(OSError):
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                resident += pages * os.sysconf("SC_PAGE_SIZE")
                descriptors += len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - only counted
        return Burden(resident, descriptors, len(relatives))


def family(pid: int) -> Iterator[int]:
    """Yield a process and its descendants, parents first."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


async def _listens(emulator: Emulator) -> bool:
    """Tell whether a webhook is set and its port is open."""
    target = emulator.world.webhook.target
    if target is None:
        return False
    host, _, port = target.url.split("/")[2].partition(":")
    try:
        _, writer = await asyncio.open_connection(host, int(port or 80))
    except OSError:
        return False
    writer.close()
    return True


def free_port() -> int:
    """Return a loopback port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
