"""Item properties and sample entry boxes: which may remain, and with which bytes.

ISO/IEC 23008-12 section 6.5, ISO/IEC 14496-12 section 12.1, AV1-ISOBMFF and AVIF. What stays is
cut to the size its kind has, so that nothing rides behind it.
"""

from __future__ import annotations

from bot.images import colour
from bot.images.formats.isobmff import av1, avc, hevc

ALPHA = frozenset(
    (
        b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
        b"urn:mpeg:hevc:2015:auxid:1",
        b"urn:mpeg:avc:2015:auxid:1",
    )
)
_SIZES = {
    b"ispe": 12,
    b"pasp": 8,
    b"clap": 32,
    b"lsel": 2,
    b"a1op": 1,
    b"clli": 4,
    b"mdcv": 24,
    b"amve": 8,
    b"ndwt": 8,
    b"iscl": 12,
    b"ccst": 8,
}
# Their size follows from their content; decoders need them byte for byte.
_WHOLE = frozenset(b"vvcC evcC lhvC j2kH uncC cmpd cmpC icef icbr cclv reve".split())
_MOST_CHANNELS = 16
KNOWN = frozenset(_SIZES) | _WHOLE
KNOWN |= {b"avcC", b"irot", b"imir", b"colr", b"hvcC", b"av1C", b"auxC", b"auxi", b"pixi", b"a1lx"}


def aux_type(body: bytes) -> bytes:
    """Return the URN of an auxiliary picture (auxC or auxi, a full box)."""
    return body[4:].partition(b"\0")[0]


def reduce(kind: bytes, body: bytes) -> bytes | None:
    """Return the bytes of a property that may remain, None where it has to go."""
    match kind:
        case b"irot" if body:
            return bytes([body[0] & 3])
        case b"imir" if body:
            return bytes([body[0] & 1])
        case b"colr":
            return _colour(body)
        case b"hvcC":
            return hevc.clean_configuration(body)
        case b"avcC":
            return avc.clean_configuration(body)
        case b"av1C" if len(body) >= 4:
            return body[:4] + av1.clean(body[4:])
        case b"auxC" | b"auxi" if aux_type(body) in ALPHA:
            return bytes(4) + aux_type(body) + b"\0"
        case b"pixi" if len(body) > 5 and 0 < body[4] <= min(len(body) - 5, _MOST_CHANNELS):
            return body[: 5 + body[4]]
        case b"a1lx" if body:
            return _layer_sizes(body)
        case _ if kind in _WHOLE:
            return body
    size = _SIZES.get(kind, len(body) + 1)
    return body[:size] if len(body) >= size else None


def _colour(body: bytes) -> bytes | None:
    """Keep coded colours (nclx) as they are and rebuild a profile (14496-12 section 12.1.5)."""
    kind = body[:4]
    if kind == b"nclx" and len(body) >= 11:
        return body[:10] + bytes([body[10] & 0x80])
    if kind == b"nclc" and len(body) >= 10:
        return body[:10]
    profile = colour.clean(body[4:]) if kind in (b"prof", b"rICC") else None
    return kind + profile if profile else None


def _layer_sizes(body: bytes) -> bytes | None:
    size = 1 + (12 if body[0] & 1 else 6)
    return bytes([body[0] & 1]) + body[1:size] if len(body) >= size else None
