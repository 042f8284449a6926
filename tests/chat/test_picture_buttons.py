"""The buttons below a report, also long after it and after a restart."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from bot.chat import reports
from bot.demo.samples import find
from bot.texts import say

MAP, DETAILS, PREVIEW = "1:p:en", "1:d:en", "1:v:en"
DATED, THOROUGH = "1:c:en:date", "1:c:en:thorough"


@pytest.fixture
async def report(edge, tom, gps_jpeg):
    """The report on a picture with a place, with every button as if it had been restarted."""
    tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    return edge.messages(tom.chat_id)[0]


async def pressed(edge, person, message, data):
    person.press(message["message_id"], data)
    await edge.handle()
    return edge.messages(person.chat_id)[-1]


async def test_the_map_shows_the_place_as_a_location(edge, tom, report):
    assert edge.calls("sendLocation") == []
    shown = await pressed(edge, tom, report, MAP)
    assert shown["location"] == {"latitude": 52.52, "longitude": 13.405}
    assert shown["reply_to_message"]["message_id"] == report["message_id"]


async def test_two_presses_send_one_location(edge, tom, report):
    for _ in range(2):
        tom.press(report["message_id"], MAP)
    await edge.handle()
    assert len(edge.calls("sendLocation")) == 1


async def test_a_report_without_a_place_says_so(edge, tom):
    old = await edge.offer(tom, MAP)
    assert (await pressed(edge, tom, old, MAP))["text"] == say("en", "map-gone")


async def test_the_topic_that_explains_is_one_press_away(edge, tom, report):
    shown = await pressed(edge, tom, report, "1:t:en:location-from-photo")
    assert "<location-from-photo>" in shown["text"]


async def test_values_without_room_come_as_a_message_and_nothing_was_kept(edge, tom, monkeypatch):
    monkeypatch.setattr(reports, "DETAILS", 150)
    tom.send_document("a.png", _talkative_png())
    await edge.handle()
    await edge.run_jobs()
    report = edge.messages(tom.chat_id)[0]
    assert "word 9" not in report["text"]
    edge.services.memory.forget(tom.chat_id)
    shown = await pressed(edge, tom, report, DETAILS)
    assert "word 9" in shown["text"]
    assert shown["reply_to_message"]["message_id"] == report["message_id"]


def _talkative_png():
    info = PngImagePlugin.PngInfo()
    for number in range(10):
        info.add_text(f"Note{number}", f"word {number} " + "x" * 60)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG", pnginfo=info)
    return out.getvalue()


async def test_values_read_again_count_as_a_picture(edge, tom, gps_jpeg):
    picture = tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    old = await edge.offer(tom, DETAILS, picture["message_id"])
    for _ in range(2):
        await edge.services.memory.limits.picture(tom.user["id"], 3)
    shown = await pressed(edge, tom, old, DETAILS)
    assert shown["text"] == say("en", "picture-limit", count=3)


async def test_values_of_a_picture_that_is_gone_are_refused_kindly(edge, tom):
    old = await edge.offer(tom, DETAILS)
    assert (await pressed(edge, tom, old, DETAILS))["text"] == say("en", "picture-gone")


async def test_values_too_many_for_a_message_come_as_a_file(edge, tom, monkeypatch):
    monkeypatch.setattr(reports, "LIMIT", 400)
    picture = tom.send_document("a.png", _talkative_png())
    await edge.handle()
    old = await edge.offer(tom, DETAILS, picture["message_id"])
    shown = await pressed(edge, tom, old, DETAILS)
    assert shown["document"]["file_name"] == say("en", "details-file")
    assert b"word 9" in data_of(edge, shown)


def data_of(edge, message):
    return edge.emulator.world.files.get(message["document"]["file_id"]).data


@pytest.fixture
def letter():
    """A picture with its address covered, and a preview in it that shows it."""
    return find("Letter to Mia.jpg").data


async def reported(edge, person, data, name="a.jpg"):
    person.send_document(name, data)
    await edge.handle()
    await edge.run_jobs()
    return next(m for m in edge.messages(person.chat_id) if "text" in m)


def labels(message):
    rows = message["reply_markup"]["inline_keyboard"]
    return [button["text"] for row in rows for button in row]


async def test_a_preview_that_shows_more_is_shown_beside_the_picture(edge, tom, letter):
    report = await reported(edge, tom, letter)
    assert edge.calls("sendPhoto") == []
    assert say("en", "show-preview") in labels(report)
    picture = await pressed(edge, tom, report, PREVIEW)
    preview = edge.messages(tom.chat_id)[-2]
    assert preview["caption"] == say("en", "thumbnail-caption-beside")
    assert picture["photo"]
    assert preview["media_group_id"] == picture["media_group_id"]


async def test_no_preview_is_offered_where_it_shows_the_same(edge, tom, report):
    assert say("en", "show-preview") not in labels(report)


async def test_a_copy_may_keep_its_date_and_says_so(edge, tom):
    beach = find("PXL_20260704_185412.jpg").data
    report = await reported(edge, tom, beach)
    copy = await pressed(edge, tom, report, DATED)
    assert copy["caption"] == say("en", "copy-caption-date")
    assert b"2026:07:04 18:54:12" in data_of(edge, copy)
    assert b"Mia Example" not in data_of(edge, copy)


async def test_a_copy_is_cleaned_thoroughly_on_request(edge, tom, report):
    copy = await pressed(edge, tom, report, THOROUGH)
    assert copy["caption"] == say("en", "copy-caption-thorough")
    assert data_of(edge, copy) != data_of(edge, edge.messages(tom.chat_id)[1])


async def test_a_picture_without_a_date_offers_no_copy_with_it(edge, report):
    assert say("en", "copy-thorough") in labels(report)
    assert say("en", "copy-date") not in labels(report)


async def test_a_date_that_is_not_there_cannot_stay_and_that_is_said(edge, tom, gps_jpeg):
    picture = tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    old = await edge.offer(tom, DATED, picture["message_id"])
    copy = await pressed(edge, tom, old, DATED)
    assert copy["caption"] == say("en", "copy-caption-no-date")


async def test_a_way_of_cleaning_nobody_knows_is_a_stale_button(edge, tom, gps_jpeg):
    old = await edge.offer(tom, "1:c:en:magic")
    assert (await pressed(edge, tom, old, "1:c:en:magic"))["text"] == say("en", "stale-button")
