"""Reports as messages."""

from __future__ import annotations

import pytest

from bot.chat import reports
from bot.chat.markup import LIMIT
from bot.chat.reports import Item
from bot.images.results import (
    Category,
    Cleaned,
    Examined,
    Finding,
    Format,
    Kept,
    Reason,
    Refused,
    Report,
    Severity,
)
from bot.texts import say


def item(*findings, kind="document", kept=(), pixels="identical"):
    cleaned = Cleaned(b"x", Format.JPEG, kept=kept, pixels=pixels)
    return Item(kind, Examined(Report(Format.JPEG, 1, 1, findings=findings), cleaned))


GPS = Finding(Category.GPS, Severity.HIGH, {"latitude": "52.5", "longitude": "13.4"})
PROFILE = Finding(Category.COLOUR_PROFILE, Severity.INFO, {"name": "sRGB"})


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_its_words(lang, category):
    text = reports.single(item(Finding(category, Severity.LOW)), lang).text.plain
    assert say(lang, f"finding-{category.value}") in text
    assert say(lang, f"risk-{category.value}") in text


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_has_its_words(lang, reason):
    refused = Item("document", Examined(Refused(reason), Refused(reason)))
    assert reports.single(refused, lang).text.plain == say(lang, f"refused-{reason.value}")


def test_a_clean_picture_is_called_so():
    assert reports.single(item(), "en").text.plain.startswith("I found no hidden data")


def test_technical_facts_alone_are_called_harmless_and_carry_no_risk():
    text = reports.single(item(PROFILE), "en").text.plain
    assert text.startswith("Your picture gives away nothing that harms you.")
    assert say("en", "risk-colour_profile") not in text


def test_technical_facts_are_not_counted_as_giving_away():
    text = reports.single(item(GPS, PROFILE), "en").text.plain
    assert text.startswith("Your picture gives something away about you.")


def test_what_stays_is_named_with_its_reason():
    kept = (Kept("orientation", "upright"),)
    text = reports.single(item(GPS, kept=kept), "en").text.plain
    assert "What stays: the rotation (or the picture would lie on its side)." in text


def test_values_of_a_hostile_file_are_escaped():
    hostile = Finding(Category.TEXT, Severity.MEDIUM, {"Comment": "<b>**x**</b>&"})
    html = reports.single(item(hostile), "en").text.html()
    assert "Comment: &lt;b&gt;**x**&lt;/b&gt;&amp;" in html


def test_details_without_room_are_counted():
    values = {f"name-{n}": "x" * 200 for n in range(12)}
    text = reports.single(item(Finding(Category.TEXT, Severity.LOW, values)), "en").text.plain
    assert text.count("name-") == 6
    assert "… and 6 more values" in text


def test_a_report_of_everything_fits_one_message():
    values = {f"name-{n}": "x" * 200 for n in range(12)}
    findings = [Finding(category, Severity.HIGH, values) for category in Category]
    for lang in ("de", "en"):
        assert len(reports.single(item(*findings, kind="photo"), lang).text) <= LIMIT


def test_an_album_of_ten_that_gives_much_away_fits_one_message():
    values = {"Make": "x" * 200, "latitude": "52.52000", "longitude": "13.40500"}
    findings = [Finding(category, Severity.HIGH, values) for category in Category]
    for lang in ("de", "en"):
        assert len(reports.album([item(*findings)] * 10, lang).text) <= LIMIT


def test_an_album_of_failures_promises_no_copies():
    refused = Item("document", Examined(Refused(Reason.DAMAGED)))
    text = reports.album([refused, refused], "en").text.plain
    assert "Picture 2 could not be cleaned. The file is damaged" in text
    assert "copy" not in text


@pytest.mark.parametrize(
    ("format_", "name"), [(Format.JPEG, "picture-2.jpg"), (Format.APNG, "picture-2.png")]
)
def test_copies_have_a_neutral_name_with_the_true_extension(format_, name):
    assert reports.file_name(2, Cleaned(b"", format_)) == name
