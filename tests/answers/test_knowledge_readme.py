"""What knowledge/README.md tells editors to do works as it is written there."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.answers import check
from bot.answers.entries import read
from bot.answers.schema import Topic

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
README = (KNOWLEDGE / "README.md").read_text("utf-8")
TODAY = date(2026, 11, 25)
WHERE = "rights-and-law.yaml"


def today() -> date:
    return TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in KNOWLEDGE.iterdir():
        if path.suffix in {".yaml", ".txt", ".sha256"}:
            shutil.copy(path, tmp_path)
    return tmp_path


def example() -> str:
    return README.split("```yaml\n- id: ", 1)[1].split("```", 1)[0]


def test_the_example_is_a_sound_entry(folder: Path) -> None:
    with (folder / WHERE).open("a", encoding="utf-8") as file:
        file.write(f"- id: {example()}")
    assert "photo-on-mug" in read(folder)[0].topics
    assert [str(fault) for fault in check(folder, strict=True, today=today)] == []


def test_every_field_is_explained() -> None:
    table = README.split("## The fields", 1)[1].split("##", 1)[0]
    named = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    fields = {*Topic.model_fields, *Topic.model_fields["de"].annotation.model_fields}  # type: ignore[union-attr]
    assert fields - named <= {"de", "en", "reviewed", "review_by"}
    assert named <= fields
