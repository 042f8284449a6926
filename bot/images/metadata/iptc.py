"""IPTC-IIM datasets (IPTC Information Interchange Model 4.2), records 1 and 2."""

from __future__ import annotations

from bot.images.metadata.tags import MAX_TEXT, Items, Tag, binary, damaged, decode

MAX_DATASETS = 2048

_ENVELOPE = {
    30: "ServiceIdentifier",
    50: "ProductID",
    70: "DateSent",
    80: "TimeSent",
    100: "UniqueObjectName",
}
_APPLICATION = {
    5: "ObjectName",
    7: "EditStatus",
    12: "SubjectReference",
    15: "Category",
    20: "SupplementalCategories",
    22: "FixtureIdentifier",
    25: "Keywords",
    26: "ContentLocationCode",
    27: "ContentLocationName",
    30: "ReleaseDate",
    35: "ReleaseTime",
    37: "ExpirationDate",
    40: "SpecialInstructions",
    55: "DateCreated",
    60: "TimeCreated",
    62: "DigitalCreationDate",
    63: "DigitalCreationTime",
    65: "OriginatingProgram",
    70: "ProgramVersion",
    80: "By-line",
    85: "By-lineTitle",
    90: "City",
    92: "Sub-location",
    95: "Province-State",
    100: "Country-PrimaryLocationCode",
    101: "Country-PrimaryLocationName",
    103: "OriginalTransmissionReference",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "CopyrightNotice",
    118: "Contact",
    120: "Caption-Abstract",
    121: "LocalCaption",
    122: "Writer-Editor",
    184: "JobID",
    185: "MasterDocumentID",
    186: "ShortDocumentID",
    187: "UniqueDocumentID",
    188: "OwnerID",
    221: "Prefs",
    225: "ClassifyState",
    230: "DocumentNotes",
    231: "DocumentHistory",
    232: "ExifCameraInfo",
}
_NAMES = {1: _ENVELOPE, 2: _APPLICATION}
_PREVIEW = (2, 202)
_MARKER = 0x1C


def read(data: bytes) -> Items:
    """Yield the named datasets; whatever follows a broken one is told as damaged."""
    at = 0
    for _ in range(MAX_DATASETS):
        if at + 5 > len(data):
            return
        if data[at] != _MARKER:
            if data[at : at + 64].strip(b"\0"):
                yield damaged("IPTC", f"at byte {at}")
            return
        record, number = data[at + 1], data[at + 2]
        size, at = _size(data, at + 3)
        value = data[at : at + size]
        at += size
        if (record, number) == _PREVIEW and value:
            yield Tag("IPTC", "ObjectPreviewData", binary(value), value)
        name = _NAMES.get(record, {}).get(number)
        shown = decode(value[:MAX_TEXT])
        if name and shown:
            yield Tag("IPTC", name, shown)


def _size(data: bytes, at: int) -> tuple[int, int]:
    """Return a dataset's size and where its value starts (IIM 1.6: bit 15 = extended size)."""
    size = int.from_bytes(data[at : at + 2], "big")
    if not size & 0x8000:
        return size, at + 2
    width = min(size & 0x7FFF, 8)
    return int.from_bytes(data[at + 2 : at + 2 + width], "big"), at + 2 + width
