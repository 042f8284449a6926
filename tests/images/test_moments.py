"""The time zone of a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.findings import find
from bot.images.formats.container import Block, Kind, Picture
from bot.images.metadata.tags import Tag
from bot.images.moments import FROM_SATELLITES, time_zone
from bot.images.results import Category, Format

TAKEN = Tag("Exif", "DateTimeOriginal", "2024:05:17 13:05:20")
SATELLITES = [Tag("GPS", "GPSDateStamp", "2024:05:17"), Tag("GPS", "GPSTimeStamp", "11:05:09")]


@pytest.mark.parametrize(
    ("name", "text", "zone"),
    [
        ("OffsetTimeOriginal", "+02:00", "+02:00"),
        ("OffsetTime", " -0330", "-03:30"),
        ("OffsetTimeDigitized", "+14:00", "+14:00"),
        ("OffsetTimeOriginal", "+15:00", None),
        ("OffsetTimeOriginal", "Z", None),
        ("CreateDate", "2024-05-17T13:05:09+05:45", "+05:45"),
        ("DateTimeOriginal", "2024-05-17T13:05:09.25-07:00", "-07:00"),
        ("DateTimeOriginal", "2024-05-17", None),
        ("DateCreated", "20240517-0300", None),
        ("DateTimeOriginal", "2024:05:17 13:05:09", None),
        ("Comment", "+02:00", None),
    ],
)
def test_a_written_time_zone_is_told(name, text, zone):
    assert time_zone([Tag("Exif", name, text)]) == zone


def test_the_zone_of_the_shot_counts_before_that_of_the_edit():
    tags = [Tag("Exif", "OffsetTime", "+01:00"), Tag("Exif", "OffsetTimeOriginal", "+09:00")]
    assert time_zone(tags) == "+09:00"


def test_the_clock_beside_the_time_of_the_satellites_tells_the_zone():
    assert time_zone([TAKEN, *SATELLITES]) == "+02:00" + FROM_SATELLITES


@pytest.mark.parametrize(
    "local",
    ["2024:05:17 13:10:09", "2024:05:19 11:05:09", "2024:99:17 13:05:09", "2024:05:17"],
)
def test_a_clock_that_fits_no_zone_tells_none(local):
    assert time_zone([Tag("Exif", "DateTimeOriginal", local), *SATELLITES]) is None


def test_midnight_between_both_clocks_is_no_hindrance():
    taken = Tag("Exif", "DateTimeOriginal", "2024:05:16 23:35:09")
    assert time_zone([taken, *SATELLITES]) == "-11:30" + FROM_SATELLITES


@given(st.lists(st.builds(Tag, st.just("Exif"), st.sampled_from(
    ["DateTimeOriginal", "OffsetTime", "GPSDateStamp", "GPSTimeStamp"]), st.text())))  # fmt: skip
def test_whatever_stands_there_is_a_zone_or_none(tags):
    zone = time_zone(tags)
    assert zone is None or zone[0] in "+-"


def test_the_zone_stands_among_the_values_of_the_time():
    xmp = (
        b'<x xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2024-05-17T13:05:09+02:00"/>'
    )
    picture = Picture(Format.JPEG, 1, 1, blocks=(Block(Kind.XMP, "APP1", xmp),))
    finding = next(each for each in find(picture) if each.category is Category.TIMESTAMP)
    assert finding.values["time zone"] == "+02:00"
