"""Logs: an allow list of keys, no token, no words of people, also from third parties."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot import log

TOKEN = "987654321:" + "AbC-_" * 7


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_an_event_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    log.event("picture.cleaned", ms=12, format="jpeg")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["ms"], line["format"]) == ("picture.cleaned", 12, "jpeg")


def test_a_key_that_is_not_allowed_fails_in_tests() -> None:
    log.configure("INFO", "json")
    with pytest.raises(ValueError, match="chat_id"):
        log.event("x", chat_id=5)


def test_a_key_that_is_not_allowed_is_dropped_in_production(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "STRICT", False)
    log.configure("INFO", "json")
    log.event("x", text="a person's words")
    assert "words" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "telegram.ext", "aiohttp.access"])
def test_third_parties_are_silent_below_warning(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    log.configure("DEBUG", "json")
    logging.getLogger(name).info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["json", "console"])
def test_of_a_librarys_warning_only_the_place_is_told(
    capsys: pytest.CaptureFixture[str], form: Literal["json", "console"]
) -> None:
    log.configure("INFO", form)
    logging.getLogger("anything").warning("failed: https://x/bot%s/getMe by Mia", TOKEN)
    written = capsys.readouterr().err
    assert "anything test_log.py" in written
    assert TOKEN not in written
    assert "Mia" not in written


def test_an_exception_is_told_by_class_alone(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    error = RuntimeError(f"https://x/bot{TOKEN}/sendMessage of Mia")
    logging.getLogger("anything").error("failed for Mia", exc_info=error)
    written = capsys.readouterr().err
    assert "RuntimeError" in written
    assert "Mia" not in written
    assert TOKEN not in written


def test_an_unreadable_update_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("DEBUG", "json")
    logging.getLogger("telegram.Bot").critical("Received data was: %r", {"text": "Mia's words"})
    assert "Mia" not in capsys.readouterr().err
