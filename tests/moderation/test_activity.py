"""Floods, duplicates, newcomers and the night: pure, with the time passed in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.activity import (
    KEPT_PEOPLE,
    Recently,
    Seen,
    is_night,
    newcomer_verdicts,
    observe,
    standing,
)
from bot.moderation.policy import Standing
from bot.moderation.results import Button, Message, Rule
from bot.moderation.settings import GroupSettings, Night

SETTINGS = GroupSettings(flood_messages=3, flood_seconds=10, duplicates=3)
HERE, THERE, BEN = -100, -200, 7


@pytest.fixture
def recently():
    return Recently()


def write(recently, at, text, chat=HERE, number=None):
    """Let Ben write; returns the rules found."""
    digest = recently.digest(Message(own=text))
    seen = Seen(at, chat, digest, int(at * 10) if number is None else number)
    return [each.rule for each in observe(BEN, seen, recently, SETTINGS)]


def test_more_than_the_limit_within_the_time_is_a_flood(recently):
    found = [write(recently, at, f"{at}") for at in (0, 1, 2, 3)]
    assert found == [[], [], [], [Rule.FLOOD]]


def test_the_same_number_over_a_longer_time_is_none(recently):
    assert [write(recently, at * 20, f"{at}") for at in range(6)] == [[]] * 6


def test_a_repeated_update_counts_once(recently):
    found = [write(recently, 1.0, "one and the same message", number=5) for _ in range(9)]
    assert found == [[]] * 9


def test_the_same_words_however_they_are_spaced_are_duplicates(recently):
    texts = ["Come to our new shop", "come  to our NEW shop", "Come to our new shop\n"]
    found = [write(recently, at * 60, text) for at, text in enumerate(texts)]
    assert found == [[], [], [Rule.DUPLICATE]]


@pytest.mark.parametrize(
    ("chats", "reason"),
    [((HERE, HERE, HERE), "duplicate"), ((HERE, THERE, HERE), "duplicate-across-groups")],
)
def test_the_same_words_across_groups_have_a_reason_of_their_own(recently, chats, reason):
    digest = recently.digest(Message(own="Come to our new shop"))
    for number, chat in enumerate(chats):
        seen = Seen(number * 60.0, chat, digest, number)
        found = observe(BEN, seen, recently, SETTINGS)
    assert [each.reason for each in found] == [reason]


def test_short_words_are_no_duplicates(recently):
    assert [write(recently, at * 60, "good morning") for at in range(5)] == [[]] * 5


@pytest.mark.parametrize(("last", "rules"), [(600, [Rule.DUPLICATE]), (600.5, [])])
def test_the_same_words_are_duplicates_within_ten_minutes(recently, last, rules):
    found = [write(recently, at, "Come to our new shop") for at in (0, 300, last)]
    assert found == [[], [], rules]


@pytest.mark.parametrize(("length", "rules"), [(15, []), (16, [Rule.DUPLICATE])])
def test_duplicates_have_sixteen_characters_at_least(recently, length, rules):
    found = [write(recently, at * 60, "x" * length) for at in range(3)]
    assert found[-1] == rules


def test_who_writes_again_is_forgotten_after_who_does_not(recently, monkeypatch):
    monkeypatch.setattr("bot.moderation.activity.KEPT_PEOPLE", 2)
    for number, person in enumerate((1, 2, 1, 3)):
        observe(person, Seen(float(number), HERE, "", number), recently, SETTINGS)
    assert list(recently.people) == [1, 3]


def test_no_words_are_remembered(recently):
    write(recently, 0, "Come to our new shop")
    assert "shop" not in repr(recently)


def test_the_least_active_are_forgotten_first(recently):
    for person in range(KEPT_PEOPLE + 5):
        observe(person, Seen(0.0, HERE, "", 1), recently, SETTINGS)
    assert len(recently.people) == KEPT_PEOPLE
    assert 0 not in recently.people


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (Message(own="x", urls=("https://example.org",)), "newcomer-link"),
        (Message(own="x", buttons=(Button("Go", ""),)), "newcomer-link"),
        (Message(own="x", forwarded_from="Channel"), "newcomer-forward"),
        (Message(own="x"), None),
    ],
)
def test_first_messages_are_watched_for_links_and_forwards(message, reason):
    found = [each.reason for each in newcomer_verdicts(message, Standing.NEWCOMER)]
    assert found == ([reason] if reason else [])
    assert newcomer_verdicts(message, Standing.MEMBER) == []


@pytest.mark.parametrize(
    ("messages", "exempt", "trusted", "who"),
    [
        (0, False, False, Standing.NEWCOMER),
        (5, False, False, Standing.MEMBER),
        (30, False, False, Standing.KNOWN),
        (0, False, True, Standing.TRUSTED),
        (0, True, False, Standing.EXEMPT),
    ],
)
def test_who_somebody_is(messages, exempt, trusted, who):
    settings = GroupSettings(newcomer_messages=5)
    assert standing(messages, exempt=exempt, trusted=trusted, settings=settings) is who


@pytest.mark.parametrize(
    ("hour", "zone", "night"), [(23, 0, True), (5, 0, True), (6, 0, False), (22, 1, True)]
)
def test_the_night_goes_over_midnight_and_keeps_the_groups_zone(hour, zone, night):
    now = datetime(2026, 11, 25, hour, 30, tzinfo=UTC)
    assert is_night(Night(23, 6, zone), now) is night


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_each_hour_is_either_night_or_in_the_opposite_day(begin, end, hour):
    now = datetime(2026, 11, 25, hour, tzinfo=UTC)
    if begin != end:
        assert is_night(Night(begin, end), now) is not is_night(Night(end, begin), now)
    assert not is_night(Night(begin, begin), now)
    assert not is_night(None, now)
