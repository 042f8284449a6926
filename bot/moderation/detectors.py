"""One detector per harm: named signals, weighed by a logistic layer that anybody can read.

The weights are JSON beside this module (`python -m bench.moderation fit` makes them). What a
score may lead to is decided elsewhere (bot.moderation.moderator): no score acts by itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from bot.moderation.observing import Observed

Signals = frozenset[str]

UNDRESS_SUBJECTS: Final = frozenset(
    {"word:nudify", "address-subject", "undress-act", "undress-bare", "undress-fake",
     "undress-covert", "undress-emoji"}
)  # fmt: skip
SPAM_KINDS: Final = dict.fromkeys((
    "spam-money", "spam-job", "spam-phishing", "spam-adult-bait", "spam-documents",
    "spam-accounts", "spam-stalkerware",
))  # fmt: skip
"""Kinds of advert in the order in which one is named as the reason."""

OFFERS: Final = frozenset(
    {"offer-free", "offer-price", "offer-fast", "offer-praise", "offer-dm", "offer-reader"}
)
PROTECTS: Final = frozenset({"victim", "seeks-help", "reports"})


def undress(seen: Observed) -> Signals:
    """Signals of an offer to undress people in pictures."""
    found = seen.own & (UNDRESS_SUBJECTS | OFFERS | PROTECTS | {"hidden", "anyone", "question"})
    if "offer-dm" in found:
        found -= {"question"}
    if "word:innocent" in seen.own:
        found |= {"innocent"}
    return found | _reach(seen) | (seen.own & {"word:leer", "word:praise"})


def spam(seen: Observed) -> Signals:
    """Signals of any other advert that nobody asked for."""
    kinds = seen.own & SPAM_KINDS.keys()
    found = seen.own & (
        OFFERS | PROTECTS | {"question", "self-promotion", "own-work", "referral", "shares-link"}
    )
    found |= kinds
    if "spam-recovery" in seen.own:
        found -= {"reports", "victim"}
    if kinds and seen.reach:
        found |= {"kind-and-reach"}
    if kinds and "offer-dm" in seen.own:
        found |= {"kind-and-dm"}
    if len(kinds) > 1:
        found |= {"several-kinds"}
    if "offer-dm" in found:
        found -= {"question"}
    return found | _reach(seen) | (seen.own & {"word:sure", "word:workplace"})


def threat(seen: Observed) -> Signals:
    """Signals of a threat to show pictures of the reader, or of trading pictures of others."""
    names = {"threat-material", "threat-publish", "threat-condition", "threat-pay", "trades"}
    found = seen.own & (names | {"word:you", "question"} | PROTECTS)
    pairs = {
        "publish-if": {"threat-publish", "threat-condition"},
        "material-if": {"threat-material", "threat-condition"},
        "publish-material": {"threat-publish", "threat-material"},
    }
    return found | {name for name, pair in pairs.items() if pair <= seen.own}


def _reach(seen: Observed) -> Signals:
    found = {"reach"} if seen.reach else set()
    if seen.reach.kinds & {"bot", "invite", "button", "handle"}:
        found.add("reach-telegram")
    if "trusted" in seen.reach.kinds:
        found.add("reach-trusted")
    return frozenset(found)


HARMS: Final[Mapping[str, Callable[[Observed], Signals]]] = {
    "undress": undress,
    "spam": spam,
    "threat": threat,
}


def score(harm: str, signals: Signals) -> float:
    """How likely the harm is, 0 to 1, by the shipped weights."""
    weights = shipped_weights()[harm]
    total = weights["bias"] + sum(weights.get(signal, 0.0) for signal in signals)
    return 1 / (1 + math.exp(-total))


@cache
def shipped_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights by harm and signal; each harm has a `bias`."""
    text = (files("bot.moderation") / "weights.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)
    return weights
