"""Groups: silent unless addressed; /ask, mentions, replies, /clean."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.emulator.world import GROUP_ID
from bot.texts import say


@pytest.fixture
def ben(edge):
    return edge.emulator.person("Ben", GROUP_ID)


@pytest.fixture
def anna(edge):
    """The group's administrator."""
    return edge.emulator.person("Anna", GROUP_ID)


@pytest.fixture(autouse=True)
def sees_everything(edge):
    """Privacy mode off: the bot gets every message, so its silence is its own."""
    edge.emulator.world.reads_all_group_messages = True


async def said(edge, person, text, **more):
    person.write(text, **more)
    await edge.handle()
    return edge.messages(GROUP_ID)


async def purposes(edge):
    """What the waiting jobs are for: a group's files are watched, and cleaned when asked."""
    edge.clock.now += timedelta(seconds=2)
    units = []
    while jobs := await edge.services.store.jobs.lease(10, 60):
        units += [job.purpose for job in jobs]
        await edge.services.store.jobs.done(*(job.id for job in jobs))
    return units


async def test_talk_bad_files_and_unknown_commands_are_passed_over(edge, ben, gps_jpeg):
    ben.send_document("a.jpg", gps_jpeg)
    ben.send_document("b.jpg", b"no picture")
    ben.write("a photo?")
    assert await said(edge, ben, "/fly") == []
    assert await purposes(edge) == ["watch-bare", "watch-bare"]


async def test_ask_is_answered_in_reply(edge, ben):
    (answer,) = await said(edge, ben, "/ask What is in a photo?")
    assert "<exif-what>" in answer["text"]
    assert answer["reply_to_message"]["text"] == "/ask What is in a photo?"


async def test_a_mention_is_answered_without_the_name(edge, ben):
    await said(edge, ben, f"@{edge.bot.username} a photo?")
    assert edge.engine.asked[-1][0] == "a photo?"


async def test_a_mention_of_somebody_else_is_not_for_us(edge, ben):
    assert await said(edge, ben, f"@{edge.bot.username}x a photo?") == []


async def test_a_reply_to_the_bot_is_answered(edge, ben):
    (first,) = await said(edge, ben, "/ask What is in a photo?")
    answers = await said(edge, ben, "and the law?", reply_to=first["message_id"])
    assert "<law-uk>" in answers[-1]["text"]


async def test_unsure_in_a_group_does_not_offer_the_editors(edge, ben):
    (answer,) = await said(edge, ben, "/ask weather photo")
    rows = answer["reply_markup"]["inline_keyboard"]
    assert [button["text"] for row in rows for button in row] == ["What is EXIF?"]


async def test_the_poster_gets_a_clean_copy_and_no_findings(edge, ben, gps_jpeg):
    picture = ben.send_document("a.jpg", gps_jpeg)
    await said(edge, ben, "/clean", reply_to=picture["message_id"])
    await edge.run_jobs()
    (copy,) = edge.messages(GROUP_ID)
    assert copy["caption"] == say("en", "copy-caption-group")
    assert copy["reply_to_message"]["message_id"] == picture["message_id"]


async def test_an_administrator_may_clean_the_picture_of_a_member(edge, ben, anna, gps_jpeg):
    picture = ben.send_document("a.jpg", gps_jpeg)
    await said(edge, anna, "/clean", reply_to=picture["message_id"])
    assert "clean" in await purposes(edge)


async def test_a_member_may_not_clean_the_picture_of_another(edge, ben, anna, gps_jpeg):
    picture = anna.send_document("a.jpg", gps_jpeg)
    (answer,) = await said(edge, ben, "/clean", reply_to=picture["message_id"])
    assert answer["text"] == say("en", "clean-not-yours")


async def test_a_bad_file_is_said_to_whoever_asked(edge, ben):
    picture = ben.send_document("a.jpg", b"no picture")
    await said(edge, ben, "/clean", reply_to=picture["message_id"])
    await edge.run_jobs()
    (answer,) = edge.messages(GROUP_ID)
    assert answer["text"] == say("en", "refused-not-an-image")


async def test_clean_without_a_picture_says_how(edge, ben):
    (answer,) = await said(edge, ben, "/clean")
    assert answer["text"] == say("en", "clean-how")


async def test_a_group_speaks_the_language_that_was_set_for_it(edge, ben):
    await edge.services.store.languages.set(GROUP_ID, "de")
    (answer,) = await said(edge, ben, "/clean")
    assert answer["text"] == say("de", "clean-how")


async def test_ask_in_reply_answers_the_message_it_replies_to(edge, ben, anna):
    asked = anna.write("What is in a photo?")
    (answer,) = await said(edge, ben, "/ask", reply_to=asked["message_id"])
    assert "<exif-what>" in answer["text"]


async def test_three_people_who_ask_the_same_get_one_answer(edge, ben, anna):
    await said(edge, ben, "/ask What is in a photo?")
    answers = await said(edge, anna, "/ask and what is in a picture?")
    assert answers[-1]["text"] == say("en", "answered-above")


async def test_help_in_need_is_never_held_back(edge, ben):
    for _ in range(2):
        answers = await said(edge, ben, "/ask I cannot cope")
    assert "<crisis-support>" in answers[-1]["text"]


async def test_a_question_is_answered_in_the_groups_language_not_the_speakers(edge, ben):
    await edge.services.store.languages.set(GROUP_ID, "de")
    await edge.services.store.languages.set(ben.user["id"], "en")
    await said(edge, ben, "/ask What is in a photo?")
    assert edge.engine.asked[-1][1] == "de"
