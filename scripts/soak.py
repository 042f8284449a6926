"""Let many pictures and questions pass through one process: memory and descriptors must stay flat.

python -m scripts.soak [--pictures 2000] [--questions 10000] [--minutes 12]   or: make soak

Twenty people send one after the other, five questions to each picture. The process and its
children are measured twenty times on the way. The first quarter warms caches up; between the
second and the last the median may grow by at most 16 MiB and 4 descriptors. A trial cut short
by its minutes says so. Exit status 1 if something grew, or a picture or question got no reply.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.demo.emulator import Emulator
from scripts.conversation import Asker, picture
from scripts.process import MEBIBYTE, BotProcess, Burden

PEOPLE = 20
MOST_GROWTH = 16 * MEBIBYTE
MOST_MORE_DESCRIPTORS = 4
LOOKS = 20


@dataclass(slots=True)
class Soak:
    """What was sent, and the burdens looked at on the way."""

    between_looks: int  # pictures
    pictures: int = 0
    questions: int = 0
    unanswered: int = 0
    burdens: list[Burden] = field(default_factory=list)

    def quarters(self) -> tuple[Burden, Burden]:
        """Return the median burden of the second quarter and of the last one."""
        length = max(1, len(self.burdens) // 4)
        return _middle(self.burdens[length : 2 * length]), _middle(self.burdens[-length:])

    def flat(self) -> bool:
        """Tell whether nothing grew between the second and the last quarter."""
        early, late = self.quarters()
        return (
            late.resident - early.resident <= MOST_GROWTH
            and late.descriptors - early.descriptors <= MOST_MORE_DESCRIPTORS
        )

    def __str__(self) -> str:
        """Write the figures as a table."""
        early, late = self.quarters()
        return (
            "| | second quarter | last quarter | most |\n| --- | ---: | ---: | ---: |\n"
            f"| memory, MiB | {early.resident / MEBIBYTE:.0f} | {late.resident / MEBIBYTE:.0f}"
            f" | {max(each.resident for each in self.burdens) / MEBIBYTE:.0f} |\n"
            f"| descriptors | {early.descriptors} | {late.descriptors}"
            f" | {max(each.descriptors for each in self.burdens)} |\n"
        )


def _middle(burdens: list[Burden]) -> Burden:
    return Burden(
        int(median(each.resident for each in burdens)),
        int(median(each.descriptors for each in burdens)),
        int(median(each.processes for each in burdens)),
    )


async def soak(pictures: int, questions: int, seconds: float, folder: Path) -> Soak:
    """Send everything, or what fits into the time."""
    done, until = Soak(max(1, pictures // LOOKS)), time.monotonic() + seconds
    async with Emulator() as emulator, running(emulator, folder) as bot:
        orders = iter(_orders(pictures, questions))
        askers = [Asker(emulator, number) for number in range(PEOPLE)]
        await asyncio.gather(*(_person(asker, orders, done, bot, until) for asker in askers))
    return done


@asynccontextmanager
async def running(emulator: Emulator, folder: Path) -> AsyncIterator[BotProcess]:
    """Run the bot inside."""
    bot = await BotProcess.start(emulator, folder)
    try:
        await bot.polls(emulator)
        yield bot
    finally:
        await bot.kill()


def _orders(pictures: int, questions: int) -> list[str]:
    """Mix them evenly."""
    every = [("picture", (n + 0.5) / pictures) for n in range(pictures)]
    every += [("question", n / questions) for n in range(questions)]
    return [kind for kind, _ in sorted(every, key=lambda each: each[1])]


async def _person(
    asker: Asker, orders: Iterator[str], done: Soak, bot: BotProcess, until: float
) -> None:
    data = picture(0.2)
    for kind in orders:
        if time.monotonic() > until:
            return
        try:
            if kind == "question":
                await asker.ask(f"What is in the metadata of photo {done.questions}?")
                done.questions += 1
            else:
                await asker.clean(data)
                _count_picture(done, bot)
        except TimeoutError:
            done.unanswered += 1


def _count_picture(done: Soak, bot: BotProcess) -> None:
    done.pictures += 1
    if done.pictures % done.between_looks == 0:
        done.burdens.append(bot.burden())
        said = f"{done.pictures} pictures, {done.questions} questions: {done.burdens[-1]}"
        sys.stderr.write(f"{said}\n")


def main(pictures: int, questions: int, minutes: float) -> bool:
    """Print the figures; returns whether everything was answered and nothing grew."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        done = asyncio.run(soak(pictures, questions, minutes * 60, Path(folder)))
    took = time.monotonic() - began
    sys.stdout.write(
        f"{done.pictures} of {pictures} pictures and {done.questions} of {questions} questions"
        f" in {took:.0f} s, {done.unanswered} without a reply.\n\n{done}"
    )
    return done.flat() and not done.unanswered


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=12.0, help="the longest it may take")
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    sys.exit(0 if main(given.pictures, given.questions, given.minutes) else 1)
