"""Panasonic and Leica maker notes: serial numbers, names of faces and babies, places."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.metadata.ifd import Directory
from bot.images.metadata.makernotes.layout import Layout, Note
from bot.images.metadata.tags import Tag, decode

_NAMES = {
    0x0002: "FirmwareVersion",
    0x0025: "InternalSerialNumber",
    0x0051: "LensType",
    0x0052: "LensSerialNumber",
    0x0054: "AccessorySerialNumber",
    0x0065: "Title",
    0x0066: "BabyName",
    0x0067: "Location",
    0x0069: "Country",
    0x006B: "State",
    0x006D: "City",
    0x006F: "Landmark",
}
_BABY_AGE, _FACES = 0x0033, 0x0061
_FACE_NAMES = (4, 52, 100)  # places of three names, 20 bytes each, behind their number


def _identify(note: Note, directory: Directory) -> Iterator[Tag]:
    age = directory.get(_BABY_AGE)
    shown = note.tiff.show(age) if age else ""
    # "9999:99:99 00:00:00" is the camera's word for none.
    if shown and not shown.startswith(("9999", "0000")):
        yield note.tag("BabyAge", shown)
    faces = directory.get(_FACES)
    raw = note.tiff.raw(faces, limit=160) if faces else b""
    for number, place in enumerate(_FACE_NAMES, 1):
        name = decode(raw[place : place + 20])
        if raw[:2].strip(b"\0") and name:
            yield note.tag(f"RecognizedFace{number}Name", name)


_LEICA = {0x0303: "SerialNumber", 0x0500: "InternalSerialNumber", 0x0304: "FirmwareVersion"}

LAYOUTS = (
    Layout("Panasonic", (b"Panasonic\0",), header=12, names=_NAMES, more=_identify),
    Layout("Leica", (b"LEICA CAMERA AG\0",), header=18, names=_NAMES, more=_identify),
    Layout("Leica", (b"LEICA\0\0\0",), header=8, names=_NAMES | _LEICA, more=_identify),
    Layout("Leica", (b"LEICA",), header=8, base=0, names=_LEICA),
)
