"""Positions in every shape metadata writes them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.metadata import positions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+52.5200+013.4050+034/", ("52.52000", "13.40500", "034")),
        ("-3351.4-07038/", ("-33.85667", "-70.63333", "")),
        ("+523112+0132418/", ("52.52000", "13.40500", "")),
        ("+00.0000+000.0000/", ("blank", "blank", "")),
    ],
)
def test_iso_6709_is_read_with_and_without_minutes(text, found):
    assert positions.from_iso6709(text) == found


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_decimal_degrees_come_back_to_a_metre(latitude, longitude):
    text = f"{latitude:+09.5f}{longitude:+010.5f}/"
    found = positions.from_iso6709(text)
    assert found is not None
    if found[0] != positions.BLANK:
        assert float(found[0]) == pytest.approx(latitude, abs=2e-5)
        assert float(found[1]) == pytest.approx(longitude, abs=2e-5)


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text):
    positions.from_iso6709(text)
    positions.degrees_from_text(text)


@pytest.mark.parametrize("parts", [(), (None, 1.0), (181.0,), (float("inf"),), (float("nan"),)])
def test_what_is_no_place_on_earth_is_none(parts):
    assert positions.degrees(parts, "N") is None


@pytest.mark.parametrize(
    "place",
    [(None, 13.4), (52.5, None), (0.0, 0.0), (90.1, 13.4), (52.5, 180.1), (math.nan, 13.4),
     (52.5, math.nan), (math.inf, 13.4), (52.5, -math.inf)],
)  # fmt: skip
def test_a_pair_that_names_no_place_on_earth_is_blank(place):
    assert positions.pair(*place) == (positions.BLANK, positions.BLANK)
