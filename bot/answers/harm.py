"""Requests for harm: who wants what done to whom.

A rule needs the act, somebody it is done to and a request by the asker; a victim, a worried
person, or a question about the law is never refused.
"""

from __future__ import annotations

from bot.answers.signals import Matcher, Refusals


class HarmfulRequests:
    """Says whether a message asks for harm, and which."""

    def __init__(self, refusals: Refusals) -> None:
        self._matcher = Matcher(refusals)

    def reason(self, text: str) -> str | None:
        """The reason to refuse `text`, a key of `Refusals.reasons`; None where there is none."""
        fired = self._matcher.fired(text)
        return fired[0].then if fired else None
