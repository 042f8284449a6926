"""One rule a harm: from what was observed to verdicts, each with its reason code.

A score alone never acts. To act, the speech act must be whole: a subject, an offer to the reader
and a way to reach it, with nothing that protects (somebody harmed, a call for help, a report).
Words that are only quoted lead to a review at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from bot.moderation import detectors
from bot.moderation.detectors import OFFERS, PROTECTS, SPAM_KINDS, UNDRESS_SUBJECTS
from bot.moderation.observing import Observed
from bot.moderation.results import Outcome, Rule, Verdict


class Threshold(NamedTuple):
    """Scores from which a harm is acted on, reviewed, and reviewed though words protect."""

    act: float
    review: float
    despite_report: float = 0.8


THRESHOLDS: Final = {
    "undress": Threshold(0.5, 0.2),
    "spam": Threshold(0.6, 0.35),
    "threat": Threshold(0.5, 0.3),
}
"""Chosen out of fold on the labelled messages: no harmless one acted on, few reviewed."""

_PERSONAL: Final = frozenset({"victim", "seeks-help"})
_ACCOUNTS: Final = frozenset({"bot", "handle", "invite"})
"""Ways to an offer that are one by themselves: somebody to write to."""

_SHORT: Final = 8
"""Own words beside a quotation that can be no more than a pointer to it."""


def verdict(outcome: Outcome, rule: Rule, reason: str, score: float) -> Verdict:
    """Place `score` in the third of 0..1 that is the outcome's, so that confidences compare."""
    floor = {Outcome.IGNORE: 0, Outcome.REVIEW: 1, Outcome.ACT: 2}[outcome]
    return Verdict(outcome, rule, reason, round((floor + min(max(score, 0.0), 1.0)) / 3, 4))


def protected(seen: Observed) -> bool:
    """Tell whether the author's own words are those of somebody harmed, helping or reporting."""
    return bool(seen.own & PROTECTS)


def undress_promotion(seen: Observed) -> Iterator[Verdict]:
    """A service that undresses people in pictures is offered, or hinted at."""
    if not seen.own & UNDRESS_SUBJECTS or _harmless(seen):
        return
    asks = "asks" in seen.own and not _says_so(seen)
    if asks and (protected(seen) or "undress-act" not in seen.own):
        return  # who only asks what an address is offers nothing
    offered = seen.own & (OFFERS | {"address-subject", "anyone", "word:leer"})
    whole = bool(offered) and _reachable(seen) and not asks
    yield _weighed("undress", Rule.UNDRESS_PROMOTION, _undress_reason(seen), seen, whole=whole)


def undress_request(seen: Observed) -> Iterator[Verdict]:
    """Somebody is to be undressed, or a tool for it is looked for."""
    if protected(seen) or seen.reach or "word:innocent" in seen.own:
        return
    if "asks-person" in seen.own:
        yield verdict(Outcome.ACT, Rule.UNDRESS_REQUEST, "asks-for-fake", 0.5)
    elif "asks-tool" in seen.own:
        yield verdict(Outcome.REVIEW, Rule.UNDRESS_REQUEST, "asks-for-fake", 0.5)


def threat(seen: Observed) -> Iterator[Verdict]:
    """Pictures of the reader are threatened to be shown, or pictures of others traded."""
    named = seen.own & {"threat-material", "trades"}
    if not named and not {"threat-publish", "threat-pay", "word:you"} <= seen.own:
        return
    blunt = {"threat-pay", "threat-publish", "threat-condition"} <= seen.own
    trades = "trades" in seen.own and not seen.own & {"threat-publish", "threat-condition"}
    reason = "trades-pictures" if trades else "threat-to-publish"
    yield _weighed("threat", Rule.THREAT, reason, seen, whole=blunt)


def spam(seen: Observed) -> Iterator[Verdict]:
    """Any other advert; what members promote of their own is reviewed at most."""
    if "reports" in seen.own and seen.own & UNDRESS_SUBJECTS:
        return  # how such services earn is told in the words of those who sell
    kinds = [kind for kind in SPAM_KINDS if kind in seen.own]
    bonus = seen.own & {"offer-free", "offer-price"}
    if "referral" in seen.own and bonus and not protected(seen):
        yield verdict(Outcome.REVIEW, Rule.SPAM, "self-promotion", 0.3)
    sells = {"own-work", "offer-price"} <= seen.own and bool(seen.reach)
    if kinds or sells or "self-promotion" in seen.own:
        reason = kinds[0] if kinds else "self-promotion"
        offered = len(kinds) > 1 or seen.own & OFFERS or seen.reach.kinds & _ACCOUNTS
        whole = bool(kinds) and bool(offered) and _reachable(seen)
        yield _weighed("spam", Rule.SPAM, reason, seen, whole=whole)


def quoted(seen: Observed) -> Iterator[Verdict]:
    """An advert stands in quoted words, and the author's own only point to it or answer it."""
    told = seen.quoted | seen.marked
    if protected(seen) or not told & (UNDRESS_SUBJECTS | SPAM_KINDS.keys()):
        return
    answers = seen.reach and seen.own & OFFERS
    points = seen.length <= _SHORT and seen.quoted & OFFERS and not seen.quoted & PROTECTS
    if answers or (points and not seen.own & {"question"}):
        undress = told & UNDRESS_SUBJECTS
        rule = Rule.UNDRESS_PROMOTION if undress else Rule.SPAM
        reason = "nudify-covert" if undress else min(told & SPAM_KINDS.keys())
        yield verdict(Outcome.REVIEW, rule, reason, 0.5)


RULES: Final[tuple[Callable[[Observed], Iterator[Verdict]], ...]] = (
    undress_promotion, threat, undress_request, spam, quoted,
)  # fmt: skip


def _weighed(harm: str, rule: Rule, reason: str, seen: Observed, *, whole: bool) -> Verdict:
    score = detectors.score(harm, detectors.HARMS[harm](seen))
    limit, vetoes = THRESHOLDS[harm], _vetoes(harm, seen)
    if whole and score >= limit.act and not vetoes:
        return verdict(Outcome.ACT, rule, reason, score)
    doubted = vetoes and "seller" not in seen.own
    enough = limit.despite_report if doubted else limit.review
    if score >= enough and not vetoes & _PERSONAL:
        return verdict(Outcome.REVIEW, rule, _unsure(reason, whole=whole), score)
    return verdict(Outcome.IGNORE, rule, reason, score)


def _vetoes(harm: str, seen: Observed) -> frozenset[str]:
    """What protects here. Spammers pose as warners ("lost money to scammers?"): those do not."""
    if harm != "spam":
        return seen.own & PROTECTS
    if seen.own & (UNDRESS_SUBJECTS | {"word:bare"}) and "spam-adult-bait" not in seen.own:
        return seen.own & PROTECTS  # a picture is what harmed the author
    poses = seen.own & {"offer-dm", "spam-recovery"}
    return seen.own & ({"seeks-help"} if poses else {"seeks-help", "reports"})


def _unsure(reason: str, *, whole: bool) -> str:
    return "nudify-covert" if reason.startswith("nudify") and not whole else reason


def _reachable(seen: Observed) -> bool:
    return bool(seen.reach) or "offer-dm" in seen.own


def _harmless(seen: Observed) -> bool:
    """The words have another sense here, or nothing but their subject speaks for an offer."""
    if "word:innocent" in seen.own and not seen.own & {
        "word:nudify", "address-subject", "anyone",
    }:  # fmt: skip
        return True
    hinted = OFFERS | {"word:leer", "word:praise", "undress-covert"}
    if seen.own & hinted:
        return False
    # A link beside the name of such tools alone is what news and reports consist of.
    return not seen.reach or not seen.own & (UNDRESS_SUBJECTS | {"anyone"}) - {"word:nudify"}


def _says_so(seen: Observed) -> bool:
    """Own words name the subject, not the address alone, and offer something."""
    named = seen.own & (UNDRESS_SUBJECTS - {"address-subject"})
    return bool(named and seen.own & OFFERS)


def _undress_reason(seen: Observed) -> str:
    reasons = {
        "nudify-via-bot": "via" in seen.reach.kinds and "address-subject" in seen.own,
        "nudify-hidden-wording": "hidden" in seen.own,
        "nudify-referral": "referral" in seen.own,
        "fake-service": not seen.own & (UNDRESS_SUBJECTS - {"undress-fake", "undress-bare"}),
        "nudify-offer-link": bool(seen.reach),
        "nudify-offer-contact": "offer-dm" in seen.own,
    }
    return next((reason for reason, holds in reasons.items() if holds), "nudify-covert")
