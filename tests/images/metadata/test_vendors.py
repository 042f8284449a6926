"""Blocks of single vendors."""

from __future__ import annotations

import struct

from bot.images import metadata
from bot.images.formats.container import Block, Kind


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
