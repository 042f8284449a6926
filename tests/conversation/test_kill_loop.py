"""kill -9 with a webhook in short; at twenty random moments, and a soak, by `pytest -m slow`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from scripts.kill_loop import trial
from scripts.soak import soak


@pytest.mark.timeout(600)
async def test_kill_9_behind_a_webhook_loses_none_of_40_updates_and_telegram_brings_them_again(
    tmp_path: Path,
) -> None:
    outcome = await trial(
        "webhook", "SIGKILL", tmp_path, rounds=2, updates=40, dice=random.Random(2)
    )
    assert (outcome.ends, outcome.lost) == (2, 0)
    assert sum(outcome.due_at_end) > 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_kill_9_at_twenty_random_moments_loses_none_of_300_updates(
    tmp_path: Path, mode: str
) -> None:
    outcome = await trial(
        mode, "SIGKILL", tmp_path, rounds=20, updates=300, dice=random.Random(20)
    )
    assert outcome.ends == 20
    assert outcome.lost == 0


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_sigterm_at_five_random_moments_loses_none_and_ends_with_0(
    tmp_path: Path, mode: str
) -> None:
    outcome = await trial(mode, "SIGTERM", tmp_path, rounds=5, updates=300, dice=random.Random(5))
    assert outcome.statuses == [0] * 5
    assert outcome.passed


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_two_hundred_pictures_and_a_thousand_questions_leave_memory_flat(
    tmp_path: Path,
) -> None:
    done = await soak(200, 1000, 300, tmp_path)
    assert (done.pictures, done.questions, done.unanswered) == (200, 1000, 0)
    assert done.flat()
