"""The second reader of GIF: one block after the other, each of exactly the form we write."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.verify.shared import check_icc

_LOOP_NAMES = (b"\xffNETSCAPE2.0", b"\xffANIMEXTS1.0")
_LONGEST_WALK = 1 << 16  # bytes of image data whose codes are read one by one


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed: extensions, spare bits, bytes behind image data and the end."""
    rest = memoryview(data)[13:]
    if data[10] & 0x08 or data[12]:
        yield "a screen descriptor with more than a size"
    if data[10] & 0x80:
        rest = rest[3 << (data[10] & 7) + 1 :]
    walked = 0
    while rest and rest[0] != 0x3B:
        if rest[0] == 0x21:
            sizes, behind = _chain(rest[2:])
            chain = _pieces(rest[2:], sizes)
            yield from _check_extension(bytes([rest[1], *b"".join(chain[:1])]), chain)
        elif rest[0] == 0x2C and len(rest) > 11:
            flags = rest[9]
            table = 3 << (flags & 7) + 1 if flags & 0x80 else 0
            sizes, behind = _chain(rest[11 + table :])
            yield from _check_image(flags, sizes)
            walked += sum(sizes)
            if walked < _LONGEST_WALK and rest[10 + table]:
                stream = b"".join(_pieces(rest[11 + table :], sizes))
                if _surplus(stream, rest[10 + table]):
                    yield "bytes behind the end code"
        else:
            yield "bytes between blocks"
            return
        rest = behind
    if bytes(rest) != b";":
        yield "bytes behind the end"


def _chain(rest: memoryview) -> tuple[bytes, memoryview]:
    """Return the sizes of the sub-blocks of a chain, and what follows it."""
    sizes, at = bytearray(), 0
    while at < len(rest) and rest[at]:
        sizes.append(rest[at])
        at += 1 + rest[at]
    return bytes(sizes), rest[at + 1 :]


def _pieces(rest: memoryview, sizes: bytes) -> list[bytes]:
    """Return the sub-blocks of a chain."""
    at, found = 1, []
    for size in sizes:
        found.append(bytes(rest[at : at + size]))
        at += 1 + size
    return found


def _check_extension(head: bytes, chain: list[bytes]) -> Iterator[str]:
    if head[0] == 0xF9:
        if len(chain) != 1 or len(head) != 5 or head[1] & 0xE0 or (head[4] and not head[1] & 1):
            yield "a graphic control with spare bits"
    elif head in _LOOP_NAMES:
        if len(chain) != 2 or len(chain[1]) != 3 or chain[1][0] != 1:
            yield "a loop with more than its count"
    elif head == b"\xffICCRGBG1012":
        yield from check_icc(b"".join(chain[1:]))
    else:
        yield f"extension {head[:12].decode('latin-1')}"


def _check_image(flags: int, sizes: bytes) -> Iterator[str]:
    if flags & 0x38 or (flags & 7 and not flags & 0x80):
        yield "an image descriptor with spare bits"
    if sizes[:-1].strip(b"\xff"):
        yield "sub-blocks of odd sizes"


def _surplus(stream: bytes, roots: int) -> int:
    """Read the codes one by one; return how many bits with something in them follow the end."""
    bits, at = int.from_bytes(stream, "little"), 0
    clear, width, following = 1 << roots, roots + 1, (1 << roots) + 1
    while at + width <= 8 * len(stream):
        code = int.from_bytes(stream[at // 8 : at // 8 + 3], "little") >> at % 8 & (1 << width) - 1
        at += width
        if code == clear + 1:
            return (8 * len(stream) - at) if bits >> at or 8 * len(stream) - at > 7 else 0
        if code == clear:
            width, following = roots + 1, clear + 1
            continue
        following = min(following + 1, 4096)
        width += following == 1 << width and width < 12
    return 0
