"""Blocks of single vendors."""

from __future__ import annotations

import struct

import pytest

from bot.images import metadata
from bot.images.formats.container import Block, Kind
from bot.images.metadata import ciff


def _heap(records):
    body, table = b"", b""
    for kind, value in records:
        table += struct.pack("<HII", kind, len(value), len(body))
        body += value
    directory = struct.pack("<H", len(records)) + table
    return body + directory + struct.pack("<I", len(body))


def test_ciff_names_owner_camera_and_moment(values):
    heap = _heap(
        [
            (0x0810, b"Zoe Plant\0"),
            (0x080A, b"Canon\0Canon PowerShot A5\0"),
            (0x180E, struct.pack("<III", 972_687_386, 0, 0)),
        ]
    )
    data = b"II" + struct.pack("<I", 14) + b"HEAPJPGM" + heap
    assert values(Kind.UNKNOWN, data) == {
        "OwnerName": "Zoe Plant",
        "Make": "Canon",
        "Model": "Canon PowerShot A5",
        "DateTimeOriginal": "2000-10-27 22:56:26",
    }


def test_picture_info_is_read_line_by_line(values):
    data = b"OLYMPUS OPTICAL CO.\0[picture info]\r\nTimeDate=909698819\r\nSerial#=#00000001\r\n"
    found = values(Kind.UNKNOWN, data)
    assert found == {"DateTimeOriginal": "1998-10-29 22:06:59", "SerialNumber": "#00000001"}


def test_gopro_serial_numbers_are_read(values):
    def record(key, text):
        padded = text + b"\0" * (-len(text) % 4)
        return struct.pack(">4scBH", key, b"c", 1, len(text)) + padded

    body = record(b"CASN", b"C3221324657219") + record(b"MUID", b"491b")
    outer = struct.pack(">4scBH", b"DEVC", b"\0", 1, len(body)) + body
    found = values(Kind.UNKNOWN, b"GoPro\0" + outer)
    assert (found["CameraSerialNumber"], found["MediaUniqueID"]) == ("C3221324657219", "491b")


def test_rmeta_names_and_menu_items_are_read(values):
    def section(kind, body):
        return struct.pack("<HH", kind, len(body) + 2) + body

    sections = section(1, b"Location\0Lit\0") + section(2, b"Main street\0\0")
    sections += section(3, struct.pack("<HH", 0xFFFF, 1))
    head = b"RMETA\0II*\0" + struct.pack("<HHHH", 0, 0, 12, 0)
    data = head + struct.pack("<H", 2) + bytes(8) + sections
    found = values(Kind.UNKNOWN, data)
    assert found["Location"] == "Main street"


def test_flir_segments_are_put_together():
    camera = bytearray(0x400)
    camera[0x104:0x10E] = b"SN-7788121"
    header = bytearray(64)
    header[:4] = b"FFF\0"
    header[20:24] = struct.pack(">I", 100)
    header[24:32] = struct.pack(">II", 64, 1)
    entry = struct.pack(">HHIIII", 0x20, 1, 100, 1, 96, len(camera)).ljust(32, b"\0")
    body = bytes(header) + entry + bytes(camera)
    blocks = [
        Block(Kind.UNKNOWN, "APP1", b"FLIR\0\1" + bytes([i, 1]) + part)
        for i, part in ((1, body[200:]), (0, body[:200]))
    ]
    found = {tag.name: tag.value for tag in metadata.read(blocks)}
    assert found["CameraSerialNumber"] == "SN-7788121"


def test_riff_information_is_named(values):
    assert values(Kind.UNKNOWN, b"Zoe Plant\0", "IART") == {"Artist": "Zoe Plant"}


def test_what_nobody_knows_is_told_by_name_and_size(values):
    assert values(Kind.UNKNOWN, b"\1\2\3", "prIV") == {"prIV": "3 bytes"}


def _ciff(heap):
    return b"II" + struct.pack("<I", 14) + b"HEAPJPGM" + heap


def test_a_ciff_thumbnail_comes_with_its_bytes(tags):
    (found,) = tags(Kind.UNKNOWN, _ciff(_heap([(0x2008, b"\xff\xd8small\xff\xd9")])))
    assert (found.name, found.data) == ("ThumbnailImage", b"\xff\xd8small\xff\xd9")


def test_a_ciff_directory_outside_its_heap_is_told_as_damaged(tags):
    (found,) = tags(Kind.UNKNOWN, _ciff(bytes(8) + struct.pack("<I", 4711)))
    assert (found.name, found.value) == ("damaged", "directory")


def test_a_ciff_heap_too_short_for_a_directory_says_nothing(tags):
    assert tags(Kind.UNKNOWN, _ciff(b"\0\0")) == []


def test_ciff_heaps_inside_each_other_are_read_up_to_a_bound(values):
    inner = _heap([(0x0810, b"Zoe Plant\0")] * (ciff.MAX_RECORDS + 9))
    assert values(Kind.UNKNOWN, _ciff(inner)) == {"OwnerName": "Zoe Plant"}


def test_iptc_records_without_a_head_are_read_as_iptc(iptc, values):
    assert values(Kind.UNKNOWN, iptc([(2, 90, b"Berlin")]))["City"] == "Berlin"


@pytest.mark.parametrize(
    "data",
    [
        b"RMETA\0II*\0",  # breaks off
        b"RMETA\0II*\0" + struct.pack("<HHHH", 1, 0, 12, 0) + bytes(20),  # sound, in a later one
        b"RMETA\0II*\0" + struct.pack("<HHHH", 0, 0, 12, 0) + bytes(20),  # a section without size
    ],
)
def test_rmeta_without_names_says_no_more_than_its_size(values, data):
    assert set(values(Kind.UNKNOWN, data)) <= {"MakerNote"}


def test_kodak_meta_names_the_cameras_owner(directory, values):
    stream = b"II*\0\x08\0\0\0" + directory(
        {0xC353: b"ASCII\0\0\0Zoe Plant", 0xC354: "KCK-1", 0xC355: " ", 0x9999: "x"}, 8
    )
    found = values(Kind.UNKNOWN, b"Meta\0\0" + stream)
    assert (found["CameraOwner"], found["SerialNumber"]) == ("Zoe Plant", "KCK-1")


def test_kodak_meta_without_a_header_is_told_as_damaged(values):
    assert values(Kind.UNKNOWN, b"Meta\0\0no directory")["damaged"] == "header"


def test_comment_and_copyright_of_photoshops_web_copies_are_read(values):
    def text(number, words):
        raw = struct.pack(">I", len(words)) + words.encode("utf-16-be")
        return struct.pack(">HH", number, len(raw)) + raw

    body = text(1, "") + text(2, "Our garden") + text(3, "Zoe Plant")
    found = values(Kind.UNKNOWN, b"Ducky" + body)
    assert (found["Comment"], found["Copyright"]) == ("Our garden", "Zoe Plant")


def _flir(kind, record):
    head = b"FFF\0" + bytes(16) + struct.pack(">III", 100, 64, 1)
    entry = struct.pack(">H", kind) + bytes(10) + struct.pack(">II", 96, len(record)) + bytes(12)
    return b"FLIR\0\1\0\0" + head.ljust(64, b"\0") + entry + record


def test_the_moment_of_a_thermal_picture_is_read(values):
    record = bytes(0x384) + struct.pack("<I", 972_687_386)
    assert values(Kind.UNKNOWN, _flir(0x20, record))["DateTimeOriginal"] == "2000-10-27 22:56:26"


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_position_of_a_thermal_picture_is_read_in_both_byte_orders(values, order):
    record = struct.pack(order + "I", 1) + bytes(12) + struct.pack(order + "dd", 52.52, 13.405)
    found = values(Kind.UNKNOWN, _flir(0x2B, record))
    assert (found["GPSLatitude"], found["GPSLongitude"]) == ("52.52000", "13.40500")


def test_a_thermal_position_that_is_not_valid_is_none(values):
    assert "GPSLatitude" not in values(Kind.UNKNOWN, _flir(0x2B, bytes(0x20)))


def test_the_visible_picture_beside_a_thermal_one_is_told(values):
    assert values(Kind.UNKNOWN, _flir(0x0E, b"pixels"))["EmbeddedImage"] == "6 bytes"


@pytest.mark.parametrize(
    ("head", "name"),
    [(b"DJI-DBG", "MakerNote"), (b"HUAWEI", "MakerNote"), (b"ssuniqueid\0A1B2", "UniqueID")],
)
def test_a_segment_of_a_known_maker_is_named(values, head, name):
    assert name in values(Kind.UNKNOWN, head)


def test_a_thermal_segment_that_breaks_off_says_no_more_than_its_size(values):
    assert values(Kind.UNKNOWN, b"FLIR\0\1\0\0FFF\0") == {"MakerNote": "12 bytes"}


@pytest.mark.parametrize(("kind", "record"), [(0x0E, b""), (0x99, b"something else")])
def test_thermal_records_that_tell_nothing_are_passed_over(values, kind, record):
    assert values(Kind.UNKNOWN, _flir(kind, record)).keys() == {"MakerNote"}


def test_records_of_photoshops_web_copies_are_read_up_to_a_bound(values):
    records = struct.pack(">HH", 1, 0) * 16 + struct.pack(">HHI", 2, 6, 1) + b"\0x"
    assert "Comment" not in values(Kind.UNKNOWN, b"Ducky" + records)
    assert values(Kind.UNKNOWN, b"Ducky" + records[4:])["Comment"] == "x"


def test_an_empty_block_of_nobody_says_nothing(tags):
    assert tags(Kind.UNKNOWN, b"") == []
