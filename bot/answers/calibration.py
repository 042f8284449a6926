"""When to answer, when to offer topics, when to decline: two small logistic models.

One says how likely the first topic is right, the other how likely the question is ours at all.
Their numbers stand in `calibration.json` beside the knowledge, with the figures they reached on
labelled questions that they were not fitted on.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError, model_validator

from bot.answers.harm_model import HarmModel
from bot.answers.schema import Shape

FILE: Final = "calibration.json"

_NUMBERS: Final = re.compile(r"\[[^\[\]{}]*\]")

LEXICAL: Final = (
    "score",  # of the best topic: BM25 divided by the root of the question's length
    "margin",  # best minus second topic, relative to the best
    "lead",  # best topic in standard deviations above the mean topic
    "off-topic",  # best off-topic theme relative to the best topic
    "coverage",  # share of the question's n-grams that occur in the best topic
    "known",  # share that occurs anywhere in the knowledge
    "length",  # logarithm of the number of characters
)

SHARED: Final = ("score", "off-topic", "coverage")
"""The lexical features that still tell something beside the semantic ones."""

SEMANTIC: Final = (
    "nearness",  # of the semantically best topic: cosine of its nearest line plus of its centre
    "meant",  # semantically best topic in standard deviations above the mean topic
    "elsewhere",  # how much nearer the best off-topic theme is than the best topic
    "gap",  # between first and second topic, both rankers together, in standard deviations
    "agreed",  # 1 where the first topic is the semantically best one, else 0
)

FUSED: Final = SHARED + SEMANTIC

Numbers = Annotated[tuple[float, ...], Field(min_length=1)]


class Logistic(Shape):
    """One model: standardised features, weights, bias."""

    mean: Numbers
    scale: Numbers
    weights: Numbers
    bias: float

    def probability(self, features: NDArray[np.float64]) -> float:
        """Between 0 and 1; `features` in the order of LEXICAL or FUSED."""
        standard = (features - np.array(self.mean)) / np.array(self.scale)
        logit = float(standard @ np.array(self.weights)) + self.bias
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))


class Calibration(Shape):
    """Both models, their thresholds and what they reached when they were fitted."""

    right: Logistic
    ours: Logistic
    answer_from: float
    offer_from: float
    figures: dict[str, float] = Field(default_factory=dict)

    def judge(self, features: NDArray[np.float64]) -> Judgement:
        """The verdict on one question."""
        right = self.right.probability(features)
        ours = self.ours.probability(features)
        return Judgement(right, ours, right >= self.answer_from, ours >= self.offer_from)


class Calibrations(Shape):
    """One calibration for both rankers together, one for the lexical ranker alone.

    `harm` needs both; without it the rules of `refusals.yaml` decide alone.
    """

    fused: Calibration
    lexical: Calibration
    harm: HarmModel | None = None

    @model_validator(mode="after")
    def _complete(self) -> Calibrations:
        for calibration, names in ((self.fused, FUSED), (self.lexical, LEXICAL)):
            for model in (calibration.right, calibration.ours):
                if {len(model.mean), len(model.scale), len(model.weights)} != {len(names)}:
                    raise ValueError(f"a model must have {len(names)} features")
        return self

    def of(self, *, semantic: bool) -> Calibration:
        """The calibration for features with or without the semantic ones."""
        return self.fused if semantic else self.lexical


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure the engine may be: probabilities, and what follows from them."""

    right: float
    ours: float
    answer: bool
    offer: bool


_PLAIN: Final = {
    "mean": (4.3, 0.3, 4.0, 0.6, 0.55, 0.9, 3.9),
    "scale": (1.4, 0.2, 1.5, 0.3, 0.2, 0.1, 0.6),
}

_CAUTIOUS_ALONE: Final = Calibration(
    right=Logistic(**_PLAIN, weights=(0.5, 1.2, 0.6, -1.2, 0.6, 0.3, 0.0), bias=0.0),
    ours=Logistic(**_PLAIN, weights=(0.6, 0.3, 0.5, -2.0, 0.4, 0.8, 0.0), bias=1.0),
    answer_from=0.75,
    offer_from=0.5,
)


def _blind(model: Logistic) -> Logistic:
    """`model` for the features of both rankers, with the semantic ones ignored."""
    kept = [LEXICAL.index(name) for name in SHARED]
    more = len(SEMANTIC)
    return Logistic(
        mean=tuple(model.mean[i] for i in kept) + (0.0,) * more,
        scale=tuple(model.scale[i] for i in kept) + (1.0,) * more,
        weights=tuple(model.weights[i] for i in kept) + (0.0,) * more,
        bias=model.bias,
    )


CAUTIOUS: Final = Calibrations(
    fused=_CAUTIOUS_ALONE.model_copy(
        update={"right": _blind(_CAUTIOUS_ALONE.right), "ours": _blind(_CAUTIOUS_ALONE.ours)}
    ),
    lexical=_CAUTIOUS_ALONE,
)
"""For a folder without calibration.json: answers little, offers much."""


def load(folder: Path) -> Calibrations:
    """The numbers beside the knowledge in `folder`, CAUTIOUS where there are none.

    Raises ValueError with one sentence where the file cannot be read as such.
    """
    path = folder / FILE
    if not path.is_file():
        return CAUTIOUS
    try:
        return Calibrations.model_validate_json(path.read_text("utf-8"))
    except (ValidationError, UnicodeDecodeError):
        raise ValueError("is not a calibration of this version; fit it again") from None


def save(calibrations: Calibrations, folder: Path) -> None:
    """Write the numbers beside the knowledge, readable and stable under version control."""
    text = json.dumps(calibrations.model_dump(), indent=1)
    compact = _NUMBERS.sub(lambda row: " ".join(row[0].split()), text)
    (folder / FILE).write_text(compact + "\n", "utf-8")
