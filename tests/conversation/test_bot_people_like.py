"""What makes the bot pleasant: the start, questions, topics, the own data; in both languages.

Mia's app is German and she runs the bot; Tom's app is English.
"""

from __future__ import annotations

import re

import pytest

from bot.demo.emulator.world import CLUB_ID
from bot.texts import say

BLANK = re.compile(r"\[[Nn]ame\]")  # what a letter leaves for the person to fill in

RUSH = 20  # of people in each language, more than are answered at once
LONG = {
    "de": "Was ist mit Fotos meiner Kinder bei Instagram und dem Ort in ihnen? " * 25,
    "en": "What about photos of my children on Instagram and the location in them? " * 25,
}
UNKNOWN = {
    "de": "Welche Fußballmannschaft gewinnt nächstes Jahr den Pokal?",
    "en": "Which football team wins the cup next year?",
}

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])


def labels(message):
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def unmarked(lang, key, **values):
    return say(lang, key, **values).replace("**", "")


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


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_a_link_into_a_group_greets_it_with_its_own_help(crowd, lang):
    group = await crowd(lang=lang)
    greeting = await group.admin.ask("/start@image_privacy_demo_bot start")
    assert greeting["text"] == unmarked(lang, "help-group")


@BOTH
async def test_all_topics_can_be_searched_as_one_types(meet, who, lang):
    listed = await meet(who).ask("/topics")
    search = listed["reply_markup"]["inline_keyboard"][-1][0]
    assert search["text"] == say(lang, "topics-search")
    assert search["switch_inline_query_current_chat"] == ""


@BOTH
async def test_an_edited_question_edits_its_answer(meet, who, lang):
    person = meet(who)
    first, second = {
        "de": ("Was sind Exif-Daten?", "Wie lösche ich ein Foto bei Instagram?"),
        "en": ("What is Exif data?", "How do I delete a photo on Instagram?"),
    }[lang]
    question = person.person.write(first)
    answer = await person.reply()
    person.person.edit(question["message_id"], second)
    changed = await person.edit()
    assert changed["message_id"] == answer["message_id"]
    assert "Instagram" in changed["text"]
    assert say(lang, "sources") in changed["text"]


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
    ("who", "question", "dated"),
    [
        (
            "Mia",
            "Was passiert mit Bildern, die ich in eine KI hochlade?",
            r"Stand: \d\d\.\d\d\.\d{4}",
        ),
        (
            "Tom",
            "What happens to images I upload to AI tools?",
            r"Reviewed: \d{1,2} [A-Z][a-z]{2} \d{4}",
        ),
    ],
)
async def test_a_question_is_answered_with_sources_and_date(meet, who, question, dated):
    person = meet(who)
    answer = await person.ask(question)
    assert re.search(dated, answer["text"])
    assert any(entity["type"] == "text_link" for entity in answer["entities"])
    assert answer["reply_to_message"]["text"] == question


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
async def test_inline_results_are_cached_for_the_person_alone(meet, town, who, lang):
    await meet(who, CLUB_ID).inline("Instagram")
    asked_for = town.calls("answerInlineQuery")[-1]["params"]
    assert asked_for["is_personal"] is True
    assert int(asked_for["cache_time"]) > 0
    assert lang


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
    assert BLANK.search(letter["text"])


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


async def test_who_waits_in_a_rush_sees_that_the_bot_types(newcomer, town):
    shown = town.listen(lambda event: event["type"] == "action")
    rush = [newcomer(lang) for lang in ("de", "en") * RUSH]
    for number, person in enumerate(rush):
        person.person.write(f"{number}. {LONG[person.person.user['language_code']]}")
    for person in rush:
        await person.reply()
    seen = {each["chat_id"] for each in shown.unread() if each["action"] == "typing"}
    waited = [each.person.user for each in rush if each.person.chat_id in seen]
    assert {user["language_code"] for user in waited} == {"de", "en"}


@BOTH
async def test_what_is_not_covered_is_not_invented(meet, who, lang):
    answer = await meet(who).ask(UNKNOWN[lang])
    honest = {"de": "möchte nichts erfinden", "en": "don't want to make anything up"}
    assert honest[lang] in answer["text"]
    assert say(lang, "send-to-editors") in labels(answer)


async def test_whatever_was_said_has_words_beside_its_marks_and_short_labels(said):
    """Runs last: it looks at all that the bot has said in this module."""
    assert len(said.lines) > 100
    assert said.only_marks() == []
    assert all(1 < len(label) <= 60 for label in said.labels)
