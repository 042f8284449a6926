"""The operator's list of addresses: makes its lines, so that the address itself stands nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot import Mendable, why
from bot.moderation.addresses import Entry, ListError, digest, kind_of, parse_list
from bot.moderation.hosts import named, parse
from bot.moderation.reach import is_shared

REASON = "nudify-listed-address"


def line(address: str, *, today: date, salt: str = "") -> str:
    """Return the line that lists an address: a link, a host, or a Telegram @name.

    Raises `Mendable` where it leads nowhere, or to a platform whose links say nothing.
    """
    found = named(address) if address.startswith("@") else parse(address)
    if found is None:
        raise Mendable(f"{address!r} is no address: give a host, a link, or a Telegram @name")
    if is_shared(found):
        raise Mendable(f"{address} belongs to a large platform or a host that many people share")
    return str(Entry(digest(found.key, salt), kind_of(found.key), REASON, today))


def salt_of(file: Path | None) -> str:
    """Return the salt of a list that is there, "" where there is none."""
    if file is None or not file.exists():
        return ""
    try:
        return parse_list(file.read_text(encoding="utf-8")).salt
    except (OSError, UnicodeDecodeError) as error:
        raise Mendable(f"BOT_BLOCKLIST_FILE {file} cannot be read: {why(error)}") from None
    except ListError as error:
        raise Mendable(f"BOT_BLOCKLIST_FILE {file} is no list: {error}") from None
