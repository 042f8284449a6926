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
        ("BOT_PICTURES_PER_HOUR", "many", "BOT_PICTURES_PER_HOUR: give a whole number"),
        ("BOT_OWNER_IDS", "me", "BOT_OWNER_IDS: give Telegram user ids"),
        ("BOT_PICTURES_PER_HOUR", "0", "BOT_PICTURES_PER_HOUR: give 1 or more"),
        ("BOT_LISTEN", "8080", "BOT_LISTEN: give host:port"),
        ("BOT_LISTEN", "127.0.0.1:99999", "BOT_LISTEN: give host:port"),
        ("BOT_REDIS_URL", "nonsense", "BOT_REDIS_URL: give redis://"),
        ("BOT_SANDBOX", "maybe", "BOT_SANDBOX: give one of 'on' or 'off'"),
        ("BOT_LOG_LEVEL", "LOUD", "BOT_LOG_LEVEL: give one of"),
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


def test_a_dotenv_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env here cannot be read \(not UTF-8 text\)"):
        settings.load()


@pytest.mark.parametrize(
    "url", ["redis://127.0.0.1:6379", "valkeys://user:word@cache.test:6380/2", "redis://cache/0"]
)
def test_a_server_for_shared_limits_is_taken(url: str) -> None:
    assert settings.load(redis_url=url).redis_url == url


def test_a_misspelled_variable_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOT_QUESTION_PER_MINUTE", "5")
    monkeypatch.setenv("BOT_NAME", "of something else")
    (tmp_path / ".env").write_text("BOT_TOKNE=x\n")
    assert settings.misspelled() == {
        "BOT_QUESTION_PER_MINUTE": "BOT_QUESTIONS_PER_MINUTE",
        "BOT_TOKNE": "BOT_TOKEN",
    }


def test_a_knowledge_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BOT_KNOWLEDGE_DIR is no folder"):
        settings.load(knowledge_dir=tmp_path / "nowhere").knowledge()


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
