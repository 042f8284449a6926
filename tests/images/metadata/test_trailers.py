"""What stands behind or beside the picture."""

from __future__ import annotations

from bot.images.formats.container import Kind


def test_the_exif_of_a_second_picture_is_read(tiff, values):
    exif = b"Exif\0\0" + tiff({0x013B: "Zoe Plant"})
    picture = b"\xff\xd8\xff\xe1\0\x80" + exif + bytes(80) + b"\xff\xd9"
    found = values(Kind.SECONDARY, picture, "mpf")
    assert found["Artist"] == "Zoe Plant"


def test_the_rest_of_a_cropped_png_is_told_as_such(values):
    rest = bytes(range(200)) + b"\0\0\0\0IEND\xaeB`\x82"
    assert "rest of a png" in values(Kind.TRAILER, rest, "unknown")


def test_iptc_records_of_a_trailer_are_read(iptc, values):
    data = b"AXS!" + bytes(20) + iptc([(2, 90, b"Berlin")]) + bytes(8) + b"AXS!" + bytes(8)
    assert values(Kind.TRAILER, data, "unknown")["City"] == "Berlin"


def test_a_few_bytes_of_padding_are_no_trailer(tags):
    assert tags(Kind.TRAILER, b"\x01\x02", "unknown")[0].group == "Unknown"
