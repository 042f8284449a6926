"""Text hidden in the lowest bit of a PNG's pixels, as NovelAI and Stable Diffusion tools do.

"Stealth PNG info": the bits of a signature, a length in bits (32 bit, big-endian) and a text,
perhaps gzipped, stand in the alpha channel, or in red, green and blue, column by column.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image

from bot.images.decode import Undecodable, opened
from bot.images.formats.container import Picture
from bot.images.metadata import generators
from bot.images.metadata.tags import MAX_TEXT, Tag, decode

# The tools draw up to 3 megapixels. Decoding as many costs 50 ms.
MOST_PIXELS = 4_000_000
NAME = "Hidden in pixels"
_SIGNATURES = (b"stealth_pnginfo", b"stealth_pngcomp", b"stealth_rgbinfo", b"stealth_rgbcomp")
_HEAD = 15 + 4  # bytes of signature and length
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Bits:
    """The lowest bits of some channels, column by column."""

    image: Image.Image  # the channels alone

    def read(self, count: int) -> bytes:
        """Return the first `count` bytes, fewer where the picture is too small."""
        channels = len(self.image.getbands())
        columns = min(self.image.width, -(-8 * count // (channels * self.image.height)))
        part = self.image.crop((0, 0, columns, self.image.height))
        pixels = part.transpose(Image.Transpose.TRANSPOSE).tobytes()[: 8 * count]
        bits = "".join("1" if value & 1 else "0" for value in pixels[: len(pixels) // 8 * 8])
        return int(bits or "0", 2).to_bytes(len(bits) // 8, "big")


def read(data: bytes, picture: Picture) -> Iterator[Tag]:
    """Yield the text hidden in a PNG and the tool that it names; nothing for most pictures."""
    if picture.width * picture.height > MOST_PIXELS:
        return
    text = next(filter(None, map(_text, _channels(data))), None)
    if text is None:
        return
    yield Tag(generators.GROUP, NAME, text)
    if tool := generators.tool(text):
        yield Tag(generators.GROUP, "Generator", tool)


def _channels(data: bytes) -> Iterator[Bits]:
    with suppress(Undecodable), opened(data, "PNG") as image:
        if image.mode == "RGBA":
            yield Bits(image.getchannel("A"))
        if image.mode in ("RGB", "RGBA"):
            yield Bits(image.convert("RGB"))


def _text(bits: Bits) -> str | None:
    """Return the text behind a signature, cut at its bounds; None where there is none."""
    head = bits.read(_HEAD)
    if not head.startswith(_SIGNATURES):
        return None
    size = min(int.from_bytes(head[15:], "big") // 8, MAX_TEXT)
    body = bits.read(_HEAD + size)[_HEAD:]
    if head[11:15] == b"comp":
        try:
            body = zlib.decompressobj(_GZIP).decompress(body, MAX_TEXT)
        except zlib.error:
            body = b""
    return decode(body) or head[:15].decode("ascii")
