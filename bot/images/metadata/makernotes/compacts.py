"""Makers whose identifying fields are a handful: phones, compacts, drones and older cameras."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.metadata.ifd import Directory
from bot.images.metadata.makernotes.layout import Layout, Note
from bot.images.metadata.tags import Tag, decode, is_printable

_APPLE = {
    0x000B: "BurstUUID",
    0x0011: "ContentIdentifier",
    0x0015: "ImageUniqueID",
    0x0020: "ImageCaptureRequestID",
    0x002B: "PhotoIdentifier",
}
_FUJIFILM = {0x0010: "InternalSerialNumber"}
_PENTAX = {
    0x0229: "SerialNumber",
    0x022E: "Artist",
    0x022F: "Copyright",
    0x0230: "FirmwareVersion",
}
_SAMSUNG = {
    0x0123: "FaceName",
    0xA001: "FirmwareName",
    0xA002: "SerialNumber",
    0xA004: "LensFirmware",
    0xA005: "InternalLensSerialNumber",
}
_SIGMA = {0x0002: "SerialNumber", 0x0017: "Firmware", 0x0018: "Software"}
_MOTOROLA = {0x5500: "BuildNumber", 0x5501: "SerialNumber", 0x6700: "ManufactureDate"}
_CASIO = {0x0002: "PreviewImageSize", 0x2001: "FirmwareDate"}
_CASIO_PREVIEW, _RICOH_SERIAL, _PENTAX_CAMERA = 0x2000, 0x0005, 0x0215


def _casio(note: Note, directory: Directory) -> Iterator[Tag]:
    entry = directory.get(_CASIO_PREVIEW)
    data = note.tiff.raw(entry, limit=entry.size) if entry else b""
    if data.startswith(b"\xff\xd8"):
        yield note.tag("PreviewImage", f"{len(data)} bytes", data)


def _ricoh(note: Note, directory: Directory) -> Iterator[Tag]:
    entry = directory.get(_RICOH_SERIAL)
    raw = note.tiff.raw(entry, limit=32) if entry else b""
    if raw.strip(b"\0"):
        yield note.tag("InternalSerialNumber", decode(raw) if is_printable(raw) else raw.hex())


def _pentax(note: Note, directory: Directory) -> Iterator[Tag]:
    """CameraInfo: model, date of making, two unknown numbers, serial number."""
    entry = directory.get(_PENTAX_CAMERA)
    values = note.tiff.numbers(entry) if entry else ()
    if len(values) >= 5 and values[4]:
        yield note.tag("InternalSerialNumber", f"{values[4]:.0f}")


LAYOUTS = (
    Layout("Apple", (b"Apple iOS\0",), header=14, base=0, names=_APPLE),
    Layout("Fujifilm", (b"FUJIFILM", b"GENERALE"), base=0, names=_FUJIFILM),
    Layout("Pentax", (b"PENTAX \0",), (), 10, 0, _PENTAX, (4, 3), _pentax),
    Layout("Pentax", (b"RICOH\0II", b"RICOH\0MM"), (), 8, 0, _PENTAX, (4, 3), _pentax),
    Layout("Pentax", (b"AOC\0",), (), 6, None, _PENTAX, (4, 3), _pentax),
    Layout("Ricoh", (b"Ricoh", b"RICOH"), header=8, names={2: "FirmwareVersion"}, more=_ricoh),
    Layout("Sigma", (b"SIGMA\0\0\0", b"FOVEON\0\0"), header=10, names=_SIGMA),
    Layout("Casio", (b"QVC\0", b"DCI\0"), header=6, names=_CASIO, preview=(4, 3), more=_casio),
    Layout("Motorola", (b"MOT\0",), header=8, base=0, names=_MOTOROLA),
    Layout("Sanyo", (b"SANYO\0",), header=8),
    Layout("Samsung", makes=("samsung",), names=_SAMSUNG),
    Layout("Minolta", makes=("minolta", "konica minolta"), preview=(0x88, 0x89)),
    Layout("DJI", makes=("dji",), names={0x01: "Make"}),
    Layout("Pentax", makes=("asahi", "pentax"), names=_PENTAX, preview=(4, 3), more=_pentax),
)
