"""A look at the database that changes nothing: for `image-privacy-bot doctor`."""

from __future__ import annotations

from dataclasses import dataclass

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot.store import database as databases
from bot.store.errors import StoreError
from bot.store.migrate import configuration, sentence


@dataclass(frozen=True, slots=True)
class Inspected:
    """How far the schema is: `revision` is None where no table was made yet."""

    revision: str | None
    pending: int
    known: bool


async def inspect(url: str) -> Inspected:
    """Open the database at an SQLAlchemy URL, write to it and take the write back.

    Raises `StoreError` with one sentence where it does not answer or cannot be written. An SQLite
    file that is missing would be made: look first.
    """
    database = databases.connect(url)
    try:
        async with database.engine.connect() as connection:
            inspected = await connection.run_sync(_inspected)
            await connection.execute(text("CREATE TABLE doctor_was_here (n INTEGER)"))
            await connection.rollback()
            return inspected
    except (DBAPIError, OSError) as error:
        raise StoreError(sentence(databases.describe(database.engine.url), error)) from None
    finally:
        await database.close()


def _inspected(connection: Connection) -> Inspected:
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(configuration())
    revisions = [each.revision for each in scripts.walk_revisions()]  # newest first
    if revision is None:
        return Inspected(None, len(revisions), known=True)
    if revision not in revisions:
        return Inspected(revision, 0, known=False)
    return Inspected(revision, revisions.index(revision), known=True)
