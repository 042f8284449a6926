"""Opening: private files, one sentence a fault, migrations; then forgetting and retention."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, select

from bot.store import Key, Store, StoreError, pseudonym
from bot.store.migrate import configuration
from bot.store.schema import metadata

KEY = Key(b"k" * 64)
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


def file_of(url: str) -> Path:
    return Path(url.split(":///")[1])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def sentence(url: str, *, alone: bool = False) -> str:
    with pytest.raises(StoreError) as raised:
        await Store.open(url, key=KEY, alone=alone)
    return str(raised.value)


@on_sqlite
async def test_the_database_its_log_and_its_folder_are_for_the_owner_alone(
    store: Store, url: str
) -> None:
    await store.counts.add("unsure", "gps", "de")
    path = file_of(url)
    assert mode(path.parent) == 0o700
    assert {mode(file) for file in path.parent.iterdir()} == {0o600}


@on_sqlite
async def test_the_connection_has_the_pragmas_of_a_private_store(store: Store) -> None:
    async with store._database.engine.connect() as connection:
        raw = await connection.get_raw_connection()

        async def pragma(name: str) -> object:
            rows = await raw.driver_connection.execute_fetchall(f"PRAGMA {name}")
            return next(iter(rows))[0]

        found = {
            name: await pragma(name)
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete",
                         "trusted_schema", "busy_timeout")
        }  # fmt: skip
    assert found == {
        "journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "secure_delete": 1,
        "trusted_schema": 0, "busy_timeout": 5000,
    }  # fmt: skip


async def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = await sentence(f"sqlite+aiosqlite:///{tmp_path}/file/bot.sqlite")
    assert "cannot be written" in said
    assert "BOT_DATABASE_URL" in said


@on_sqlite
async def test_a_file_that_is_no_database_is_one_sentence(url: str) -> None:
    file_of(url).parent.mkdir()
    file_of(url).write_bytes(b"this was never a database" * 100)
    assert "damaged" in await sentence(url)


@on_sqlite
async def test_a_damaged_page_is_found_at_start(store: Store, url: str) -> None:
    for number in range(400):
        await store.updates.finish(1, number)
    await store.close()
    content = bytearray(file_of(url).read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    file_of(url).write_bytes(content)
    assert "damaged" in await sentence(url)


@on_sqlite
async def test_a_schema_newer_than_the_program_is_one_sentence(store: Store, url: str) -> None:
    await store.close()
    with sqlite3.connect(file_of(url)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version" in await sentence(url)


async def test_a_server_that_does_not_answer_is_one_sentence_without_its_password() -> None:
    said = await sentence("postgresql+asyncpg://bot:s3cret@127.0.0.1:9/bot")
    assert "cannot be opened" in said
    assert "s3cret" not in said


async def test_opening_twice_keeps_what_is_there(store: Store, reopen) -> None:
    await store.languages.set(5, "de")
    await store.close()
    assert await (await reopen()).languages.get(5) == "de"


def test_the_migrations_make_exactly_the_tables_of_the_schema(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/x.sqlite")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "head")
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_what_an_older_version_finished_is_still_known(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/x.sqlite")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        connection.exec_driver_sql("INSERT INTO finished_updates VALUES (1, 2, '2026-11-25')")
        command.upgrade(configuration(connection), "head")
        rows = connection.exec_driver_sql("SELECT update_id, done FROM updates").all()
    engine.dispose()
    assert rows == [(2, 1)]


@on_postgres
async def test_replicas_that_start_together_migrate_once(url: str) -> None:
    stores = await asyncio.gather(*(Store.open(url, key=KEY) for _ in range(3)))
    await stores[0].counts.add("unsure", "gps", "de")
    assert len(await stores[2].counts.rows()) == 1
    for each in stores:
        await each.close()


@on_sqlite
async def test_a_second_process_with_the_same_file_is_refused_until_the_first_ends(
    url: str,
) -> None:
    first = await Store.open(url, key=KEY, alone=True)
    assert "another process already runs" in await sentence(url, alone=True)
    await first.close()
    second = await Store.open(url, key=KEY, alone=True)
    await second.close()


@on_postgres
async def test_several_processes_may_run_with_postgresql(url: str) -> None:
    stores = [await Store.open(url, key=KEY, alone=True) for _ in range(2)]
    for each in stores:
        await each.close()


async def test_a_question_lies_open_until_it_is_handled(store: Store) -> None:
    await store.questions.add("kann man gps löschen", "de", "gps")
    (question,) = await store.questions.rows()
    assert (question.text, question.lang, question.nearest) == (
        "kann man gps löschen",
        "de",
        "gps",
    )
    await store.questions.done(question.id)
    assert await store.questions.rows() == ()


async def test_counts_add_up_within_a_week_and_begin_anew_in_the_next(store: Store, clock) -> None:
    await store.counts.add("helpful", "gps", "de")
    await store.counts.add("helpful", "gps", "de")
    clock.forward(days=7)
    await store.counts.add("helpful", "gps", "de")
    rows = await store.counts.rows()
    assert [(row.week, row.n) for row in rows] == [("2026-W49", 1), ("2026-W48", 2)]


@pytest.mark.parametrize(
    ("table", "kept"),
    [
        ("updates", {"hours": 24}),
        ("jobs", {"hours": 24}),
        ("languages", {"days": 180}),
        ("editor_questions", {"days": 89.5}),  # their time is kept to the day
    ],
)
async def test_a_row_goes_when_its_time_is_over(
    store: Store, clock, new_job, table: str, kept: dict[str, float]
) -> None:
    await store.updates.finish(1, 2, [new_job()])
    await store.languages.set(5, "de")
    await store.questions.add("wer sieht mein bild", "de", None)
    clock.forward(**kept)
    clock.forward(seconds=-1)
    await store.sweep()
    assert await rows_in(store, table) == 1
    clock.forward(seconds=1)
    await store.sweep()
    assert await rows_in(store, table) == 0


async def test_counts_stay_for_good(store: Store, clock) -> None:
    await store.counts.add("unsure", "gps", "en")
    clock.forward(days=4000)
    assert await store.sweep() == 0
    assert len(await store.counts.rows()) == 1


@on_sqlite
async def test_forgetting_leaves_no_byte_of_a_person_in_any_file(
    store: Store, url: str, new_job
) -> None:
    user = store.job_user(31337)
    await store.updates.finish(1, 2, [new_job(user=user, file_id="BQACAgIAAxkBAAIB")])
    await store.languages.set(31337, "de")
    person = pseudonym(KEY, "language", 0, 31337)
    assert person.encode() in on_disk(url)
    assert await store.forget(31337) == 2
    left = on_disk(url)
    assert person.encode() not in left
    assert user.encode() not in left
    assert b"BQACAgIAAxkBAAIB" not in left


async def test_a_choice_held_in_memory_follows_the_row(store: Store) -> None:
    seen = [await store.languages.get(5)]
    await store.languages.set(5, "de")
    seen.append(await store.languages.get(5))
    await store.languages.set(5, "en")
    seen.append(await store.languages.get(5))
    await store.forget(5)
    seen.append(await store.languages.get(5))
    assert seen == [None, "de", "en", None]


async def test_a_choice_read_while_another_one_is_made_is_not_held(store: Store) -> None:
    read = [store.languages.get(5) for _ in range(3)]
    await asyncio.gather(*read, store.languages.set(5, "de"), store.languages.get(5))
    assert await store.languages.get(5) == "de"


@on_sqlite
async def test_a_choice_in_use_is_read_from_memory(store: Store, monkeypatch) -> None:
    await store.languages.set(5, "de")

    def nothing() -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(store._database, "begin", nothing)
    assert await store.languages.get(5) == "de"


async def test_a_choice_held_in_memory_is_used_also_in_the_database(store: Store, clock) -> None:
    await store.languages.set(5, "de")
    for _ in range(4):
        clock.forward(days=60)
        assert await store.languages.get(5) == "de"
        await store.sweep()


async def test_forgetting_takes_nothing_from_others(store: Store, new_job) -> None:
    await store.languages.set(2, "en")
    await store.updates.finish(1, 2, [new_job(user=store.job_user(2))])
    assert await store.forget(1) == 0
    assert await store.languages.get(2) == "en"
    assert await store.jobs.pending(7) == 1


@on_sqlite
async def test_no_raw_user_id_reaches_the_disk(store: Store, url: str, new_job) -> None:
    await store.languages.set(918273645546372, "de")
    await store.updates.finish(1, 2, [new_job(user=store.job_user(918273645546372))])
    assert b"918273645546372" not in on_disk(url)
    assert (918273645546372).to_bytes(8, "big") not in on_disk(url)


@on_sqlite
async def test_a_database_that_fails_later_is_a_store_error(store: Store, url: str) -> None:
    await store.close()
    file_of(url).write_bytes(b"overwritten by somebody else" * 50)
    with pytest.raises(StoreError, match="did not answer"):
        await store.updates.finish(1, 2)


async def rows_in(store: Store, table: str) -> int:
    counting = select(func.count()).select_from(metadata.tables[table])
    async with store._database.begin() as connection:
        return int((await connection.execute(counting)).scalar_one())


def on_disk(url: str) -> bytes:
    return b"".join(file.read_bytes() for file in file_of(url).parent.iterdir())
