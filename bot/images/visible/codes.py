"""QR and bar codes: where they stand and what they are for. What they say stays here.

Decoded by zxing-cpp. The content is told by the beginnings that scanners act on: the WIFI and
MECARD forms of ZXing, vCard (RFC 6350), EPC069-12 ("BCD"), BIP 21 ("bitcoin:"), the Swiss
QR-bill ("SPC"), IATA Resolution 792 bar coded boarding passes ("M1"), otpauth:// and HC1:.
"""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType
from typing import Any

from bot.images.results import Box, Code, Content
from bot.images.visible.pixels import Scene

MOST = 100  # codes of one picture

# The first that fits counts.
_CONTENTS = tuple(
    (content, re.compile(beginning, re.IGNORECASE))
    for content, beginning in (
        (Content.WIFI, r"WIFI:"),
        (Content.PAYMENT, r"(BCD|SPC)\r?\n|(bitcoin|ethereum|litecoin|monero|swish|upi):"),
        (Content.PAYMENT, r"bank://|https://(www\.)?paypal\.(me|com)/"),
        (Content.CONTACT, r"BEGIN:VCARD|(MECARD|BIZCARD|mailto|tel|smsto|sms|matmsg):"),
        (Content.TICKET, r"M[1-4][A-Z ,./'-]{20}E?[A-Z0-9]{5,7}|#UT0[12]|HC1:|BEGIN:VEVENT"),
        (Content.URL, r"https?://|www\.|otpauth(-migration)?://|URLTO:"),
    )
)
_TICKETS = ("aztec", "pdf417")  # where railways and airlines put what no other reader knows
_KINDS = {"qrcode": "qr", "microqrcode": "micro-qr", "rmqrcode": "rmqr", "azteccode": "aztec"}


@cache
def decoder() -> ModuleType | None:
    """Return the module that reads codes, None where there is none for this system."""
    try:
        import zxingcpp
    except ImportError:
        return None
    return zxingcpp


def find(scene: Scene) -> tuple[Code, ...] | None:
    """Return the codes of a scene; None without a decoder."""
    reader = decoder()
    if reader is None:
        return None
    found = reader.read_barcodes(scene.image.convert("L"))
    return tuple(_code(each, scene) for each in found[:MOST])


def content(text: str, kind: str = "qr") -> Content:
    """Tell what a code is for by what it says."""
    for meaning, beginning in _CONTENTS:
        if beginning.match(text.lstrip("\ufeff ")):
            return meaning
    return Content.TICKET if kind in _TICKETS else Content.TEXT


def _code(found: Any, scene: Scene) -> Code:
    kind = _kind(str(found.format))
    return Code(_box(found.position, scene), kind, content(found.text, kind))


def _kind(name: str) -> str:
    """Return a symbology in small letters and digits."""
    plain = re.sub(r"[^a-z0-9]", "", name.rpartition(".")[2].lower())
    return _KINDS.get(plain, plain)[:20]


def _box(position: Any, scene: Scene) -> Box:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return scene.displayed(min(across), min(down), max(across) + 1, max(down) + 1)
