"""Name, descriptions and commands at Telegram: set where they differ, then left alone."""

from __future__ import annotations

import pytest

from bot.chat import profile
from bot.chat.commands import COMMANDS, Scope
from bot.texts import has, say

SETTERS = ("setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands")


def settings_made(edge):
    return {name: len(edge.calls(name)) for name in SETTERS}


async def test_the_first_start_sets_everything_in_both_languages(edge):
    await profile.publish(edge.bot)
    assert settings_made(edge) == {
        "setMyName": 2, "setMyDescription": 2, "setMyShortDescription": 2, "setMyCommands": 6
    }  # fmt: skip


async def test_the_second_start_sets_nothing(edge):
    await profile.publish(edge.bot)
    before = settings_made(edge)
    await profile.publish(edge.bot)
    assert settings_made(edge) == before


@pytest.mark.parametrize("lang", ["de", "en"])
def test_texts_keep_telegrams_limits(lang):
    assert len(say(lang, "profile-name")) <= 64
    assert len(say(lang, "profile-short")) <= 120
    assert len(say(lang, "profile-description")) <= 512


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_command_has_a_description(lang):
    assert all(has(lang, f"command-{command.name}") for command in COMMANDS)


def test_clean_is_offered_in_groups_only():
    names = {scope: {each.command for each in profile.commands("en", scope)} for scope in Scope}
    assert "clean" in names[Scope.GROUP]
    assert "clean" not in names[Scope.PRIVATE]
