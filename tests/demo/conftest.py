"""A started emulator and clients of it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable

import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.emulator import Emulator
from bot.demo.emulator.world import MIA


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """An emulator on a free port in which everybody has started the bot."""
    async with Emulator() as started:
        started.world.chats.started.update(started.world.chats.people)
        yield started


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    """python-telegram-bot as the emulator's client."""
    client = Bot(
        emulator.token,
        base_url=f"{emulator.url}/bot",
        base_file_url=f"{emulator.url}/file/bot",
        get_updates_request=HTTPXRequest(connection_pool_size=4),
    )
    async with client:
        yield client


@pytest.fixture
def mia() -> int:
    """The chat with Mia."""
    return MIA


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """Draw a picture in any format, with Pillow's options for saving."""

    def draw(form: str = "PNG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", size, "teal").save(out, form, **options)
        return out.getvalue()

    return draw
