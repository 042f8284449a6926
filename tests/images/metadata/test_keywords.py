"""Text blocks and their keywords."""

from __future__ import annotations

from bot.images.formats.container import Kind
from bot.images.metadata.tags import Tag


def test_a_text_stands_under_its_keyword(tags):
    assert tags(Kind.TEXT, "Zoë".encode(), "Author") == [Tag("Text", "Author", "Zoë")]


def test_a_comment_needs_no_keyword(tags):
    assert tags(Kind.TEXT, b"hello", "") == [Tag("Text", "Comment", "hello")]


def test_xmp_under_its_keyword_is_read(xmp, values):
    packet = xmp("", 'photoshop:City="Berlin"')
    assert values(Kind.TEXT, packet, "XML:com.adobe.xmp") == {"City": "Berlin"}


def test_what_imagemagick_repeats_is_named_as_exif_does(tags):
    assert tags(Kind.TEXT, b"2024", "exif:DateTime") == [Tag("Exif", "DateTime", "2024")]


def test_blank_texts_say_nothing(tags):
    assert tags(Kind.TEXT, b" \0 ", "Comment") == []


def test_time_blocks_are_dates(tags):
    assert tags(Kind.TIME, b"2024-05-17 13:37:42") == [
        Tag("Time", "ModifyDate", "2024-05-17 13:37:42")
    ]


def test_where_imagemagick_found_a_thumbnail_is_told_and_its_other_fields_are_not(values):
    where, field = "exif:thumbnail:JPEGInterchangeFormat", "exif:thumbnail:Compression"
    assert "ThumbnailOffset" in values(Kind.TEXT, b"1234", where)
    assert values(Kind.TEXT, b"6", field) == {}
