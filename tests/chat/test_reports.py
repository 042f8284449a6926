"""Reports as messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

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
    Together,
)
from bot.texts import say


def item(*findings, kind="document", kept=(), pixels="identical"):
    cleaned = Cleaned(b"x", Format.JPEG, kept=kept, pixels=pixels)
    return Item(kind, Examined(Report(Format.JPEG, 1, 1, findings=findings), cleaned))


GPS = Finding(Category.GPS, Severity.HIGH, {"latitude": "52.5", "longitude": "13.4"})
TIME = Finding(Category.TIMESTAMP, Severity.MEDIUM, {"DateTimeOriginal": "2026:07:04 18:54:12"})


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_its_words(lang, category):
    text = reports.single(item(Finding(category, Severity.HIGH)), lang).text.plain
    assert say(lang, f"learn-{category.value}") in text
    assert say(lang, f"finding-{category.value}") in text
    assert say(lang, f"risk-{category.value}") in text


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_has_its_words(lang, reason):
    refused = Item("document", Examined(Refused(reason), Refused(reason)))
    assert reports.single(refused, lang).text.plain == say(lang, f"refused-{reason.value}")


def test_there_is_no_gap_around_the_folded_values():
    text = reports.single(item(GPS), "de").text.plain
    heading = say("de", "report-details")
    assert f"\n{heading}" in text
    assert f"\n\n{heading}" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_report_is_told_although_the_copy_was_refused(lang):
    read = Report(Format.JPEG, 1, 1, findings=(GPS,))
    both = Item("document", Examined(read, Refused(Reason.NOT_VERIFIED)))
    text = reports.single(both, lang).text.plain
    assert say(lang, "learn-gps") in text
    assert say(lang, "refused-not-verified") in text
    assert (
        reports.album([both, both], lang).text.plain.count(say(lang, "refused-not-verified")) == 2
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Quittung: 24.11.2026, 12:05 Uhr (UTC), 0,8 s im Arbeitsspeicher"),
        ("en", "Receipt: 24 Nov 2026, 12:05 (UTC), 0.8 s in memory"),
    ],
)
def test_the_receipt_says_when_how_long_and_that_nothing_is_kept(lang, line):
    fetched = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
    text = reports.single(replace(item(GPS), fetched=fetched, seconds=0.81), lang).text.plain
    (receipt,) = [each for each in text.split("\n") if each.startswith(line)]
    assert receipt.endswith("/privacy")


def labels(reply):
    return [each.text for row in reply.keyboard.inline_keyboard for each in row]


def test_buttons_lead_to_the_map_and_the_topic():
    place = Finding(Category.GPS, Severity.HIGH, {"latitude": "52.52000", "longitude": "13.40500"})
    reply = reports.single(item(place), "en", why=reports.topic((place,)))
    assert labels(reply) == ["Show on the map", "Clean thoroughly", "Why this matters"]


def test_a_photo_gets_the_way_to_send_a_file():
    reply = reports.single(item(TIME, kind="photo"), "de")
    assert labels(reply) == ["So schickst du es als Datei"]


def test_the_topic_fits_the_worst_finding():
    assert reports.topic((GPS, TIME)) == "location-from-photo"
    assert reports.topic((TIME,)) == "exif-what"
    assert reports.topic(()) is None


def test_what_stays_is_named_with_its_reason():
    kept = (Kept("orientation", "upright"),)
    text = reports.single(item(GPS, kept=kept), "en").text.plain
    assert "What stays: the rotation, or the picture would lie on its side." in text


def test_values_of_a_hostile_file_are_escaped():
    hostile = Finding(Category.TEXT, Severity.MEDIUM, {"Comment": "<b>**x**</b>&"})
    html = reports.single(item(hostile), "en").text.html()
    assert "Comment: &lt;b&gt;**x**&lt;/b&gt;&amp;" in html


def test_details_without_room_are_counted():
    values = {f"name-{n}": "x" * 200 for n in range(12)}
    reply = reports.single(item(Finding(Category.TEXT, Severity.LOW, values)), "en")
    assert reply.text.plain.count("name-") == 6
    assert "… and 6 more values" in reply.text.plain
    assert labels(reply) == ["All exact values", "Clean thoroughly"]


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
    assert "Picture 2 could not be read. The file is damaged" in text
    assert "copy" not in text


@pytest.mark.parametrize(
    ("format_", "name"), [(Format.JPEG, "picture-2.jpg"), (Format.APNG, "picture-2.png")]
)
def test_copies_have_a_neutral_name_with_the_true_extension(format_, name):
    assert reports.file_name(2, Cleaned(b"", format_)) == name


def test_what_findings_say_together_stands_above_them():
    both = Report(Format.JPEG, 1, 1, findings=(GPS,), together=(Together.PLACE_AND_TIME,))
    text = reports.single(Item("document", Examined(both)), "en").text.plain
    assert text.index(say("en", "together-place-and-time")) < text.index("52.5, 13.4")
