"""Covering parts of a picture in the private chat: preview, numbers, areas, undo, the copy."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.chat import looks, pictures
from bot.images.results import Examined, Options, Reason
from bot.sandbox.wire import refusal
from bot.texts import say

START = "1:x:en:start"
GREY = (34, 34, 34)


@pytest.fixture
def many(edge, monkeypatch):
    """Let a person look at more pictures than the limit of these tests."""

    async def allowed(*_: object) -> bool:
        return True

    monkeypatch.setattr(edge.services.memory.limits, "picture", allowed)


@pytest.fixture
def picture(drawn_face):
    out = io.BytesIO()
    drawn_face(240).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
async def report(edge, tom, many, picture):
    tom.send_document("a.png", picture)
    await edge.handle()
    await edge.run_jobs()
    return edge.messages(tom.chat_id)[0]


@pytest.fixture
async def preview(edge, tom, report):
    await press(edge, tom, report, START)
    return edge.messages(tom.chat_id)[-1]


async def press(edge, person, message, data):
    person.press(message["message_id"], data)
    await edge.handle()


async def choose(edge, person, label):
    """Press the button with this label below the newest message that has one."""
    for message in reversed(edge.messages(person.chat_id)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    await press(edge, person, message, button["callback_data"])
                    return
    raise AssertionError(label)


def labels(message):
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def newest(edge, person):
    return edge.messages(person.chat_id)[-1]


def current(edge, person, preview):
    return edge.emulator.world.messages.get(person.chat_id, preview["message_id"])


def opened(edge, message):
    data = edge.emulator.world.files.get(message["document"]["file_id"]).data
    return Image.open(io.BytesIO(data)).convert("RGB")


async def test_the_report_tells_what_is_seen_and_that_faces_can_be_missed(report):
    assert say("en", "seen-face", count=1) in report["text"]
    assert say("en", "seen-can-miss") in report["text"]
    assert "anonym" not in report["text"].lower()


async def test_the_way_to_a_covered_copy_is_the_first_button_of_a_report(report):
    assert labels(report)[0] == say("en", "cover-start")


async def test_the_preview_shows_numbers_and_replies_to_the_report(preview, report):
    assert preview["photo"]
    assert preview["reply_to_message"]["message_id"] == report["message_id"]
    assert say("en", "cover-number-covered", number=1) in labels(preview)


async def test_what_was_found_is_covered_by_one_press(edge, tom, preview):
    await choose(edge, tom, say("en", "cover-chosen", count=1))
    sent = newest(edge, tom)
    copy = opened(edge, sent)
    assert copy.getpixel((240, 240)) == GREY
    assert copy.getpixel((5, 5)) != GREY
    assert sent["document"]["file_name"] == "picture-1.png"
    assert say("en", "cover-caption", count=1) == sent["caption"]


async def test_a_number_that_stays_is_not_covered(edge, tom, preview):
    await choose(edge, tom, say("en", "cover-number-covered", number=1))
    shown = labels(current(edge, tom, preview))
    assert say("en", "cover-number-stays", number=1) in shown
    assert say("en", "cover-chosen", count=1) not in shown
    assert say("en", "cover-all") in shown


async def test_all_are_covered_although_some_were_to_stay(edge, tom, preview):
    await choose(edge, tom, say("en", "cover-number-covered", number=1))
    await choose(edge, tom, say("en", "cover-all"))
    assert opened(edge, newest(edge, tom)).getpixel((240, 240)) == GREY


async def test_undo_takes_the_last_choice_back(edge, tom, preview):
    assert say("en", "cover-undo") not in labels(preview)
    await choose(edge, tom, say("en", "cover-number-covered", number=1))
    await choose(edge, tom, say("en", "cover-undo"))
    shown = labels(current(edge, tom, preview))
    assert say("en", "cover-number-covered", number=1) in shown
    assert say("en", "cover-undo") not in shown


async def test_an_area_of_the_grid_is_covered_too(edge, tom, preview):
    await choose(edge, tom, say("en", "cover-number-covered", number=1))
    await choose(edge, tom, say("en", "cover-add-area"))
    await choose(edge, tom, "A1")
    assert "A1 covered" in labels(current(edge, tom, preview))
    await choose(edge, tom, say("en", "cover-grid-done"))
    assert "A1" in current(edge, tom, preview)["caption"]
    await choose(edge, tom, say("en", "cover-chosen", count=1))
    copy = opened(edge, newest(edge, tom))
    assert copy.getpixel((2, 2)) == GREY
    assert copy.getpixel((240, 240)) != GREY


async def test_searching_harder_shows_a_new_preview_in_the_same_message(edge, tom, preview):
    before = len(edge.messages(tom.chat_id))
    await choose(edge, tom, say("en", "cover-harder"))
    assert len(edge.messages(tom.chat_id)) == before
    assert say("en", "cover-harder") not in labels(current(edge, tom, preview))
    assert len(edge.calls("editMessageMedia")) == 1


async def test_squares_are_an_alternative_that_shows_as_little(edge, tom, preview):
    await choose(edge, tom, say("en", "cover-tiles"))
    await choose(edge, tom, say("en", "cover-chosen", count=1))
    inside = opened(edge, newest(edge, tom)).crop((180, 180, 300, 300))
    shades = {colour for _, colour in inside.getcolors(64)}
    assert 1 < len(shades) <= 6
    assert all(red == green == blue for red, green, blue in shades)


async def test_a_choice_that_is_no_longer_known_says_so(edge, tom, preview):
    edge.services.memory.forget(tom.chat_id)
    await choose(edge, tom, say("en", "cover-number-covered", number=1))
    assert newest(edge, tom)["text"] == say("en", "cover-gone")


async def test_nothing_can_be_covered_below_a_message_without_a_picture(edge, tom, many):
    old = await edge.offer(tom, START)
    await press(edge, tom, old, START)
    assert newest(edge, tom)["text"] == say("en", "picture-gone")


async def test_a_step_nobody_knows_is_a_stale_button(edge, tom, preview):
    old = await edge.offer(tom, "1:x:en:explode::1")
    (steps,) = (edge.services.memory.covering.get(key) for key in edge.services.memory.covering)
    edge.services.memory.covering.put((tom.chat_id, old["message_id"]), steps)
    await press(edge, tom, old, "1:x:en:explode::1")
    assert newest(edge, tom)["text"] == say("en", "stale-button")


async def test_each_look_counts_as_a_picture_of_the_hour(edge, tom, picture):
    tom.send_document("a.png", picture)
    await edge.handle()
    await edge.run_jobs()
    report = edge.messages(tom.chat_id)[0]
    await press(edge, tom, report, START)
    await choose(edge, tom, say("en", "cover-harder"))
    await choose(edge, tom, say("en", "cover-chosen", count=1))
    assert newest(edge, tom)["text"] == say("en", "picture-limit", count=3).replace("**", "")


async def test_a_picture_of_an_album_is_chosen_by_its_position(edge, tom, many, picture):
    blank = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(blank, "PNG")
    await tom.send_album([("a.png", "", blank.getvalue()), ("b.png", "", picture)])
    await edge.handle()
    await edge.run_jobs()
    report = edge.messages(tom.chat_id)[0]
    assert labels(report) == [say("en", "cover-position", position=2)]
    await choose(edge, tom, say("en", "cover-position", position=2))
    await choose(edge, tom, say("en", "cover-chosen", count=1))
    assert opened(edge, newest(edge, tom)).getpixel((240, 240)) == GREY


async def test_in_a_rush_the_picture_is_cleaned_at_once_and_looked_at_on_request(
    edge, tom, many, picture, monkeypatch
):
    monkeypatch.setattr(looks, "WAITING", 0)
    tom.send_document("a.png", picture)
    await edge.handle()
    await edge.run_jobs()
    report, copy = edge.messages(tom.chat_id)[:2]
    assert say("en", "seen-on-request") in report["text"]
    assert copy["document"]["file_name"] == "picture-1.png"
    await press(edge, tom, report, START)
    assert "photo" in edge.messages(tom.chat_id)[-1]


async def test_the_copy_does_not_wait_for_the_look_which_completes_the_report(
    edge, tom, many, picture
):
    tom.send_document("a.png", picture)
    await edge.handle()
    with edge.services.looks.behind():
        jobs = await edge.services.store.jobs.lease(10, 60)
        await pictures.run(jobs, edge.bot, edge.services)
        report, copy = edge.messages(tom.chat_id)[:2]
        assert copy["document"]["file_name"] == "picture-1.png"
        assert say("en", "seen-soon") in report["text"]
        assert say("en", "seen-face", count=1) not in report["text"]
    await edge.services.looks.drain(30)
    report = edge.messages(tom.chat_id)[0]
    assert say("en", "seen-face", count=1) in report["text"]
    assert "in memory" in report["text"]


async def test_a_look_that_is_refused_says_that_nothing_could_be_checked(
    edge, tom, many, picture, monkeypatch
):
    clean = edge.services.sandbox.examine

    async def only_clean(data: bytes, options: Options) -> Examined:
        return refusal(Reason.TIMEOUT, options) if options.look else await clean(data, options)

    monkeypatch.setattr(edge.services.sandbox, "examine", only_clean)
    tom.send_document("a.png", picture)
    await edge.handle()
    await edge.run_jobs()
    assert say("en", "seen-unchecked") in edge.messages(tom.chat_id)[0]["text"]
