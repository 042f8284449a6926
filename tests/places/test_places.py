"""The city a position is in or near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.results import (
    Category,
    Examined,
    Finding,
    Format,
    Reason,
    Refused,
    Report,
    Severity,
)
from bot.places import FARTHEST, Place, near, placed


@pytest.mark.parametrize(
    ("position", "place"),
    [
        ((53.89, 8.67), Place("Cuxhaven", "DE", 3)),
        ((48.8583, 2.2945), Place("Paris", "FR", 4)),
        ((40.7127, -74.006), Place("New York City", "US", 0)),
        ((47.41, 8.54), Place("Zürich", "CH", 5)),
        ((-33.8568, 151.2153), Place("Sydney", "AU", 1)),
    ],
)
def test_a_position_has_the_name_of_its_city(position, place):
    assert near(*position) == place


def test_a_quarter_belongs_to_its_city():
    assert near(52.4772, 13.4313).city == "Berlin"  # Neukölln, in the list as well


def test_a_town_beside_a_large_city_is_a_place_of_its_own():
    assert near(52.39, 13.06).city == "Potsdam"


@pytest.mark.parametrize("position", [(40.0, -40.0), (-90.0, 0.0), (89.9, 10.0)])
def test_the_sea_and_the_poles_have_no_name(position):
    assert near(*position) is None


def test_the_date_line_parts_no_neighbours():
    assert near(-16.78, -179.99).city == near(-16.78, 179.99).city


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_position_has_a_near_name_or_none(latitude, longitude):
    found = near(latitude, longitude)
    assert found is None or (found.kilometres <= FARTHEST and len(found.country) == 2)


def test_a_place_is_one_short_text():
    assert str(Place("Cuxhaven", "DE", 3)) == "Cuxhaven, DE (3 km)"


def located(values):
    found = (Finding(Category.GPS, Severity.HIGH, values), Finding(Category.TEXT, Severity.LOW))
    report = placed(Examined(Report(Format.JPEG, 1, 1, findings=found))).report
    assert report.findings[1] == found[1]
    return dict(report.findings[0].values)


def test_the_place_is_added_to_the_position():
    values = {"latitude": "53.89000", "longitude": "8.67000", "altitude": "3 m"}
    assert located(values) == {**values, "near": "Cuxhaven, DE (3 km)"}


def test_a_place_that_the_file_claims_is_not_taken():
    values = {"latitude": "40.0", "longitude": "-40.0", "near": "Berlin, DE (0 km)"}
    assert "near" not in located(values)


@pytest.mark.parametrize("latitude", ["", "north", "nan", "inf", "1e9", "-91"])
def test_what_is_no_position_is_left_alone(latitude):
    values = {"latitude": latitude, "longitude": "8.7"}
    assert located(values) == values


def test_a_refusal_has_no_place():
    refused = Examined(Refused(Reason.DAMAGED))
    assert placed(refused) is refused
