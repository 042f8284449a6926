"""What a person sees in a private chat, through our handlers and the emulated Bot API."""

from __future__ import annotations

import asyncio
import json
import threading

from telegram.error import NetworkError

from bot.chat import keyboards, signs
from bot.demo.emulator import Fault
from bot.texts import say


def labels(message):
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def data(message, label):
    rows = message["reply_markup"]["inline_keyboard"]
    return next(b["callback_data"] for row in rows for b in row if b["text"] == label)


async def said(edge, person, text):
    """Write, let the bot answer, return its last message."""
    person.write(text)
    await edge.handle()
    return edge.messages(person.chat_id)[-1]


async def pressed(edge, person, message, label):
    person.press(message["message_id"], data(message, label))
    await edge.handle()
    return edge.messages(person.chat_id)[-1]


async def test_start_greets_in_the_language_of_the_app(edge, mia, tom):
    german, english = await said(edge, mia, "/start"), await said(edge, tom, "/start")
    assert german["text"].startswith("Hallo!")
    assert english["text"].startswith("Hello!")
    assert labels(english) == ["Ask a question", "Clean a picture", "Browse topics"]


async def test_a_question_is_answered_in_reply_with_sources_date_and_buttons(edge, tom):
    answer = await said(edge, tom, "What is in a photo?")
    assert "Data inside a picture <exif-what>." in answer["text"]
    assert "Sources: Camera & Imaging\nReviewed: 23 Nov 2026" in answer["text"]
    assert answer["reply_to_message"]["text"] == "What is in a photo?"
    assert labels(answer) == [
        "See metadata", "More about this", "Template text", "Helpful", "Not helpful"
    ]  # fmt: skip


async def test_an_answer_that_takes_a_while_is_announced(edge, tom, monkeypatch):
    monkeypatch.setattr(signs, "SOON", 0.0)
    shown = edge.emulator.listen(lambda event: event["type"] == "action")
    ask, thought = edge.engine.ask, threading.Event()

    def slow(*arguments, **more):
        thought.wait(10)
        return ask(*arguments, **more)

    monkeypatch.setattr(edge.engine, "ask", slow)
    tom.write("a photo?")
    answering = asyncio.create_task(edge.handle())
    action = await shown.wait_for(lambda _: True)
    thought.set()
    await answering
    assert action["action"] == "typing"
    assert len(edge.messages(tom.chat_id)) == 1


async def test_the_next_question_comes_with_the_topic_before(edge, tom):
    await said(edge, tom, "What is in a photo?")
    await said(edge, tom, "and on a phone?")
    assert edge.engine.asked[-1] == ("and on a phone?", None, "exif-what")


async def test_the_language_that_was_set_wins_over_the_question(edge, tom):
    await edge.services.store.languages.set(tom.user["id"], "de")
    answer = await said(edge, tom, "What is in a photo?")
    assert "Stand: 23.11.2026" in answer["text"]


async def test_an_edited_question_edits_its_answer(edge, tom):
    question = tom.write("What is in a photo?")
    await edge.handle()
    tom.edit(question["message_id"], "What does the law say?")
    await edge.handle()
    (answer,) = edge.messages(tom.chat_id)
    assert "<law-uk>" in answer["text"]


async def test_the_disclaimer_is_said_once(edge, tom):
    disclaimer = say("en", "disclaimer")
    first, second = await said(edge, tom, "the law"), await said(edge, tom, "more law")
    assert disclaimer in first["text"]
    assert disclaimer not in second["text"]


async def test_above_the_limit_there_is_a_polite_word_but_need_is_always_answered(edge, tom):
    for _ in range(3):
        await said(edge, tom, "a photo?")
    assert (await said(edge, tom, "a photo?"))["text"] == say("en", "question-limit")
    assert "<crisis-support>" in (await said(edge, tom, "I cannot cope"))["text"]


async def test_a_request_for_harm_is_refused_without_buttons(edge, tom):
    answer = await said(edge, tom, "harm somebody")
    assert answer["text"] == "I will not do this."
    assert labels(answer) == []


async def test_unsure_offers_topics_and_the_editors_and_is_counted(edge, tom):
    answer = await said(edge, tom, "weather photo")
    assert labels(answer) == ["What is EXIF?", say("en", "send-to-editors")]
    (count,) = await edge.services.store.counts.rows()
    assert (count.kind, count.topic, count.n) == ("unsure", "exif-what", 1)


async def test_a_question_goes_to_the_editors_scrubbed_and_once(edge, tom):
    name = tom.user["first_name"]
    answer = await said(edge, tom, f"{name} here, weather at 52.1, mail a@b.de?")
    press = data(answer, say("en", "send-to-editors"))
    tom.press(answer["message_id"], press)
    tom.press(answer["message_id"], press)
    await edge.handle()
    (kept,) = await edge.services.store.questions.rows()
    assert kept.text == "[…] here, weather at […], mail […]"
    assert edge.messages(tom.chat_id)[-1]["text"] == say("en", "sent-to-editors")
    assert say("en", "send-to-editors") not in labels(edge.messages(tom.chat_id)[-2])


async def test_nothing_of_an_unsure_question_is_kept_unless_it_is_sent(edge, tom):
    await said(edge, tom, "weather photo")
    assert await edge.services.store.questions.rows() == ()


async def test_a_follow_up_button_shows_that_topic_under_its_title(edge, tom):
    answer = await said(edge, tom, "a photo?")
    shown = await pressed(edge, tom, answer, "See metadata")
    assert shown["text"].startswith("What is EXIF?\n\nData inside a picture <exif-view>.")


async def test_a_double_press_shows_a_topic_once(edge, tom):
    answer = await said(edge, tom, "a photo?")
    for _ in range(2):
        tom.press(answer["message_id"], data(answer, "See metadata"))
    await edge.handle()
    assert len(edge.messages(tom.chat_id)) == 2
    assert len(edge.calls("answerCallbackQuery")) == 2


async def test_helpful_is_counted_once_and_its_buttons_go(edge, tom):
    answer = await said(edge, tom, "a photo?")
    for _ in range(2):
        tom.press(answer["message_id"], data(answer, "Helpful"))
    await edge.handle()
    (count,) = await edge.services.store.counts.rows()
    assert (count.kind, count.topic, count.n) == ("helpful", "exif-what", 1)
    assert labels(edge.messages(tom.chat_id)[0]) == [
        "See metadata", "More about this", "Template text"
    ]  # fmt: skip


async def test_the_template_comes_as_text_to_copy(edge, tom):
    answer = await said(edge, tom, "a photo?")
    letter = await pressed(edge, tom, answer, "Template text")
    assert "Dear [Name], please delete it." in letter["text"]
    assert [entity["type"] for entity in letter["entities"]] == ["pre"]


async def test_topics_are_paged_in_one_message(edge, tom):
    listed = await said(edge, tom, "/topics")
    first = await pressed(edge, tom, listed, "Metadata")
    assert first["text"] == "Metadata\nPage 1 of 2"
    second = await pressed(edge, tom, first, "Next page")
    assert labels(second) == ["Topic 8", "Topic 9", "Previous page", "All areas"]
    assert len(edge.messages(tom.chat_id)) == 1


async def test_a_deep_link_opens_its_topic(edge, tom):
    shown = await said(edge, tom, "/start topic_exif-view")
    assert "<exif-view>" in shown["text"]


async def test_a_deep_link_to_a_topic_that_is_gone_is_answered_kindly(edge, tom):
    assert (await said(edge, tom, "/start topic_gone"))["text"] == say("en", "topic-gone")


async def test_the_language_is_chosen_by_a_button(edge, tom):
    offered = await said(edge, tom, "/language")
    await pressed(edge, tom, offered, say("en", "language-de"))
    assert await edge.services.store.languages.get(tom.user["id"]) == "de"
    assert (await said(edge, tom, "/cancel"))["text"] == say("de", "cancelled")


async def test_mydata_lists_what_there_is(edge, tom):
    await edge.services.store.languages.set(tom.user["id"], "en")
    await said(edge, tom, "a photo?")
    listed = (await said(edge, tom, "/mydata"))["text"]
    assert "Language: English" in listed
    assert "Waiting pictures: none" in listed
    assert "Last topic, in memory: What is EXIF?" in listed


async def test_forget_asks_once_and_then_deletes(edge, tom):
    await edge.services.store.languages.set(tom.user["id"], "en")
    asked = await said(edge, tom, "/forget")
    assert await edge.services.store.languages.get(tom.user["id"]) == "en"
    done = await pressed(edge, tom, asked, say("en", "forget-yes"))
    assert done["text"] == say("en", "forget-done")
    assert await edge.services.store.languages.get(tom.user["id"]) is None


async def test_privacy_says_that_the_operator_gave_no_contact(edge, tom):
    text = (await said(edge, tom, "/privacy"))["text"]
    assert "Who runs this bot: The operator has not said." in text


async def test_an_unknown_command_gets_a_short_help(edge, tom):
    assert (await said(edge, tom, "/fly"))["text"] == say("en", "unknown-command")


async def test_help_lists_the_commands_of_the_table(edge, tom):
    text = (await said(edge, tom, "/help"))["text"]
    assert "/mydata – What I have about you" in text
    assert "/clean" not in text


async def test_a_passing_fault_leaves_the_update_unfinished_and_unsaid(edge, tom, monkeypatch):
    async def broken(*_, **__):
        raise NetworkError("away")

    tom.write("a photo?")
    (update,) = await edge.bot.get_updates(timeout=0)
    monkeypatch.setattr(type(edge.services.store.languages), "get", broken)
    outcome = await edge.handling(update)
    assert outcome.value == "retry"
    assert edge.messages(tom.chat_id) == []


async def test_a_bug_is_said_once_in_one_polite_sentence(edge, tom, monkeypatch):
    def broken(*_, **__):
        raise ValueError("a bug")

    monkeypatch.setattr(edge.engine, "ask", broken)
    tom.write("one")
    tom.write("two")
    await edge.handle()
    assert [each["text"] for each in edge.messages(tom.chat_id)] == [say("en", "error-sorry")]


async def test_a_person_who_blocked_the_bot_is_left_alone(edge, tom):
    tom.write("a photo?")
    tom.block()
    await edge.handle()
    assert edge.messages(tom.chat_id) == []


async def test_an_old_button_is_answered_kindly(edge, tom):
    await said(edge, tom, "/start")
    sent = await edge.bot.send_message(
        tom.chat_id,
        "old",
        reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "0:zz"}]]},
    )
    tom.press(sent.message_id, "0:zz")
    await edge.handle()
    (call,) = edge.calls("answerCallbackQuery")
    assert call["text"] == say("en", "stale-button")


async def test_inline_lists_topics_with_their_first_sentence(edge, tom):
    tom.ask_inline("exif")
    await edge.handle()
    (call,) = edge.calls("answerInlineQuery")
    first, *rest = json.loads(call["results"])
    assert first["title"] == "What is EXIF?"
    assert first["description"] == "Data inside a picture <exif-what>."
    assert len(rest) == 2


async def test_a_legal_answer_offers_the_other_countries(edge, tom):
    answer = await said(edge, tom, "the law")
    assert countries(answer) == ["Germany", "Austria", "Switzerland", "USA"]
    shown = await pressed(edge, tom, answer, "Austria")
    assert "<law-austria>" in shown["text"]
    assert countries(shown) == ["Germany", "Switzerland", "United Kingdom", "USA"]


async def test_other_answers_offer_no_countries(edge, tom):
    answer = await said(edge, tom, "a photo?")
    assert countries(answer) == []


def countries(message):
    named = {say("en", f"country-{each.lower()}") for each in keyboards.COUNTRIES}
    return [each for each in labels(message) if each in named]


async def test_topics_can_be_searched(edge, tom):
    found = await said(edge, tom, "/topics topic 3")
    assert found["text"] == say("en", "topics-found", words="topic 3").replace("**", "")
    assert labels(found) == ["Topic 3", "What is EXIF?", "I can't cope", "All areas"]


async def test_a_search_without_a_result_shows_all_areas(edge, tom):
    found = await said(edge, tom, "/topics weather")
    assert found["text"] == say("en", "topics-none", words="weather")
    assert labels(found) == ["Metadata", "Law"]


async def test_a_language_can_be_named_in_the_command(edge, tom):
    assert (await said(edge, tom, "/language de"))["text"] == say("de", "language-set")
    assert (await said(edge, tom, "/cancel"))["text"] == say("de", "cancelled")


async def test_a_language_nobody_speaks_is_answered_with_the_choice(edge, tom):
    assert labels(await said(edge, tom, "/language xx")) == ["Deutsch (German)", "English"]


async def test_a_person_who_blocks_the_bot_is_forgotten_and_not_written_to(edge, tom):
    await said(edge, tom, "a photo?")
    tom.write("another photo?")
    tom.block()
    await edge.handle()
    assert len(edge.messages(tom.chat_id)) == 1
    assert edge.services.memory.topic.get(tom.chat_id) is None


async def test_a_chat_that_was_deleted_is_passed_over(edge, tom):
    fault = Fault("sendmessage", error=400, description="Bad Request: chat not found")
    edge.emulator.world.faults.add(fault)
    tom.write("/help")
    await edge.handle()
    assert edge.messages(tom.chat_id) == []
    assert len(edge.calls("sendMessage")) == 1
