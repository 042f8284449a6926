"""Bring a database to this version's schema, from inside the program: nothing to run by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot.store.database import Database, describe
from bot.store.errors import StoreError

SCRIPTS = Path(__file__).parent / "migrations"
DAMAGED = "{name} is damaged or no SQLite database: restore a backup, or move it away"
MIGRATION_LOCK = 0x1B0B07  # any number, the same in all replicas


async def migrate(database: Database) -> None:
    """Check the file, then run the missing migrations in one transaction.

    Raises `StoreError` for a damaged file, a schema newer than this program, and a database that
    does not answer.
    """
    name = describe(database.engine.url)
    try:
        async with database.engine.begin() as connection:
            if not await connection.run_sync(_sound):
                raise StoreError(DAMAGED.format(name=name))
            await connection.run_sync(_upgrade)
    except CommandError:
        raise StoreError(
            f"{name} was written by a newer version of this program:"
            " upgrade the program, or set BOT_DATABASE_URL to another database"
        ) from None
    except (DBAPIError, OSError) as error:
        raise StoreError(sentence(name, error)) from None


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration; the scripts lie in this package."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _sound(connection: Connection) -> bool:
    """Let SQLite read its whole file once; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return True
    verdict: str = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    return verdict == "ok"


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Replicas that start together take turns.
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATION_LOCK})
    command.upgrade(configuration(connection), "head")


def sentence(name: str, error: DBAPIError | OSError) -> str:
    """Say what ails a database that cannot be opened, without its password."""
    origin = getattr(error, "orig", None)
    if type(origin) is sqlite3.DatabaseError:
        return DAMAGED.format(name=name)
    if isinstance(origin, sqlite3.OperationalError) and "locked" in str(origin):
        return f"{name} is locked by another process: stop that one first"
    return (
        f"{name} cannot be opened ({type(origin or error).__name__}):"
        " check BOT_DATABASE_URL, that the server runs and that this user may write there"
    )
