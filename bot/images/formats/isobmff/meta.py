"""The meta box of HEIF: items, where their bytes are, how they refer to each other.

ISO/IEC 14496-12 section 8.11 and ISO/IEC 23008-12 sections 6 and 9. Nothing is decoded here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.images.formats.container import Octets
from bot.images.formats.isobmff.boxes import Box, Cursor, boxes, children, damaged

_MOST_LINKS = 200_000  # extents, references or associations of one file
_MOST_NESTING = 4  # of items that lie in other items
_MOST_COPIES = 8  # of the file, in the bytes of all items: tiles may share theirs


@dataclass(frozen=True, slots=True)
class Location:
    """Where an item's bytes are (8.11.3): the method, and (offset, length, index) a piece.

    Method 0: in the file; 1: in the idat box; 2: in another item, named by the index.
    """

    method: int
    pieces: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `kind` is its four-character type, empty in versions that have none."""

    number: int
    kind: bytes
    hidden: bool = False
    protected: bool = False
    name: bytes = b""
    content_type: bytes = b""
    encoding: bytes = b""


@dataclass(frozen=True, slots=True)
class Property:
    """One item property: a box by kind and content."""

    kind: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Group:
    """An entity group: items that belong together in the way its kind says."""

    kind: bytes
    number: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta box taken apart.

    `references` hold, by kind and source, the items an item refers to; `properties` are an item's
    in order, each with whether it is essential.
    """

    primary: int = 0
    handler_name: bytes = b""
    items: dict[int, Item] = field(default_factory=dict)
    locations: dict[int, Location] = field(default_factory=dict)
    references: dict[tuple[bytes, int], tuple[int, ...]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    container: tuple[Property, ...] = ()
    properties: dict[int, tuple[tuple[bool, Property], ...]] = field(default_factory=dict)
    idat: Box | None = None
    others: tuple[Box, ...] = ()

    def property(self, number: int, kind: bytes) -> bytes | None:
        """Return the content of an item's first property of a kind."""
        owned = self.properties.get(number, ())
        return next((found.body for _, found in owned if found.kind == kind), None)


_READ = frozenset(
    (b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"grpl", b"idat", b"dinf")
)


def read(data: bytes, box: Box) -> Meta:
    """Take a meta box apart; raise `Rejected(DAMAGED)` where a table does not fit its box."""
    found = children(data, box, 4)
    container, owned = _properties(data, found.get(b"iprp"))
    inside = boxes(data, box.body + 4, box.end)
    return Meta(
        primary=_primary(data, found.get(b"pitm")),
        handler_name=_handler_name(data, found.get(b"hdlr")),
        items=dict(_items(data, found.get(b"iinf"))),
        locations=dict(_locations(data, found.get(b"iloc"))),
        references=dict(_references(data, found.get(b"iref"))),
        groups=tuple(_groups(data, found.get(b"grpl"))),
        container=container,
        properties=owned,
        idat=found.get(b"idat"),
        others=tuple(b for b in inside if b.kind not in _READ or b != found[b.kind]),
    )


def _primary(data: bytes, box: Box | None) -> int:
    if box is None:
        return 0
    cursor = Cursor.into(data, box)
    return cursor.uint(4 if cursor.uint(4) >> 24 else 2)


def _handler_name(data: bytes, box: Box | None) -> bytes:
    return data[box.body + 24 : box.end].strip(b"\0") if box else b""


def _items(data: bytes, box: Box | None) -> Iterator[tuple[int, Item]]:
    if box is None:
        return
    cursor = Cursor.into(data, box)
    cursor.uint(4 if cursor.uint(4) >> 24 else 2)
    for entry in boxes(data, cursor.at, box.end):
        if entry.kind == b"infe":
            item = _item(Cursor.into(data, entry))
            yield item.number, item


def _item(cursor: Cursor) -> Item:
    """Read an item information entry (8.11.6): types came with version 2."""
    version, flags = divmod(cursor.uint(4), 1 << 24)
    number = cursor.uint(4 if version == 3 else 2)
    protected = cursor.uint(2) != 0
    kind = cursor.take(4) if version >= 2 else b"mime"
    name = cursor.string()
    content_type = cursor.string() if kind in (b"mime", b"uri ") else b""
    encoding = cursor.string() if kind == b"mime" else b""
    return Item(number, kind, bool(flags & 1), protected, name, content_type, encoding)


def _locations(data: bytes, box: Box | None) -> Iterator[tuple[int, Location]]:
    if box is None:
        return
    cursor = Cursor.into(data, box)
    version = cursor.uint(4) >> 24
    sizes = cursor.uint(2)
    offset_size, length_size, base_size, index_size = (sizes >> at & 15 for at in (12, 8, 4, 0))
    total = 0
    for _ in range(cursor.uint(4 if version == 2 else 2)):
        number = cursor.uint(4 if version == 2 else 2)
        method = cursor.uint(2) & 15 if version else 0
        cursor.uint(2)
        base, pieces = cursor.uint(base_size), []
        for _ in range(cursor.uint(2)):
            total = _counted(total)
            index = cursor.uint(index_size) if version else 0
            offset = base + cursor.uint(offset_size)
            pieces.append((offset, cursor.uint(length_size), index))
        yield number, Location(method, tuple(pieces))


def _counted(total: int) -> int:
    if total >= _MOST_LINKS:
        raise damaged("more entries than any picture has")
    return total + 1


def _references(
    data: bytes, box: Box | None
) -> Iterator[tuple[tuple[bytes, int], tuple[int, ...]]]:
    if box is None:
        return
    cursor = Cursor.into(data, box)
    size, total = 4 if cursor.uint(4) >> 24 else 2, 0
    for entry in boxes(data, cursor.at, box.end):
        cursor = Cursor.into(data, entry)
        source, count = cursor.uint(size), cursor.uint(2)
        total = _counted(total + count)
        yield (entry.kind, source), tuple(cursor.uint(size) for _ in range(count))


def _groups(data: bytes, box: Box | None) -> Iterator[Group]:
    """Yield the entity groups (8.18.3)."""
    for entry in boxes(data, box.body, box.end) if box else ():
        cursor = Cursor.into(data, entry)
        cursor.uint(4)
        number, count = cursor.uint(4), cursor.uint(4)
        if count * 4 <= cursor.left:
            yield Group(entry.kind, number, tuple(cursor.uint(4) for _ in range(count)))


_Owned = dict[int, tuple[tuple[bool, Property], ...]]


def _properties(data: bytes, box: Box | None) -> tuple[tuple[Property, ...], _Owned]:
    """Return all properties, and those of each item (ISO/IEC 23008-12 section 9.3)."""
    container: tuple[Property, ...] = ()
    owned: _Owned = {}
    for child in boxes(data, box.body, box.end) if box else ():
        if child.kind == b"ipco" and not container:
            inside = boxes(data, child.body, child.end)
            container = tuple(Property(b.kind, b.content(data)) for b in inside)
        elif child.kind == b"ipma":
            for number, indices in _associations(Cursor.into(data, child)):
                known = [
                    (essential, container[at - 1])
                    for essential, at in indices
                    if 0 < at <= len(container)
                ]
                owned[number] = (*owned.get(number, ()), *known)
    return container, owned


def _associations(cursor: Cursor) -> Iterator[tuple[int, list[tuple[bool, int]]]]:
    version, flags = divmod(cursor.uint(4), 1 << 24)
    wide, total = 1 + (flags & 1), 0
    for _ in range(cursor.uint(4)):
        number = cursor.uint(4 if version else 2)
        count = cursor.uint(1)
        total = _counted(total + count)
        values = [cursor.uint(wide) for _ in range(count)]
        top = 1 << (8 * wide - 1)
        yield number, [(value >= top, value % top) for value in values]


class ItemBytes:
    """The bytes of items, put together from their extents; what they come to is limited."""

    def __init__(self, data: bytes, meta: Meta) -> None:
        self._data, self._meta = data, meta
        self._left = _MOST_COPIES * len(data)

    def __getitem__(self, number: int) -> bytes:
        """Return an item's bytes, b"" where it has none; raise where they are not in the file."""
        return bytes(self._read(number, 0))

    def view(self, number: int) -> Octets:
        """Return an item's bytes without a copy where they stand together."""
        return self._read(number, 0)

    def _read(self, number: int, depth: int) -> Octets:
        location = self._meta.locations.get(number)
        if location is None:
            return b""
        if depth > _MOST_NESTING:
            raise damaged("items inside items without end")
        pieces = list(self._pieces(number, location, depth))
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _pieces(self, number: int, location: Location, depth: int) -> Iterator[memoryview]:
        others = self._meta.references.get((b"iloc", number), ())
        for offset, length, index in location.pieces:
            source, start, end = memoryview(self._data), 0, len(self._data)
            if location.method == 1:
                start, end = _place(self._meta.idat)
            elif location.method == 2 and 1 <= index <= len(others):
                source = memoryview(self._read(others[index - 1], depth + 1))
                end = len(source)
            elif location.method:
                raise damaged("an item without a place")
            start += offset
            stop = start + length if length or location.method == 0 else end
            self._left -= stop - start
            if stop > end or start > end or self._left < 0:
                raise damaged("an item that breaks off")
            yield source[start:stop]


def _place(box: Box | None) -> tuple[int, int]:
    if box is None:
        raise damaged("an item without a place")
    return box.body, box.end
