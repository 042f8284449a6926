"""The buttons below a report, also long after it and after a restart."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from bot.chat import reports
from bot.texts import say

MAP, DETAILS = "1:p:en", "1:d:en"


@pytest.fixture
def tom(edge):
    return edge.emulator.person("Tom")


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
