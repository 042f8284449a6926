"""The exact values below a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import details
from bot.chat.markup import LIMIT
from bot.images.results import Category, Finding, Severity

PLACE = Finding(
    Category.GPS,
    Severity.HIGH,
    {"latitude": "-33.85678", "longitude": "151.21530", "latitude 2": "1.00000",
     "longitude 2": "2.00000", "altitude": "4 m"},
)  # fmt: skip
WHEN = Finding(Category.TIMESTAMP, Severity.MEDIUM, {"exif:DateTimeOriginal": "2026:07:04"})
ODD = Finding(Category.OTHER, Severity.LOW, {"Weird.Tag": "x", "": "y"})


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("de", ["Position: -33.85678, 151.21530", "Position 2: 1.00000, 2.00000", "Höhe: 4 m",
                "aufgenommen: 2026:07:04", "Weird.Tag: x"]),
        ("en", ["Position: -33.85678, 151.21530", "Position 2: 1.00000, 2.00000",
                "Altitude: 4 m", "Taken: 2026:07:04", "Weird.Tag: x"]),
    ],
)  # fmt: skip
def test_values_are_named_in_the_persons_language_and_unknown_ones_as_they_are(lang, lines):
    shown = details.folded((PLACE, WHEN, ODD), lang, LIMIT).plain.split("\n")
    assert [each for each in shown if each in lines] == lines
    assert not any("longitude" in each.lower() for each in shown)


def test_each_finding_is_headed_by_its_category():
    shown = details.folded((PLACE, WHEN), "de", LIMIT).plain
    assert shown.index("genauer Ort\n") < shown.index("Zeitpunkt\n")


def test_a_heading_never_stands_without_a_value():
    for room in range(400):
        last = details.folded((PLACE, WHEN), "de", room).plain.split("\n")[-1]
        assert last not in ("genauer Ort", "Zeitpunkt")


@given(st.integers(0, 3000))
def test_what_is_folded_keeps_to_its_room(room):
    many = Finding(Category.TEXT, Severity.LOW, {f"name-{n}": "x" * 90 for n in range(12)})
    folded = details.folded((PLACE, many), "de", room)
    assert len(folded) <= room
    assert ("und noch" in folded.plain) == (
        bool(folded.plain) and not details.fits((PLACE, many), "de", room)
    )


def test_nothing_to_show_is_nothing():
    assert details.folded((), "en", LIMIT).plain == ""
    assert details.fits((), "en", LIMIT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 52.52000, 13.40500.", (52.52, 13.405)),
        ("at -33.85678, 151.21530", (-33.85678, 151.2153)),
        ("at 52.5, 13.4", None),
        ("at 99.00000, 13.40500", None),
        ("at 52.52000, 213.40500", None),
        ("", None),
    ],
)
def test_a_place_is_read_back_out_of_a_report(text, found):
    assert details.position(text) == found


@pytest.mark.parametrize(("lang", "said"), [("de", "was zu sehen ist"), ("en", "what it shows")])
def test_a_code_of_ours_is_said_in_words(lang, said):
    found = (Finding(Category.THUMBNAIL, Severity.HIGH, {"differs": "content"}),)
    assert said in details.written(found, lang)
