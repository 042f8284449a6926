"""The whole bot in conversation: beside a minimal echo bot, and two replicas beside one.

Twenty people each send, wait for the reply and send again, so the rate is what the bot can carry.
In each round every rival runs once; the medians of the rounds are printed. Emulator and people
share the machine with the bot, as a Bot API server does not: read the ratios, not the rates.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.table import Table, milliseconds
from bot.demo.emulator import Emulator
from scripts.conversation import Asker, picture
from scripts.process import RUN, BotProcess
from scripts.replicas import topology

USERS = 20
ROUNDS = 2
TEXTS, SMALL, LARGE = 200, 100, 40  # messages a round
PACE, PACED_USERS, PACED_TEXTS = 30.0, 60, 210  # messages a second, people, messages
ECHO = (sys.executable, "-m", "bench.echo")
ECHO_PTB = (sys.executable, "-m", "bench.echo_ptb")
Send = Callable[[Asker, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds each reply took, and seconds in all."""

    waits: Sequence[float]
    took: float

    @property
    def rate(self) -> float:
        """Return replies a second."""
        return len(self.waits) / self.took

    def percentile(self, percent: int) -> float:
        """Return the wait in milliseconds that so many percent stay below."""
        return statistics.quantiles(self.waits, n=100, method="inclusive")[percent - 1] * 1000


async def question(asker: Asker, number: int) -> None:
    """Ask something that the knowledge base answers."""
    await asker.ask(f"What is in the metadata of photo {number}?")


def file(megabytes: float) -> Send:
    """Send a picture of that size and wait for the copy."""

    async def send(asker: Asker, _: int) -> None:
        await asker.clean(picture(megabytes))

    return send


async def closed(emulator: Emulator, send: Send, count: int) -> Run:
    """Let twenty people send one message after the other."""
    numbers = iter(range(count))
    waits: list[float] = []

    async def person(asker: Asker) -> None:
        for number in numbers:
            began = time.perf_counter()
            await send(asker, number)
            waits.append(time.perf_counter() - began)

    askers = [Asker(emulator, number) for number in range(USERS)]
    began = time.perf_counter()
    await asyncio.gather(*map(person, askers))
    return Run(waits, time.perf_counter() - began)


async def paced(emulator: Emulator, send: Send, count: int) -> Run:
    """Let messages come at Telegram's own pace, whether earlier ones are answered or not."""
    askers = [Asker(emulator, number) for number in range(PACED_USERS)]
    began = time.perf_counter()

    async def one(number: int) -> float:
        due = began + number / PACE
        await asyncio.sleep(due - time.perf_counter())
        await send(askers[number % PACED_USERS], number)
        return time.perf_counter() - due

    waits = await asyncio.gather(*(one(number) for number in range(count)))
    return Run(waits, time.perf_counter() - began)


RIVALS: dict[str, tuple[Sequence[str], dict[str, str]]] = {
    "echo bot": (ECHO, {}),
    "echo bot, python-telegram-bot": (ECHO_PTB, {}),
    "this bot": (RUN, {}),
    "this bot, no sandbox": (RUN, {"BOT_SANDBOX": "off"}),
}
FOR_TEXT, FOR_FILES = tuple(RIVALS)[:3], tuple(RIVALS)


@dataclass(frozen=True, slots=True)
class Load:
    """One kind of traffic, and who is put under it."""

    name: str
    send: Send
    count: int
    rivals: Sequence[str] = FOR_FILES
    drive: Callable[[Emulator, Send, int], Awaitable[Run]] = closed


LOADS = (
    Load("questions", question, TEXTS, FOR_TEXT),
    Load("questions, 30 a second", question, PACED_TEXTS, FOR_TEXT, paced),
    Load("files of 0.2 MB", file(0.2), SMALL),
    Load("files of 3 MB", file(3.0), LARGE),
)


async def measure(load: Load, rival: str) -> Run:
    """Run one rival under one load, warmed up."""
    command, settings = RIVALS[rival]
    with tempfile.TemporaryDirectory(prefix="bench-chat-") as folder:
        async with Emulator() as emulator:
            bot = await BotProcess.start(emulator, Path(folder), command, **settings)
            try:
                await bot.polls(emulator)
                await closed(emulator, load.send, USERS)
                return await load.drive(emulator, load.send, load.count)
            finally:
                await bot.kill()


def rows(load: Load) -> list[list[str]]:
    """Measure all rivals in turns; returns one row each."""
    runs: dict[str, list[Run]] = {rival: [] for rival in load.rivals}
    for number in range(ROUNDS):
        for rival, done in runs.items():
            sys.stderr.write(f"{load.name}, {rival}, round {number + 1}\n")
            done.append(asyncio.run(measure(load, rival)))
    echo = _median(runs["echo bot"], lambda run: run.rate)
    return [_row(load.name, rival, done, echo) for rival, done in runs.items()]


def _row(load: str, rival: str, runs: list[Run], echo: float) -> list[str]:
    rate = _median(runs, lambda run: run.rate)
    middle = _median(runs, lambda run: run.percentile(50))
    late = _median(runs, lambda run: run.percentile(95))
    return [
        f"{load}: {rival}",
        f"{rate:.1f}/s",
        f"{rate / echo:.2f}",
        milliseconds(middle),
        milliseconds(late),
    ]


def _median(runs: list[Run], figure: Callable[[Run], float]) -> float:
    return statistics.median(map(figure, runs))


def conversation() -> Table:
    """Measure every load; returns the table."""
    return Table(
        "The whole bot in conversation",
        f"{USERS} people send, wait for the reply and send again, over the emulator on the same"
        " machine, without pacing (`BOT_SEND_RATE=0`). The yardstick sends back what it got, with"
        " nothing but an HTTP client; beside it the same with python-telegram-bot as it comes. At"
        " 30 a second, Telegram's own limit, the rate is given and the wait is what counts."
        f" Medians of {ROUNDS} rounds in turn.",
        ("load: bot", "replies", "of the echo bot's", "p50", "p95"),
        [row for load in LOADS for row in rows(load)],
    )


def replicas() -> Table:
    """Measure one and two replicas behind nginx, with PostgreSQL and Valkey."""
    rows = []
    if shutil.which("nginx") is None:
        rows.append(["not measured: there is no nginx here", "", "", "", ""])
    else:
        for load in LOADS[0], LOADS[2]:
            alone, together = (asyncio.run(_shared(load, count)) for count in (1, 2))
            rows.append(_row(load.name, "one replica", [alone], alone.rate))
            rows.append(_row(load.name, "two replicas", [together], alone.rate))
    return Table(
        "Two replicas against one",
        "The same over a webhook through nginx, with PostgreSQL and Valkey, all on this machine.",
        ("load: replicas", "replies", "of one's", "p50", "p95"),
        rows,
    )


async def _shared(load: Load, count: int) -> Run:
    sys.stderr.write(f"{load.name}, {count} replicas\n")
    with tempfile.TemporaryDirectory(prefix="bench-replicas-") as folder:
        async with topology(count, Path(folder)) as (emulator, _):
            await closed(emulator, load.send, USERS)
            return await load.drive(emulator, load.send, load.count)
