"""Judge one message: pure, without a clock, a database or a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.moderation import hosts, rules
from bot.moderation.addresses import NO_LISTS, AddressLists
from bot.moderation.meaning import Meaning
from bot.moderation.observing import Observed, observe
from bot.moderation.results import Message, Outcome, Rule, Verdict

CLEAR: Final = Verdict(Outcome.IGNORE, None, None, 0.0)
"""What is said of a message in which no rule found anything."""

_LISTED: Final = 0.95
_SEVERITY: Final = {Outcome.IGNORE: 0, Outcome.REVIEW: 1, Outcome.ACT: 2}


class Moderator:
    """The rules over words and addresses; where they are silent, a second look by meaning."""

    def __init__(self, meaning: Meaning | None = None) -> None:
        """Without `meaning` the rules stand alone, as they do where its model has no build."""
        self._meaning = meaning

    def judge(
        self,
        message: Message,
        *,
        newcomer: bool,  # noqa: ARG002  # who is new is the policy's to weigh: no rule reads it
        lists: AddressLists = NO_LISTS,
    ) -> Verdict:
        """Return the gravest verdict on `message`, of equal ones that of the first rule.

        `newcomer` is part of the call because a policy may weigh it; by itself it decides nothing:
        people seeking help are new too, and hijacked accounts are old. `lists` are to be given
        without what has expired (`AddressList.as_of`).
        """
        seen = observe(message, lists)
        found = [*_listed(seen, lists), *(each for rule in rules.RULES for each in rule(seen))]
        if self._meaning and all(each.outcome is Outcome.IGNORE for each in found):
            found += self._meaning.look(message, seen)
        gravest = max(found, key=lambda each: _SEVERITY[each.outcome], default=CLEAR)
        return gravest if gravest.outcome is not Outcome.IGNORE else _harmless(found)


def _harmless(found: list[Verdict]) -> Verdict:
    """What is left alone names no rule, and keeps the highest of the scores."""
    return Verdict(Outcome.IGNORE, None, None, max((v.confidence for v in found), default=0.0))


def _listed(seen: Observed, lists: AddressLists) -> Iterator[Verdict]:
    """A listed address acts, unless the words around it protect."""
    for address in seen.reach.addresses:
        if entry := lists.blocks(hosts.keys(address)):
            outcome = Outcome.REVIEW if rules.protected(seen) else Outcome.ACT
            yield rules.verdict(outcome, Rule.UNDRESS_PROMOTION, entry.reason, _LISTED)
