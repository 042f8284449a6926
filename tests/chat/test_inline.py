"""Where the bot is no member: inline results and guest mode."""

from __future__ import annotations

import json

import pytest
from telegram import Update

from bot.demo.emulator.methods.table import METHODS
from bot.texts import say

GUESTS = {"id": -1_001_900_000_009, "type": "supergroup", "title": "Elsewhere"}


@pytest.fixture
def guest_answers(monkeypatch):
    """The answers to guest queries; the emulated server does not know the method."""
    answers = []

    async def answer(world, call):
        answers.append(json.loads(call.text("result")))
        return {"inline_message_id": "1"}

    monkeypatch.setitem(METHODS, "answerguestquery", answer)
    return answers


async def ask_as_guest(edge, text, number=1):
    user = {"id": 77, "is_bot": False, "first_name": "G", "language_code": "de"}
    message = {"message_id": number, "date": 1, "chat": GUESTS, "from": user, "text": text,
               "guest_query_id": f"q{number}"}  # fmt: skip
    update = Update.de_json({"update_id": number, "guest_message": message}, edge.bot)
    await edge.handling(update)


async def test_a_guest_is_answered_with_sources_and_a_way_on(edge, guest_answers):
    await ask_as_guest(edge, f"@{edge.bot.username} what is in a photo?")
    (answer,) = guest_answers
    assert edge.engine.asked[-1][0] == "what is in a photo?"
    assert "Camera &amp; Imaging" in answer["input_message_content"]["message_text"]
    ((button,),) = answer["reply_markup"]["inline_keyboard"]
    assert button["url"] == f"https://t.me/{edge.bot.username}?start=topic_exif-what"


async def test_a_guest_hears_when_nothing_fits_and_is_offered_no_dead_button(edge, guest_answers):
    await ask_as_guest(edge, "weather")
    (answer,) = guest_answers
    assert "make anything up" in answer["input_message_content"]["message_text"]
    assert "reply_markup" not in answer


async def test_a_guest_over_the_limit_gets_a_polite_word_but_need_is_answered(edge, guest_answers):
    for number in range(1, 5):
        await ask_as_guest(edge, "a photo?", number)
    await ask_as_guest(edge, "I cannot cope", 5)
    *_, limited, urgent = [each["input_message_content"]["message_text"] for each in guest_answers]
    assert limited == say("de", "question-limit")
    assert "crisis-support" in urgent


async def test_nothing_is_sent_into_a_chat_where_the_bot_is_no_member(edge, guest_answers):
    await ask_as_guest(edge, "a photo?")
    assert edge.calls("sendMessage") == []
    assert len(guest_answers) == 1


async def test_inline_results_are_cached_for_the_person_alone(edge):
    edge.emulator.person("Tom").ask_inline("a photo?")
    await edge.handle()
    (call,) = edge.calls("answerInlineQuery")
    assert call["is_personal"].lower() == "true"
    assert int(call["cache_time"]) == 300


async def test_a_chosen_result_leads_on_into_the_private_chat(edge):
    edge.emulator.person("Tom").ask_inline("a photo?")
    await edge.handle()
    (call,) = edge.calls("answerInlineQuery")
    results = json.loads(call["results"])
    links = [each["reply_markup"]["inline_keyboard"][0][0]["url"] for each in results]
    assert links[0].endswith("?start=topic_exif-what")
