"""Content Credentials: the JUMBF boxes of a C2PA manifest store (ISO 19566-5, C2PA 2.1).

Reads what a manifest says, not whether its signature holds: claim generator, title, ids, actions
with times and programs, digital source type, assertions in JSON and CBOR, who signed, when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bot.images.metadata import cbor, certificates
from bot.images.metadata.tags import MAX_TEXT, Items, Tag, binary, damaged

MAX_DEPTH = 8
MAX_BOXES = 2000
MAX_TAGS = 600
MAX_PICTURE = 4 * 1024 * 1024

_X5CHAIN = "33"  # COSE header of the certificate chain (RFC 9360)
_GENERALIZED_TIME = re.compile(rb"\x18\x0f(\d{14})Z")
# Hashes, paddings and links between boxes tell nothing about anybody.
_TECHNICAL = frozenset(
    ("alg", "hash", "pad", "pad1", "pad2", "url", "exclusions", "start", "length", "format")
)


def read(data: bytes) -> Items:
    """Yield the labels of the boxes and the values of the assertions in them."""
    yield from islice(_boxes(data, "", 0, [MAX_BOXES]), MAX_TAGS)


def _boxes(data: bytes, label: str, depth: int, left: list[int]) -> Iterator[Tag]:
    at = 0
    while at + 8 <= len(data) and left[0] > 0:
        left[0] -= 1
        size = int.from_bytes(data[at : at + 4], "big")
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = len(data) if size == 0 else at + size
        kind, body = data[at + 4 : at + 8], data[at + head : end]
        if size != 0 and size < head:
            yield damaged("C2PA", "box size")
            return
        if kind == b"jumd":
            label = _label(body)
            if depth <= 1:
                yield Tag("JUMBF", "Store", label or "unnamed")
        elif kind == b"jumb" and depth < MAX_DEPTH:
            yield from _boxes(body, label, depth + 1, left)
        else:
            yield from _content(kind, body, label)
        at = end


def _label(body: bytes) -> str:
    """Return the label behind the type and the toggles (ISO 19566-5 A.3)."""
    if len(body) < 18 or not body[16] & 2:
        return ""
    return body[17:].split(b"\0", 1)[0][:256].decode("utf-8", "replace")


def _content(kind: bytes, body: bytes, label: str) -> Iterator[Tag]:
    if kind == b"cbor":
        yield from _cbor(body, label)
    elif kind == b"json":
        yield from _json(body)
    elif kind == b"bidb" and "thumbnail" in label:
        name = "IngredientThumbnail" if "ingredient" in label else "ClaimThumbnail"
        yield Tag("C2PA", name, binary(body), body[:MAX_PICTURE])


def _cbor(body: bytes, label: str) -> Iterator[Tag]:
    try:
        value = cbor.loads(body)
    except cbor.BrokenError as error:
        yield damaged("C2PA", str(error))
        return
    if "signature" in label and isinstance(value, list):
        yield from _signature(value, body)
    else:
        yield from _flatten(value, ())


def _json(body: bytes) -> Iterator[Tag]:
    try:
        value = json.loads(body[: 1024 * 1024])
    except (ValueError, RecursionError):
        yield damaged("C2PA", "JSON")
        return
    yield from _flatten(value, ())


def _flatten(value: Any, path: tuple[str, ...]) -> Iterator[Tag]:
    if len(path) > MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, inner in list(value.items())[:200]:
            local = str(key).rpartition(":")[2]
            # A bare "name" at the top is the name of a box.
            technical = local in _TECHNICAL or (local == "name" and not path)
            if local and not technical and not local.startswith("@"):
                yield from _flatten(inner, (*path, local[:64]))
    elif isinstance(value, list):
        for inner in value[:100]:
            yield from _flatten(inner, path)
    elif value is not None and not isinstance(value, (bytes, bool)) and path:
        text = str(value)[:MAX_TEXT].strip()
        if text:
            yield Tag("C2PA", "/".join(path), text)


def _signature(cose: list[Any], body: bytes) -> Iterator[Tag]:
    """Yield who signed and when (COSE_Sign1, RFC 9052 4.2; time stamp token, RFC 3161)."""
    for header in cose[:2]:
        chain = _certificates(header)
        if chain:
            yield from (Tag("C2PA", f"Signer/{k}", v) for k, v in certificates.subject(chain[0]))
            break
    moment = _GENERALIZED_TIME.search(body)
    if moment:
        digits = moment[1].decode()
        date = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
        yield Tag("C2PA", "SigningTime", f"{date} {digits[8:10]}:{digits[10:12]}:{digits[12:]}Z")


def _certificates(header: Any) -> list[bytes]:
    if isinstance(header, bytes):
        try:
            header = cbor.loads(header)
        except cbor.BrokenError:
            return []
    if not isinstance(header, dict):
        return []
    chain = header.get(_X5CHAIN, header.get("x5chain"))
    chain = chain if isinstance(chain, list) else [chain]
    return [certificate for certificate in chain if isinstance(certificate, bytes)]
