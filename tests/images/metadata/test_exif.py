"""Exif: directories, character codes, positions, thumbnails, embedded blocks, damage."""

from __future__ import annotations

import struct

import pytest

from bot.images.formats.container import Kind
from bot.images.metadata.tags import Tag

LATITUDE = [(52, 1), (31, 1), (1225, 100)]
LONGITUDE = [(13, 1), (24, 1), (0, 1)]


@pytest.mark.parametrize("order", ["<", ">"])
def test_camera_owner_serial_and_times_are_read_in_both_byte_orders(tiff, values, order):
    data = tiff(
        {0x010F: "Example", 0x0110: "Phone X", 0x0131: "Editor 4.2"},
        exif={0x9003: "2024:05:17 13:37:42", 0xA430: "Zoe Plant", 0xA431: "SN-778812"},
        order=order,
    )
    found = values(Kind.EXIF, data)
    assert found == {
        "Make": "Example",
        "Model": "Phone X",
        "Software": "Editor 4.2",
        "DateTimeOriginal": "2024:05:17 13:37:42",
        "CameraOwnerName": "Zoe Plant",
        "BodySerialNumber": "SN-778812",
    }


def test_a_prefix_of_the_jpeg_segment_does_no_harm(tiff, values):
    assert values(Kind.EXIF, b"Exif\0\0" + tiff({0x013B: "Zoe"})) == {"Artist": "Zoe"}


def test_position_is_shown_in_signed_decimal_degrees(tiff, values):
    gps = {1: "S", 2: LATITUDE, 3: "W", 4: LONGITUDE, 6: [(341, 10)], 7: [(7, 1), (5, 1), (9, 1)]}
    found = values(Kind.EXIF, tiff({}, gps=gps))
    assert (found["GPSLatitude"], found["GPSLongitude"]) == ("-52.52007", "-13.40000")
    assert (found["GPSAltitude"], found["GPSTimeStamp"]) == ("34.1 m", "07:05:09")


@pytest.mark.parametrize("blank", [[(0, 0)] * 3, [(0, 1)] * 3])
def test_a_blank_position_is_none(tiff, values, blank):
    found = values(Kind.EXIF, tiff({}, gps={1: "N", 2: blank, 3: "E", 4: blank}))
    assert (found["GPSLatitude"], found["GPSLongitude"]) == ("blank", "blank")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"ASCII\0\0\0at home", "at home"),
        (b"UNICODE\0" + "zu Hause ü".encode("utf-16-le"), "zu Hause ü"),
        (b"UNICODE\0" + "zu Hause ü".encode("utf-16-be"), "zu Hause ü"),
        (b"UNICODE\0" + "zu Hause".encode("utf-16"), "zu Hause"),
        (b"JIS\0\0\0\0\0" + "日本".encode("iso2022_jp"), "日本"),
        (b"\0\0\0\0\0\0\0\0plain", "plain"),
        (b"no charset at all", "no charset at all"),
    ],
)
def test_user_comments_are_read_in_every_character_code(tiff, values, raw, text):
    assert values(Kind.EXIF, tiff({}, exif={0x9286: raw})) == {"UserComment": text}


def test_windows_fields_are_utf16(tiff, values):
    data = tiff({0x9C9D: "Zoë".encode("utf-16-le") + b"\0\0"})
    assert values(Kind.EXIF, data) == {"XPAuthor": "Zoë"}


def test_both_parts_of_the_copyright_are_shown(tiff, values):
    assert values(Kind.EXIF, tiff({0x8298: b"Zoe\0Editor\0"})) == {"Copyright": "Zoe, Editor"}


def test_blank_values_are_not_told(tiff, values):
    assert values(Kind.EXIF, tiff({0x0132: "0000:00:00 00:00:00", 0x013B: "   "})) == {}


def test_the_thumbnail_comes_with_its_bytes(tiff, tags):
    picture = b"\xff\xd8\xff\xe0thumbnail\xff\xd9"
    found = tags(Kind.EXIF, tiff({}, ifd1={0x0103: 6}, thumbnail=picture))
    assert Tag("IFD1", "ThumbnailImage", f"{len(picture)} bytes", picture) in found


def test_a_thumbnail_that_is_described_but_lost_is_told_so(tiff, values):
    found = values(Kind.EXIF, tiff({}, ifd1={0x0201: 90_000, 0x0202: 500}))
    assert found == {"ThumbnailImage": "500 bytes, lost"}


def test_the_second_page_of_a_tiff_file_is_no_thumbnail(tiff, values):
    pages = {"ifd0": {0x0111: 8, 0x0117: 4}, "ifd1": {0x0111: 8, 0x0117: 4}}
    assert values(Kind.EXIF, tiff(**pages)) == {}


def test_a_reduced_page_of_a_tiff_file_is_a_thumbnail(tiff, values):
    pages = {"ifd0": {0x0111: 8, 0x0117: 4}, "ifd1": {0x00FE: 1, 0x0111: 8, 0x0117: 400}}
    assert values(Kind.EXIF, tiff(**pages)) == {"ThumbnailTIFF": "400 bytes"}


def test_iptc_and_xmp_inside_exif_are_read(tiff, iptc, xmp, values):
    data = tiff(
        {
            0x83BB: iptc([(2, 90, b"Berlin")]),
            0x02BC: xmp("<dc:creator><rdf:Seq><rdf:li>Zoe</rdf:li></rdf:Seq></dc:creator>"),
        }
    )
    assert values(Kind.EXIF, data) == {"City": "Berlin", "creator": "Zoe"}


def test_big_tiff_is_read(values):
    text = b"Zoe Plant\0"
    entry = struct.pack("<HHQQ", 0x013B, 2, len(text), 16 + 8 + 20 + 8)
    data = b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 1) + entry + struct.pack("<Q", 0) + text
    assert values(Kind.EXIF, data) == {"Artist": "Zoe Plant"}


def test_what_stands_before_the_damage_is_read(tiff, values):
    whole = tiff({0x010F: "Example", 0x013B: "Zoe Plant"})
    found = values(Kind.EXIF, whole[:-9])
    assert found["Make"] == "Example"
    assert found["damaged"] == "values outside the data"


def test_a_directory_that_points_to_itself_ends(tiff, values):
    data = bytearray(tiff({0x013B: "Zoe"}))
    end = 8 + 2 + 12
    data[end : end + 4] = struct.pack("<I", 8)
    assert values(Kind.EXIF, bytes(data)) == {"Artist": "Zoe"}


def test_bytes_without_a_header_are_damaged(values):
    assert values(Kind.EXIF, b"not a tiff stream") == {"damaged": "header"}


def test_an_empty_block_says_nothing(tags):
    assert tags(Kind.EXIF, b"Exif\0\0") == []


def test_what_adobe_keeps_of_raw_files_is_told_by_its_size(tiff, values):
    assert values(Kind.EXIF, tiff({0xC634: b"Adobe\0" + bytes(10)})) == {
        "DNGPrivateData": "16 bytes"
    }


def test_the_directories_beside_the_first_are_read(tiff, directory, values):
    at = len(tiff({0x014A: 0}))
    data = tiff({0x014A: at}) + directory({0x013B: "Zoe Plant"}, at)
    assert values(Kind.EXIF, data) == {"Artist": "Zoe Plant"}


def test_a_text_that_is_marked_as_bytes_is_read(tiff, values):
    assert values(Kind.EXIF, tiff({0x013B: b"Zoe"})) == {"Artist": "Zoe"}


def test_a_header_of_no_known_kind_is_damaged(values):
    assert values(Kind.EXIF, b"II\x63\0\x08\0\0\0").keys() == {"damaged"}


def test_more_numbers_than_anybody_reads_are_counted(tiff, values):
    data = tiff({0x010F: "Example"}, exif={0xA431: [(1, 1)] * 65})
    assert values(Kind.EXIF, data)["BodySerialNumber"] == "65 numbers"
