"""Fixtures every test may use: strict log keys, the study data beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import log

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def strict_log_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event with a key that is not on the allow list fails its test."""
    monkeypatch.setattr(log, "STRICT", True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The study data beside the checkout; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the study data is not beside this checkout")
    return folder
