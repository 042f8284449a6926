"""The second reader of HEIC and AVIF: a tree of boxes without gaps, each with known content.

Where the first reader follows items to their bytes, this one starts from the bytes: all of the
data box must be covered by items and samples, and no box may hold more than its fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.images.formats.container import Octets
from bot.images.verify.shared import check_icc

_TREE = {
    "": b"ftyp meta moov mdat",
    "meta": b"hdlr pitm iinf iref iprp idat iloc grpl",
    "meta/iinf": b"infe",
    "meta/iref": b"dimg auxl prem base exbl pred",
    "meta/grpl": b"altr ster",
    "meta/iprp": b"ipco ipma",
    "moov": b"mvhd trak",
    "moov/trak": b"tkhd tref edts mdia",
    "moov/trak/tref": b"auxl prem",
    "moov/trak/edts": b"elst",
    "moov/trak/mdia": b"mdhd hdlr minf",
    "moov/trak/mdia/minf": b"vmhd dinf stbl",
    "moov/trak/mdia/minf/dinf": b"dref",
    "moov/trak/mdia/minf/stbl": b"stsd stts ctts stss stsc stsz stco",
}
_PROPERTIES = (
    b"ispe pixi hvcC av1C colr irot imir clap pasp auxC auxi lsel a1op a1lx clli mdcv cclv amve "
    b"reve ndwt vvcC avcC evcC lhvC j2kH cmpC icef icbr uncC cmpd iscl ccst"
)
_ENTRY_NAMES = frozenset(b"av01 hvc1 hev1 vvc1 vvi1 avc1 avc3 evc1 jpeg mjpg j2ki uncv".split())
_ITEMS = frozenset(
    b"hvc1 hev1 lhv1 av01 avc1 vvc1 evc1 jpeg j2k1 unci grid iovl iden sato tmap".split()
)
_BEFORE = {"meta": 4, "meta/iref": 4}  # version and flags in front of the children
_BRANDS = re.compile(
    rb"(?:mi[fa][123f]|he[iv][cmsx]|msf1|avi[fso]|MA1[AB]|Mi[A-Z][A-Z]|MiPr|MiBu|miaf|unif|tmap|"
    rb"1pic|pred|vvi[cs]|evb[is]|avc[is]|j2[ki][is]|jpeg|jpgs|iso[3-9abc])+"
)
_HANDLER = re.compile(rb"\0{8}(?:pict|auxv|vide)\0{13}")
_ALPHA = re.compile(
    rb"\0{4}urn:mpeg:(?:mpegB:cicp:systems:auxiliary:alpha|hevc:2015:auxid:1|avc:2015:auxid:1)\0"
)
_SELF = bytes.fromhex("00000000000000010000000c75726c2000000001")
_VIDEO_HEADER = bytes.fromhex("000000010000000000000000")
_DATES = {"moov/mvhd": (100, 112), "moov/trak/tkhd": (84, 96), "moov/trak/mdia/mdhd": (24, 36)}
_ROWS = {b"stts": 8, b"ctts": 8, b"stss": 4, b"stsc": 12, b"stco": 4}
_SIZES = {b"irot": 1, b"imir": 1, b"ispe": 12, b"pasp": 8, b"clap": 32, b"lsel": 2, b"a1op": 1}
_SIZES |= {b"clli": 4, b"mdcv": 24, b"amve": 8, b"ndwt": 8, b"iscl": 12, b"ccst": 8}
_BRIGHTNESS = {(137, 24), (144, 4), (147, 1), (148, 8)}

Node = tuple[str, bytes, int, bytes]  # path of the parent, kind, offset of the content, content


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed."""
    nodes = list(_walk(data, 0, len(data), ""))
    for parent, kind, _, body in nodes:
        if kind == b"gap":
            yield f"bytes between boxes of {parent or 'the file'}"
        elif not _is_allowed(parent, kind):
            yield f"box {parent}/{kind.decode('latin-1')}"
        else:
            yield from _check(f"{parent}/{kind.decode('latin-1')}".lstrip("/"), kind, body)
    yield from _check_data(data, nodes)
    yield from _check_bitstreams(data, nodes)


def _is_allowed(parent: str, kind: bytes) -> bool:
    if parent.endswith(("ipco", "stsd/entry")):
        return kind in _PROPERTIES.split()
    if parent.endswith("stsd"):
        return kind in _ENTRY_NAMES
    return kind in _TREE.get(parent, b"").split()


def _walk(data: bytes, start: int, end: int, parent: str) -> Iterator[Node]:
    """Yield every box, children behind their parent; a box that does not fit comes as a gap."""
    while start < end:
        size, kind = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8]
        if size < 8 or start + size > end:
            yield parent, b"gap", start, data[start:end]
            return
        body, path = start + 8, f"{parent}/{kind.decode('latin-1')}".lstrip("/")
        # What stands in a data box is looked at where it stands.
        yield parent, kind, body, b"" if kind == b"mdat" else data[body : start + size]
        if parent.endswith("stsd"):
            yield from _walk(data, body + 78, start + size, parent + "/entry")
        elif path in _TREE or path.endswith(("ipco", "stsd")):
            yield from _walk(data, body + _skip(path, data[body]), start + size, path)
        start += size


def _skip(path: str, version: int) -> int:
    if path == "meta/iinf":
        return 8 if version else 6
    return 8 if path.endswith("stsd") else _BEFORE.get(path, 0)


def _check(path: str, kind: bytes, body: bytes) -> Iterator[str]:
    """Yield the path of a box with more in it than its fields, or with other content."""
    if path in _DATES:
        times = 17 if body[0] else 9
        if len(body) not in _DATES[path] or any(body[4 : 3 + times]):
            yield f"{path} with dates or more"
    elif "ipco" in path or "entry" in path:
        yield from _check_property(kind, body)
    elif not _CHECKS.get(kind, _anything)(body):
        yield f"{path} with other content"


def _anything(body: bytes) -> bool:
    del body
    return True


def _is_information(body: bytes) -> bool:
    at = 8 if body[0] == 2 else 10
    return body[0] in (2, 3) and body[at : at + 4] in _ITEMS and body[at + 4 :] == b"\0"


def _is_table(size: int) -> Callable[[bytes], bool]:
    return lambda body: len(body) == 8 + size * int.from_bytes(body[4:8], "big")


def _is_size_table(body: bytes) -> bool:
    return not any(body[:8]) and len(body) == 12 + 4 * int.from_bytes(body[8:12], "big")


def _is_entry(body: bytes) -> bool:
    return not any(body[:6]) and not any(body[8:24]) and not any(body[42:74])


def _is_file_type(body: bytes) -> bool:
    return bool(_BRANDS.fullmatch(body[:4] + body[8:])) and not any(body[4:8])


_CHECKS: dict[bytes, Callable[[bytes], bool]] = {
    b"ftyp": _is_file_type,
    b"hdlr": lambda body: bool(_HANDLER.fullmatch(body)),
    b"infe": _is_information,
    b"dref": lambda body: body == _SELF,
    b"vmhd": lambda body: body == _VIDEO_HEADER,
    b"pitm": lambda body: len(body) == (8 if body[0] else 6),
    b"stsz": _is_size_table,
    b"elst": lambda body: len(body) == 8 + (20 if body[0] else 12) * int.from_bytes(body[4:8]),
    **{kind: _is_table(size) for kind, size in _ROWS.items()},
    **dict.fromkeys(_ENTRY_NAMES, _is_entry),
}


def _check_property(kind: bytes, body: bytes) -> Iterator[str]:
    name = f"property {kind.decode('latin-1')}"
    match kind:
        case b"colr" if body[:4] in (b"prof", b"rICC"):
            yield from check_icc(body[4:])
        case b"colr":
            if (body[:4], len(body)) not in ((b"nclx", 11), (b"nclc", 10)):
                yield name
        case b"auxC" | b"auxi":
            if not _ALPHA.fullmatch(body):
                yield name
        case b"hvcC":
            if _has_messages(_configuration(body)):
                yield name
        case b"av1C":
            if _has_padding(body[4:]):
                yield name
        case _ if len(body) != _SIZES.get(kind, len(body)):
            yield name


def _configuration(body: bytes) -> Iterator[bytes]:
    at = 23
    for _ in range(body[22]):
        count, at = int.from_bytes(body[at + 1 : at + 3], "big"), at + 3
        for _ in range(count):
            size = int.from_bytes(body[at : at + 2], "big")
            yield body[at + 2 : at + 2 + size]
            at += 2 + size
    if at != len(body):
        yield b"\xff\xff\xff"


def _has_messages(units: Iterator[Octets]) -> bool:
    """Tell whether a NAL unit is neither picture nor a message about brightness alone."""
    for unit in units:
        kind = unit[0] >> 1 if unit else 63
        if kind in (39, 40):
            rest = bytes(unit[2:]).replace(b"\0\0\3", b"\0\0")
            while len(rest) > 1 and (rest[0], rest[1]) in _BRIGHTNESS:
                rest = rest[2 + rest[1] :]
            if rest != b"\x80":
                return True
        elif 22 <= kind < 32 or kind > 37:
            return True
    return False


def _has_padding(stream: Octets) -> bool:
    """Tell whether there is a unit of AV1 that is neither picture nor one about brightness."""
    while stream:
        kind, at, size, shift = stream[0] >> 3, 2 if stream[0] & 4 else 1, 0, 0
        if not stream[0] & 2:
            return kind in (0, 15) or 9 <= kind < 15
        while True:
            size |= (stream[at] & 127) << shift
            at, shift = at + 1, shift + 7
            if stream[at - 1] < 128:
                break
        if kind in (0, 15) or 9 <= kind < 15 or (kind == 5 and stream[at] not in (1, 2, 3)):
            return True
        stream = stream[at + size :]
    return False


def _check_data(data: bytes, nodes: list[Node]) -> Iterator[str]:
    """Yield a name unless items and samples cover the data box to the last byte."""
    used = [extent for _, *extent in _located(nodes)]
    sizes = [_table(body[4:]) for _, kind, _, body in nodes if kind == b"stsz"]
    places = [_table(body) for _, kind, _, body in nodes if kind == b"stco"]
    for size, place in zip(sizes, places, strict=True):
        used += [[at, at + length] for at, length in zip(place, size, strict=True)]
    boxes = [(at, _end(data, at)) for _, kind, at, _ in nodes if kind == b"mdat"]
    if len(boxes) != 1:
        yield "another number of data boxes than one"
        return
    ((reach, stop),) = boxes
    for start, end in sorted(used):
        if start > reach:
            yield "data of no item"
        reach = max(reach, end)
    if reach != stop:
        yield "data behind the items"


def _end(data: bytes, body: int) -> int:
    """Return where the box ends whose content begins there."""
    return body - 8 + int.from_bytes(data[body - 8 : body - 4], "big")


def _check_bitstreams(data: bytes, nodes: list[Node]) -> Iterator[str]:
    """Yield a name where an item's bitstream holds more than its picture."""
    bodies = [body for _, kind, _, body in nodes if kind == b"infe"]
    kinds = {_item_number(body): body[8:12] if body[0] == 2 else body[10:14] for body in bodies}
    sizes = {(body[21] & 3) + 1 for _, kind, _, body in nodes if kind == b"hvcC"}
    for number, start, end in _located(nodes):
        stream = memoryview(data)[start:end]
        if kinds.get(number) == b"hvc1" and all(_has_messages(_units(stream, s)) for s in sizes):
            yield "messages beside a picture"
        elif kinds.get(number) == b"av01" and _has_padding(stream):
            yield "padding beside a picture"


def _item_number(body: bytes) -> int:
    return int.from_bytes(body[4 : 6 if body[0] == 2 else 8], "big")


def _units(stream: Octets, size: int) -> Iterator[Octets]:
    while stream:
        end = size + int.from_bytes(stream[:size], "big")
        yield stream[size:end]
        stream = stream[end:]


def _located(nodes: list[Node]) -> Iterator[tuple[int, int, int]]:
    for _, kind, _, body in nodes:
        if kind == b"iloc":
            yield from _extents(body)


def _table(body: bytes) -> list[int]:
    return [int.from_bytes(body[at : at + 4], "big") for at in range(8, len(body), 4)]


def _extents(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield item, start and end of the extents in the file, of the one shape that is written."""
    wide, version = (4, 2) if body[0] == 2 else (2, body[0])
    at = 6 + wide
    while at < len(body):
        number, method = int.from_bytes(body[at : at + wide], "big"), body[at + wide + 1]
        method = method if version else 0
        at += wide + (4 if version else 2)
        count, at = int.from_bytes(body[at : at + 2], "big"), at + 2
        for _ in range(count):
            offset, length = (int.from_bytes(body[at + o : at + o + 4], "big") for o in (0, 4))
            at += 8
            if not method:
                yield number, offset, offset + length
