"""Kill the bot with SIGKILL at random moments while people write: none may be lost.

python -m scripts.kill_loop [--rounds 20] [--updates 300] [--seed N]   or: make kill-loop

For polling and webhook in turn: in each round a share of mixed updates (questions, picture files,
broken files, albums, inline queries, a group) is sent, and the process is killed between 0 and
1.5 s after it began to take updates, each fourth time while it is still starting. After the last
kill it may finish. Then the same with SIGTERM. Exit status 1 if anything got no reply, or SIGTERM
did not end with status 0 within 30 s. A reply may come twice after SIGKILL: Telegram knows no
"once"; and what was under way at three kills is refused in words, not tried for ever. An inline
query that is older than Telegram accepts answers for (150 s here) is counted apart.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.emulator import Emulator
from bot.demo.emulator.webhook import Webhook
from bot.demo.emulator.world import demo_world
from scripts.crowd import Crowd
from scripts.process import BotProcess, free_port

LATEST_KILL = 1.5  # seconds after updates are taken
EARLIEST_START = 0.3  # seconds after exec, for kills during the start
LAST_REPLY_WITHIN = 130.0  # seconds of silence; a failed picture is tried again after up to 60
REPEATS_WITHIN = 3.0  # seconds after the last reply
QUICK_RETRIES = (0.0, 0.2, 0.5, 1.0)  # Telegram's own pauses grow to a minute
MOST_DRAIN = 30.0  # seconds
SECRET = "trial_secret"  # noqa: S105 - of an emulator that ends with this run


@dataclass(slots=True)
class Outcome:
    """The figures of one trial."""

    mode: str
    signal: str
    updates: int = 0
    ends: int = 0
    due_at_end: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    slowest_drain: float = 0.0
    lost: int = 0
    refused: int = 0
    expired: int = 0
    repeats: int = 0
    seconds: float = 0.0

    def count(self, crowd: Crowd, *, still_queued: int) -> None:
        """Take the figures at the end; name on stderr what kinds of update are lost."""
        book = crowd.book
        lost = book.lost()
        if missing := book.missing():
            sys.stderr.write(
                f"{self.mode}, {self.signal}: lost {dict(lost)}, replies missing {dict(missing)},"
                f" apologies {book.apologies.total()}, still queued at Telegram {still_queued}\n"
            )
        self.updates, self.lost = crowd.sent, lost.total()
        self.refused, self.repeats = book.refused(), book.repeats()
        self.expired = book.expired

    @property
    def passed(self) -> bool:
        """Tell whether nothing was lost and every drain was clean and quick."""
        return not self.lost and not any(self.statuses) and self.slowest_drain < MOST_DRAIN

    def row(self) -> str:
        """Write a line of the table."""
        cells = (
            self.mode,
            f"{self.ends} x {self.signal}",
            f"{sum(due > 0 for due in self.due_at_end)} ({sum(self.due_at_end)})",
            self.updates,
            self.lost,
            self.refused,
            self.expired,
            self.repeats,
            f"{self.slowest_drain:.1f} s" if self.statuses else "-",
            f"{self.seconds:.0f} s",
        )
        return f"| {' | '.join(map(str, cells))} |"


HEAD = (
    "| mode | ended by | ends with replies due (replies) | updates | lost | refused in words"
    " | expired at Telegram | replies repeated | slowest drain | took |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


@asynccontextmanager
async def world(mode: str) -> AsyncIterator[tuple[Emulator, dict[str, str]]]:
    """Run an emulator; the settings that make the bot take updates by `mode` come with it."""
    emulated = demo_world()
    emulated.webhook = Webhook(emulated.updates, emulated.clock, pauses=QUICK_RETRIES)
    async with Emulator(emulated) as emulator:
        if mode == "polling":
            yield emulator, {}
            return
        listen = f"127.0.0.1:{free_port()}"
        yield (
            emulator,
            {
                "BOT_WEBHOOK_URL": f"http://{listen}/telegram",
                "BOT_WEBHOOK_SECRET": SECRET,
                "BOT_LISTEN": listen,
            },
        )


async def trial(
    mode: str, signal: str, folder: Path, *, rounds: int, updates: int, dice: random.Random
) -> Outcome:
    """Send `updates` in `rounds` shares, end the bot in each, and count at the end."""
    outcome, began = Outcome(mode, signal), time.monotonic()
    async with world(mode) as (emulator, settings):
        crowd = Crowd(emulator, dice)
        for number in range(rounds):
            share = updates * (number + 1) // rounds - crowd.sent
            await _round(outcome, emulator, crowd, share, folder, settings, dice)
        bot = await BotProcess.start(emulator, folder, **settings)
        try:
            await bot.polls(emulator)
            await crowd.hear_out(silence=LAST_REPLY_WITHIN)
            await crowd.hear_for(REPEATS_WITHIN)
        finally:
            await bot.kill()
        outcome.count(crowd, still_queued=len(emulator.world.updates))
    outcome.seconds = time.monotonic() - began
    return outcome


async def _round(
    outcome: Outcome, emulator: Emulator, crowd: Crowd, share: int, folder: Path,
    settings: dict[str, str], dice: random.Random,
) -> None:  # fmt: skip
    bot = await BotProcess.start(emulator, folder, **settings)
    starting = outcome.signal == "SIGKILL" and outcome.ends % 4 == 3
    if starting:
        await crowd.send(share)
        await asyncio.sleep(dice.uniform(EARLIEST_START, LATEST_KILL))
    else:
        await bot.polls(emulator)
        await crowd.send(share)
        await crowd.hear_for(dice.uniform(0.0, LATEST_KILL))
    outcome.due_at_end.append(len(crowd.book.waiting()))
    outcome.ends += 1
    await _end(outcome, bot)


async def _end(outcome: Outcome, bot: BotProcess) -> None:
    if outcome.signal == "SIGKILL":
        await bot.kill()
        return
    status, seconds = await bot.stop()
    outcome.statuses.append(status)
    outcome.slowest_drain = max(outcome.slowest_drain, seconds)


async def main(rounds: int, updates: int, seed: int) -> bool:
    """Print the table; returns whether everything passed."""
    sys.stdout.write(f"seed {seed}\n\n{HEAD}\n")
    passed = True
    for signal, times in (("SIGKILL", rounds), ("SIGTERM", max(1, rounds // 4))):
        for mode in ("polling", "webhook"):
            with tempfile.TemporaryDirectory(prefix="kill-loop-") as folder:
                outcome = await trial(
                    mode, signal, Path(folder), rounds=times, updates=updates,
                    dice=random.Random(seed),  # noqa: S311 - moments, not secrets
                )  # fmt: skip
            sys.stdout.write(f"{outcome.row()}\n")
            sys.stdout.flush()
            passed &= outcome.passed
    return passed


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20, help="kills a mode")
    parser.add_argument("--updates", type=int, default=300, help="updates a mode")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="repeats a run")
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    sys.exit(0 if asyncio.run(main(given.rounds, given.updates, given.seed)) else 1)
