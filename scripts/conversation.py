"""One person who sends and waits: what soak and benchmark are made of."""

from __future__ import annotations

import io
from functools import cache
from typing import Any, Final

import piexif
from PIL import Image

from bot.demo.emulator import Emulator
from scripts.crowd import newcomer

PATIENCE: Final = 60.0  # seconds
# Side of a square drawn as noise that a JPEG of so many megabytes holds, at quality 80.
SIDES: Final = {0.2: 600, 3.0: 2300}


class Asker:
    """Somebody in a private chat who waits for each reply before they go on."""

    def __init__(self, emulator: Emulator, number: int) -> None:
        self._emulator = emulator
        self._person = newcomer(emulator, number)
        chat_id = self._person.chat_id
        self._heard = emulator.listen(
            lambda event: (
                event["type"] == "message"
                and event["chat_id"] == chat_id
                and event["message"]["from"]["is_bot"]
            )
        )

    async def ask(self, text: str) -> None:
        """Write and wait for the answer; raises `TimeoutError`."""
        await self._reply_to(self._person.write(text), "text")

    async def clean(self, data: bytes) -> None:
        """Send a file and wait for a file; raises `TimeoutError`."""
        sent = self._person.send_document("picture.jpg", data, kind="image/jpeg")
        await self._reply_to(sent, "document")

    async def _reply_to(self, sent: dict[str, Any], content: str) -> None:
        def wanted(event: dict[str, Any]) -> bool:
            message = event["message"]
            replied = message.get("reply_to_message", {}).get("message_id")
            return content in message and bool(replied == sent["message_id"])

        await self._heard.wait_for(wanted, seconds=PATIENCE)


@cache
def picture(megabytes: float) -> bytes:
    """Draw a JPEG of one of `SIDES` with a position in its Exif."""
    position = {
        piexif.GPSIFD.GPSLatitudeRef: b"N",
        piexif.GPSIFD.GPSLatitude: ((52, 1), (31, 1), (15, 1)),
        piexif.GPSIFD.GPSLongitudeRef: b"E",
        piexif.GPSIFD.GPSLongitude: ((13, 1), (24, 1), (34, 1)),
    }
    out = io.BytesIO()
    side = SIDES[megabytes]
    drawn = Image.effect_noise((side, side), 60).convert("RGB")
    drawn.save(out, "JPEG", quality=80, exif=piexif.dump({"GPS": position}))
    return out.getvalue()
