"""Whether the signature of Content Credentials holds: c2pa-python, the optional extra `c2pa`.

What a manifest says is read by `bot.images.metadata.c2pa`, with or without this. Nothing is
fetched: manifests kept elsewhere, revocation lists and time stamps' certificates are left alone.
There is no list of trusted signers in the wheel, and a signer nobody vouches for is told as such.
See docs/decisions/0010-content-credentials-are-checked-inside-the-lock.md.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from typing import Any, Final

from bot.images.formats.container import Kind, Picture
from bot.images.metadata.tags import Tag
from bot.images.results import Format

VALID: Final = "holds, signed by a trusted signer"
UNKNOWN_SIGNER: Final = "holds, unknown signer"
INVALID: Final = "does not hold"
UNCHECKED: Final = "not checked"

_STATES = {"Trusted": VALID, "Valid": UNKNOWN_SIGNER, "Invalid": INVALID}
_UNTRUSTED = "signingCredential.untrusted"  # true of every signer without a list of trusted ones
_SETTINGS = {
    "version": 1,
    "verify": {
        "remote_manifest_fetch": False,
        "ocsp_fetch": False,
        "verify_after_reading": True,
        "verify_trust": True,
    },
}
_TYPES = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.APNG: "image/png",
    Format.WEBP: "image/webp",
    Format.GIF: "image/gif",
    Format.TIFF: "image/tiff",
    Format.HEIC: "image/heic",
    Format.AVIF: "image/avif",
    Format.JXL: "image/jxl",
    Format.SVG: "image/svg+xml",
}


def installed() -> bool:
    """Tell whether the extra is installed, without importing it."""
    return find_spec("c2pa") is not None


def make_ready() -> None:
    """Import the validator and call it once, for a process that soon can do neither.

    It reads through callbacks from native code: their trampolines need memory that is executable,
    and after the lock none can be had. What this first call leaves behind is used again.
    """
    if installed():
        _validated(b"\xff\xd8\xff\xd9", "image/jpeg")


def read(data: bytes, picture: Picture) -> Iterator[Tag]:
    """Yield one tag for a picture with Content Credentials: does their signature hold?

    It covers the picture: "does not hold" also says that something was changed after signing. The
    reason behind it is the code of C2PA 2.1 section 15.2 ("assertion.dataHash.mismatch").
    """
    if any(block.kind is Kind.JUMBF for block in picture.blocks) and picture.format in _TYPES:
        yield Tag("C2PA", "Signature", _word(_validated(data, _TYPES[picture.format])))


def _word(validated: dict[str, Any]) -> str:
    state = _STATES.get(validated.get("validation_state", ""), UNCHECKED)
    if state != INVALID:
        return state
    codes = [each.get("code", "") for each in validated.get("validation_status", ())]
    return f"{state}: {', '.join(dict.fromkeys(code for code in codes if code != _UNTRUSTED))}"


def _validated(data: bytes, mime_type: str) -> dict[str, Any]:
    """Return the validator's report; empty where it is absent or finds no manifest it can read."""
    with suppress(ImportError, OSError):
        import c2pa

        with suppress(c2pa.C2paError, MemoryError, ValueError):
            context = c2pa.Context(c2pa.Settings.from_dict(_SETTINGS))
            with c2pa.Reader(mime_type, io.BytesIO(data), context=context) as reader:
                return dict(json.loads(reader.json()))
    return {}
