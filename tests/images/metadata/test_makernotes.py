"""Maker notes: each maker's place of the directory, of its offsets and of what identifies."""

from __future__ import annotations

import struct

import pytest

from bot.images.formats.container import Kind

NOTE = 0x927C


def _exif(tiff, make, note, model="Model"):
    return tiff({0x010F: make, 0x0110: model}, exif={NOTE: note})


def _place(tiff, make, note, model="Model"):
    """Where a note stands in the stream that `_exif` builds."""
    return _exif(tiff, make, note, model).index(note)


def test_apple_ids_count_from_the_note(tiff, directory, values):
    ids = {0x11: "CONTENT-ID", 0x20: "REQUEST-ID", 0x2B: "PHOTO-ID"}
    note = b"Apple iOS\0\0\1MM" + directory(ids, 14, ">")
    found = values(Kind.EXIF, _exif(tiff, "Apple", note))
    assert found["ContentIdentifier"] == "CONTENT-ID"
    assert found["ImageCaptureRequestID"] == "REQUEST-ID"
    assert found["PhotoIdentifier"] == "PHOTO-ID"


def test_nikon_notes_hold_a_tiff_header_of_their_own(tiff, directory, values):
    inner = b"MM\0*\0\0\0\x08" + directory({0x1D: "2033335", 0xA7: 4711}, 8, ">")
    found = values(Kind.EXIF, _exif(tiff, "NIKON CORPORATION", b"Nikon\0\2\x10\0\0" + inner))
    assert (found["SerialNumber"], found["ShutterCount"]) == ("2033335", "4711")


def test_nikon_place_names_are_read(tiff, directory, values):
    place = b"0100\0DEU\1" + b"Berlin, Mitte".ljust(70, b"\0")
    inner = b"II*\0\x08\0\0\0" + directory({0x39: place}, 8)
    found = values(Kind.EXIF, _exif(tiff, "NIKON", b"Nikon\0\2\x10\0\0" + inner))
    assert (found["CountryCode"], found["Location"]) == ("DEU", "Berlin, Mitte")


def test_canon_offsets_count_from_the_exif_stream(tiff, directory, values):
    fields = {0x09: "Zoe Plant", 0x0C: 570_004_681, 0x28: bytes(range(16)), 0x96: "FQ0006711"}
    at = _place(tiff, "Canon", directory(fields, 0))
    found = values(Kind.EXIF, _exif(tiff, "Canon", directory(fields, at)))
    assert found["OwnerName"] == "Zoe Plant"
    assert found["SerialNumber"] == "0570004681"
    assert found["ImageUniqueID"] == bytes(range(16)).hex()
    assert found["InternalSerialNumber"] == "FQ0006711"


def test_a_note_that_an_editor_moved_is_still_read(tiff, directory, values):
    fields = {0x07: "Firmware 1.0.2", 0x09: "Zoe Plant"}
    at = _place(tiff, "Canon", directory(fields, 0))
    found = values(Kind.EXIF, _exif(tiff, "Canon", directory(fields, at + 164)))
    assert found["OwnerName"] == "Zoe Plant"


@pytest.mark.parametrize(
    ("model", "place", "size"),
    [("ILCE-7M3", 0x88, 6), ("ILCE-7", 0x7C, 4), ("SLT-A77", 0xF0, 5)],
)
def test_sony_serial_numbers_are_deciphered(tiff, directory, values, model, place, size):
    serial = bytes(range(0x11, 0x11 + size))
    block = bytearray(0x200)
    block[place : place + size] = bytes(pow(byte, 3, 249) for byte in serial)
    fields = {0x9050: bytes(block)}
    at = _place(tiff, "SONY", directory(fields, 0), model)
    found = values(Kind.EXIF, _exif(tiff, "SONY", directory(fields, at), model))
    assert found["InternalSerialNumber"] == serial.hex()


def test_olympus_equipment_is_read(tiff, directory, values):
    head = b"OLYMPUS\0II\3\0"
    at = 12 + len(directory({0x2010: 0}, 12))
    equipment = directory({0x0101: "B9V508278", 0x0202: "ABG366769"}, at)
    note = head + directory({0x2010: at}, 12) + equipment
    found = values(Kind.EXIF, _exif(tiff, "OLYMPUS", note))
    assert (found["SerialNumber"], found["LensSerialNumber"]) == ("B9V508278", "ABG366769")


def test_panasonic_names_faces_babies_and_places(tiff, directory, values):
    faces = struct.pack("<HH", 1, 0) + b"Zoe".ljust(20, b"\0") + bytes(136)
    fields = {0x61: faces, 0x66: b"Mia".ljust(16, b"\0"), 0x6D: b"Berlin".ljust(16, b"\0")}
    head = b"Panasonic\0\0\0"
    at = _place(tiff, "Panasonic", head + directory(fields, 0)) + 12
    found = values(Kind.EXIF, _exif(tiff, "Panasonic", head + directory(fields, at)))
    assert found["RecognizedFace1Name"] == "Zoe"
    assert (found["BabyName"], found["City"]) == ("Mia", "Berlin")


def test_fujifilm_counts_from_the_note_and_points_to_its_directory(tiff, directory, values):
    note = b"FUJIFILM\x0c\0\0\0" + directory({0x10: "FC  1234567 592D31353433"}, 12)
    found = values(Kind.EXIF, _exif(tiff, "FUJIFILM", note))
    assert found["InternalSerialNumber"] == "FC  1234567 592D31353433"


def test_pentax_serial_numbers_are_read(tiff, directory, values):
    note = b"PENTAX \0MM" + directory({0x0229: "4512345", 0x022E: "Zoe Plant"}, 10, ">")
    found = values(Kind.EXIF, _exif(tiff, "PENTAX", note))
    assert (found["SerialNumber"], found["Artist"]) == ("4512345", "Zoe Plant")


def test_samsung_faces_and_serial_numbers_are_read(tiff, directory, values):
    fields = {0x0123: "Zoe Plant", 0xA002: "A1B2C3D4E5"}
    at = _place(tiff, "SAMSUNG", directory(fields, 0))
    found = values(Kind.EXIF, _exif(tiff, "SAMSUNG", directory(fields, at)))
    assert (found["FaceName"], found["SerialNumber"]) == ("Zoe Plant", "A1B2C3D4E5")


def test_ricoh_serial_numbers_that_are_no_text_are_shown_in_hexadecimal(tiff, directory, values):
    fields = {0x02: "Rev2219", 0x05: bytes(range(16))}
    at = _place(tiff, "RICOH", b"Ricoh\0\0\0" + directory(fields, 0)) + 8
    found = values(Kind.EXIF, _exif(tiff, "RICOH", b"Ricoh\0\0\0" + directory(fields, at)))
    assert found["InternalSerialNumber"] == bytes(range(16)).hex()


def test_a_serial_number_spelled_out_in_an_unknown_note_is_found(tiff, values):
    note = b"Hewlett-Packard\0\0 SERIAL NUMBER:CN19T0123\0\0"
    assert values(Kind.EXIF, _exif(tiff, "HP", note))["SerialNumber"] == "CN19T0123"


def test_an_unknown_note_is_told_by_its_size(tiff, tags):
    found = tags(Kind.EXIF, _exif(tiff, "Nobody", b"\1\2\3\4\5\6"))
    assert ("MakerNote", "MakerNote", "6 bytes") in {(t.group, t.name, t.value) for t in found}


def test_a_preview_that_is_not_in_the_file_is_told_so(tiff, directory, values):
    note = b"PENTAX \0MM" + directory({0x03: 26, 0x04: 2446}, 10, ">")
    found = values(Kind.EXIF, _exif(tiff, "PENTAX", note))
    assert found["PreviewImageLength"] == "26 bytes, not in this file"


def test_reconyx_fields_stand_at_fixed_places(tiff, values):
    note = bytearray(0x80)
    note[:8] = b"\x01\xf1" + struct.pack("<3H", 3, 3, 0)
    note[0x16:0x22] = struct.pack("<6H", 42, 37, 13, 5, 17, 2024)
    note[0x2A:0x42] = "H500HF071234".encode("utf-16-le")
    found = values(Kind.EXIF, _exif(tiff, "RECONYX", bytes(note)))
    assert found["SerialNumber"] == "H500HF071234"
    assert found["DateTimeOriginal"] == "2024:05:17 13:37:42"
    assert found["FirmwareVersion"] == "3.3.0"


def _found(tiff, directory, values, make, fields, head=b"", model="Model"):
    """What is read of a note that is a head and a directory, offsets from the Exif stream."""
    at = _place(tiff, make, head + directory(fields, 0), model) + len(head)
    return values(Kind.EXIF, _exif(tiff, make, head + directory(fields, at), model))


def test_the_moment_a_nikon_was_switched_on_is_read(tiff, directory, values):
    moment = struct.pack("<H5B", 2024, 5, 17, 13, 37, 42) + b"\0"
    inner = b"II*\0\x08\0\0\0" + directory({0xB6: moment}, 8)
    found = values(Kind.EXIF, _exif(tiff, "NIKON CORPORATION", b"Nikon\0\2\x10\0\0" + inner))
    assert found["PowerUpDateTime"] == "2024:05:17 13:37:42"


def test_a_nikon_note_without_its_header_is_told_as_damaged(tiff, values):
    found = values(Kind.EXIF, _exif(tiff, "NIKON CORPORATION", b"Nikon\0\2\x10\0\0no header"))
    assert found["damaged"] == "header"


def test_the_age_of_a_baby_is_read(tiff, directory, values):
    fields = {0x33: "0002:03:04 00:00:00", 0x66: b"Mia".ljust(16, b"\0")}
    found = _found(tiff, directory, values, "Panasonic", fields, b"Panasonic\0\0\0")
    assert found["BabyAge"] == "0002:03:04 00:00:00"


def test_the_serial_number_of_an_ultrafire_stands_at_a_fixed_place(tiff, values):
    note = b"RECONYXUF\0".ljust(0x4B, b"\0") + b"UF6H01234567".ljust(15, b"\0")
    assert values(Kind.EXIF, _exif(tiff, "RECONYX", note))["SerialNumber"] == "UF6H01234567"


def test_a_reconyx_note_that_breaks_off_says_nothing(tiff, values):
    note = b"\x01\xf1".ljust(0x40, b"\0")
    assert "SerialNumber" not in values(Kind.EXIF, _exif(tiff, "RECONYX", note))


def test_the_preview_in_a_sony_note_comes_with_its_bytes(tiff, directory, tags):
    fields = {0x2001: bytes(32) + b"\xff\xd8\xff\xe0small"}
    at = _place(tiff, "SONY", directory(fields, 0))
    found = tags(Kind.EXIF, _exif(tiff, "SONY", directory(fields, at)))
    assert [tag.data for tag in found if tag.name == "PreviewImage"] == [b"\xff\xd8\xff\xe0small"]


@pytest.mark.parametrize("model", ["DSC-RX100", "ILCE-7M3"])
def test_a_sony_block_without_a_serial_number_names_none(tiff, directory, values, model):
    found = _found(tiff, directory, values, "SONY", {0x9050: bytes(0x200)}, model=model)
    assert "InternalSerialNumber" not in found


def test_a_firmware_spelled_out_in_a_ricoh_note_is_read(tiff, values):
    assert values(Kind.EXIF, _exif(tiff, "RICOH", b"Rv0412;Zoe"))["FirmwareVersion"] == "Rv0412"


def test_a_blank_ricoh_serial_number_is_none(tiff, directory, values):
    found = _found(tiff, directory, values, "RICOH", {0x05: bytes(16)}, b"Ricoh\0\0\0")
    assert "InternalSerialNumber" not in found


def test_a_preview_of_a_canon_without_its_place_is_not_told(tiff, directory, values):
    found = _found(tiff, directory, values, "Canon", {0x09: "Zoe Plant", 0xB6: [(1, 1)]})
    assert found["OwnerName"] == "Zoe Plant"
    assert "PreviewImage" not in found


def test_a_note_that_reads_worse_when_moved_is_read_where_it_stands(tiff, values):
    def note(at):
        entries = struct.pack("<HHIIHHII", 0x07, 2, 15, 8, 0x09, 2, 10, at + 30)
        return b"\2\0" + entries + bytes(4) + b"Zoe Plant\0"

    at = _place(tiff, "Canon", note(0))
    assert values(Kind.EXIF, _exif(tiff, "Canon", note(at)))["OwnerName"] == "Zoe Plant"


def test_a_note_of_zeros_tells_nothing_of_its_own(tiff, values):
    found = values(Kind.EXIF, _exif(tiff, "Canon", bytes(40)))
    assert (found["Make"], found["Model"]) == ("Canon", "Model")
    assert "OwnerName" not in found


def test_the_model_the_lens_and_the_preview_of_a_canon_are_read(tiff, directory, values):
    preview = [(1, 1), (1, 1), (999, 1), (1, 1), (1, 1), (8, 1)]
    fields = {0x10: 0x80000213, 0x4019: b"\1\2\3\4\5", 0xB6: preview}
    found = _found(tiff, directory, values, "Canon", fields)
    assert found["CanonModelID"] == "0x80000213"
    assert found["LensSerialNumber"] == "0102030405"
    assert found["PreviewImage"] == "999 bytes, not in this file"


def test_the_thumbnail_of_an_olympus_comes_with_its_bytes(tiff, directory, values):
    thumbnail = b"\xff\xd8thumbnail"
    head = b"OLYMPUS\0II\3\0"
    note = head + directory({0x0100: thumbnail}, 12)
    found = values(Kind.EXIF, _exif(tiff, "OLYMPUS", note))
    assert found["ThumbnailImage"] == f"{len(thumbnail)} bytes"


def test_the_preview_of_a_casio_comes_with_its_bytes(tiff, directory, values):
    fields = {0x2000: b"\xff\xd8preview"}
    found = _found(tiff, directory, values, "CASIO COMPUTER CO.,LTD.", fields, b"QVC\0\0\0")
    assert found["PreviewImage"] == "9 bytes"
