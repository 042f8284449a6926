"""QuickTime and ISO base media boxes."""

from __future__ import annotations

import struct

from bot.images.formats.container import Block, Kind


def _box(kind, body):
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _quicktime_text(text):
    return struct.pack(">HH", len(text), 0x55C4) + text


def test_place_and_maker_in_user_data_are_read(values):
    udta = _box(
        b"udta",
        _box(b"\xa9xyz", _quicktime_text(b"+52.5200+013.4050+034.100/"))
        + _box(b"\xa9mak", _quicktime_text(b"Example")),
    )
    assert values(Kind.QUICKTIME, _box(b"moov", udta)) == {
        "GPSLatitude": "52.52000",
        "GPSLongitude": "13.40500",
        "GPSAltitude": "034.100",
        "Make": "Example",
    }


def test_apple_keys_are_read(values):
    names = [b"com.apple.quicktime.location.ISO6709", b"com.apple.quicktime.content.identifier"]
    entries = b"".join(struct.pack(">I4s", len(n) + 8, b"mdta") + n for n in names)
    keys = _box(b"keys", struct.pack(">II", 0, len(names)) + entries)

    def item(number, text):
        data = _box(b"data", struct.pack(">II", 1, 0) + text)
        return struct.pack(">II", len(data) + 8, number) + data

    items = item(1, b"-33.8568+151.2153/") + item(2, b"CONTENT-ID")
    meta = _box(b"meta", keys + _box(b"ilst", items))
    assert values(Kind.QUICKTIME, meta) == {
        "GPSLatitude": "-33.85680",
        "GPSLongitude": "151.21530",
        "ContentIdentifier": "CONTENT-ID",
    }


def test_creation_dates_are_read(values):
    header = struct.pack(">III", 0, 3_798_797_862, 0) + bytes(88)
    found = values(Kind.QUICKTIME, _box(b"moov", _box(b"mvhd", header)))
    assert found == {"CreateDate": "2024-05-17 13:37:42Z"}


def test_a_3gpp_place_is_read(values):
    place = (
        bytes(4) + b"\x15\xc7" + b"Berlin\0" + b"\0" + struct.pack(">iii", 878_182, 3_441_951, 0)
    )
    found = values(Kind.QUICKTIME, _box(b"udta", _box(b"loci", place)))
    assert found["LocationName"] == "Berlin"
    assert found["GPSLatitude"].startswith("52.52")


def test_a_motion_video_behind_the_picture_is_read(tags):
    video = _box(b"ftyp", b"mp42" + bytes(8)) + _box(
        b"moov", _box(b"udta", _box(b"\xa9xyz", _quicktime_text(b"+52.5200+013.4050/")))
    )
    found = {tag.name: tag.value for tag in tags(Kind.TRAILER, video, "mp4")}
    assert found["mp4"] == f"{len(video)} bytes"
    assert found["GPSLatitude"] == "52.52000"


def test_samsungs_record_of_the_moment_is_read(tags):
    data = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1715953062000SEFH" + bytes(20) + b"SEFT"
    found = {tag.name: tag.value for tag in tags(Kind.TRAILER, data, "samsung")}
    assert found["TimeStamp"] == "2024-05-17 13:37:42Z"


def test_blocks_keep_their_name(tags):
    block = Block(Kind.SECONDARY, "MPF", b"\xff\xd8" + bytes(20), "gain map")
    assert tags(block.kind, block.data, block.name)[0].name == "gain map"


def test_a_box_smaller_than_its_head_ends_the_reading(tags):
    assert tags(Kind.QUICKTIME, struct.pack(">I4s", 3, b"moov") + bytes(20)) == []


def test_texts_of_3gpp_are_read_in_both_encodings(values):
    plain = _box(b"auth", b"\0\0\0\0\x15\xc7Zoe\0")
    wide = _box(b"titl", b"\0\0\0\0\x15\xc7\xfe\xff" + "Köln".encode("utf-16-be"))
    assert values(Kind.QUICKTIME, _box(b"udta", plain + wide)) == {
        "Author": "Zoe",
        "Title": "Köln",
    }


def test_an_empty_text_and_a_place_that_breaks_off_say_nothing(tags):
    body = _box(b"auth", b"\0\0\0\0\x15\xc7") + _box(b"loci", bytes(6) + b"\0\0\0\0")
    assert tags(Kind.QUICKTIME, _box(b"udta", body)) == []


def test_a_key_smaller_than_its_head_ends_the_names(values):
    keys = _box(b"keys", struct.pack(">IIII", 0, 2, 4, 0) + b"mdta")
    assert values(Kind.QUICKTIME, _box(b"meta", keys)) == {}


def test_boxes_with_64_bit_sizes_are_read(values):
    inner = _box(b"auth", b"\0\0\0\0\x15\xc7Zoe\0")
    wide = struct.pack(">I4sQ", 1, b"udta", len(inner) + 16) + inner
    assert values(Kind.QUICKTIME, wide) == {"Author": "Zoe"}


def test_a_box_without_a_size_goes_on_to_the_end(values):
    inner = _box(b"auth", b"\0\0\0\0\x15\xc7Zoe\0")
    assert values(Kind.QUICKTIME, bytes(4) + b"udta" + inner) == {"Author": "Zoe"}
