"""Callback data: short, versioned, read back; stale data is told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.results import Candidate
from bot.chat import keyboards
from bot.chat.keyboards import Action, Press

IDS = st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True)


@given(st.sampled_from(list(Action)), st.lists(IDS, max_size=3))
def test_data_reads_back(action, arguments):
    assert keyboards.parse(keyboards.data(action, *arguments)) == Press(action, tuple(arguments))


@given(st.text(max_size=64))
def test_foreign_data_is_read_or_called_stale(text):
    assert isinstance(keyboards.parse(text), Press | None)


@pytest.mark.parametrize("text", [None, "", "0:t:de:exif-what", "1:?:de", "1", "game"])
def test_another_version_or_action_is_stale(text):
    assert keyboards.parse(text) is None


def test_a_button_with_too_long_an_id_is_left_out():
    assert keyboards.button("x", Action.TOPIC, "de", "t" * 60) is None


def test_every_button_of_an_answer_fits(entry):
    for row in keyboards.answer(entry()).inline_keyboard:
        for button in row:
            assert 1 <= len(button.callback_data.encode()) <= 64


def test_no_buttons_at_all_are_no_keyboard():
    assert keyboards.unsure((), "en", editors=False) is None


def test_at_most_three_topics_are_offered():
    many = [Candidate(f"topic-{n}", "T", 0.5) for n in range(5)]
    assert len(keyboards.unsure(many, "en", editors=False).inline_keyboard) == 3
