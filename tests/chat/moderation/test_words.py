"""Every code has its words: rules, modes, choices, reasons of the rules that are ours."""

from __future__ import annotations

import pytest

from bot.chat.moderation import words
from bot.chat.moderation.cards import RIGHTS, Choice
from bot.chat.moderation.commands import duration
from bot.chat.moderation.pictures import BETRAYING
from bot.moderation.results import Rule
from bot.moderation.settings import LIMITS, SWITCHES, Mode
from bot.texts import LANGUAGES, has, say

OURS = ("flood", "duplicate", "duplicate-across-groups", "newcomer-link", "newcomer-forward",
        "night", "notme", words.BY_HAND, words.REPORTED)  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_words(lang):
    keys = [
        *(f"{kind}-{rule.value}" for rule in Rule for kind in ("rule", "about", "reason")),
        *(f"mode-{mode.value}" for mode in Mode),
        *(f"did-{mode.value}" for mode in Mode),
        *(f"did-dry-{mode.value}" for mode in Mode if mode not in {Mode.OFF, Mode.LOG}),
        *(f"choice-{choice.name.lower()}" for choice in Choice),
        *(f"did-{choice.name.lower()}" for choice in Choice),
        *(f"number-{name.replace('_', '-')}" for name in LIMITS),
        *(f"switch-{name.replace('_', '-')}" for name in SWITCHES),
        *(f"reason-picture-{category.value}" for category in BETRAYING),
        *(f"reason-{code}" for code in OURS),
    ]
    assert [key for key in keys if not has(lang, key)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reason_nobody_has_words_for_gets_those_of_its_rule(lang):
    assert words.why(lang, "spam", "spam-of-tomorrow") == say(lang, "reason-spam")


def test_every_choice_needs_a_right():
    assert set(RIGHTS) == set(Choice)
    assert all(RIGHTS.values())


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30m", 1800), ("2h", 7200), ("1d", 86400), ("1w", 604800), ("45", 2700), ("2H", 7200),
     ("0m", None), ("9999d", None), ("soon", None), ("-5m", None), ("", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text, seconds):
    lasting = duration(text)
    assert (lasting.total_seconds() if lasting else None) == seconds
