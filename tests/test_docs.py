"""The manual is true: every setting and every command stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_manual(name: str) -> None:
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert f"| `BOT_{name.upper()}` |" in manual


def test_the_manual_names_no_setting_that_does_not_exist() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `BOT_(\w+)`", manual, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("command", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", ["privacy.md", "threat-model.md"])
def test_every_promise_names_tests_that_exist(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w./]*)(?:::(\w+))?`", text)
    assert named
    assert [each for each in named if not exists(*each)] == []


def exists(path: str, test: str) -> bool:
    """Tell whether there is such a file or folder, and in the file the test that is named."""
    found = ROOT / path
    return found.exists() and (not test or f"def {test}(" in found.read_text(encoding="utf-8"))


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))


def test_the_packages_of_the_architecture_page_exist() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tree = page.split("```")[1]
    named = set(re.findall(r"^  (\w+)/ ", tree, re.MULTILINE))
    found = {p.name for p in (ROOT / "bot").iterdir() if (p / "__init__.py").exists()}
    assert named == found
