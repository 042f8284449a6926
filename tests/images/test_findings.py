"""Findings: one a category, worst first, harmless to show."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import piexif
import pytest
from PIL import Image

from bot.images.findings import MAX_LENGTH, MAX_VALUES, displayed, find
from bot.images.formats import CONTAINERS
from bot.images.formats.container import Block, Kind, Picture
from bot.images.results import Category, Format, Severity


def _exif(zeroth=None, exif=None, gps=None, thumbnail=None):
    first = {piexif.ImageIFD.Compression: 6} if thumbnail else {}
    parts = {"0th": zeroth or {}, "Exif": exif or {}, "GPS": gps or {}, "1st": first}
    return piexif.dump({**parts, "thumbnail": thumbnail})[6:]


def _find(*blocks, width=4000, height=3000, damaged=()):
    picture = Picture(Format.JPEG, width, height, blocks=blocks, damaged=damaged)
    return {finding.category: finding for finding in find(picture)}


def _text(name, text):
    return Block(Kind.TEXT, "tEXt", text.encode(), name)


def _position(latitude, longitude, more=None):
    gps = {1: b"N", 2: latitude, 3: b"E", 4: longitude, **(more or {})}
    return Block(Kind.EXIF, "APP1", _exif(gps=gps))


def _jpeg(width, height):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 80)).save(buffer, "JPEG")
    return buffer.getvalue()


BERLIN = ([(52, 1), (31, 1), (12, 1)], [(13, 1), (24, 1), (18, 1)])
NOWHERE = ([(0, 1)] * 3, [(0, 1)] * 3)


def test_nothing_found_is_an_empty_report():
    assert _find() == {}


def test_the_worst_stands_first():
    blocks = (_text("Software", "Editor"), _text("Title", "My cat"), _text("Author", "Zoe"))
    found = find(Picture(Format.PNG, 10, 10, blocks=blocks))
    assert [f.severity for f in found] == [Severity.HIGH, Severity.MEDIUM, Severity.LOW]


def test_a_position_is_latitude_longitude_height_and_time():
    more = {5: 0, 6: (34, 1), 7: [(11, 1), (5, 1), (9, 1)], 29: b"2024:05:17"}
    finding = _find(_position(*BERLIN, more))[Category.GPS]
    assert finding.severity is Severity.HIGH
    assert dict(finding.values) == {
        "latitude": "52.52000",
        "longitude": "13.40500",
        "altitude": "34.0 m",
        "time": "11:05:09",
        "date": "2024:05:17",
    }


def test_a_blank_position_is_no_alarm():
    finding = _find(_position(*NOWHERE))[Category.GPS]
    assert finding.severity is Severity.INFO
    assert "latitude" not in finding.values


def test_a_direction_without_a_position_is_less_than_one():
    block = Block(Kind.EXIF, "APP1", _exif(gps={16: b"M", 17: (250, 1)}))
    assert _find(block)[Category.GPS].severity is Severity.MEDIUM


def test_a_version_number_alone_is_no_position():
    assert Category.GPS not in _find(Block(Kind.EXIF, "APP1", _exif(gps={0: (2, 3, 0, 0)})))


def test_a_second_position_is_told_too():
    xmp = (
        '<x xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="48,51.5N"'
        ' exif:GPSLongitude="2,21.1E"/>'
    )
    found = _find(_position(*BERLIN), Block(Kind.XMP, "APP1", xmp.encode()))
    assert found[Category.GPS].values["latitude"] == "52.52000"
    assert found[Category.GPS].values["latitude 2"] == "48.85833"


def test_a_coordinate_that_is_any_text_is_shown_as_harmlessly_as_any_text():
    blocks = (_text("GPSLatitude", "a\u202e" * 900), _text("GPSLongitude", "b\n" * 900))
    values = _find(*blocks)[Category.GPS].values
    assert all(len(text) <= MAX_LENGTH and text.isprintable() for text in values.values())


def test_a_thumbnail_of_another_shape_is_told_as_differing():
    block = Block(Kind.EXIF, "APP1", _exif(thumbnail=_jpeg(160, 120)))
    finding = _find(block, width=1000, height=1000)[Category.THUMBNAIL]
    assert (finding.severity, finding.values["differs"]) == (Severity.HIGH, "aspect")


def test_a_thumbnail_of_the_same_shape_is_a_small_matter():
    finding = _find(Block(Kind.EXIF, "APP1", _exif(thumbnail=_jpeg(160, 120))))[Category.THUMBNAIL]
    assert finding.severity is Severity.LOW
    assert "differs" not in finding.values


def test_a_gain_map_is_a_hidden_picture_and_shows_the_scene():
    found = _find(Block(Kind.SECONDARY, "MPF", _jpeg(200, 150), "gain map"))
    assert found[Category.TRAILER].values["gain map"].endswith(" bytes")
    assert Category.THUMBNAIL in found


def test_bytes_behind_the_picture_are_told_by_kind_and_size():
    found = _find(Block(Kind.TRAILER, "end", b"PK\3\4" + bytes(100), "zip"))
    assert dict(found[Category.TRAILER].values) == {"zip": "104 bytes"}


def test_an_id_field_without_an_id_is_no_alarm():
    note = b"OLYMP\0\1\0" + struct.pack("<HHHI4sI", 1, 0x0209, 2, 4, b"DSC\0", 0)
    exif = {piexif.ExifIFD.MakerNote: note}
    data = _exif({piexif.ImageIFD.Make: b"OLYMPUS"}, exif)
    finding = _find(Block(Kind.EXIF, "APP1", data))[Category.SERIAL]
    assert (finding.severity, finding.values["CameraID"]) == (Severity.INFO, "DSC")


def test_a_prompt_weighs_more_than_the_name_of_its_tool():
    prompt = "a portrait of Zoe in her garden\nSteps: 20, Sampler: Euler a, Seed: 1"
    assert _find(_text("parameters", prompt))[Category.AI].severity is Severity.MEDIUM
    assert _find(_text("Software", "NovelAI"))[Category.AI].severity is Severity.LOW


def test_a_damaged_part_is_told_and_the_rest_is_read():
    found = _find(_text("Author", "Zoe"), damaged=("APP1",))
    assert found[Category.OTHER].severity is Severity.INFO
    assert dict(found[Category.OTHER].values) == {"damaged": "APP1"}
    assert Category.PERSON in found


def test_the_same_name_in_two_vocabularies_keeps_both_values():
    blocks = (
        Block(Kind.EXIF, "APP1", _exif({piexif.ImageIFD.Artist: b"Zoe"})),
        _text("Artist", "Mia"),
    )
    assert dict(_find(*blocks)[Category.PERSON].values) == {
        "Artist": "Zoe",
        "Artist (Text)": "Mia",
    }


def test_values_are_few_and_short():
    blocks = [_text(f"Serial Number {i}", f"{i}" * 1000) for i in range(1, 40)]
    values = _find(*blocks)[Category.SERIAL].values
    assert len(values) == MAX_VALUES
    assert all(len(text) <= MAX_LENGTH for text in values.values())


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("abc\u202edef", "abcdef"),
        ("z\u200bero\ufeff", "zero"),
        ("line\r\nbreak\u2028here", "line break here"),
        ("  ", ""),
        ("Zoë 日本 🌍", "Zoë 日本 🌍"),
        ("\ud800lone", "lone"),
    ],
)
def test_hostile_text_is_shown_harmlessly(hostile, shown):
    assert displayed(hostile) == shown


def test_long_text_is_cut_with_a_mark():
    assert displayed("x" * 1_000_000) == "x" * (MAX_LENGTH - 1) + "…"


@pytest.mark.shared
def test_nearly_all_that_exiftool_finds_in_the_study_pictures_is_found(shared: Path):
    corpus = shared / "corpus"
    truth = json.loads((corpus / "corpus.json").read_text())
    kinds = {"JPEG": Format.JPEG, "PNG": Format.PNG, "WEBP": Format.WEBP}
    wanted = missed = 0
    for name, entry in truth.items():
        if entry["format"] not in kinds or name.startswith("malformed/"):
            continue
        picture = CONTAINERS[kinds[entry["format"]]].parse((corpus / name).read_bytes())
        found = {finding.category for finding in find(picture)}
        wanted += len(entry["categories"])
        missed += len(set(entry["categories"]) - found)
    assert wanted > 150
    assert missed / wanted <= 0.03
