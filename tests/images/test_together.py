"""What findings say together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.clean import examine
from bot.images.results import Category, Finding, Severity, Together
from bot.images.together import combine

PLACE = Finding(Category.GPS, Severity.HIGH, {"latitude": "52.5", "longitude": "13.4"})
NAME = Finding(Category.PERSON, Severity.HIGH, {"Artist": "Zoe Plantwell"})
SERIAL = Finding(Category.SERIAL, Severity.HIGH, {"BodySerialNumber": "123"})
TIME = Finding(Category.TIMESTAMP, Severity.MEDIUM, {"DateTime": "2024:05:17 13:05:09"})
FACES = Finding(Category.REGIONS, Severity.HIGH, {"Regions/RegionList/Name": "Mia"})


def person(**values):
    return Finding(Category.PERSON, Severity.HIGH, values)


@pytest.mark.parametrize(
    ("findings", "codes"),
    [
        ((), ()),
        ((PLACE,), ()),
        ((NAME, TIME), ()),
        ((PLACE, NAME), (Together.PLACE_AND_NAME,)),
        ((PLACE, FACES), (Together.PLACE_AND_FACES,)),
        ((SERIAL, NAME), (Together.SERIAL_AND_NAME,)),
        ((PLACE, SERIAL), (Together.PLACE_AND_SERIAL,)),
        ((PLACE, TIME), (Together.PLACE_AND_TIME,)),
        ((TIME, SERIAL, FACES, NAME, PLACE), tuple(Together)),
    ],
)
def test_what_stands_together_is_told_worst_first(findings, codes):
    assert combine(findings) == codes


@pytest.mark.parametrize(
    "values",
    [
        {"Copyright": "(C) by Caplio Pro G3 User"},
        {"AuthorsPosition": "Photographer"},
        {"Artist": "unknown"},
        {"Artist": "2010"},
        {"Artist": ""},
    ],
)
def test_what_is_no_name_ties_nothing(values):
    assert combine((PLACE, person(**values))) == ()


@pytest.mark.parametrize("name", ["Artist (Text)", "author/name", "By-line", "CameraOwnerName"])
def test_a_name_counts_in_every_vocabulary(name):
    assert combine((PLACE, person(**{name: "Zoe"}))) == (Together.PLACE_AND_NAME,)


@pytest.mark.parametrize(
    "finding",
    [
        Finding(Category.GPS, Severity.INFO, {"position": "blank"}),
        Finding(Category.GPS, Severity.MEDIUM, {"GPSImgDirection": "12"}),
        Finding(Category.SERIAL, Severity.INFO, {"CameraID": "OLYMPUS DIGITAL CAMERA"}),
    ],
)
def test_a_blank_position_or_id_ties_nothing(finding):
    assert combine((finding, NAME, TIME)) == ()


def test_marked_faces_without_names_name_nobody():
    faces = Finding(Category.REGIONS, Severity.HIGH, {"Regions/RegionList/Area/x": "0.5"})
    assert combine((PLACE, faces)) == ()


@given(st.lists(st.builds(Finding, st.sampled_from(Category), st.sampled_from(Severity),
                          st.dictionaries(st.text(), st.text(), max_size=3))))  # fmt: skip
def test_any_findings_are_answered(findings):
    assert set(combine(findings)) <= set(Together)


def test_the_report_holds_it(pictures):
    data = pictures.save(pictures.draw(), "JPEG", exif=pictures.exif())
    assert examine(data).report.together == ()
