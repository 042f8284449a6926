"""What an operator has to mend ends the start with one sentence, and leaves nothing open."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.demo.emulator import Emulator
from bot.settings import Settings, SettingsError, load


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """The Bot API on a free port."""
    async with Emulator() as started:
        yield started


@pytest.fixture
def settings(emulator: Emulator, tmp_path: Path) -> Settings:
    """A bot without a sandbox, which is not what is tried here."""
    return load(
        token=emulator.token,
        api_url=emulator.url,
        database_url=f"sqlite:///{tmp_path / 'bot.sqlite'}",
        sandbox="off",
    )


@pytest.fixture
def taken() -> Iterator[str]:
    """An address that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(autouse=True)
def no_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers take seconds to load and have no part in this."""
    monkeypatch.setattr(app, "load_engine", lambda _: Nothing())
    monkeypatch.setattr(app, "second_look", lambda: None)


class Nothing:
    """Stands for the answers."""


async def changed(settings: Settings, **values: Any) -> None:
    await app.run(settings.model_copy(update=values))


async def test_a_refused_token_is_one_sentence_and_leaves_no_connection_open(
    settings: Settings,
) -> None:
    other = load(token="123456:" + "A" * 35).token
    with pytest.raises(SettingsError, match="Telegram refuses BOT_TOKEN"):
        await changed(settings, token=other)  # what stays open warns, and warnings are errors


async def test_a_taken_port_is_one_sentence(settings: Settings, taken: str) -> None:
    with pytest.raises(SettingsError, match=r"BOT_LISTEN cannot be used: Address already in use$"):
        await changed(settings, listen=taken)


async def test_a_list_of_addresses_that_is_not_there_is_one_sentence(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="BOT_BLOCKLIST_FILE cannot be read \\(No such file"):
        await changed(settings, blocklist_file=tmp_path / "nowhere")
