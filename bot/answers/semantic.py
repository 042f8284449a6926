"""The semantic ranker: sentence vectors, whitened so that what all entries share counts less.

Every line of a document is a point. The space is centred on all of them and whitened by the
spread within documents (as in linear discriminant analysis): directions in which the wordings
of one entry differ from each other say little about which entry is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answers.lexical import Scores
from bot.answers.vectors import Vector

_SHRINKAGE: Final = 3.0
"""How far the spread is pulled towards that of a ball, in units of its mean variance."""

Matrix = NDArray[np.float32]


class SemanticRanker:
    """A document's score: the cosine of its nearest line plus that of its centre, -2 to 2."""

    def __init__(self, vector_of: Callable[[str], Vector]) -> None:
        self._vector_of = vector_of
        self._mean = np.zeros(0, np.float32)
        self._whitening = np.zeros((0, 0), np.float32)
        self._lines = np.zeros((0, 0), np.float32)
        self._centres = np.zeros((0, 0), np.float32)
        self._owner = np.zeros(0, np.int64)

    def fit(self, documents: Sequence[str]) -> None:
        """Learn `documents`, one line a wording; `vector_of` is asked for every line."""
        lines = [(index, line) for index, d in enumerate(documents) for line in d.split("\n")]
        if not lines:
            return
        self._owner = np.array([index for index, _ in lines])
        raw = np.stack([self._vector_of(line) for _, line in lines])
        self._mean = raw.mean(axis=0)
        centred = _unit(raw - self._mean)
        self._whitening = _whitening(centred - self._means(centred)[self._owner])
        self._lines = _unit(centred @ self._whitening)
        self._centres = _unit(self._means(self._lines))

    def _means(self, points: Matrix) -> Matrix:
        sums = np.zeros((int(self._owner[-1]) + 1, points.shape[1]), np.float32)
        np.add.at(sums, self._owner, points)
        counts = np.bincount(self._owner).astype(np.float32)
        return np.asarray(sums / counts[:, None], np.float32)

    def scores(self, text: str) -> Scores:
        """One number a document, higher is nearer; embeds `text` once."""
        if not len(self._owner):
            return np.zeros(0)
        point = _unit(_unit(self._vector_of(text) - self._mean) @ self._whitening)
        nearest = np.full(len(self._centres), -np.inf)
        np.maximum.at(nearest, self._owner, self._lines @ point)
        return np.asarray(nearest + self._centres @ point, float)


def _unit(points: Matrix) -> Matrix:
    lengths = np.linalg.norm(points, axis=-1, keepdims=True)
    return np.asarray(points / np.maximum(lengths, 1e-9), np.float32)


def _whitening(deviations: Matrix) -> Matrix:
    """The symmetric inverse root of the shrunk covariance of `deviations`; shape (d, d)."""
    covariance = deviations.T @ deviations / len(deviations)
    ball = max(float(np.trace(covariance)) / len(covariance), 1e-9)
    values, vectors = np.linalg.eigh(covariance + _SHRINKAGE * ball * np.eye(len(covariance)))
    return np.asarray((vectors / np.sqrt(values)) @ vectors.T, np.float32)
