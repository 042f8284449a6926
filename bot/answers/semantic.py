"""The semantic ranker: sentence vectors, whitened so that what all entries share counts less.

Every line of a document is a point. The space is centred on all of them and whitened by the
spread within documents (as in linear discriminant analysis): directions in which the wordings
of one entry differ from each other say little about which entry is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answers.lexical import Scores
from bot.answers.vectors import Vector

_SHRINKAGE: Final = 3.0
"""How far the spread is pulled towards that of a ball, in units of its mean variance."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a text stands: its centred vector, shape (dimensions,), and a score a document."""

    place: Matrix
    scores: Scores


class SemanticRanker:
    """A document's score: the cosine of its nearest line plus that of its centre, -2 to 2."""

    def __init__(self, vector_of: Callable[[str], Vector]) -> None:
        self._vector_of = vector_of
        self._mean = np.zeros(0, np.float32)
        self._whitening = np.zeros((0, 0), np.float32)
        self._asked: tuple[str, ...] = ()
        self._lines = np.zeros((0, 0), np.float32)
        self._centres = np.zeros((0, 0), np.float32)
        self._owner = np.zeros(0, np.int64)

    def fit(self, documents: Sequence[str], shaping: int | None = None) -> None:
        """Learn `documents`, one line a wording; `vector_of` is asked for every line.

        The first `shaping` documents shape the space, all if None; the others are placed in it.
        """
        lines = [(index, line) for index, d in enumerate(documents) for line in d.split("\n")]
        if not lines:
            return
        self._owner = np.array([index for index, _ in lines])
        self._asked = tuple(line for _, line in lines)
        raw = np.stack([self._vector_of(line) for _, line in lines])
        shapes = self._owner < (len(documents) if shaping is None else max(shaping, 1))
        self._mean = raw[shapes].mean(axis=0)
        places = _unit(raw - self._mean)
        deviations = places - self._means(places)[self._owner]
        self._whitening = _whitening(deviations[shapes])
        self._lines = _unit(places @ self._whitening)
        self._centres = _unit(self._means(self._lines))

    def _means(self, points: Matrix) -> Matrix:
        sums = np.zeros((int(self._owner[-1]) + 1, points.shape[1]), np.float32)
        np.add.at(sums, self._owner, points)
        counts = np.bincount(self._owner).astype(np.float32)
        return np.asarray(sums / counts[:, None], np.float32)

    def scores(self, text: str) -> Scores:
        """One number a document, higher is nearer; embeds `text` once."""
        return self.read(text).scores

    def read(self, text: str) -> Reading:
        """`scores` with the place they were measured from; embeds `text` once."""
        if not len(self._owner):
            return Reading(np.zeros(0, np.float32), np.zeros(0))
        place = _unit(self._vector_of(text) - self._mean)
        point = _unit(place @ self._whitening)
        return Reading(place, self._compared(self._lines @ point, self._centres @ point))

    def _compared(self, to_lines: Matrix, to_centres: Matrix) -> Scores:
        nearest = np.full(len(self._centres), -np.inf)
        np.maximum.at(nearest, self._owner, to_lines)
        return np.asarray(nearest + to_centres, float)

    def own_readings(self) -> Iterator[tuple[int, Reading]]:
        """Every line as if it were a question and not in its document; with its document."""
        counts = np.bincount(self._owner)
        sums = self._means(self._lines) * counts[:, None]
        for line, owner in enumerate(self._owner.tolist()):
            point = self._lines[line]
            to_lines, to_centres = self._lines @ point, self._centres @ point
            to_lines[line] = -1.0
            to_centres[owner] = float(_unit(sums[owner] - point) @ point)
            place = _unit(self._vector_of(self._asked[line]) - self._mean)
            yield owner, Reading(place, self._compared(to_lines, to_centres))


def _unit(points: Matrix) -> Matrix:
    lengths = np.linalg.norm(points, axis=-1, keepdims=True)
    return np.asarray(points / np.maximum(lengths, 1e-9), np.float32)


def _whitening(deviations: Matrix) -> Matrix:
    """The symmetric inverse root of the shrunk covariance of `deviations`; shape (d, d)."""
    covariance = deviations.T @ deviations / len(deviations)
    ball = max(float(np.trace(covariance)) / len(covariance), 1e-9)
    values, vectors = np.linalg.eigh(covariance + _SHRINKAGE * ball * np.eye(len(covariance)))
    return np.asarray((vectors / np.sqrt(values)) @ vectors.T, np.float32)
