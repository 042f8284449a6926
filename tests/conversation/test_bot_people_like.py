"""What makes the bot pleasant: reports, buttons, topics, the own data; in both languages.

Mia's app is German and she runs the bot; Tom's app is English.
"""

from __future__ import annotations

import pytest

from bot.demo.samples import find
from bot.texts import say

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
    assert len(message["text"]) - folded["length"] <= 1000
    assert "\n\n\n" not in message["text"]
    assert lang


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
async def test_a_legal_answer_leads_to_other_countries(meet, who, lang):
    person = meet(who)
    answer = await person.ask("/start topic_employee-photo")
    assert {"DE", "AT", "CH", "UK", "US"} <= set(labels(answer))
    await person.press(answer, "CH")
    swiss = await person.reply()
    assert "CH" not in labels(swiss)
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
