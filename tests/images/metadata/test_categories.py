"""Which tag gives away what."""

from __future__ import annotations

import pytest

from bot.images.metadata.categories import categories
from bot.images.metadata.tags import Tag
from bot.images.results import Category


def test_the_mark_of_facebook_ties_copies_together():
    tag = Tag("IPTC", "SpecialInstructions", "FBMD01000a9f0100002a1f")
    assert Category.DOCID in categories(tag)


@pytest.mark.parametrize(
    ("group", "name", "expected"),
    [
        ("IFD0", "Artist", {Category.PERSON}),
        ("IFD0", "Make", {Category.DEVICE}),
        ("ExifIFD", "OffsetTimeOriginal", {Category.TIMESTAMP}),
        ("ExifIFD", "ImageUniqueID", {Category.DOCID}),
        ("ExifIFD", "UserComment", {Category.TEXT}),
        ("GPS", "GPSLatitude", {Category.GPS}),
        ("GPS", "GPSDateStamp", {Category.GPS, Category.TIMESTAMP}),
        ("IPTC", "By-line", {Category.PERSON}),
        ("IPTC", "Sub-location", {Category.PLACE}),
        ("Text", "Creation Time", {Category.TIMESTAMP}),
        ("Text", "parameters", {Category.AI}),
        ("Text", "nobody knows", {Category.OTHER}),
        ("XMP-xmpMM", "History/parameters", {Category.SOFTWARE}),
        ("XMP-xmpMM", "History/when", {Category.SOFTWARE, Category.TIMESTAMP}),
        ("XMP-xmpMM", "DerivedFrom/documentID", {Category.SOFTWARE, Category.DOCID}),
        ("XMP-mwg-rs", "Regions/RegionList/Name", {Category.REGIONS}),
        ("XMP-Iptc4xmpExt", "LocationShown/City", {Category.PLACE}),
        ("XMP-crs", "Exposure2012", {Category.SOFTWARE}),
        ("XMP-GCamera", "MicroVideoOffset", {Category.TRAILER}),
        ("Canon", "OwnerName", {Category.MAKERNOTE, Category.PERSON}),
        ("Apple", "MakerNote", {Category.MAKERNOTE}),
        ("ICC", "DeviceModel", {Category.COLOUR_PROFILE}),
        ("C2PA", "title", {Category.AI, Category.TEXT}),
        ("XMP-dc", "format", set()),
        ("IFD0", "damaged", {Category.OTHER}),
    ],
)
def test_names_tell_their_categories(group, name, expected):
    assert set(categories(Tag(group, name, "value"))) == expected
