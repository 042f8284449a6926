"""One picture: downloaded into memory, examined in the sandbox, gone when this returns."""

from __future__ import annotations

import asyncio
from typing import Literal

from telegram import Bot

from bot import log
from bot.chat.download import GoneError, TooLargeError, download
from bot.chat.reports import Item
from bot.chat.services import Services
from bot.images.results import Examined, Options, Reason, Refused
from bot.places import placed

BOTH = Options()


async def examine(
    bot: Bot,
    services: Services,
    file_id: str,
    kind: Literal["photo", "document"],
    options: Options = BOTH,
) -> Item:
    """Fetch a file and say what came of it.

    Raises `NetworkError` where a later attempt may succeed.
    """
    begun = services.clock()
    try:
        data = await download(bot, file_id)
    except TooLargeError:
        return Item(kind, _refused(Reason.TOO_LARGE))
    except GoneError:
        return Item(kind, _refused(Reason.UNREADABLE), hint="refused-gone")
    examined = await services.sandbox.examine(data, options)
    examined = await asyncio.to_thread(placed, examined)  # the first look-up reads a file
    seconds = (services.clock() - begun).total_seconds()
    item = Item(kind, examined, hint(data, examined), begun, seconds)
    log.event(
        "picture.examined",
        result="refused" if item.refused else "cleaned",
        reason=item.refused.reason.value if item.refused else None,
        bytes=len(data),
        ms=round(seconds * 1000),
    )
    return item


def hint(data: bytes, examined: Examined) -> str | None:
    """Name a better sentence for a refused file that is no picture at all."""
    match examined.report:
        case Refused(reason=Reason.NOT_AN_IMAGE | Reason.UNSUPPORTED, format=None):
            return _hint_by_signature(data)
        case _:
            return None


def _hint_by_signature(data: bytes) -> str | None:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "refused-pdf"
    if data[4:8] == b"ftyp" or data.startswith((b"\x1aE\xdf\xa3", b"RIFF")):
        return "refused-video"
    return None


def _refused(reason: Reason) -> Examined:
    return Examined(Refused(reason), Refused(reason))
