"""A group's settings: as JSON and back, and what a bad file is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.results import Rule
from bot.moderation.settings import (
    DOUBTFUL,
    LIMITS,
    RULES_LENGTH,
    SWITCHES,
    GroupSettings,
    Mode,
    Modes,
    Night,
    SettingsFault,
    from_json,
    possible,
    to_json,
)

NIGHTS = st.builds(
    Night, st.integers(0, 23), st.integers(0, 23), st.integers(min_value=-12, max_value=14)
)


@st.composite
def group_settings(draw):
    """Settings as a group can set them."""
    modes = {
        rule: Modes(draw(st.sampled_from(possible(rule))), draw(st.sampled_from(DOUBTFUL)))
        for rule in Rule
    }
    numbers = {name: draw(st.integers(*limits)) for name, limits in LIMITS.items()}
    switches = {name: draw(st.booleans()) for name in SWITCHES}
    return GroupSettings(
        modes=modes, **numbers, **switches, night=draw(st.none() | NIGHTS),
        log_chat=draw(st.none() | st.integers(-(2**52), -1)),
        rules_text=draw(st.text(max_size=RULES_LENGTH)),
    )  # fmt: skip


@given(group_settings())
def test_settings_survive_json(settings):
    assert from_json(json.loads(json.dumps(to_json(settings)))) == settings


def test_nothing_set_is_the_default():
    assert from_json({}) == GroupSettings()


def test_unknown_names_are_passed_over():
    assert from_json({"colour": "blue", "strike_limit": 5}).strike_limit == 5


@pytest.mark.parametrize(
    ("read", "field"),
    [
        ({"format": 2}, "format"),
        ({"strike_limit": 0}, "strike_limit"),
        ({"strike_limit": True}, "strike_limit"),
        ({"mute_hours": "24"}, "mute_hours"),
        ({"dry_run": "yes"}, "dry_run"),
        ({"modes": []}, "modes"),
        ({"modes": {"spam": ["shout", "off"]}}, "modes.spam"),
        ({"modes": {"spam": ["replace", "off"]}}, "modes.spam"),
        ({"modes": {"spam": ["warn", "delete"]}}, "modes.spam"),
        ({"modes": {"nonsense": ["warn", "off"]}}, "modes.nonsense"),
        ({"night": {"begin": 24}}, "night.begin"),
        ({"night": 5}, "night"),
        ({"log_chat": 5}, "log_chat"),
        ({"rules_text": 5}, "rules_text"),
    ],
)
def test_a_bad_value_is_named(read, field):
    with pytest.raises(SettingsFault) as fault:
        from_json(read)
    assert fault.value.args[0] == field


@given(st.sampled_from(sorted(LIMITS)), st.integers())
def test_a_number_stays_within_its_limits(name, value):
    least, most = LIMITS[name]
    assert least <= getattr(GroupSettings().with_number(name, value), name) <= most


def test_a_rule_takes_only_the_modes_it_knows():
    with pytest.raises(SettingsFault):
        GroupSettings().with_mode(Rule.SPAM, sure=Mode.REPLACE)
    with pytest.raises(SettingsFault):
        GroupSettings().with_mode(Rule.SPAM, doubtful=Mode.BAN)
    changed = GroupSettings().with_mode(Rule.PICTURE_METADATA, sure=Mode.REPLACE)
    assert changed.of(Rule.PICTURE_METADATA).sure is Mode.REPLACE


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_is_off_until_it_is_turned_on_and_off_again(name):
    on = GroupSettings().switched(name, on=True)
    assert (getattr(GroupSettings(), name), getattr(on, name)) == (False, True)
    assert on.switched(name, on=False) == GroupSettings()
