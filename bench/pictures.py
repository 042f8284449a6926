"""Pictures drawn by code for measuring and fuzzing, with metadata planted in them.

Nothing here comes from a camera. Every format of `bot.images.formats.CONTAINERS` that Pillow can
write, or that is plain text, is drawn; the others are named by `undrawn`.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache

import piexif
from PIL import Image, features

from bot.images.formats import CONTAINERS
from bot.images.results import Format

MARKER = b"PLANTED-BY-THE-DRAWING"
_XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="{MARKER.decode()}"/>
</rdf:RDF></x:xmpmeta>"""

Size = tuple[int, int]


def planted_exif(orientation: int = 6) -> bytes:
    """Return an Exif block with a maker, a position, a comment and an orientation."""
    position = {
        piexif.GPSIFD.GPSLatitudeRef: b"N",
        piexif.GPSIFD.GPSLatitude: ((52, 1), (31, 1), (15, 1)),
        piexif.GPSIFD.GPSLongitudeRef: b"E",
        piexif.GPSIFD.GPSLongitude: ((13, 1), (24, 1), (34, 1)),
    }
    first = {piexif.ImageIFD.Make: MARKER, piexif.ImageIFD.Orientation: orientation}
    comment = {piexif.ExifIFD.UserComment: b"ASCII\0\0\0" + MARKER}
    return bytes(piexif.dump({"0th": first, "Exif": comment, "GPS": position}))


def _noise(size: Size, spread: int) -> Image.Image:
    """Draw the same noise every time, with values up to `spread` away from the middle grey."""
    even = random.Random(7).randbytes(size[0] * size[1])  # noqa: S311 - repeatable, not secret
    table = [128 + (value - 128) * spread // 128 for value in range(256)]
    return Image.frombytes("L", size, even).point(table)


def grain(size: Size, *, shift: int = 0) -> Image.Image:
    """Draw a gradient with a little noise, which compresses about as a photo does."""
    slope = Image.linear_gradient("L").resize(size).rotate(90 * shift)
    noise = _noise(size, 38)
    bands = (slope, noise, Image.blend(slope, noise, 0.4))
    return Image.merge("RGB", bands)


def _saved(image: Image.Image, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def _jpeg(size: Size) -> bytes:
    drawn = _saved(
        grain(size), "JPEG", quality=90, exif=planted_exif(), xmp=_XMP.encode(), comment=MARKER
    )
    return drawn + MARKER


def _png(size: Size) -> bytes:
    return _saved(grain(size), "PNG", compress_level=1, exif=planted_exif()) + MARKER


def _apng(size: Size) -> bytes:
    return _animated(size, "PNG", compress_level=1)


def _webp(size: Size) -> bytes:
    options = {"quality": 85, "method": 0}
    return _saved(grain(size), "WEBP", exif=planted_exif(), xmp=_XMP, **options) + MARKER


def _gif(size: Size) -> bytes:
    return _animated(size, "GIF", comment=MARKER)


def _tiff(size: Size) -> bytes:
    pages = {"save_all": True, "append_images": [grain(size, shift=1)]}
    return _saved(grain(size), "TIFF", description=MARKER.decode(), compression="raw", **pages)


def _avif(size: Size) -> bytes:
    options = {"speed": 10, "quality": 70, "exif": planted_exif(), "xmp": _XMP.encode()}
    return _saved(grain(size), "AVIF", **options)


def _bmp(size: Size) -> bytes:
    return _saved(grain(size), "BMP") + MARKER


def _svg(size: Size) -> bytes:
    shapes = max(8, size[0] * size[1] // 96)
    rows = "".join(
        f'<rect x="{at % size[0]}" y="{at // size[0]}" width="3" height="2" fill="#{at:06x}"/>\n'
        for at in range(shapes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}">'
        f"<!-- {MARKER.decode()} --><metadata>{MARKER.decode()}</metadata>\n{rows}</svg>"
    ).encode()


def _animated(size: Size, name: str, **options: object) -> bytes:
    frames = [grain(size, shift=turn) for turn in range(3)]
    more = {"save_all": True, "append_images": frames[1:], "duration": 40, "loop": 0, **options}
    return _saved(frames[0], name, **more)


_DRAWERS: dict[Format, Callable[[Size], bytes]] = {
    Format.JPEG: _jpeg,
    Format.PNG: _png,
    Format.APNG: _apng,
    Format.WEBP: _webp,
    Format.GIF: _gif,
    Format.TIFF: _tiff,
    Format.AVIF: _avif,
    Format.BMP: _bmp,
    Format.SVG: _svg,
}
if not features.check("avif"):
    del _DRAWERS[Format.AVIF]


@cache
def drawn(format_: Format, size: Size) -> bytes:
    """Draw a picture of a format; size in pixels. Raises `KeyError` for one of `undrawn()`."""
    return _DRAWERS[format_](size)


def drawable() -> list[Format]:
    """Return the supported formats that can be drawn here."""
    return [format_ for format_ in CONTAINERS if format_ in _DRAWERS]


def undrawn() -> list[Format]:
    """Return the supported formats that nothing installed here can draw."""
    return [format_ for format_ in CONTAINERS if format_ not in _DRAWERS]


@cache
def photo() -> bytes:
    """Draw the picture that the targets name: 12 megapixels, about 5 MB of JPEG."""
    noise = _noise((4000, 3000), 48).convert("RGB")
    return _saved(noise, "JPEG", quality=80, exif=planted_exif())
