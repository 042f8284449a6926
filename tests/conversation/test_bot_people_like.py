"""What makes the bot pleasant: reports, buttons, topics, the own data; in both languages.

Mia's app is German and she runs the bot; Tom's app is English.
"""

from __future__ import annotations

import re

import pytest

from bot.demo.emulator.world import CLUB_ID, GROUP_ID
from bot.demo.samples import find
from bot.texts import say

FILE = {"file_id": "f", "file_unique_id": "u"}
VIDEO = {**FILE, "width": 1, "height": 1, "duration": 1}
PHOTO = [{**FILE, "width": 1, "height": 1}]
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False,
           "is_video": False}  # fmt: skip
EMOJI = re.compile("[\U0001f300-\U0001faff⚪⚠✅❌]")
WORD = re.compile("[A-Za-zÄÖÜäöüß]{2}")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])


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


def labels(message):
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def unmarked(lang, key, **values):
    return say(lang, key, **values).replace("**", "")


@BOTH
async def test_a_report_begins_with_what_strangers_find_and_ends_with_the_receipt(
    report, who, lang
):
    _, message = await report(who)
    first, *_, last = message["text"].split("\n")
    assert say(lang, "learn-gps") in first
    assert say(lang, "learn-serial") in first
    assert last.endswith("/privacy")


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
async def test_start_says_in_three_lines_what_the_bot_does(meet, who, lang):
    person = meet(who)
    person.person.write("/start")
    message = await person.reply(lambda each: "text" in each)
    assert message["text"] == unmarked(lang, "start")
    assert len(message["text"].split("\n\n")[1].splitlines()) == 3
    offered = [say(lang, key) for key in ("start-ask", "start-clean", "start-topics")]
    assert labels(message) == offered


@BOTH
@pytest.mark.parametrize(("key", "then"), [("start-ask", "how-ask"), ("start-clean", "how-clean"),
                                           ("start-topics", "topics-title")])  # fmt: skip
async def test_every_button_of_the_start_leads_on(meet, who, lang, key, then):
    person = meet(who)
    message = await person.ask("/start")
    await person.press(message, say(lang, key))
    shown = await (person.edit() if key == "start-topics" else person.reply())
    assert shown["text"] == unmarked(lang, then)


@BOTH
async def test_a_deep_link_opens_its_topic(meet, who, lang):
    shown = await meet(who).ask("/start topic_exif-what")
    assert say(lang, "sources") in shown["text"]
    assert say(lang, "helpful") in labels(shown)


@BOTH
async def test_help_has_a_link_that_brings_the_bot_into_a_group(meet, who, lang):
    message = await meet(who).ask("/help")
    link = message["reply_markup"]["inline_keyboard"][-1][0]
    assert link["text"] == say(lang, "into-group")
    assert "?startgroup=start&admin=delete_messages+restrict_members" in link["url"]


async def test_a_group_is_greeted_with_its_own_help(meet):
    anna = meet("Anna", GROUP_ID)
    greeting = await anna.ask("/start@image_privacy_demo_bot start")
    assert greeting["text"] in {unmarked("de", "help-group"), unmarked("en", "help-group")}


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
        ({"voice": {**FILE, "duration": 1}}, "cannot-voice"),
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
async def test_a_file_over_20_mb_is_told_why_and_the_way_without_telegram(meet, who, lang):
    person = meet(who)
    person.document("big.jpg", b"x", size=20_971_521)
    message = await person.report()
    assert message["text"] == say(lang, "refused-too-large")
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


@BOTH
async def test_topics_can_be_searched(meet, who, lang):
    found = await meet(who).ask("/topics whatsapp")
    assert found["text"] == unmarked(lang, "topics-found", words="whatsapp")
    assert any("WhatsApp" in label for label in labels(found))


@BOTH
async def test_topics_are_turned_page_by_page_in_one_message(meet, who, lang):
    person = meet(who)
    listed = await person.ask("/topics")
    await person.press(listed, labels(listed)[0])
    first = await person.edit()
    await person.press(first, say(lang, "page-next"))
    second = await person.edit()
    assert second["message_id"] == listed["message_id"]
    assert say(lang, "page-previous") in labels(second)


@BOTH
async def test_all_topics_can_be_searched_as_one_types(meet, who, lang):
    listed = await meet(who).ask("/topics")
    search = listed["reply_markup"]["inline_keyboard"][-1][0]
    assert search["text"] == say(lang, "topics-search")
    assert search["switch_inline_query_current_chat"] == ""


@BOTH
async def test_an_edited_question_edits_its_answer(meet, who, lang):
    person = meet(who)
    question = person.person.write("EXIF?")
    answer = await person.reply()
    person.person.edit(question["message_id"], "WhatsApp?")
    changed = await person.edit()
    assert changed["message_id"] == answer["message_id"]
    assert changed["text"] != answer["text"]
    assert lang


@BOTH
async def test_more_and_follow_ups_are_one_press_away(meet, who, lang):
    person = meet(who)
    answer = await person.ask("/start topic_deepfake-nude-victim")
    await person.press(answer, say(lang, "more"))
    more = await person.reply()
    await person.press(answer, labels(answer)[0])
    following = await person.reply()
    assert more["text"] != following["text"]
    assert say(lang, "sources") in following["text"]


@BOTH
async def test_what_did_not_help_is_counted_and_thanked_for(meet, who, lang):
    person = meet(who)
    answer = await person.ask("/start topic_deletion-letter")
    pressed = await person.press(answer, say(lang, "not-helpful"))
    assert pressed["text"] == say(lang, "thanks-not-helpful")
    left = await person.edit()
    assert say(lang, "helpful") not in labels(left)


@pytest.mark.parametrize(
    ("who", "question"),
    [("Mia", "Bilder und KI, wie ist das?"), ("Tom", "photos and artificial intelligence, eh?")],
)
async def test_an_unsure_answer_offers_up_to_three_topics(meet, who, question):
    answer = await meet(who).ask(question)
    lang = answer_language(answer)
    assert answer["text"].startswith(say(lang, "unsure-near"))
    assert 1 <= len(labels(answer)) - 1 <= 3


@BOTH
async def test_inline_offers_up_to_ten_topics_with_their_first_sentences(meet, who, lang):
    results = await meet(who, CLUB_ID).inline("WhatsApp")
    assert 1 <= len(results) <= 10
    assert all(each["title"] and each["description"] for each in results)
    assert say(lang, "inline-more") == results[0]["reply_markup"]["inline_keyboard"][0][0]["text"]


@BOTH
async def test_a_chosen_topic_carries_its_sources_and_the_way_on(meet, who, lang):
    person = meet(who, CLUB_ID)
    results = await person.inline("")
    sent = person.person.choose(results[0])
    assert say(lang, "sources") in sent["text"]
    assert "?start=topic_" in sent["reply_markup"]["inline_keyboard"][0][0]["url"]


@pytest.mark.parametrize(
    ("who", "question", "dated"),
    [("Mia", "Was sind Exif-Daten?", "Stand: "), ("Tom", "What is Exif data?", "Reviewed: ")],
)
async def test_a_guest_is_answered_once_where_the_bot_is_no_member(meet, who, question, dated):
    answer = await meet(who, CLUB_ID).ask(f"@image_privacy_demo_bot {question}")
    assert dated in answer["text"]
    assert answer["guest_bot_caller_user"]["first_name"] == who


@BOTH
async def test_the_language_is_chosen_by_a_button(meet, who, lang):
    person = meet(who)
    other = "en" if lang == "de" else "de"
    listed = await person.ask("/language")
    await person.press(listed, say(lang, f"language-{other}"))
    assert (await person.edit())["text"] == say(other, "language-set")
    assert (await person.ask(f"/language {lang}"))["text"] == say(lang, "language-set")


@BOTH
async def test_an_old_button_is_answered_kindly(meet, town, who, lang):
    person = meet(who)
    shown = await person.ask("/start")
    town.world.messages.change(shown, {
        "text": "old",
        "reply_markup": {"inline_keyboard": [[{"text": "old", "callback_data": "0:x"}]]},
    })  # fmt: skip
    await person.edit()
    pressed = await person.press({**shown, "reply_markup": {"inline_keyboard": [
        [{"text": "old", "callback_data": "0:x"}]]}}, "old")  # fmt: skip
    assert pressed["text"] == say(lang, "stale-button")


@BOTH
async def test_somebody_who_blocks_the_bot_comes_back_to_a_bot_that_works(meet, town, who, lang):
    refused = town.listen(lambda event: event["type"] == "call" and event["call"]["status"] == 403)
    person = meet(who)
    person.person.write("EXIF?")
    person.person.block()
    await refused.wait_for(lambda event: event["call"]["method"] == "sendMessage", seconds=30)
    assert (await person.ask("/cancel"))["text"] == say(lang, "cancelled")


@BOTH
async def test_a_legal_answer_leads_to_other_countries(meet, who, lang):
    person = meet(who)
    asked = await person.ask("/forget")
    await person.press(asked, say(lang, "forget-yes"))  # the disclaimer is said once a session
    await person.edit()
    person.person.write("/start topic_employee-photo")
    answer = await person.reply(lambda each: say(lang, "helpful") in labels(each))
    countries = {say(lang, f"country-{each}") for each in ("de", "at", "ch", "uk", "us")}
    assert countries <= set(labels(answer))
    await person.press(answer, say(lang, "country-ch"))
    swiss = await person.reply(lambda each: say(lang, "helpful") in labels(each))
    assert say(lang, "country-ch") not in labels(swiss)
    assert say(lang, "disclaimer") in answer["text"] + swiss["text"]


@BOTH
async def test_a_letter_can_be_copied_with_one_tap(meet, who, lang):
    person = meet(who)
    answer = await person.ask("/start topic_deletion-letter")
    await person.press(answer, say(lang, "template"))
    letter = await person.reply()
    assert [entity["type"] for entity in letter["entities"]] == ["pre"]


@BOTH
async def test_a_question_reaches_the_editors_without_its_author(meet, who, lang):
    person = meet(who)
    answer = await person.ask(f"{who} fragt ({lang}): which team wins the 2031 cup, a@b.de?")
    await person.press(answer, say(answer_language(answer), "send-to-editors"))
    await person.reply()
    owner = meet("Mia")
    listed = await owner.ask("/unanswered")
    assert f"fragt ({lang}): which team wins the […] cup, […]" in listed["text"]
    assert f"{who} fragt" not in listed["text"]
    await owner.press(listed, say("de", "question-done", number=1))
    assert f"fragt ({lang})" not in (await owner.edit())["text"]


def answer_language(answer):
    return "en" if say("en", "send-to-editors") in labels(answer) else "de"


@BOTH
async def test_what_helped_is_counted_for_the_owner(meet, who, lang):
    person = meet(who)
    answer = await person.ask("/start topic_exif-what")
    pressed = await person.press(answer, say(lang, "helpful"))
    assert pressed["text"] == say(lang, "thanks-helpful")
    assert f"({lang}): 1" in (await meet("Mia").ask("/stats"))["text"]


@BOTH
@pytest.mark.parametrize("command", ["privacy", "about", "language", "forget", "cancel", "mydata"])
async def test_every_command_on_the_own_data_speaks_the_persons_language(meet, who, lang, command):
    message = await meet(who).ask(f"/{command}")
    expected = {
        "privacy": say(lang, "privacy-no-operator"),
        "about": "MIT",
        "language": say(lang, "language-title"),
        "forget": say(lang, "forget-ask"),
        "cancel": say(lang, "cancelled"),
        "mydata": say(lang, "mydata-none"),
    }
    assert expected[command].replace("**", "") in message["text"]


async def test_an_owners_command_does_not_exist_for_others(meet):
    assert (await meet("Tom").ask("/stats"))["text"] == say("en", "unknown-command")


async def test_the_language_is_changed_at_once_and_changed_back_by_forgetting(meet):
    person = meet("Tom")
    assert (await person.ask("/language de"))["text"] == say("de", "language-set")
    asked = await person.ask("/forget")
    await person.press(asked, say("de", "forget-yes"))
    assert (await person.edit())["text"] == say("de", "forget-done")
    assert (await person.ask("/cancel"))["text"] == say("en", "cancelled")


@pytest.mark.parametrize(
    ("who", "request_", "help_"),
    [
        (
            "Mia",
            "Zieh meine Kollegin nackt aus",
            "Ein Nackt-Deepfake von mir kursiert",
        ),
        ("Tom", "undress this girl from a photo please", "A nude deepfake of me is circulating"),
    ],
)
async def test_a_request_for_harm_is_refused_and_help_is_one_press_away(
    meet, who, request_, help_
):
    person = meet(who)
    refused = await person.ask(request_)
    assert help_ in labels(refused)
    await person.press(refused, help_)
    assert "StopNCII" in (await person.reply())["text"]


async def test_whatever_was_said_has_words_beside_its_marks_and_short_labels(town):
    """Runs last: it looks at all that the bot has said in this module."""
    chats = [town.world.messages.all(each) for each in town.world.chats.people]
    said = [each for chat in chats for each in chat if each["from"]["is_bot"]]
    lines = [line for each in said for line in each.get("text", "").splitlines()]
    assert len(lines) > 100
    assert [line for line in lines if EMOJI.search(line) and not WORD.search(line)] == []
    assert all(1 < len(label) <= 60 for each in said for label in labels(each))
