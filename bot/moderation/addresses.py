"""Hashed lists of addresses: they ship empty, grow by admins' hands, and name nobody.

A line of the file is `DIGEST KIND REASON DATE`; the first line may be `salt SALT`. The digest is
SHA-256 over `bot-block:v1:` and a key (bot.moderation.hosts), with the salt of the list between
them: a list cannot be read, though whoever has a guess can check it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

LIFETIME: Final = timedelta(days=180)
"""How long an entry counts unless it is hit again: addresses change hands."""

_LINE: Final = re.compile(
    r"(?P<digest>[0-9a-f]{64}) (?P<kind>\w+) (?P<reason>[a-z-]+) (?P<added>\d{4}-\d\d-\d\d)"
)


class Kind(StrEnum):
    """What an entry stands for."""

    HOST = "host"
    TELEGRAM = "telegram"
    INVITE = "invite"
    NAME = "name"


class ListError(ValueError):
    """A line of a list is not of its form; the message says which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed address: of which kind, why it is listed, and since when."""

    digest: str
    kind: Kind
    reason: str
    added: date

    def __str__(self) -> str:
        return f"{self.digest} {self.kind} {self.reason} {self.added.isoformat()}"


@dataclass(frozen=True, slots=True)
class AddressList:
    """Entries by digest, all hashed with one salt (a group's own; "" for the operator's file)."""

    salt: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, keys: Iterable[str]) -> Entry | None:
        """Return the entry of the first of `keys` that is listed."""
        if not self.entries:
            return None
        digests = (digest(key, self.salt) for key in keys)
        return next((self.entries[each] for each in digests if each in self.entries), None)

    def add(self, key: str, *, reason: str, today: date) -> AddressList:
        """Return this list with `key`; one that is listed already counts as hit again."""
        entry = Entry(digest(key, self.salt), kind_of(key), reason, today)
        return AddressList(self.salt, {**self.entries, entry.digest: entry})

    def remove(self, key: str) -> AddressList:
        """Return this list without `key`."""
        gone = digest(key, self.salt)
        return AddressList(self.salt, {d: e for d, e in self.entries.items() if d != gone})

    def as_of(self, today: date) -> AddressList:
        """Return the entries that have not expired."""
        kept = {d: e for d, e in self.entries.items() if today - e.added <= LIFETIME}
        return AddressList(self.salt, kept)

    def holds(self, kind: Kind) -> bool:
        """Tell whether an entry of `kind` is listed."""
        return any(entry.kind is kind for entry in self.entries.values())

    def __str__(self) -> str:
        head = [f"salt {self.salt}"] if self.salt else []
        return "".join(f"{line}\n" for line in [*head, *map(str, self.entries.values())])


@dataclass(frozen=True, slots=True)
class AddressLists:
    """Every list that counts in one group: what is blocked, and what is allowed above all."""

    blocked: tuple[AddressList, ...] = ()
    allowed: tuple[AddressList, ...] = ()

    def blocks(self, keys: Iterable[str]) -> Entry | None:
        """Return the entry that blocks one of `keys`, unless one of them is allowed."""
        keys = tuple(keys)
        if self.allows(keys):
            return None
        return next(filter(None, (each.find(keys) for each in self.blocked)), None)

    def allows(self, keys: Iterable[str]) -> bool:
        """Tell whether one of `keys` is on an allow list."""
        keys = tuple(keys)
        return any(each.find(keys) for each in self.allowed)

    def hold_names(self) -> bool:
        """Tell whether names of services are listed, for which words would have to be hashed."""
        return any(each.holds(Kind.NAME) for each in self.blocked)


NO_LISTS: Final = AddressLists()


def digest(key: str, salt: str = "") -> str:
    """SHA-256 of a key as 64 hexadecimal digits; see the module for the form."""
    salted = f"{salt}:{key}" if salt else key
    return sha256(f"bot-block:v1:{salted}".encode()).hexdigest()


def kind_of(key: str) -> Kind:
    """What a key stands for, by its prefix."""
    prefixes = {"tg:": Kind.TELEGRAM, "tg+:": Kind.INVITE, "name:": Kind.NAME}
    return next((kind for prefix, kind in prefixes.items() if key.startswith(prefix)), Kind.HOST)


def parse_list(text: str) -> AddressList:
    """Read the file form; raise `ListError` with the number of a line that is not of it."""
    lines = text.splitlines()
    salt = lines[0].removeprefix("salt ").strip() if text.startswith("salt ") else ""
    found = [_entry(n, line) for n, line in enumerate(lines, 1) if line.strip()][bool(salt) :]
    return AddressList(salt, {entry.digest: entry for entry in found if entry})


def _entry(number: int, line: str) -> Entry | None:
    if number == 1 and line.startswith("salt "):
        return None
    hit = _LINE.fullmatch(line.strip())
    try:
        if hit:
            added = date.fromisoformat(hit["added"])
            return Entry(hit["digest"], Kind(hit["kind"]), hit["reason"], added)
    except ValueError:
        pass
    raise ListError(f"line {number} is not `DIGEST KIND REASON DATE`")
