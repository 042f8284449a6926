"""Logistic regression with an L2 penalty, for the fitted models of this package."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_STEPS: Final = 50
_FREE: Final = 1e-3
"""The penalty on the bias: next to none."""

Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]


def logistic_weights(features: Matrix, labels: Mask, worth: Matrix, ridge: float) -> Matrix:
    """Weights of the columns and the bias after them, by Newton's method; shape (columns + 1,).

    `worth` says how much each row counts. Hastie, Tibshirani and Friedman, "The Elements of
    Statistical Learning" (2009), 4.4.1.
    """
    design = np.hstack([features, np.ones((len(features), 1))])
    penalty = np.diag([ridge] * features.shape[1] + [_FREE])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = chances(design @ weights)
        gradient = design.T @ (worth * (labels - chance)) - penalty @ weights
        curvature = (design.T * (worth * chance * (1 - chance))) @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-7:
            break
    return weights


def chances(logits: Matrix) -> Matrix:
    """Probabilities, without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), float)


def rounded(values: Matrix) -> tuple[float, ...]:
    """Five digits after the point: enough for a probability, readable in a file."""
    return tuple(round(float(value), 5) for value in values)
