"""From a verdict to one action: the table of defaults, who is exempt, and the strikes' ladder."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.policy import (
    SEVERITY,
    Decision,
    Standing,
    Step,
    decide,
    does_more,
    gravest,
    step,
)
from bot.moderation.results import Outcome, Rule, Verdict
from bot.moderation.settings import DEFAULT_MODES, GroupSettings, Mode, Modes

DEFAULTS = GroupSettings()


def verdict(rule, outcome=Outcome.ACT, reason="some-code"):
    return Verdict(outcome, rule, reason, 0.9)


@pytest.mark.parametrize(
    ("rule", "sure", "doubtful"),
    [
        (Rule.PICTURE_METADATA, Mode.WARN, None),
        (Rule.UNDRESS_PROMOTION, Mode.WARN, Mode.ADMINS),
        (Rule.UNDRESS_REQUEST, Mode.WARN, Mode.ADMINS),
        (Rule.SPAM, Mode.WARN, Mode.ADMINS),
        (Rule.THREAT, Mode.ADMINS, Mode.ADMINS),
        (Rule.FLOOD, Mode.LOG, None),
        (Rule.DUPLICATE, Mode.LOG, None),
        (Rule.NEWCOMER_LINK, Mode.LOG, None),
        (Rule.NOT_ME, Mode.ADMINS, None),
    ],
)
def test_the_defaults_are_the_contracts_table(rule, sure, doubtful):
    acted = decide(verdict(rule), DEFAULTS, Standing.MEMBER)
    reviewed = decide(verdict(rule, Outcome.REVIEW), DEFAULTS, Standing.MEMBER)
    assert acted is not None
    assert acted.mode is sure
    assert (reviewed.mode if reviewed else None) is doubtful


@given(st.sampled_from(Rule), st.sampled_from(Outcome), st.sampled_from(Mode))
def test_whoever_leads_is_never_touched(rule, outcome, mode):
    settings = GroupSettings(modes={rule: Modes(mode, mode)})
    assert decide(verdict(rule, outcome), settings, Standing.EXEMPT) is None


@given(st.sampled_from(Rule), st.sampled_from(Standing))
def test_what_is_ignored_is_left_alone_whoever_wrote_it(rule, standing):
    assert decide(verdict(rule, Outcome.IGNORE), DEFAULTS, standing) is None


@given(st.sampled_from(Rule))
def test_a_doubt_never_acts_by_default(rule):
    decision = decide(verdict(rule, Outcome.REVIEW), DEFAULTS, Standing.NEWCOMER)
    assert decision is None or not (decision.strikes or decision.removes)


def test_trusted_people_are_only_reviewed():
    decision = decide(verdict(Rule.SPAM), DEFAULTS, Standing.TRUSTED)
    assert decision is not None
    assert decision.mode is Mode.ADMINS


def test_a_dry_run_keeps_the_mode_strikes_nobody_and_tells_nobody():
    settings = GroupSettings(dry_run=True)
    decision = decide(verdict(Rule.SPAM), settings, Standing.MEMBER)
    assert decision == Decision(Rule.SPAM, "some-code", Mode.WARN, dry=True)
    assert (decision.action, decision.strikes, decision.told) == ("dry-warn", False, False)


def test_what_is_only_written_down_anyway_is_no_dry_run():
    decision = decide(verdict(Rule.FLOOD), GroupSettings(dry_run=True), Standing.MEMBER)
    assert decision == Decision(Rule.FLOOD, "some-code", Mode.LOG)
    assert (decision.action, decision.dry) == ("log", False)


def test_without_a_dry_run_what_is_decided_is_done():
    decision = decide(verdict(Rule.SPAM), DEFAULTS, Standing.MEMBER)
    assert decision is not None
    assert (decision.action, decision.dry) == ("warn", False)


def test_a_verdict_under_no_rule_is_left_alone():
    assert decide(Verdict(Outcome.ACT, None, None, 1.0), DEFAULTS, Standing.MEMBER) is None


def test_a_verdict_without_a_reason_gets_that_of_its_rule():
    decision = decide(verdict(Rule.SPAM, reason=None), DEFAULTS, Standing.MEMBER)
    assert decision is not None
    assert decision.reason == "spam"


@pytest.mark.parametrize("rule", [Rule.UNDRESS_PROMOTION, Rule.UNDRESS_REQUEST])
def test_where_the_topic_is_daily_talk_nothing_about_it_acts(rule):
    settings = GroupSettings(talks_about_it=True)
    about = decide(verdict(rule), settings, Standing.MEMBER)
    other = decide(verdict(Rule.SPAM), settings, Standing.MEMBER)
    assert about is not None
    assert about.mode is Mode.ADMINS
    assert other is not None
    assert other.mode is Mode.WARN


@given(st.sampled_from(Rule), st.sampled_from(Outcome), st.sampled_from(Standing))
def test_nothing_is_removed_by_default(rule, outcome, standing):
    decision = decide(verdict(rule, outcome), DEFAULTS, standing)
    assert decision is None or not decision.removes


@pytest.mark.parametrize(
    ("strikes", "leads_to"),
    [(0, Step.NONE), (2, Step.NONE), (3, Step.MUTE), (4, Step.ASK_BAN), (9, Step.ASK_BAN)],
)
def test_three_strikes_mute_and_the_next_asks_to_ban(strikes, leads_to):
    assert step(strikes, DEFAULTS) is leads_to


def test_what_does_most_is_carried_out_then_the_graver_rule():
    found = [
        Decision(Rule.FLOOD, "flood", Mode.LOG),
        Decision(Rule.SPAM, "spam-money", Mode.ADMINS),
        Decision(Rule.THREAT, "threat-to-publish", Mode.ADMINS),
    ]
    assert gravest(found) == found[2]
    assert gravest([*found, Decision(Rule.SPAM, "spam-job", Mode.WARN)]).reason == "spam-job"
    assert gravest([]) is None


@pytest.mark.parametrize(
    ("graver", "lesser"),
    list(pairwise([
        Rule.THREAT, Rule.UNDRESS_REQUEST, Rule.UNDRESS_PROMOTION, Rule.SPAM,
        Rule.NEWCOMER_LINK, Rule.FLOOD, Rule.DUPLICATE,
    ])),
)  # fmt: skip
def test_of_two_rules_that_do_the_same_a_message_is_about_the_graver_one(graver, lesser):
    both = [Decision(lesser, "x", Mode.ADMINS), Decision(graver, "x", Mode.ADMINS)]
    assert gravest(both) == gravest(both[::-1]) == both[1]


@given(st.lists(st.builds(Decision, st.sampled_from(Rule), st.just("x"), st.sampled_from(Mode))))
def test_no_decision_hides_a_graver_one(decisions):
    chosen = gravest(decisions)
    assert all(SEVERITY.index(each.mode) <= SEVERITY.index(chosen.mode) for each in decisions)


def test_every_rule_has_a_default():
    assert set(DEFAULT_MODES) == set(Rule)


@pytest.mark.parametrize(
    ("mode", "strikes", "removes", "told"),
    [
        (Mode.LOG, False, False, False),
        (Mode.ADMINS, False, False, True),
        (Mode.WARN, True, False, True),
        (Mode.REPLACE, False, False, True),
        (Mode.HIDE, False, False, True),
        (Mode.DELETE, True, True, True),
        (Mode.MUTE, True, True, True),
        (Mode.BAN, True, True, True),
    ],
)
def test_what_a_mode_does_about_advertising(mode, strikes, removes, told):
    decision = Decision(Rule.SPAM, "x", mode)
    done = (decision.strikes, decision.removes, decision.copied, decision.told)
    assert done == (strikes, removes, removes, told)


@pytest.mark.parametrize(
    ("rule", "striking"),
    [
        (Rule.UNDRESS_PROMOTION, True),
        (Rule.UNDRESS_REQUEST, True),
        (Rule.SPAM, True),
        (Rule.FLOOD, True),
        (Rule.DUPLICATE, True),
        (Rule.NEWCOMER_LINK, True),
        (Rule.THREAT, False),
        (Rule.PICTURE_METADATA, False),
        (Rule.NOT_ME, False),
    ],
)
def test_pictures_and_threats_are_never_copied_and_give_no_strike(rule, striking):
    decision = Decision(rule, "x", Mode.DELETE)
    assert (decision.removes, decision.copied, decision.strikes) == (True, striking, striking)


@pytest.mark.parametrize(
    ("action", "earlier", "more"),
    [
        ("delete", "admins", True),
        ("warn", "admins", True),
        ("ban", "dry-ban", True),
        ("warn", "warn", False),
        ("admins", "delete", False),
        ("dry-ban", "off", False),
    ],
)
def test_an_action_does_more_than_an_earlier_one_or_not(action, earlier, more):
    assert does_more(action, earlier) is more
