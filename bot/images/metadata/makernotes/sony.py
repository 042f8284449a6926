"""Sony maker notes: a plain directory, offsets from the Exif stream, some blocks enciphered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.metadata.ifd import Directory
from bot.images.metadata.makernotes.layout import Layout, Note
from bot.images.metadata.tags import Tag, binary

_NAMES = {0x2031: "SerialNumber", 0xB02C: "PreviewImageSize"}
_SHOT_INFO, _PREVIEW = 0x9050, 0x2001

# Bytes below 249 are written as their cube modulo 249; the others as they are.
_PLAIN = {pow(byte, 3, 249): byte for byte in range(249)}

# Place and size of the serial number in block 0x9050, by the beginning of the model's name.
_SERIAL_PLACES: tuple[tuple[tuple[str, ...], tuple[int, int] | None], ...] = (
    (("ILCE-7M4", "ILCE-7RM5", "ILCE-7SM3", "ILME-FX3"), (0x88, 6)),
    (("ILCE-1",), (0x8A, 6)),
    (("ILCE-6100", "ILCE-6300", "ILCE-6400", "ILCE-6500", "ILCE-6600", "ILCE-7C"), (0x88, 6)),
    (("ILCE-7M3", "ILCE-7RM", "ILCE-7SM2", "ILCE-9", "ILCA-99M2", "ZV-E10"), (0x88, 6)),
    (("DSC-", "Stellar", "ZV-", "Lunar", "NEX-5N", "NEX-7", "NEX-VG20E"), None),
    (("SLT-", "HV", "ILCA-"), (0xF0, 5)),
    (("ILCE-", "NEX-", "ILME-"), (0x7C, 4)),
)


def _identify(note: Note, directory: Directory) -> Iterator[Tag]:
    place = next(
        (where for models, where in _SERIAL_PLACES if note.model.startswith(models)), None
    )
    entry = directory.get(_SHOT_INFO)
    if entry and place:
        start, size = place
        raw = note.tiff.raw(entry)[start : start + size]
        serial = bytes(_PLAIN.get(byte, byte) for byte in raw)
        if serial.strip(b"\0"):
            yield note.tag("InternalSerialNumber", serial.hex())
    shown = directory.get(_PREVIEW)
    data = note.tiff.raw(shown, limit=shown.size) if shown else b""
    # Behind a head of 32 bytes stands a JPEG stream.
    at = data[:64].find(b"\xff\xd8\xff")
    if at >= 0:
        yield note.tag("PreviewImage", binary(data[at:]), data[at:])


LAYOUTS = (
    Layout(
        "Sony",
        (b"SONY DSC", b"SONY CAM", b"SONY MOBILE", b"\0\0SONY PIC\0"),
        header=12,
        names=_NAMES,
        more=_identify,
    ),
    Layout("Sony", makes=("sony",), names=_NAMES, more=_identify),
)
