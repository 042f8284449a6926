"""The comparison claims nothing without a test: every test it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "comparison.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_every_test_that_is_named_exists(path, name):
    assert f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_every_row_that_has_something_names_its_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    claims = [row for row in rows if re.search(r"\| yes[, |]", row)]
    assert claims
    assert [row for row in claims if "tests/" not in row] == []
