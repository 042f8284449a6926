"""What a whole conversation leaves behind: no token, no words, no names, no ids, no picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.demo.samples import find

QUESTION = "Darf mein Nachbar Wendelin Kasupke mein Foto auf Instagram zeigen?"
FILE_NAME = "Geheimer Garten 4711.jpg"
CAPTION = "Unser Haus in der Tulpengasse"


@pytest.fixture
async def conversation(talk: Any, running_bot: Any) -> tuple[Any, Any]:
    """Mia asks, sends a file and a photo with everything planted in it, presses and forgets."""
    sample = find("PXL_20260704_185412.jpg")
    assert sample is not None
    mia = talk("Mia")
    await mia.ask(QUESTION)
    mia.document(FILE_NAME, sample.data, caption=CAPTION)
    await mia.file()
    await mia.photo(sample.data)
    await mia.file()
    await mia.ask("/language")
    await mia.ask("/mydata")
    await running_bot.stop()
    return sample, mia


def on_disk(folder: Path) -> bytes:
    """Every byte the bot wrote: database, write-ahead log, key, anything else."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_conversation_leaves_no_words_names_or_pictures(
    conversation: tuple[Any, Any], running_bot: Any, tmp_path: Path
) -> None:
    sample, mia = conversation
    left = on_disk(tmp_path) + running_bot.output.encode()
    user_id = mia.person.user["id"]
    secrets = [
        QUESTION.encode(), b"Kasupke", FILE_NAME.encode(), b"Tulpengasse", *sample.planted,
        mia.person.user["first_name"].encode(), str(user_id).encode(),
        user_id.to_bytes(6, "big"),  # as SQLite stores a number of this size
    ]  # fmt: skip
    assert len(left) > 1000
    assert [secret for secret in secrets if secret in left] == []


async def test_the_token_is_nowhere(
    conversation: tuple[Any, Any], running_bot: Any, emulator: Any, tmp_path: Path
) -> None:
    left = on_disk(tmp_path).decode("latin-1") + running_bot.output
    assert emulator.token.split(":")[1] not in left
    assert '"event": "bot.started"' in running_bot.output
