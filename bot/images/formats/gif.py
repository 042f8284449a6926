"""GIF (GIF87a, GIF89a): block surgery.

What may remain: screen descriptor, colour tables, images with their graphic control, the looping
extension with its three bytes and the ICC profile rebuilt. Bytes that belong to no block are
skipped as Pillow skips them; what follows the end code of an image's LZW stream is cut.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.images import colour
from bot.images.formats import lzw
from bot.images.formats.container import Block, Kind, Octets, Picture, Stripped
from bot.images.formats.kept import COLOUR_PROFILE
from bot.images.formats.trailer import describe, is_empty
from bot.images.limits import FRAMES, check_frames
from bot.images.once import noted, once
from bot.images.results import Format, Options, Reason, Rejected

_HEADER, _SCREEN_END = 6, 13
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _COMMENT, _APPLICATION, _PLAIN_TEXT = 0xF9, 0xFE, 0xFF, 0x01
_TABLE_FLAG, _INTERLACE_FLAG = 0x80, 0x40
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_ICC, _XMP = b"ICCRGBG1012", b"XMP DataXMP"
_XMP_TAIL = b"\x01" + bytes(range(255, -1, -1)) + b"\0"  # leads readers out of a bare packet
_FULL = 255  # bytes of the largest sub-block
_NAME = 11  # application identifier and authentication code (GIF89a section 26)
_WIDEST_ROOT = 11
_MOST_BLOCKS = 200_000


@dataclass(frozen=True, slots=True)
class Image:
    """One image: control (b"" without), descriptor, colour table, code size, LZW stream.

    The stream stands in `coded` as in the copy: sub-blocks of 255 bytes, a shorter one and the
    end; a view of the file where it has that form already.
    """

    control: bytes
    descriptor: bytes
    table: bytes
    roots: int
    coded: Octets

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom on the screen, in pixels."""
        left, top, width, height = _shorts(self.descriptor[:8])
        return left, top, left + width, top + height


@dataclass(slots=True)
class Layout:
    """A file taken apart. `loops` maps the number of images before it to a looping extension."""

    screen: bytes
    table: bytes
    images: list[Image] = field(default_factory=list)
    loops: dict[int, bytes] = field(default_factory=dict)
    profile: bytes = b""
    blocks: list[Block] = field(default_factory=list)
    complete: bool = False
    end: int = 0


def _shorts(data: bytes) -> tuple[int, ...]:
    return tuple(int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2))


@once
def read_layout(data: bytes) -> Layout:
    """Take a file apart; raise `Rejected` where no image can be shown."""
    if len(data) < _SCREEN_END:
        raise Rejected(Reason.DAMAGED, "a short screen descriptor")
    at = _SCREEN_END + _table_size(data[10])
    found = Layout(data[:_SCREEN_END], data[_SCREEN_END:at], end=len(data))
    _read_blocks(data, at, found)
    if not found.images:
        raise Rejected(Reason.DAMAGED, "no image")
    return found


def _table_size(packed: int) -> int:
    return 3 * (2 << (packed & 7)) if packed & _TABLE_FLAG else 0


def _read_blocks(data: bytes, at: int, found: Layout) -> None:
    control, skipped = b"", at
    for _ in range(_MOST_BLOCKS):
        begin = _next_block(data, at)
        _add_hidden(found, "between blocks", data[skipped:begin])
        if begin == len(data) or data[begin] == _TRAILER:
            found.complete = begin < len(data)
            found.end = min(begin + 1, len(data))
            return
        if data[begin] == _IMAGE:
            at = _read_image(data, begin, control, found)
            control = b""
        else:
            control, at = _read_extension(data, begin, control, found)
        skipped = at
    raise Rejected(Reason.DAMAGED, "more blocks than any picture has")


def _next_block(data: bytes, at: int) -> int:
    """Return where the next block begins, the end of the file without one."""
    while at < len(data) and data[at] not in (_IMAGE, _EXTENSION, _TRAILER):
        at += 1
    return min(at, len(data))


def _add_hidden(found: Layout, where: str, data: bytes) -> None:
    if not is_empty(data):
        found.blocks.append(Block(Kind.HIDDEN, where, data, where))


def _read_image(data: bytes, begin: int, control: bytes, found: Layout) -> int:
    """Add the image whose separator stands at `begin`; return where it ends."""
    descriptor = data[begin + 1 : begin + 10]
    if len(descriptor) < 9 or begin + 10 + _table_size(descriptor[8]) + 1 >= len(data):
        return len(data)  # breaks off before its first pixel
    if len(found.images) == FRAMES:
        raise Rejected(Reason.TOO_MANY_FRAMES)
    start = begin + 10 + _table_size(descriptor[8])
    roots = data[start]
    if not 1 <= roots <= _WIDEST_ROOT:
        raise Rejected(Reason.DAMAGED, "an impossible code size")
    coded, end = _read_stream(data, start + 1, roots, found)
    if not coded:
        return len(data)  # decoders run into what follows: the file breaks off here
    table = data[begin + 10 : start]
    flags = descriptor[8] & (_TABLE_FLAG | _INTERLACE_FLAG | (7 if table else 0))
    head = descriptor[:8] + bytes([flags])
    found.images.append(Image(control, head, table, roots, coded))
    return end


def _read_stream(data: bytes, at: int, roots: int, found: Layout) -> tuple[Octets, int]:
    """Return an image's stream in clean sub-blocks, nothing of an empty one, and its end."""
    coding, chain = lzw.Coding(roots), _Chain(memoryview(data)[at:])
    if len(chain) and chain.regular:
        # Original and copy hold the same streams: to follow one is what costs.
        key = hashlib.sha256(chain.whole).digest(), roots
        stop = noted(key, lambda: lzw.end(chain, coding))
        if stop is None or _ends_with(chain, stop):
            return chain.whole, at + len(chain.whole)
    stream, end = _read_sub_blocks(data, at)
    whole = lzw.cut(stream, coding)
    _add_hidden(found, "behind the compressed rows", stream[len(whole) :])
    return _sub_blocks(whole) if whole else b"", end


def _ends_with(chain: _Chain, stop: int) -> bool:
    """Tell whether nothing stands behind that many bits."""
    last = chain[slice(len(chain) - 1, len(chain))]
    return (stop + 7) // 8 == len(chain) and not last[0] >> (stop % 8 or 8)


class _Chain:
    """Sub-blocks read as one stream without a copy, if they are all of 255 bytes but the last."""

    def __init__(self, rest: memoryview) -> None:
        at = 0
        while at < len(rest) and rest[at] == _FULL:
            at += _FULL + 1
        short = rest[at] if at < len(rest) else 0
        end = at + (short + 1 if short else 0)
        self.regular = end < len(rest) and rest[end] == 0
        self.whole = rest[: end + 1]
        self._size = at // (_FULL + 1) * _FULL + short

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(self._size)
        first = start // _FULL
        piece = bytearray(self.whole[first * (_FULL + 1) : stop + stop // _FULL + 1])
        del piece[:: _FULL + 1]
        begin = start - first * _FULL
        return bytes(piece[begin : begin + stop - start])


def _read_sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """Return the bytes of a chain of sub-blocks and where it ends."""
    pieces = []
    while at < len(data) and data[at]:
        pieces.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(pieces), min(at + 1, len(data))


def _read_extension(data: bytes, begin: int, control: bytes, found: Layout) -> tuple[bytes, int]:
    """Read an extension; return the control that holds for the next image, and its end."""
    label = data[begin + 1] if begin + 1 < len(data) else 0
    body, end = _read_sub_blocks(data, begin + 2)
    first = data[begin + 3 : begin + 3 + data[begin + 2]] if begin + 2 < len(data) else b""
    match label:
        case 0xF9:
            return (_clean_control(first) if len(first) >= 4 else control), end
        case 0xFF:
            _read_application(data[begin + 2 : end], first, body, found)
        case 0xFE:
            found.blocks.append(Block(Kind.TEXT, "comment", body, "Comment"))
        case 0x01:
            found.blocks.append(Block(Kind.TEXT, "plain text", body[12:], "Comment"))
        case _ if not is_empty(body):
            found.blocks.append(Block(Kind.UNKNOWN, "extension", body, f"extension {label:02x}"))
    return control, end


def _clean_control(body: bytes) -> bytes:
    """Return disposal, user input, transparency and delay (GIF89a section 23), no spare bits."""
    flags = body[0] & 0x1F
    return bytes([flags]) + body[1:3] + (body[3:4] if flags & 1 else b"\0")


def _read_application(raw: bytes, name: bytes, body: bytes, found: Layout) -> None:
    if name in _LOOPS:
        _read_loop(raw, name, body, found)
    elif name.startswith(_XMP):
        bare = raw.endswith(_XMP_TAIL)  # XMP part 3 section 1.1.2: written without sub-blocks
        packet = raw[1 + _NAME : -len(_XMP_TAIL)] if bare else body[_NAME:]
        found.blocks.append(Block(Kind.XMP, "application extension", packet))
    elif name == _ICC:
        found.profile = found.profile or body[_NAME:]
        found.blocks.append(Block(Kind.ICC, "application extension", body[_NAME:]))
    elif not is_empty(body[_NAME:]) or name:
        shown = name.decode("latin-1").strip("\0 ")
        found.blocks.append(Block(Kind.UNKNOWN, "application extension", body[_NAME:], shown))


def _read_loop(raw: bytes, name: bytes, body: bytes, found: Layout) -> None:
    """Take the loop count; before the first image and behind it the last one counts."""
    rest = raw[1 + _NAME :]
    if rest[:1] >= b"\x03" and rest[1:2] == b"\x01":
        place = len(found.images)
        for earlier in [number for number in found.loops if number and place]:
            del found.loops[earlier]
        found.loops[place] = name + rest[2:4]
    _add_hidden(found, "behind the loop count", body[_NAME + 3 :])


class Gif:
    """The GIF container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        found = read_layout(data)
        width, height = _canvas(found)
        check_frames([(width, height)])
        check_frames(_sizes(found))
        return Picture(
            Format.GIF,
            width,
            height,
            frames=len(found.images),
            blocks=(*found.blocks, *describe(data[found.end :])),
            damaged=() if found.complete else ("trailer",),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return the file with nothing but allow-listed blocks, sub-blocks written anew."""
        del options
        found = read_layout(data)
        profile = colour.clean(found.profile)
        written = b"".join(_write(replace(found, profile=profile or b"")))
        return Stripped(written, (COLOUR_PROFILE,) if profile else ())

    def payload(self, data: bytes) -> tuple[Octets, ...]:
        """Return screen, tables, loops and every image with its control."""
        found = read_layout(data)
        shown: list[Octets] = [
            _screen(found),
            found.table,
            repr(sorted(found.loops.items())).encode(),
        ]
        for image in found.images:
            shown += [image.control, image.descriptor, image.table]
            shown += [bytes([image.roots]), image.coded]
        return tuple(shown)


def _canvas(found: Layout) -> tuple[int, int]:
    """Return the size of the screen; the first image widens it, as in Pillow and browsers."""
    width, height = _shorts(found.screen[_HEADER : _HEADER + 4])
    _, _, right, bottom = found.images[0].edges
    return max(width, right), max(height, bottom)


def _sizes(found: Layout) -> Iterator[tuple[int, int]]:
    for image in found.images:
        left, top, right, bottom = image.edges
        yield max(right - left, 1), max(bottom - top, 1)  # viewers pass over empty images


def _screen(found: Layout) -> bytes:
    """Return the screen descriptor without what no viewer uses: sort flag, depth and aspect."""
    head, packed = found.screen[:10], found.screen[10]
    size = packed & 7
    flags = _TABLE_FLAG | size << 4 | size if packed & _TABLE_FLAG else 0x70
    background = found.screen[11:12] if found.table else b"\0"
    return head + bytes([flags]) + background + b"\0"


def _write(found: Layout) -> Iterator[Octets]:
    yield _screen(found) + found.table
    if found.profile:
        yield bytes([_EXTENSION, _APPLICATION, _NAME]) + _ICC + _sub_blocks(found.profile)
    for number, image in enumerate(found.images):
        yield _loop(found.loops.get(number))
        if image.control:
            yield bytes([_EXTENSION, _CONTROL, 4]) + image.control + b"\0"
        yield bytes([_IMAGE]) + image.descriptor + image.table
        yield bytes([image.roots])
        yield image.coded
    yield _loop(found.loops.get(len(found.images)))
    yield bytes([_TRAILER])


def _loop(extension: bytes | None) -> bytes:
    if extension is None:
        return b""
    name, count = extension[:_NAME], extension[_NAME:]
    return bytes([_EXTENSION, _APPLICATION, _NAME]) + name + b"\x03\x01" + count + b"\0"


def _sub_blocks(data: bytes) -> bytes:
    pieces = (data[at : at + _FULL] for at in range(0, len(data), _FULL))
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


GIF = Gif()
