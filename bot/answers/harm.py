"""Harmful requests: who wants what done to whom.

A rule needs the act, somebody it is done to and a request by the asker; a victim, a worried
person, or a question about the law is never refused. What no rule foresaw is refused if it is
nearer in meaning to an example of such a request than to anything harmless.
"""

from __future__ import annotations

from typing import Final

from bot.answers.ranking import Likeness
from bot.answers.signals import Matcher, Refusals

LEAST_MARGIN: Final = 0.0
"""How much nearer than anything harmless, in the semantic ranker's score."""

LEAST_MARGIN_WITH_WORDS: Final = -0.09
"""The same where all words of a rule but one group are there: two half witnesses."""

LONGEST_REQUEST: Final = 300
"""Characters: requests are short; a long post tells a story, mostly a victim's."""


class HarmfulRequests:
    """Says whether a message asks for harm, and which."""

    def __init__(self, refusals: Refusals) -> None:
        self._matcher = Matcher(refusals)
        self._spared = frozenset(refusals.spared)

    def reason(self, text: str, likeness: Likeness | None = None) -> str | None:
        """The reason to refuse `text`, a key of `Refusals.reasons`; None where there is none."""
        fired = self._matcher.fired(text)
        if fired:
            return fired[0].then
        return self._reason_by_likeness(text, likeness) if likeness else None

    def _reason_by_likeness(self, text: str, likeness: Likeness) -> str | None:
        if likeness.margin <= LEAST_MARGIN_WITH_WORDS or len(text) > LONGEST_REQUEST:
            return None
        if not self._spared.isdisjoint(self._matcher.groups(text)):
            return None
        if likeness.margin > LEAST_MARGIN:
            return likeness.reason
        almost = self._matcher.almost(text)
        return almost[0].then if almost else None
