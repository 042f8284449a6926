"""Settings from the environment or a `.env` file: the only module that reads the environment.

A bad or missing setting becomes one `SettingsError` that names variable, problem and fix.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
)

from bot import Mendable, why

TOKEN_SHAPE = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,}")
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")
SERVER_SHAPE = re.compile(r"(redis|valkey)s?://[^/?#\s]+(/\d*)?(\?\S*)?")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PORTS = range(65_536)
# Our own words for what pydantic says of a value, by its kind of error.
WORDS = {
    "int_parsing": "give a whole number",
    "float_parsing": "give a number",
    "greater_than_equal": "give {ge:g} or more",
    "literal_error": "give one of {expected}",
}
PACKAGE = Path(__file__).parent


class SettingsError(Mendable):
    """A bad or missing setting."""


class Settings(BaseSettings):
    """Everything an operator can set; the manual is docs/operating.md."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    token_file: Path | None = None
    api_url: str = "https://api.telegram.org"
    database_url: str = ""
    redis_url: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str | None = None
    send_rate: float = Field(default=30.0, ge=0)
    pictures_per_hour: int = Field(default=60, ge=1)
    questions_per_minute: int = Field(default=20, ge=1)
    knowledge_dir: Path | None = None
    key_file: Path | None = None
    operator_contact: str | None = None
    owner_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    heartbeat_file: Path | None = None
    blocklist_file: Path | None = None
    sandbox: Literal["on", "off"] = "on"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] | None = None

    @field_validator("owner_ids", mode="before")
    @classmethod
    def split_ids(cls, value: Any) -> Any:
        """Accept `123, 456`."""
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[,\s]+", value) if part]
        if not all(part.isdigit() for part in parts):
            raise ValueError("give Telegram user ids as numbers, separated by commas")
        return frozenset(int(part) for part in parts)

    @field_validator("log_level", mode="before")
    @classmethod
    def upper(cls, value: Any) -> Any:
        """Accept `info`."""
        return value.upper() if isinstance(value, str) else value

    @field_validator("api_url")
    @classmethod
    def check_api_url(cls, value: str) -> str:
        """Take an http(s) root without its trailing slash."""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("give an address such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str) -> str:
        """Take SQLite and PostgreSQL only."""
        if value and not re.match(r"(sqlite|postgresql|postgres)(\+\w+)?://", value):
            raise ValueError("give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("redis_url")
    @classmethod
    def check_redis_url(cls, value: str | None) -> str | None:
        """Take Valkey and Redis only."""
        if value is not None and not SERVER_SHAPE.fullmatch(value):
            raise ValueError("give redis://HOST:PORT/0, or rediss:// with TLS")
        return value

    @field_validator("listen")
    @classmethod
    def check_listen(cls, value: str | None) -> str | None:
        """Take `host:port`."""
        shape = re.fullmatch(r"\S+:(\d{1,5})", value or "")
        if value is not None and (shape is None or int(shape[1]) not in PORTS):
            raise ValueError("give host:port, for example 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def check_together(self) -> Self:
        """Check the settings that need each other."""
        if self.webhook_url:
            parts = urlsplit(self.webhook_url)
            if parts.scheme != "https" and not (
                parts.scheme == "http" and parts.hostname in LOOPBACK
            ):
                raise ValueError("BOT_WEBHOOK_URL must be https (http only on loopback)")
            secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
            if not SECRET_SHAPE.fullmatch(secret):
                raise ValueError(
                    "BOT_WEBHOOK_SECRET is required with BOT_WEBHOOK_URL:"
                    " 1 to 256 letters, digits, _ or -"
                )
        if self.database_url.startswith("postgres") and self.key_file is None:
            raise ValueError(
                "BOT_KEY_FILE is required with PostgreSQL: a file with a random key,"
                " the same for all replicas"
            )
        return self

    def bot_token(self) -> str:
        """Return the token, from BOT_TOKEN or the file BOT_TOKEN_FILE; raises `SettingsError`."""
        token = self.token.get_secret_value() if self.token else self._token_from_file()
        if not TOKEN_SHAPE.fullmatch(token):
            raise SettingsError(
                "BOT_TOKEN does not look like a token from @BotFather"
                " (digits, a colon, letters): copy it again"
            )
        return token

    def _token_from_file(self) -> str:
        if self.token_file is None:
            raise SettingsError(
                "BOT_TOKEN is not set: get a token from @BotFather and set BOT_TOKEN or"
                " BOT_TOKEN_FILE, or try `image-privacy-bot demo`, which needs none"
            )
        try:
            return self.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"BOT_TOKEN_FILE cannot be read ({why(error)}): check the path and its permissions"
            ) from None

    def database(self) -> str:
        """Return the SQLAlchemy URL with its async driver."""
        url = self.database_url or f"sqlite:///{data_directory() / 'bot.sqlite'}"
        scheme, rest = url.split("://", 1)
        driver = "sqlite+aiosqlite" if scheme.startswith("sqlite") else "postgresql+asyncpg"
        return f"{driver}://{rest}"

    def pseudonym_key_file(self) -> Path:
        """Return where the key of the pseudonyms lies: set, or beside the database."""
        if self.key_file is not None:
            return self.key_file
        path = self.database().split(":///", 1)[1].split("?")[0]
        return Path(path).with_suffix(".key") if path else data_directory() / "bot.key"

    def knowledge(self) -> Path:
        """Return the knowledge folder: the operator's, the wheel's, or the checkout's.

        Raises `SettingsError` where the operator's is none.
        """
        if self.knowledge_dir is not None:
            if not self.knowledge_dir.is_dir():
                raise SettingsError("BOT_KNOWLEDGE_DIR is no folder: check the path")
            return self.knowledge_dir
        packaged = PACKAGE / "_knowledge"
        return packaged if packaged.is_dir() else PACKAGE.parent / "knowledge"


def data_directory() -> Path:
    """Return the user's data directory for this bot; it is made when something is written."""
    return user_data_path("image-privacy-bot")


def load(**overrides: Any) -> Settings:
    """Read the settings; raises `SettingsError` with one sentence a fault."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(fault) for fault in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the file .env here cannot be read ({why(error)}): mend it, or start elsewhere"
        ) from None


def misspelled() -> dict[str, str]:
    """Return variables that are no setting but nearly one, each with the one it looks like."""
    known = [f"bot_{name}" for name in Settings.model_fields]
    given = {*EnvSettingsSource(Settings).env_vars, *DotEnvSettingsSource(Settings).env_vars}
    near = {name: get_close_matches(name, known, 1, 0.85) for name in given - set(known)}
    return {name.upper(): found[0].upper() for name, found in sorted(near.items()) if found}


def _sentence(fault: Any) -> str:
    """Name the variable and the problem, never the value: it may be a secret."""
    words = WORDS.get(fault["type"])
    problem = words.format(**fault.get("ctx", {})) if words else str(fault["msg"])
    problem = problem.removeprefix("Value error, ")
    where = "_".join(str(part) for part in fault["loc"][:1]).upper()
    return f"BOT_{where}: {problem}" if where else problem
