"""The date that a copy may keep: a proper one, and nothing else with it."""

from __future__ import annotations

import io

import piexif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.images import taken
from bot.images.clean import examine
from bot.images.formats.kept import DATE
from bot.images.results import Category, Options
from bot.images.verify.shared import check_exif

MOMENT = b"2026:07:04 18:54:12"


def picture(form, orientation=1, date=MOMENT):
    exif = {
        "0th": {piexif.ImageIFD.Orientation: orientation, piexif.ImageIFD.Artist: b"Planted"},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: date, piexif.ExifIFD.UserComment: b"Planted"},
    }
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, form, exif=piexif.dump(exif))
    return out.getvalue()


def told(data):
    return Image.open(io.BytesIO(data)).getexif().get_ifd(piexif.ImageIFD.ExifTag)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_copy_keeps_its_date_if_asked_and_nothing_else(form, orientation):
    cleaned = examine(picture(form, orientation), Options(keep_date=True)).cleaned
    assert told(cleaned.data) == {piexif.ExifIFD.DateTimeOriginal: MOMENT.decode()}
    assert DATE in cleaned.kept
    assert Category.TIMESTAMP not in cleaned.removed
    assert b"Planted" not in cleaned.data


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_without_being_asked_a_copy_has_no_date(form):
    cleaned = examine(picture(form)).cleaned
    assert MOMENT not in cleaned.data
    assert Category.TIMESTAMP in cleaned.removed


@pytest.mark.parametrize("date", [b"2026:13:04 18:54:12", b"Anna was here at 12", b"", b"2026"])
def test_what_is_no_date_is_not_kept(date):
    cleaned = examine(picture("JPEG", date=date), Options(keep_date=True)).cleaned
    assert told(cleaned.data) == {}
    assert DATE not in cleaned.kept


@given(st.binary(max_size=200))
def test_whatever_is_read_is_a_date(block):
    found = taken.read(b"MM\0*\0\0\0\x08" + block)
    assert found is None or len(found) == len(MOMENT)


@pytest.mark.parametrize("spoil", [lambda b: b + b"x", lambda b: b.replace(b"2026", b"Anna")])
def test_the_second_reader_takes_no_more_than_a_date(spoil):
    block = Image.open(io.BytesIO(picture("JPEG"))).info["exif"]
    kept = examine(picture("JPEG"), Options(keep_date=True)).cleaned.data
    exif = Image.open(io.BytesIO(kept)).info["exif"].removeprefix(b"Exif\0\0")
    assert list(check_exif(exif)) == []
    assert list(check_exif(spoil(exif))) != []
    assert list(check_exif(block.removeprefix(b"Exif\0\0"))) != []


@pytest.mark.parametrize("exif", [b"", b"II*", b"II*\0\x08\0", b"PK*\0\x08\0\0\0"])
def test_what_is_no_exif_holds_no_date(exif):
    assert taken.read(exif) is None


def test_a_directory_behind_the_end_holds_no_date():
    assert taken.read(b"II*\0" + (99).to_bytes(4, "little")) is None
