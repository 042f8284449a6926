"""Entries that steal each other's questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.answers.confusable import confusable
from bot.answers.entries import read
from bot.answers.vectors import Vector

STRAY = "Remove an image from Google search How does it work?"


def meaning(text: str) -> Vector:
    """One direction for location, one for search results, one for the rest; STRAY is misplaced."""
    point = np.random.default_rng(len(text)).normal(scale=0.05, size=8)
    if text == STRAY or "ocation" in text or "andort" in text or "gps" in text:
        point[0] += 1.0
    elif "oogle" in text or "such" in text:
        point[1] += 1.0
    else:
        point[2] += 1.0
    return np.asarray(point / np.linalg.norm(point), np.float32)


def test_a_question_nearer_to_another_entry_is_told(folder: Path) -> None:
    pairs = confusable(read(folder)[0], meaning, fewest=1)
    assert ("google-remove", "exif-remove", STRAY) in [s for pair in pairs for s in pair.stolen]


def test_a_pair_below_the_least_number_is_not_told(folder: Path) -> None:
    assert confusable(read(folder)[0], meaning, fewest=9) == ()


def test_a_pair_reads_as_one_line_and_its_questions(folder: Path) -> None:
    pair = next(p for p in confusable(read(folder)[0], meaning, 1) if "exif-remove" in p.topics)
    assert f"    google-remove -> exif-remove: {STRAY}" in str(pair).splitlines()
