"""Fetches a file into memory, counting bytes: the size a message claims may lie."""

from __future__ import annotations

import aiohttp
from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot.chat.limits import DOWNLOAD_BYTES
from bot.delivery.client import session_of
from bot.images.results import Reason

CHUNK = 65_536
PATIENCE = aiohttp.ClientTimeout(total=60.0)  # seconds


class TooLargeError(Exception):
    """The file is over what a bot may download."""

    reason = Reason.TOO_LARGE


class GoneError(Exception):
    """Telegram does not hand the file out any more."""


async def download(bot: Bot, file_id: str, limit: int = DOWNLOAD_BYTES) -> bytes:
    """Return a file's bytes, at most `limit` of them.

    Raises `TooLargeError`, `GoneError`, or `NetworkError` where a later attempt may succeed.
    """
    try:
        file = await bot.get_file(file_id)
    except BadRequest as error:
        raise (TooLargeError if "too big" in str(error) else GoneError) from None
    try:
        return await _read(bot, file.file_path or "", limit)
    except (aiohttp.ClientError, TimeoutError):
        raise NetworkError(
            "a file could not be downloaded"
        ) from None  # the address holds the token


async def _read(bot: Bot, address: str, limit: int) -> bytes:
    async with (
        session_of(bot) as session,
        session.get(address, timeout=PATIENCE, allow_redirects=False) as answer,
    ):
        if answer.status in {400, 404, 410}:
            raise GoneError
        answer.raise_for_status()
        data = bytearray()
        async for chunk in answer.content.iter_chunked(CHUNK):
            data += chunk
            if len(data) > limit:
                raise TooLargeError
        return bytes(data)
