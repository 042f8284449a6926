"""Pictures drawn for the tests, with metadata planted in them. No photo of anybody is used."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

import piexif
import pytest
from PIL import Image, ImageCms, ImageDraw

from bot.images.clean import examine
from bot.images.results import Cleaned, Reason, Refused

SECRET = b"PLANTED-SECRET"


def draw(size: tuple[int, int] = (37, 23), mode: str = "RGB", shift: int = 0) -> Image.Image:
    """Draw a small picture whose corners differ, so that a turn or a shift is seen."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.rectangle((1 + shift, 1, 9 + shift, 5), fill=(200, 30, 60))
    pen.ellipse((size[0] // 2, size[1] // 2, size[0] - 2, size[1] - 2), fill=(20, 90, 180))
    return image.convert(mode)


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    """Save a picture into bytes."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pixels(data: bytes) -> list[bytes]:
    """Decode every frame of a picture."""
    with Image.open(io.BytesIO(data)) as image:
        frames = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frames.append(image.convert("RGBA").tobytes())
        return frames


def segment(marker: int, body: bytes) -> bytes:
    """Write a JPEG marker segment."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def chunk(kind: bytes, body: bytes) -> bytes:
    """Write a PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def riff(kind: bytes, body: bytes) -> bytes:
    """Write a RIFF chunk."""
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def exif(orientation: int | None = None) -> bytes:
    """Return an Exif block with a planted maker, position and, if asked for, an orientation."""
    first = {piexif.ImageIFD.Make: SECRET}
    if orientation is not None:
        first[piexif.ImageIFD.Orientation] = orientation
    position = {
        piexif.GPSIFD.GPSLatitudeRef: b"N",
        piexif.GPSIFD.GPSLatitude: ((52, 1), (30, 1), (0, 1)),
        piexif.GPSIFD.GPSLongitudeRef: b"E",
        piexif.GPSIFD.GPSLongitude: ((13, 1), (24, 1), (0, 1)),
    }
    return piexif.dump({"0th": first, "GPS": position})


def in_header(data: bytes, *parts: bytes) -> bytes:
    """Put parts behind the SOI of a JPEG file."""
    return data[:2] + b"".join(parts) + data[2:]


def before(data: bytes, kind: bytes, *parts: bytes) -> bytes:
    """Put chunks before the first chunk of a kind of a PNG file."""
    at = data.index(kind) - 4
    return data[:at] + b"".join(parts) + data[at:]


def extended_webp(
    data: bytes, flags: int, *parts: bytes, size: tuple[int, int] = (37, 23)
) -> bytes:
    """Turn a simple WebP into an extended one with more chunks behind the picture."""
    head = bytes([flags, 0, 0, 0]) + b"".join((side - 1).to_bytes(3, "little") for side in size)
    body = b"WEBP" + riff(b"VP8X", head) + data[12:] + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


class Pictures:
    """The drawing board, as one fixture."""

    secret = SECRET
    draw = staticmethod(draw)
    save = staticmethod(save)
    pixels = staticmethod(pixels)
    segment = staticmethod(segment)
    chunk = staticmethod(chunk)
    riff = staticmethod(riff)
    exif = staticmethod(exif)
    in_header = staticmethod(in_header)
    before = staticmethod(before)
    extended_webp = staticmethod(extended_webp)

    def __init__(self) -> None:
        self.jpeg = save(draw(), "JPEG", quality=80)
        self.png = save(draw(), "PNG")
        self.webp = save(draw(), "WEBP", quality=70)
        self.icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture(scope="session")
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture(scope="session")
def wide_webp() -> bytes:
    """A WebP picture as wide as the format goes, one pixel more than its encoder writes."""
    data = bytearray(save(Image.new("RGB", (16_383, 1), "teal"), "WEBP", lossless=True))
    at = data.index(b"VP8L") + 9  # behind the signature: 14 bits of width less one
    width = int.from_bytes(data[at : at + 2], "little")
    data[at : at + 2] = (width & 0xC000 | 16_383).to_bytes(2, "little")
    return bytes(data)


def mutated(data: bytes, seed: int, within: int = 1 << 30) -> bytes:
    """Change a file in up to five of its first `within` bytes, the same way for each seed."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(min(len(changed), within))
        gone, come = chance.choice((0, 1, 1, 9)), chance.choice((0, 1, 1, 9))
        changed[at : at + gone] = chance.randbytes(come)
    return bytes(changed)


def settle(data: bytes, *, verified: bool = True) -> None:
    """Check that a file ends in a clean copy, which is clean for good, or a refusal by design.

    `verified`: no copy is made that fails its verification.
    """
    match examine(data).cleaned:
        case Cleaned(data=cleaned, format=format_, kept=kept):
            assert examine(cleaned).cleaned == Cleaned(cleaned, format_, (), kept)
        case refused:
            assert isinstance(refused, Refused)
            assert refused.reason is not Reason.CRASHED
            assert refused.reason is not Reason.NOT_VERIFIED or not verified


@pytest.fixture(scope="session")
def mutate() -> Callable[..., bytes]:
    return mutated


@pytest.fixture(scope="session")
def settles() -> Callable[..., None]:
    return settle
