"""The subject of an X.509 certificate (RFC 5280 4.1), read from its DER without checking it."""

from __future__ import annotations

from collections.abc import Iterator

_NAMES = {b"\x55\x04\x03": "CommonName", b"\x55\x04\x0a": "Organization"}
_OID, _VERSION = 0x06, 0xA0
_SUBJECT = 4  # behind serial number, algorithm, issuer and validity


def subject(certificate: bytes) -> Iterator[tuple[str, str]]:
    """Yield the named parts of the subject; nothing where the certificate cannot be read."""
    outer = next(_elements(certificate), None)
    inner = next(_elements(outer[1]), None) if outer else None
    if inner is None:
        return
    fields = [body for kind, body in _elements(inner[1]) if kind != _VERSION]
    if len(fields) <= _SUBJECT:
        return
    for _, relative in _elements(fields[_SUBJECT]):
        for _, pair in _elements(relative):
            parts = list(_elements(pair))
            if len(parts) == 2 and parts[0][0] == _OID and parts[0][1] in _NAMES:
                yield _NAMES[parts[0][1]], parts[1][1][:200].decode("utf-8", "replace")


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of each element that stands in `data` (X.690 8.1)."""
    at = 0
    for _ in range(64):
        if at + 2 > len(data):
            return
        kind, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            width = size & 0x7F
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        yield kind, data[at : at + size]
        at += size
