"""Pictures in the private chat: report, buttons, copies, what is not handled; in both languages.

Mia's app is German, Tom's English.
"""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image, ImageOps, PngImagePlugin

from bot.demo.emulator import Fault
from bot.demo.samples import find
from bot.texts import say

FILE = {"file_id": "f", "file_unique_id": "u"}
VIDEO = {**FILE, "width": 1, "height": 1, "duration": 1}
PHOTO = [{**FILE, "width": 1, "height": 1}]
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False,
           "is_video": False}  # fmt: skip
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
BROKEN = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
RECEIPTS = {
    "de": re.compile(
        r"Quittung: \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr \(UTC\), \d+(,\d)? s im Arbeitsspeicher,"
        r" nichts aufgehoben\. /privacy"
    ),
    "en": re.compile(
        r"Receipt: \d+ [A-Z][a-z]{2} \d{4}, \d\d:\d\d \(UTC\), \d+(\.\d)? s in memory,"
        r" nothing kept\. /privacy"
    ),
}
NOTES = [f"Note{number}" for number in range(12)]
PEOPLE = ["Artist", "Author", "Creator", "Owner", "OwnerName", "ByLine", "Copyright", "Credit",
          "CreditLine", "Rights", "Contact", "Performer"]  # fmt: skip
SLOW = 4  # seconds for a download, more than the bot stays silent for

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])


def unmarked(lang, key, **values):
    return say(lang, key, **values).replace("**", "")


@pytest.fixture
def beach():
    """A drawn JPEG with a place, a name, a serial number and more planted in it."""
    return find("PXL_20260704_185412.jpg").data


@pytest.fixture
def report(meet, beach):
    async def of(who):
        person = meet(who)
        person.document("a.jpg", beach)
        return person, await person.report()

    return of


@BOTH
async def test_a_report_begins_with_what_strangers_find_and_ends_with_the_receipt(
    report, who, lang
):
    _, message = await report(who)
    first, *_, last = message["text"].split("\n")
    assert say(lang, "learn-gps") in first
    assert say(lang, "learn-serial") in first
    assert RECEIPTS[lang].fullmatch(last)


@BOTH
async def test_every_mark_of_a_report_has_its_word_and_every_value_its_name(report, who, lang):
    _, message = await report(who)
    for severity in ("high", "medium", "low"):
        assert f"\n{say(lang, f'severity-{severity}')}: " in message["text"]
    assert f"{say(lang, 'tag-model')}: Pixel Demo 9" in message["text"]
    assert "DateTimeOriginal" not in message["text"]


@BOTH
async def test_a_report_fits_a_phone(report, who, lang):
    _, message = await report(who)
    folded = next(e for e in message["entities"] if e["type"] == "expandable_blockquote")
    assert len(message["text"]) - folded["length"] <= 1100
    assert "\n\n\n" not in message["text"]
    assert lang


@BOTH
async def test_eyes_are_on_a_picture_until_its_copy_is_there(meet, town, beach, who, lang):
    seen = town.listen(lambda event: event["type"] == "reaction")
    person = meet(who)
    person.document("a.jpg", beach)
    first = await seen.wait_for(lambda _: True)
    await person.file()
    last = await seen.wait_for(lambda _: True)
    assert [each["emoji"] for each in first["reaction"]] == ["👀"]
    assert last["reaction"] == []
    assert lang


@BOTH
async def test_the_worst_stands_first(report, who, lang):
    _, message = await report(who)
    marks = [say(lang, f"severity-{each}") for each in ("high", "medium", "low")]
    places = [message["text"].index(mark) for mark in marks]
    assert places == sorted(places)


@BOTH
async def test_what_the_file_name_gives_away_is_told_without_the_name(meet, beach, who, lang):
    person = meet(who)
    person.document("IMG_20240517_130509_Anna.jpg", beach)
    message = await person.report()
    assert say(lang, "finding-filename-text") in message["text"]
    assert say(lang, "file-name-copy") in message["text"]
    assert "Anna" not in message["text"]


@BOTH
async def test_a_hidden_preview_is_shown_beside_the_picture_on_request(meet, who, lang):
    person = meet(who)
    person.document("a.jpg", find("Letter to Mia.jpg").data)
    message = await person.report()
    await person.press(message, say(lang, "show-preview"))
    shown = await person.reply(lambda each: "photo" in each)
    assert shown["caption"] == say(lang, "thumbnail-caption-beside")


@BOTH
async def test_a_copy_can_keep_its_date(report, who, lang):
    person, message = await report(who)
    await person.press(message, say(lang, "copy-date"))
    copy = await person.reply(lambda each: say(lang, "copy-caption-date") == each.get("caption"))
    assert b"2026:07:04 18:54:12" in person.content(copy)
    assert b"SN-DEMO-4711" not in person.content(copy)


@BOTH
async def test_a_picture_can_be_cleaned_thoroughly(report, who, lang):
    person, message = await report(who)
    await person.press(message, say(lang, "copy-thorough"))
    wanted = say(lang, "copy-caption-thorough")
    copy = await person.reply(lambda each: each.get("caption") == wanted)
    assert copy["document"]["file_name"] == "picture-1.jpg"


@BOTH
async def test_a_photo_is_told_what_telegram_did_to_it(meet, beach, who, lang):
    person = meet(who)
    await person.photo(beach)
    message = await person.report()
    assert unmarked(lang, "photo-note") in message["text"]
    assert await person.file()


@BOTH
async def test_an_album_gets_one_report_and_one_album_back(meet, beach, who, lang):
    person = meet(who)
    await person.album(*[(f"{each}.jpg", "image/jpeg", beach) for each in "abc"])
    message = await person.report()
    assert message["text"].startswith(unmarked(lang, "report-album", count=3))
    copies = [await person.reply(lambda each: "document" in each) for _ in range(3)]
    assert len({each["media_group_id"] for each in copies}) == 1


@BOTH
@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"video": VIDEO}, "cannot-video"),
        ({"animation": VIDEO, "document": FILE}, "cannot-animation"),
        ({"sticker": STICKER}, "cannot-sticker"),
        ({"live_photo": {**VIDEO, "photo": PHOTO}, "photo": PHOTO}, "cannot-live-photo"),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, "cannot-video"),
        ({"voice": {**FILE, "duration": 1}}, "cannot-voice"),
        ({"audio": {**FILE, "duration": 1}}, "cannot-audio"),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, "cannot-location"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "cannot-contact"),
    ],
)
async def test_what_is_not_handled_is_said_honestly(meet, who, lang, content, key):
    person = meet(who)
    person.person.send(content)
    assert (await person.reply())["text"] == say(lang, key)


@BOTH
async def test_a_pdf_is_told_what_to_do(meet, who, lang):
    person = meet(who)
    person.document("letter.pdf", PDF)
    assert (await person.report())["text"] == say(lang, "refused-pdf")


@BOTH
async def test_a_file_over_20_mb_is_told_why_and_what_to_do(meet, who, lang):
    person = meet(who)
    person.document("big.jpg", b"x", size=20_971_521)
    message = await person.report()
    assert message["text"] == say(lang, "refused-too-large")
    assert "20 MB" in message["text"]
    assert "image-privacy-bot clean" in message["text"]


@BOTH
async def test_the_map_is_shown_on_request_only(report, who, lang):
    person, message = await report(who)
    assert "location" not in message
    await person.press(message, say(lang, "show-map"))
    shown = await person.reply(lambda each: "location" in each)
    assert (shown["location"]["latitude"], shown["location"]["longitude"]) == (53.889, 8.648)


@BOTH
async def test_the_topic_behind_a_report_is_one_press_away(report, who, lang):
    person, message = await report(who)
    await person.press(message, say(lang, "why-it-matters"))
    topic = await person.reply(lambda each: "text" in each)
    assert say(lang, "sources") in topic["text"]


@BOTH
async def test_a_photo_offers_the_way_to_send_a_file(meet, beach, who, lang):
    person = meet(who)
    await person.photo(beach)
    message = await person.report()
    await person.press(message, say(lang, "how-as-file"))
    steps = await person.reply(lambda each: "Android" in each.get("text", ""))
    assert steps["text"] == unmarked(lang, "how-clean")
    assert "iPhone" in steps["text"]
    assert "Computer" in steps["text"]


@BOTH
async def test_slow_work_is_announced_and_the_announcement_becomes_the_report(
    meet, town, beach, who, lang
):
    person = meet(who)
    shown = town.listen(lambda event: event["type"] == "action")
    town.fail(Fault("download", delay=SLOW))
    person.document("a.jpg", beach)
    action = await shown.wait_for(lambda each: each["chat_id"] == person.person.chat_id)
    announced = await person.reply()
    report = await person.report()
    assert action["action"] == "upload_document"
    assert announced["text"] == say(lang, "working")
    assert report["message_id"] == announced["message_id"]


def talkative(names):
    """A PNG that says 190 characters under each of the names."""
    info = PngImagePlugin.PngInfo()
    for name in names:
        info.add_text(name, f"about {name} {'word ' * 35}")
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG", pnginfo=info)
    return out.getvalue()


@BOTH
async def test_values_without_room_in_the_report_come_as_a_message_by_a_button(meet, who, lang):
    person = meet(who)
    person.document("a.png", talkative(NOTES))
    report = await person.report()
    await person.press(report, say(lang, "show-details"))
    shown = await person.reply(lambda each: "text" in each)
    assert "about Note11 " not in report["text"]
    assert "about Note11 " in shown["text"]


@BOTH
async def test_values_too_many_for_a_message_come_as_a_file(meet, who, lang):
    person = meet(who)
    person.document("a.png", talkative([*NOTES, *PEOPLE]))
    report = await person.report()
    await person.press(report, say(lang, "show-details"))
    name = say(lang, "details-file")
    values = await person.reply(lambda each: each.get("document", {}).get("file_name") == name)
    assert b"about Note11 " in person.content(values)
    assert b"about Creator " in person.content(values)


@BOTH
async def test_a_copy_is_shown_the_same_way_up(meet, who, lang):
    upright = Image.new("RGB", (64, 32), "red")
    upright.paste("blue", (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Planted Maker"  # turned by 90 degrees; the camera's maker
    turned = io.BytesIO()
    upright.save(turned, "JPEG", exif=exif)
    person = meet(who)
    person.document("a.jpg", turned.getvalue())
    copy = await person.file()
    with Image.open(io.BytesIO(copy)) as image:
        shown = ImageOps.exif_transpose(image)
    assert b"Planted Maker" not in copy
    assert shown.size == (32, 64)
    assert shown.getpixel((16, 8))[2] > 200
    assert lang


@BOTH
async def test_a_broken_file_gets_one_message_that_says_what_to_do(meet, who, lang):
    person = meet(who)
    person.document("a.jpg", BROKEN)
    assert (await person.report())["text"] == say(lang, "refused-damaged")


async def test_whatever_was_said_has_words_beside_its_marks_and_short_labels(said):
    """Runs last: it looks at all that the bot has said in this module."""
    assert len(said.lines) > 100
    assert said.only_marks() == []
    assert all(1 < len(label) <= 60 for label in said.labels)
