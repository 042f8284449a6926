"""Harmful requests: who wants what done to whom.

A rule needs the act, somebody it is done to and a request by the asker; a victim, a worried
person, or a question about the law is never refused by one. A fitted model weighs the same
signals together with the meaning of the message: it catches what no rule foresaw, and it lets
pass what a rule took for harm, unless that rule is certain.
"""

from __future__ import annotations

from typing import Final

from bot.answers.harm_model import HarmModel, Likeness
from bot.answers.signals import Matcher, Refusals, Rule

SURE: Final = 0.6
"""How likely harm must be where no rule fires and no act is named."""

SURER: Final = 0.8
"""The same where a word speaks for the asker."""

LONGEST_REQUEST: Final = 300
"""Characters: requests are short; a long post tells a story, mostly a victim's."""


class HarmfulRequests:
    """Says whether a message asks for harm, and which. Without `model` the rules decide alone."""

    def __init__(self, refusals: Refusals, model: HarmModel | None = None) -> None:
        self._matcher = Matcher(refusals)
        self._acts, self._spared = frozenset(refusals.acts), frozenset(refusals.spared)
        self._model = model

    def weigh(self, text: str) -> tuple[frozenset[str], Rule | None]:
        """The groups that are found in `text`, and the rule that fires, a certain one first."""
        found = self._matcher.groups(text)
        fired = self._matcher.fired(text, found)
        certain = (rule for rule in fired if rule.certain)
        return found, next(certain, fired[0] if fired else None)

    def reason(
        self, text: str, likeness: Likeness | None = None, *, by_rule: bool = False
    ) -> str | None:
        """The reason to refuse `text`, a key of `Refusals.reasons`; None where there is none.

        With `by_rule` the model may only spare what a rule would refuse.
        """
        found, rule = self.weigh(text)
        if by_rule and rule is None:
            return None
        ruled = rule.then if rule else None
        certain = rule is not None and rule.certain
        if certain or likeness is None or self._model is None or len(text) > LONGEST_REQUEST:
            return ruled
        chance = self._model.probability(found, ruled is not None, likeness)
        refused = chance >= self._needed(self._model, found, ruled)
        return (ruled or likeness.reason or None) if refused else None

    def _needed(self, model: HarmModel, found: frozenset[str], ruled: str | None) -> float:
        if ruled:
            return model.refuse_from
        if found & self._spared:
            return SURER
        return model.refuse_from if found & self._acts else max(SURE, model.refuse_from)
