"""Moderation: how well the detectors do on labelled messages, and how fast they are.

`python -m bench.moderation fit FILE...` fits the weights anew and writes them into the package;
`python -m bench.moderation FILE...` cross-validates them. Without files the project's own
messages are read. JSON lines of other sets may be added; of unlabelled ones only the harmless
messages are used, as a false-positive alarm.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

import numpy as np

from bench import fitting
from bench.labelled import OWN, Labelled, read
from bench.table import Table, milliseconds
from bench.timing import timed
from bot.answers.vectors import load_model
from bot.moderation import detectors, meaning
from bot.moderation.addresses import NO_LISTS
from bot.moderation.meaning import Embed, words_of
from bot.moderation.moderator import Moderator
from bot.moderation.observing import Observed, observe
from bot.moderation.reading import read as read_message
from bot.moderation.results import Outcome, Verdict

WEIGHTS: Final = Path(detectors.__file__).with_name("weights.json")
MEANING: Final = WEIGHTS.with_name("meaning.json")
HAM: Final = 700  # harmless messages of others are many and alike: the second look takes a sample
GROUPS: Final = 100
MESSAGES: Final = 5_000
FOLDS: Final = 5
SEED: Final = 3

Weights = Mapping[str, Mapping[str, float]]
Seen = Sequence[tuple[Labelled, Observed]]

_TARGETS: Final = {
    "undress": "nudify-promo", "spam": "generic-spam", "threat": "harassment-threat",
}  # fmt: skip
_APART: Final = {
    "undress": {"harassment-threat"},
    "spam": {"nudify-promo", "harassment-threat"},
    "threat": {"nudify-promo"},
}
"""Labels that a detector neither has to find nor to pass over: another one is responsible."""


def fitted(seen: Seen) -> Weights:
    """Fit every detector on the messages in which it has a say."""
    return {harm: fitting.fit(*_rows(harm, seen)) for harm in detectors.HARMS}


def _rows(harm: str, seen: Seen) -> tuple[list[tuple[detectors.Signals, bool]], list[str]]:
    rows = [
        (detectors.HARMS[harm](each), row.label == _TARGETS[harm])
        for row, each in seen
        if row.label not in _APART[harm] and fitting.concerns(harm, each)
    ]
    return rows, sorted(frozenset[str]().union(*(signals for signals, _ in rows)))


def observed(rows: Iterable[Labelled]) -> list[tuple[Labelled, Observed]]:
    """Observe each message once."""
    return [(row, observe(read_message(row.message), NO_LISTS)) for row in rows]


def out_of_fold(rows: Sequence[Labelled], more: Sequence[Labelled] = ()) -> list[Verdict]:
    """Judge each of `rows` by weights fitted without its fold; `more` is in every fit."""
    seen, extra = observed(rows), observed(more)
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)  # noqa: S311
    verdicts: dict[int, Verdict] = {}
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        weights = fitted([each for i, each in enumerate(seen) if i not in held] + extra)
        with patch.object(detectors, "shipped_weights", return_value=weights):
            verdicts |= {index: judged(rows[index]) for index in held}
    return [verdicts[index] for index in range(len(rows))]


def judged(row: Labelled) -> Verdict:
    """Judge one labelled message as the bot would."""
    return Moderator().judge(read_message(row.message), newcomer=row.newcomer)


def quality(paths: Sequence[Path] = (OWN,)) -> Table:
    """Cross-validate on the labelled files; harmless messages of others are in every fit."""
    rows = [row for path in paths for row in read(path)]
    labelled = [row for row in rows if not row.name.startswith("ham-")]
    ham = [row for row in rows if row.name.startswith("ham-")]
    counts: dict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    for row, verdict in zip(labelled, out_of_fold(labelled, ham), strict=True):
        counts[row.label, row.expect][verdict.outcome] += 1
    lines = [
        [label, expect, *(str(found[outcome]) for outcome in Outcome), str(found.total())]
        for (label, expect), found in sorted(counts.items())
    ]
    return Table(
        "Moderation: what was found",
        f"Labelled messages in German and English, {FOLDS} folds: none was judged by weights that "
        "had seen it.",
        ("label", "should be", *(outcome.value for outcome in Outcome), "all"),
        lines,
    )


def speed() -> Table:
    """Time one decision, and many over many groups in their order, in one thread."""
    rows = read(OWN)
    moderator = Moderator()
    messages = [read_message(row.message) for row in rows]
    for message in messages:
        moderator.judge(message, newcomer=False)
    single = [timed(partial(moderator.judge, message, newcomer=False)) for message in messages * 5]
    ranks = statistics.quantiles(single, n=100)
    return Table(
        "Moderation: speed",
        f"One decision without a picture, and {MESSAGES:,} messages over {GROUPS} groups in their "
        "order, reading included; one thread.",
        ("p50", "p95", "p99", "messages a second"),
        [[*map(milliseconds, (ranks[49], ranks[94], ranks[98])), f"{_rate(rows):,.0f}"]],
    )


def _rate(rows: Sequence[Labelled]) -> float:
    """Messages a second of processor time; every word list is met cold once."""
    moderator = Moderator()
    chance = random.Random(SEED)  # noqa: S311
    lanes: dict[int, list[int]] = defaultdict(list)
    begun = time.process_time()
    for number in range(MESSAGES):
        group = chance.randrange(GROUPS)
        message = read_message({"text": f"{rows[number % len(rows)].message['text']} {number}"})
        moderator.judge(message, newcomer=False)
        lanes[group].append(number)
    spent = time.process_time() - begun
    if any(lane != sorted(lane) for lane in lanes.values()):
        raise AssertionError("a group's messages lost their order")
    return MESSAGES / spent


def fit_meaning(rows: Sequence[Labelled], embed: Embed) -> dict[str, list[float]]:
    """Fit the second look on the same messages."""
    vectors = np.array([embed(words_of(read_message(row.message))) for row in rows], float)
    return {
        harm: [
            round(float(weight), 3)
            for weight in fitting.fit_vectors(
                vectors, [row.label == _TARGETS[harm] for row in rows]
            )
        ]
        for harm in meaning.HARMS
    }


def _fewer(rows: Sequence[Labelled]) -> list[Labelled]:
    ham = [row for row in rows if row.name.startswith("ham-")]
    random.Random(SEED).shuffle(ham)  # noqa: S311
    return [row for row in rows if not row.name.startswith("ham-")] + ham[:HAM]


def main() -> None:
    """Fit, or print the tables."""
    words = sys.argv[1:]
    paths = [Path(word) for word in words if word != "fit"] or [OWN]
    if "fit" in words:
        rows = [row for path in paths for row in read(path)]
        weights = fitted(observed(rows))
        WEIGHTS.write_text(json.dumps(weights, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        if (model := load_model()) is not None:
            second = json.dumps(fit_meaning(_fewer(rows), model.embed))
            MEANING.write_text(second + "\n", encoding="utf-8")
    sys.stdout.write(f"{quality(paths)}\n\n{speed()}\n")


if __name__ == "__main__":
    main()
