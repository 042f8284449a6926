"""Reasons, rules and actions in words: every code has its sentence in every language."""

from __future__ import annotations

from bot.moderation.results import Rule
from bot.texts import has, say

# What administrators did by a command stands in the audit beside the rules.
BY_HAND = "by-hand"
REPORTED = "reported"  # by members, with /report_message


def why(lang: str, rule: str, reason: str) -> str:
    """Return the reason of an action in words; a code without a sentence gets its rule's."""
    key = f"reason-{reason}"
    return say(lang, key) if has(lang, key) else say(lang, f"reason-{rule}")


def name(lang: str, rule: str) -> str:
    """Return what a rule is called."""
    return say(lang, f"rule-{rule}")


def did(lang: str, action: str) -> str:
    """Return what was done, in words."""
    return say(lang, f"did-{action}")


# The topics that help the person concerned, by rule: first whoever was threatened or exposed.
HELP = {
    Rule.THREAT: "threat-to-share",
    Rule.UNDRESS_REQUEST: "deepfake-nude-victim",
    Rule.UNDRESS_PROMOTION: "deepfake-nude-victim",
    Rule.PICTURE_METADATA: "location-from-photo",
}
