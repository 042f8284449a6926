"""Settings: one clear sentence for what is wrong, and never the secret itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, SettingsError

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default_but_the_token() -> None:
    loaded = settings.load()
    assert loaded.api_url == "https://api.telegram.org"
    with pytest.raises(SettingsError, match="BOT_TOKEN is not set"):
        loaded.bot_token()


def test_the_token_is_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "token"))
    assert settings.load().bot_token() == TOKEN


def test_a_missing_token_file_is_named_as_the_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN_FILE", "/nowhere/token")
    with pytest.raises(SettingsError, match="BOT_TOKEN_FILE cannot be read"):
        settings.load().bot_token()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BOT_API_URL", "telegram", "BOT_API_URL: give an address"),
        ("BOT_DATABASE_URL", "mysql://x", "BOT_DATABASE_URL: give sqlite"),
        ("BOT_SEND_RATE", "-1", "BOT_SEND_RATE"),
        ("BOT_PICTURES_PER_HOUR", "many", "BOT_PICTURES_PER_HOUR"),
        ("BOT_OWNER_IDS", "me", "BOT_OWNER_IDS: give Telegram user ids"),
        ("BOT_LISTEN", "8080", "BOT_LISTEN: give host:port"),
        ("BOT_SANDBOX", "maybe", "BOT_SANDBOX"),
        ("BOT_LOG_LEVEL", "LOUD", "BOT_LOG_LEVEL"),
        ("BOT_WEBHOOK_URL", "http://example.org/x", "must be https"),
        ("BOT_WEBHOOK_URL", "https://example.org/x", "BOT_WEBHOOK_SECRET is required"),
        ("BOT_DATABASE_URL", "postgresql://u:p@h/d", "BOT_KEY_FILE is required"),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=sentence):
        settings.load()


def test_a_bad_value_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "wrong-secret-value")
    with pytest.raises(SettingsError) as caught:
        settings.load().bot_token()
    assert "wrong-secret-value" not in str(caught.value)


def test_owner_ids_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_OWNER_IDS", "12, 34")
    assert settings.load().owner_ids == {12, 34}


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_SEND_RATE=7\n")
    assert settings.load().send_rate == 7


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:////tmp/x.sqlite", "sqlite+aiosqlite:////tmp/x.sqlite"),
        ("sqlite+pysqlite:////tmp/x.sqlite", "sqlite+aiosqlite:////tmp/x.sqlite"),
    ],
)
def test_the_database_url_gets_its_async_driver(url: str, driver: str) -> None:
    assert settings.load(database_url=url).database() == driver


def test_the_key_lies_beside_the_database() -> None:
    loaded = settings.load(database_url="sqlite:////data/bot.sqlite")
    assert loaded.pseudonym_key_file() == Path("/data/bot.key")


def test_the_shipped_knowledge_is_the_default() -> None:
    assert settings.load().knowledge().name in {"knowledge", "_knowledge"}
