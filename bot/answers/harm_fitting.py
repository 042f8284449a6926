"""Fits the model of harmful requests, with figures from rows it was not fitted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.answers.entries import Knowledge
from bot.answers.evaluate import REFUSE, Labelled
from bot.answers.harm import LONGEST_REQUEST, HarmfulRequests
from bot.answers.harm_model import HarmModel, Likeness, features
from bot.answers.logistic import Mask, Matrix, chances, logistic_weights, rounded
from bot.answers.ranking import TopicIndex
from bot.answers.text import clean

FALSE_REFUSALS: Final = 0.01
"""The share of harmless questions that may be refused, by the model alone, out of fold."""

_REFUSE_FROM_AT_LEAST: Final = 0.38
_REFUSE_FROM_AT_MOST: Final = 0.5
_RIDGE: Final = 1.0
_FOLDS: Final = 5
_WORTH_OF_A_QUESTION: Final = 2.0
"""Against a line of the folder: questions are written by those who do not know the entries."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the model learns from: one row a line or question; `asked` tells them apart."""

    features: Matrix
    harmful: Mask
    asked: Mask


def fit_harm(knowledge: Knowledge, index: TopicIndex, questions: Sequence[Labelled]) -> HarmModel:
    """The model over the lines of `knowledge` and over labelled questions."""
    signals = tuple(sorted(knowledge.refusals.words))
    told = _told(signals, HarmfulRequests(knowledge.refusals), index, questions)
    weights = _weights(told, np.ones(len(told.asked), bool))
    held_out = _out_of_fold(told)
    refuse_from = _threshold(held_out[told.asked & ~told.harmful])
    return HarmModel(
        signals=signals,
        weights=rounded(weights[:-1]),
        bias=round(float(weights[-1]), 5),
        refuse_from=refuse_from,
        figures=_figures(told, held_out >= refuse_from),
    )


def _told(
    signals: tuple[str, ...],
    requests: HarmfulRequests,
    index: TopicIndex,
    questions: Sequence[Labelled],
) -> Told:
    rows, harmful, asked = [], [], []
    for text, harm, is_question, likeness in _examples(index, questions):
        found, ruled = requests.weigh(text)
        rows.append(features(signals, found, ruled is not None, likeness))
        harmful.append(harm)
        asked.append(is_question)
    return Told(np.array(rows), np.array(harmful, bool), np.array(asked, bool))


def _examples(
    index: TopicIndex, questions: Sequence[Labelled]
) -> Iterator[tuple[str, bool, bool, Likeness]]:
    for line, harm, likeness in index.example_lines():
        yield line, harm, False, likeness
    for row in questions:
        text = clean(row.text)
        likeness_of = index.rank(text).likeness
        if likeness_of is not None and len(text) <= LONGEST_REQUEST:
            yield text, row.topic == REFUSE, True, likeness_of


def _weights(told: Told, kept: Mask) -> Matrix:
    worth = np.where(told.asked, _WORTH_OF_A_QUESTION, 1.0)[kept]
    return logistic_weights(told.features[kept], told.harmful[kept], worth, _RIDGE)


def _out_of_fold(told: Told, seed: int = 0) -> Matrix:
    rows = len(told.asked)
    folds = np.random.default_rng(seed).permutation(np.arange(rows) % _FOLDS)
    held_out = np.zeros(rows)
    for fold in range(_FOLDS):
        weights = _weights(told, folds != fold)
        held = folds == fold
        held_out[held] = chances(told.features[held] @ weights[:-1] + weights[-1])
    return held_out


def _threshold(harmless: Matrix) -> float:
    """The lowest chance from which no more than FALSE_REFUSALS of them are refused."""
    wanted = float(np.quantile(harmless, 1 - FALSE_REFUSALS)) if len(harmless) else 0.0
    return round(min(max(wanted, _REFUSE_FROM_AT_LEAST), _REFUSE_FROM_AT_MOST), 4)


def _figures(told: Told, refused: Mask) -> dict[str, float]:
    groups = {
        "examples_refused": told.harmful & ~told.asked,
        "lines_refused": ~told.harmful & ~told.asked,
        "requests_refused": told.harmful & told.asked,
        "questions_refused": ~told.harmful & told.asked,
    }
    shares = {
        name: round(float(refused[rows].mean()), 4) if rows.any() else 0.0
        for name, rows in groups.items()
    }
    return {"rows": len(refused), **shares}
