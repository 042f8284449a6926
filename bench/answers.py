"""The answer engine: time to load and to answer, memory, and growth to 10,000 entries."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from bench.table import Table, milliseconds
from bench.timing import timed
from bot.answers import Engine
from bot.answers.entries import read
from bot.answers.lexical import LexicalRanker
from bot.answers.semantic import SemanticRanker
from bot.answers.vectors import Vector

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
MANY = 10_000
LINES = 6
DIMENSIONS = 384
ROUNDS = 300
TODAY = date(2026, 11, 25)
SEED = 5


def speed() -> Table:
    """Measure both ways to work over the shipped folder, and both rankers over 10,000 entries."""
    return Table(
        "Answers",
        "Questions between 15 and 600 characters, one thread. Loading includes the model, whose "
        "vectors of the entries are cached; memory is that of a fresh process with nothing else.",
        ("what", "load", "p50", "p99", "memory"),
        [
            _shipped("120 entries, both rankers", semantic=True),
            _shipped("120 entries, characters alone", semantic=False),
            _grown(),
        ],
    )


def _shipped(name: str, *, semantic: bool) -> list[str]:
    told = subprocess.run(
        [sys.executable, "-m", "bench.answers", "both" if semantic else "alone"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    found = json.loads(told.stdout)
    return [name, *_cells(found["load"], found["times"]), f"{found['peak'] / 1024:.0f} MB"]


def _cells(load: float, times: list[float]) -> list[str]:
    ranks = statistics.quantiles(times, n=100)
    return [milliseconds(load), milliseconds(ranks[49]), milliseconds(ranks[98])]


def questions() -> list[str]:
    """Return what is asked: every entry's questions shortened or joined, so that none is known."""
    chance = random.Random(SEED)  # noqa: S311
    held = [q for placed in read(KNOWLEDGE)[0].topics.values() for q in placed.topic.en.questions]
    joined = (" ".join(chance.sample(held, chance.choice((1, 1, 1, 2, 8)))) for _ in range(ROUNDS))
    return [text[chance.randrange(4) : 600] for text in joined]


def child(*, semantic: bool) -> None:
    """Load and ask in this process; print what it took as JSON."""
    begun = time.perf_counter()
    engine = Engine.load(KNOWLEDGE, today=lambda: TODAY, semantic=semantic)
    load = (time.perf_counter() - begun) * 1000
    times = [timed(partial(engine.ask, text)) for text in questions()]
    sys.stdout.write(json.dumps({"load": load, "times": times, "peak": _peak()}))


def _peak() -> int:
    """Return the most memory held, KiB; `ru_maxrss` would count what the parent held too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def _grown() -> list[str]:
    """Rank over 10,000 made-up entries; embedding the question itself is left out."""
    chance = random.Random(SEED)  # noqa: S311
    words = sorted({w for text in questions() for w in text.split()})
    entries = [_made_up(chance, words) for _ in range(MANY)]
    lexical, semantic = LexicalRanker(), SemanticRanker(_direction)
    load = timed(lambda: lexical.fit(entries)) + timed(lambda: semantic.fit(entries))
    times = [
        timed(partial(lexical.scores, text)) + timed(partial(semantic.scores, text))
        for text in questions()[:100]
    ]
    return [f"{MANY:,} made-up entries, ranking alone", *_cells(load, times), ""]


def _made_up(chance: random.Random, words: list[str]) -> str:
    return "\n".join(" ".join(chance.choices(words, k=8)) for _ in range(LINES))


def _direction(text: str) -> Vector:
    point = np.random.default_rng(abs(hash(text))).normal(size=DIMENSIONS)
    return np.asarray(point / np.linalg.norm(point), np.float32)


if __name__ == "__main__":
    child(semantic=sys.argv[1:] == ["both"])
