"""The second reader of BMP: every byte belongs to a field that shows pixels, or is zero."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bot.images.verify.shared import check_icc


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed: reserved fields, gaps, padding, surplus and linked profiles."""
    size, reserved, start, header = struct.unpack_from("<IIII", data, 2)
    if reserved or size != len(data):
        yield "a file header with more than two sizes"
    if header == 12:
        width, height, _, depth = struct.unpack_from("<HHHH", data, 18)
        yield from _check_parts(data, start, 26 + (3 << depth if depth <= 8 else 0), None)
        yield from _check_rows(memoryview(data)[start:], width, height, depth)
        return
    info = data[14 : 14 + header].ljust(124, b"\0")
    width, height, _, depth, code, _, across, down, used, important = struct.unpack_from(
        "<iiHHIIiiII", info, 4
    )
    if across or down or important:
        yield "a resolution or a count of important colours"
    yield from _check_extension(info, header, code)
    front = 14 + header + ({3: 12, 6: 16}.get(code, 0) if header == 40 else 0)
    entries = (used or 1 << depth) if depth <= 8 else 0
    if any(data[front + 3 : front + 4 * entries : 4]):
        yield "reserved bytes in the palette"
    offset, length = struct.unpack_from("<II", info, 112)
    yield from _check_parts(data, start, front + 4 * entries, (offset, length))
    end = 14 + offset if offset else len(data)
    if code in (1, 2):
        yield from _check_runs(data[start:end])
    else:
        yield from _check_rows(memoryview(data)[start:end], width, abs(height), depth)


def _check_parts(
    data: bytes, start: int, front: int, profile: tuple[int, int] | None
) -> Iterator[str]:
    if start != front:
        yield "a gap before the pixels"
    if profile and any(profile):
        offset, length = profile
        if 14 + offset + length != len(data) or 14 + offset < start:
            yield "a profile that does not end the file"
        yield from check_icc(data[14 + offset :])


def _check_extension(info: bytes, header: int, code: int) -> Iterator[str]:
    """Check what follows the first 40 bytes of the header."""
    if (header == 64 or code not in (3, 6)) and any(info[40:56]):
        yield "masks or reserved fields that are not used"
    if header == 64 and any(info[56:64]):
        yield "an OS/2 identifier"
    if header < 108:
        return
    space = info[56:60]
    if space not in (b"\0\0\0\0", b"BGRs", b" niW", b"DEBM"):
        yield "a linked profile"
    if space != b"\0\0\0\0" and any(info[60:108]):
        yield "end points that are not used"
    if bool(struct.unpack_from("<I", info, 116)[0]) != (space == b"DEBM") or any(info[120:124]):
        yield "a profile that is not announced"


def _check_rows(rows: memoryview, width: int, height: int, depth: int) -> Iterator[str]:
    bits = width * depth
    stride = -(-bits // 32) * 4
    if len(rows) > stride * height:
        yield "bytes behind the pixels"
    for at in range(0, len(rows), stride) if bits % 32 else ():
        row = rows[at : at + stride]
        if any(row[(bits + 7) // 8 :]) or (
            bits % 8 and len(row) > bits // 8 and row[bits // 8] & 0xFF >> bits % 8
        ):
            yield "something in the row padding"
            return


def _check_runs(codes: bytes) -> Iterator[str]:
    if not codes.endswith(b"\0\1"):
        yield "run-length codes without an end"
