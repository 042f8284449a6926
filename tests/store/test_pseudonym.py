"""Pseudonyms and their key file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.store import Key, Store, StoreError, load_or_make_key, pseudonym

OLD, NEW = b"o" * 64, b"n" * 64


def test_a_pseudonym_is_sixteen_bytes_in_hex() -> None:
    assert len(bytes.fromhex(pseudonym(OLD, "language", 0, 42))) == 16


def test_key_purpose_chat_and_user_each_make_another_pseudonym() -> None:
    made = {
        pseudonym(OLD, "language", 0, 42),
        pseudonym(NEW, "language", 0, 42),
        pseudonym(OLD, "job", 0, 42),
        pseudonym(OLD, "language", 4, 42),
        pseudonym(OLD, "language", 4, 2),
        pseudonym(OLD, "language", 42, 0),
    }
    assert len(made) == 6


def test_a_made_key_is_private_random_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.key"
    key = load_or_make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["bot.key"]
    assert load_or_make_key(path) == key
    assert load_or_make_key(tmp_path / "other.key") != key


def test_a_second_line_is_the_previous_key(tmp_path: Path) -> None:
    (tmp_path / "bot.key").write_bytes(NEW + b"\n" + OLD + b"\n")
    key = load_or_make_key(tmp_path / "bot.key")
    assert (bytes(key), key.previous) == (NEW, OLD)


@pytest.mark.parametrize("content", [b"", b"too short\n", b"\n".join([OLD, NEW, OLD])])
def test_a_key_file_of_the_wrong_shape_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bot.key").write_bytes(content)
    with pytest.raises(StoreError, match="one random key"):
        load_or_make_key(tmp_path / "bot.key")


def test_a_key_file_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="BOT_KEY_FILE"):
        load_or_make_key(tmp_path / "file" / "bot.key")


async def test_a_choice_under_the_previous_key_is_still_read(reopen) -> None:
    await (await reopen(OLD)).languages.set(5, "de")
    assert await (await reopen(Key(NEW, OLD))).languages.get(5) == "de"
    assert await (await reopen(NEW)).languages.get(5) is None


async def test_a_choice_moves_to_the_key_in_force_when_it_is_made_again(reopen) -> None:
    await (await reopen(OLD)).languages.set(5, "de")
    await (await reopen(Key(NEW, OLD))).languages.set(5, "en")
    assert await (await reopen(NEW)).languages.get(5) == "en"
    assert await (await reopen(OLD)).languages.get(5) is None


async def test_forgetting_reaches_the_previous_key_too(reopen) -> None:
    await (await reopen(OLD)).languages.set(5, "de")
    assert await (await reopen(Key(NEW, OLD))).forget(5) == 1


async def test_reading_a_language_keeps_it_alive(store: Store, clock) -> None:
    await store.languages.set(5, "de")
    clock.forward(days=170)
    assert await store.languages.get(5) == "de"
    clock.forward(days=170)
    await store.sweep()
    assert await store.languages.get(5) == "de"
