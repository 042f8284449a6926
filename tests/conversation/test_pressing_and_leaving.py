"""Impatient presses, old buttons, people who go away; in both languages.

Mia's app is German and she runs the bot; Tom's app is English.
"""

from __future__ import annotations

import pytest

from bot.demo.emulator import Fault
from bot.demo.samples import find
from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])


@pytest.fixture
def beach():
    """A drawn JPEG with a place and more planted in it."""
    return find("PXL_20260704_185412.jpg").data


async def until_answered(person, lang):
    """Wait until the bot has done all that somebody asked for; returns what else it said."""
    person.person.write("/cancel")
    await person.reply(lambda each: each.get("text") == say(lang, "cancelled"))
    return person.heard()


@BOTH
@pytest.mark.parametrize(
    ("topic", "label"), [("deletion-letter", "template"), ("deepfake-nude-victim", "more")]
)
async def test_a_text_is_sent_once_however_often_its_button_is_pressed(
    meet, who, lang, topic, label
):
    person = meet(who)
    answer = await person.ask(f"/start topic_{topic}")
    await person.press_twice(answer, say(lang, label))
    assert len(await until_answered(person, lang)) == 1


@BOTH
async def test_a_map_is_sent_once_however_often_its_button_is_pressed(meet, beach, who, lang):
    person = meet(who)
    person.document("a.jpg", beach)
    report = await person.report()
    await person.press_twice(report, say(lang, "show-map"))
    said = await until_answered(person, lang)
    assert len([each for each in said if "location" in each]) == 1


@BOTH
async def test_a_vote_counts_once_however_often_its_button_is_pressed(meet, who, lang):
    person = meet(who)
    answer = await person.ask(f"/start topic_{'exif-what' if lang == 'de' else 'erasure-right'}")
    await person.press_twice(answer, say(lang, "helpful"))
    assert f"({lang}): 1" in (await meet("Mia").ask("/stats"))["text"]


@BOTH
async def test_a_question_goes_to_the_editors_once(meet, who, lang):
    person = meet(who)
    question = f"({lang}) Qwertz asdfgh yxcvbn?"
    answer = await person.ask(question)
    spoken = next(each for each in ("de", "en") if say(each, "send-to-editors") in str(answer))
    await person.press_twice(answer, say(spoken, "send-to-editors"))
    await until_answered(person, lang)
    assert (await meet("Mia").ask("/unanswered"))["text"].count(question) == 1


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


def blocks(person, town):
    person.person.block()


def deletes_their_account(person, town):
    del town.world.chats.people[person.person.chat_id]


def asks(person, town, picture):
    person.person.write("EXIF?")


def sends_a_picture(person, town, picture):
    town.fail(Fault("download", delay=0.5))
    person.document("a.jpg", picture)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("goes", [blocks, deletes_their_account])
@pytest.mark.parametrize("begins", [asks, sends_a_picture])
async def test_who_goes_away_is_dropped_and_can_come_back(
    newcomer, town, beach, lang, goes, begins
):
    person = newcomer(lang)
    user = person.person.user
    refused = town.listen(lambda event: event["type"] == "call" and event["call"]["status"] >= 400)
    begins(person, town, beach)
    goes(person, town)
    call = await refused.wait_for(lambda event: event["call"]["method"] == "sendMessage")
    assert call["call"]["params"]["chat_id"] == user["id"]
    town.world.chats.people[user["id"]] = user
    nothing = say(lang, "mydata-none")
    none_waits = say(lang, "mydata", language=nothing, jobs=0, topic=nothing).replace("**", "")
    while (await person.ask("/mydata"))["text"] != none_waits:  # its job may just be ending
        pass
