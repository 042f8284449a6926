"""The JSON line of a report: what findings say together, the place, and the file's name."""

from __future__ import annotations

from bot import shapes
from bot.images.results import (
    Category,
    Examined,
    Finding,
    Format,
    Reason,
    Refused,
    Report,
    Severity,
    Together,
)

PLACE = Finding(Category.GPS, Severity.HIGH, {"latitude": "53.89", "longitude": "8.67"})
EXAMINED = Examined(
    Report(Format.JPEG, 4, 3, findings=(PLACE,), together=(Together.PLACE_AND_TIME,))
)


def test_the_position_has_the_name_of_its_city():
    values = shapes.report("a.jpg", EXAMINED, "en")["findings"][0]["values"]
    assert values["near"] == "Cuxhaven, DE (3 km)"


def test_what_findings_say_together_has_a_code_and_a_sentence():
    told = shapes.report("a.jpg", EXAMINED, "de")["together"]
    assert [each["code"] for each in told] == ["place-and-time"]
    assert told[0]["summary"].startswith("Zusammengenommen")


def test_a_telling_file_name_is_told_and_a_neutral_one_is_not():
    told = shapes.report("x/IMG-20240517-WA0003.jpg", EXAMINED, "en")["file_name"]
    assert told["values"] == {"date": "2024-05-17", "app": "WhatsApp"}
    assert "WA0003" not in told["summary"]
    assert shapes.report("picture-1.jpg", EXAMINED, "en")["file_name"] is None


def test_a_refused_file_has_the_same_keys():
    refused = shapes.report("picture-1.jpg", Examined(Refused(Reason.DAMAGED)), "en")
    assert (refused["together"], refused["file_name"]) == ([], None)
