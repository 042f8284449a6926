"""Text blocks: PNG keywords (PNG 3rd edition 11.3.3), comments, and blocks spelled out in them."""

from __future__ import annotations

from bot.images.formats.container import Block, Kind
from bot.images.metadata.tags import MAX_TEXT, Items, Tag, decode

_XMP_KEYWORD = "XML:com.adobe.xmp"
_IMAGEMAGICK = {"exif:": "Exif", "png:": "PNG", "icc:": "ICC", "tiff:": "TIFF"}


def read(data: bytes, keyword: str) -> Items:
    """Yield the text under its keyword, or the packet that stands there."""
    if keyword == _XMP_KEYWORD:
        yield Block(Kind.XMP, keyword, data)
        return
    text = decode(data[:MAX_TEXT].replace(b"\0", b" "))
    name = keyword.strip() or "Comment"
    # ImageMagick repeats every Exif and ICC field as text; the technical ones tell nothing.
    prefix = next((prefix for prefix in _IMAGEMAGICK if name.startswith(prefix)), "")
    if name.startswith("exif:thumbnail:"):
        name = "ThumbnailOffset" if name.endswith("JPEGInterchangeFormat") else ""
    if text and name:
        group = _IMAGEMAGICK.get(prefix, "Text")
        yield Tag(group, name.removeprefix(prefix)[:80], text)
