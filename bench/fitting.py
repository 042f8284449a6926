"""Fit the weights of the moderation's detectors and of its second look: logistic regressions.

A signal that speaks for a harm may not get a weight against it, nor a protecting one a weight for
it, whatever a small set says: such a weight is set to zero and the rest is fitted again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from bot.answers.logistic import Matrix, logistic_weights
from bot.moderation.detectors import PROTECTS, SPAM_KINDS, UNDRESS_SUBJECTS, Signals
from bot.moderation.observing import Observed

RIDGE: Final = 0.6
"""Pull of every weight towards zero, in units of one message's log-likelihood."""

VECTOR_RIDGE: Final = 2e-3
"""The same for weights over vectors, a message."""

_STRETCH: Final = 5.0

_AGAINST: Final = PROTECTS | {
    "question",
    "reach-trusted",
    "shares-link",
    "innocent",
    "word:workplace",
}
_TELLING: Final = 0.15
"""Weights below this change no decision and are left out."""


def concerns(harm: str, seen: Observed) -> bool:
    """Tell whether a message has the subject of `harm` at all."""
    subjects = {
        "undress": UNDRESS_SUBJECTS,
        "spam": SPAM_KINDS.keys() | {"self-promotion", "referral"},
        "threat": {"threat-material", "threat-publish", "threat-pay", "trades"},
    }
    return bool(seen.own & subjects[harm])


def fit(rows: Sequence[tuple[Signals, bool]], names: Sequence[str]) -> Mapping[str, float]:
    """Return a weight for each of `names` and the `bias` that tell the true rows from the rest."""
    kept = list(names)
    while True:
        weights = _fitted(_matrix(rows, kept), [label for _, label in rows], RIDGE)
        wrong = {n for n, w in zip(kept, weights, strict=False) if _wrong_way(n, w)}
        if not wrong:
            break
        kept = [name for name in kept if name not in wrong]
    found = {name: round(float(w), 2) for name, w in zip(kept, weights, strict=False)}
    telling = {name: w for name, w in found.items() if abs(w) >= _TELLING}
    return {"bias": round(float(weights[-1]), 2)} | telling


def _wrong_way(name: str, weight: float) -> bool:
    return weight > 0 if name in _AGAINST else weight < 0


def _matrix(rows: Sequence[tuple[Signals, bool]], names: Sequence[str]) -> Matrix:
    return np.array([[float(n in signals) for n in names] for signals, _ in rows])


def _fitted(points: Matrix, labels: Sequence[bool], ridge: float) -> Matrix:
    """Return the weights of the columns and the bias after them; every row counts alike."""
    return logistic_weights(points, np.array(labels, bool), np.ones(len(labels)), ridge)


def fit_vectors(vectors: Matrix, labels: Sequence[bool]) -> Matrix:
    """Return the weights of `bot.moderation.meaning` for one harm, shape (dimensions + 1,).

    `vectors`: shape (messages, dimensions), of length 1. They lie close together: their middle is
    taken off and the rest stretched, and both are put back into the weights.
    """
    middle = vectors.mean(axis=0)
    found = _fitted((vectors - middle) * _STRETCH, labels, VECTOR_RIDGE * len(vectors))
    weights = found[:-1] * _STRETCH
    return np.append(weights, found[-1] - weights @ middle)
