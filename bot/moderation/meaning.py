"""The second look, by meaning: for messages in which the rules found nothing sure.

A logistic layer over the vector of the author's own words. It may raise a message to a review by
itself and never to an action; whoever asks for help, was harmed or reports is not looked at. It
costs some 20 ms, so only messages that offer something, lead somewhere or name a subject are
looked at. The weights are beside this module; `python -m bench.moderation fit` makes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.moderation import rules
from bot.moderation.detectors import OFFERS, SPAM_KINDS, UNDRESS_SUBJECTS
from bot.moderation.observing import Observed
from bot.moderation.results import Message, Outcome, Rule, Verdict

Vector = NDArray[np.float32]
Embed = Callable[[str], Vector]
"""Turns a text into its vector, shape (384,): multilingual E5-small, as the answers use it."""

HARMS: Final = {
    "undress": (Rule.UNDRESS_PROMOTION, "nudify-covert"),
    "spam": (Rule.SPAM, "spam-likely"),
}
SURE: Final = 0.75
"""From which likelihood a review is asked for. Out of fold on 1,343 messages, the rules and this
ask for a look at 4 of 490 harmless ones, and at none of 209 by people seeking help."""

_TELLING: Final = (
    OFFERS | UNDRESS_SUBJECTS | SPAM_KINDS.keys() | {"self-promotion", "referral", "own-work"}
)


class Meaning:
    """Compares messages with adverts by what they mean."""

    def __init__(self, embed: Embed, weights: Mapping[str, Vector] | None = None) -> None:
        """Take the weights by harm, shape (385,), bias last; the shipped ones if left out."""
        self._embed = embed
        self._weights = shipped() if weights is None else weights

    def look(self, message: Message, seen: Observed) -> Iterator[Verdict]:
        """Say which harms a message is like; nothing where it is not worth a look."""
        if rules.protected(seen) or not (seen.reach or seen.own & _TELLING):
            return
        vector = self._embed(words_of(message))
        for harm, (rule, reason) in HARMS.items():
            likely = likelihood(self._weights[harm], vector)
            if likely >= SURE:
                yield rules.verdict(Outcome.REVIEW, rule, reason, likely / 2)


def words_of(message: Message) -> str:
    """Own words and labels of buttons: what the vector is made from."""
    return "\n".join([message.own, *(button.text for button in message.buttons)])


def likelihood(weights: Vector, vector: Vector) -> float:
    """How likely a vector is one of the harm, 0 to 1."""
    return 1 / (1 + math.exp(-float(weights[:-1] @ vector + weights[-1])))


@cache
def shipped() -> Mapping[str, Vector]:
    """The weights that come with the package, by harm."""
    text = (files("bot.moderation") / "meaning.json").read_text(encoding="utf-8")
    return {harm: np.array(row, np.float32) for harm, row in json.loads(text).items()}
