"""Pseudonyms: truncated HMAC-SHA256 of purpose, chat and user under a key file of its own.

A Telegram id has about ten digits, so a plain hash of it is undone in seconds; without the key a
pseudonym is not. The purpose and the chat go in, so that rows of different tables and groups
cannot be joined. The key file is neither in the database nor in its backup.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Self

from bot.store.errors import StoreError

PSEUDONYM_BYTES = 16
SHORTEST_KEY = 32  # characters: 128 bits in hex


class Key(bytes):
    """The key in force; `previous` still reads what was written under the one before it."""

    previous: bytes | None

    def __new__(cls, current: bytes, previous: bytes | None = None) -> Self:
        """Hold both keys; as bytes it is the one in force."""
        key = super().__new__(cls, current)
        key.previous = previous
        return key


def pseudonym(key: bytes, purpose: str, chat_id: int, user_id: int) -> str:
    """Return 32 hex digits that stand for a person, for one purpose in one chat (0 = any)."""
    message = f"{purpose}\0{chat_id}\0{user_id}".encode()
    return hmac.digest(key, message, hashlib.sha256)[:PSEUDONYM_BYTES].hex()


def pseudonyms(key: bytes, purpose: str, chat_id: int, user_id: int) -> tuple[str, ...]:
    """Return the pseudonym in force, then the one under the previous key where there is one."""
    previous = getattr(key, "previous", None)
    keys = (key,) if previous is None else (key, previous)
    return tuple(pseudonym(each, purpose, chat_id, user_id) for each in keys)


def load_or_make_key(path: Path) -> Key:
    """Read the key file, or make it with mode 0600; raises `StoreError` with one sentence.

    The first line is the key in force; a second one is the previous key, still accepted for
    reading. Each has at least 32 characters, random ones.
    """
    try:
        if not path.exists():
            _make(path)
        lines = path.read_bytes().split()
    except OSError as error:
        raise StoreError(
            f"the key file {path} can be neither read nor made ({error.strerror}):"
            " set BOT_KEY_FILE to a file in a folder that this user may write, and for a database"
            " beside it BOT_DATABASE_URL too"
        ) from None
    if not 1 <= len(lines) <= 2 or min(map(len, lines)) < SHORTEST_KEY:
        raise StoreError(
            f"the key file {path} must hold one random key of at least {SHORTEST_KEY} characters,"
            " and at most the previous one on a second line"
        )
    return Key(*lines)


def _make(path: Path) -> None:
    """Write a new key whole or not at all; another process that was faster wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
