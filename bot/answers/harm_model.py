"""How likely a message asks for harm: what its words signal and what its meaning is near to.

One logistic model, fitted on the examples and neighbours of `refusals.yaml`, every line of the
entries and the labelled questions. It is what lets a wording that no rule foresaw be refused.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from bot.answers.schema import Shape

KINDS: Final = ("topics", "themes", "requests", "neighbours")
"""The kinds of documents that a question is compared with, in the order of `nearness`."""

DIMENSIONS: Final = 384
"""Of a sentence vector."""

NEARNESS_SCALE: Final = 3.0
PLACE_SCALE: Final = 4.0
"""Of a nearness and of a vector's dimension against a signal, which is 0 or 1."""

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Where a question stands in the semantic space.

    `reason` is the nearest reason to refuse, `nearness` the best score among each of `KINDS`,
    `place` the centred vector of the question; shape (dimensions,).
    """

    reason: str
    nearness: tuple[float, float, float, float]
    place: NDArray[np.float32]


def features(
    signals: Collection[str], found: Collection[str], fired: bool, likeness: Likeness
) -> Features:
    """What the model sees: each of `signals` found or not, a rule fired or not, the likeness."""
    return np.concatenate(
        [
            [float(name in found) for name in signals],
            [float(fired)],
            NEARNESS_SCALE * np.array(likeness.nearness),
            PLACE_SCALE * likeness.place,
        ]
    )


class HarmModel(Shape):
    """The fitted numbers, the probability from which a message is refused, and the figures."""

    signals: tuple[str, ...]
    weights: Annotated[tuple[float, ...], Field(min_length=1)]
    bias: float
    refuse_from: Annotated[float, Field(ge=0, le=1)]
    figures: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> HarmModel:
        if len(self.weights) != len(self.signals) + 1 + len(KINDS) + DIMENSIONS:
            raise ValueError("each signal, kind and dimension has one weight")
        return self

    def probability(self, found: Collection[str], fired: bool, likeness: Likeness) -> float:
        """Between 0 and 1. Groups that the model was not fitted with weigh nothing."""
        seen = features(self.signals, found, fired, likeness)
        logit = float(seen @ np.array(self.weights)) + self.bias
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))
