"""The files that mutations start from: drawn by code, one or more for each supported format.

They are small and plain, so that most of their bytes are structure and not pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageDraw

from bench.pictures import MARKER, drawable, drawn, planted_exif
from bot.images.results import Format

SIZE = (29, 19)


def seeds(format_: Format) -> list[bytes]:
    """Return the seeds of a format; none where nothing installed here can draw it."""
    return [*_drawn(format_), *_variants(format_)]


def _drawn(format_: Format) -> Iterator[bytes]:
    if format_ in drawable():
        yield drawn(format_, SIZE)


def plain(mode: str = "RGB", shift: int = 0) -> Image.Image:
    """Draw a picture that compresses to next to nothing."""
    image = Image.new("RGB", SIZE, (20, 90, 180))
    ImageDraw.Draw(image).rectangle((2 + shift, 3, 9 + shift, 8), fill=(200, 30, 60))
    return image.convert(mode)


def _saved(image: Image.Image, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def _variants(format_: Format) -> Iterator[bytes]:
    match format_:
        case Format.JPEG:
            yield _saved(plain(), "JPEG", exif=planted_exif(), restart_marker_blocks=1)
            yield _saved(plain(), "JPEG", progressive=True, comment=MARKER)
            yield _saved(plain("CMYK"), "JPEG", comment=MARKER) + MARKER
        case Format.PNG:
            yield _saved(plain(), "PNG", exif=planted_exif()) + MARKER
            yield _saved(plain("P"), "PNG", transparency=3)
            yield _saved(plain("1"), "PNG")
            yield _saved(plain("I;16"), "PNG")
        case Format.APNG:
            yield _animated("PNG", default_image=True)
            yield _animated("PNG", disposal=2, blend=1)
        case Format.WEBP:
            yield _saved(plain("RGBA"), "WEBP", lossless=True, exif=planted_exif(3))
            yield _saved(plain("RGBA"), "WEBP", quality=50) + MARKER
            yield _animated("WEBP", exif=planted_exif())
        case Format.GIF:
            yield _saved(plain("P"), "GIF", comment=MARKER)
            yield _animated("GIF", disposal=2)
        case Format.TIFF:
            for mode in ("RGB", "L", "1", "P", "CMYK"):
                yield _saved(plain(mode), "TIFF", description=MARKER.decode())
            yield _saved(plain(), "TIFF", compression="tiff_lzw", big_tiff=True)
        case Format.BMP:
            yield _saved(plain("P"), "BMP") + MARKER
            yield _saved(plain("1"), "BMP")
        case Format.HEIC:
            yield from map(_as_heic, _drawn(Format.AVIF))
        case Format.JXL:
            yield _CODESTREAM + MARKER
            yield _jxl_boxes()


def _animated(name: str, **options: object) -> bytes:
    frames = [plain(shift=shift) for shift in (0, 5, 9)]
    more = {"save_all": True, "append_images": frames[1:], "duration": 40, **options}
    return _saved(frames[0], name, **more)


def _as_heic(avif: bytes) -> bytes:
    """Return an AVIF under HEIF's neutral brands: the same boxes, the other format's rules."""
    head = int.from_bytes(avif[:4], "big")
    return avif[:head].replace(b"avif", b"mif1").replace(b"avis", b"msf1") + avif[head:]


# Signature, a size of 8 x 8 (small, square), all other metadata by default (ISO/IEC 18181-1 A.3).
_CODESTREAM = b"\xff\x0a" + (1 | 1 << 6 | 1 << 9).to_bytes(2, "little") + bytes(range(120))


def _jxl_boxes() -> bytes:
    boxes = (
        (b"JXL ", b"\r\n\x87\n"),
        (b"ftyp", b"jxl \0\0\0\0jxl "),
        (b"Exif", bytes(4) + planted_exif()[6:]),
        (b"xml ", MARKER),
        (b"jxlc", _CODESTREAM),
    )
    return b"".join((8 + len(body)).to_bytes(4, "big") + kind + body for kind, body in boxes)
