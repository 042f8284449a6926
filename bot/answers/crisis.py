"""Crisis first: words of danger, self-harm, blackmail or naked pictures of minors."""

from __future__ import annotations

from bot.answers.signals import Matcher, Signals

GRAVEST = "crisis-support"
"""The topic of danger and self-harm: it comes even before the refusal of a harmful request."""


class CrisisWords:
    """The crisis topics that a message calls for."""

    def __init__(self, signals: Signals) -> None:
        self._matcher = Matcher(signals)
        self.all_topics = frozenset(rule.then for rule in signals.rules)

    def topics(self, text: str) -> tuple[str, ...]:
        """Topic ids, the most urgent first; empty where nothing in `text` is urgent."""
        return tuple(dict.fromkeys(rule.then for rule in self._matcher.fired(text)))
