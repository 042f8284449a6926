"""A private chat with the real process, in both languages."""

from __future__ import annotations

import pytest

from bot.demo.samples import find
from bot.texts import say

pytestmark = pytest.mark.usefixtures("running_bot")
LISTS = 6  # of commands: three scopes in two languages
BROKEN = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)


@pytest.fixture
def beach():
    """A drawn JPEG with a position and more planted in it."""
    sample = find("PXL_20260704_185412.jpg")
    assert sample is not None
    return sample


def planted_in(sample, *texts):
    found = [word for word in sample.planted for text in texts if word in text]
    assert sample.planted
    return found


@pytest.mark.parametrize(
    ("who", "question", "dated"),
    [
        ("Mia", "Was passiert mit Bildern, die ich in eine KI hochlade?", "Stand: "),
        ("Tom", "What happens to images I upload to AI tools?", "Reviewed: "),
    ],
)
async def test_a_question_is_answered_with_sources_and_date(talk, who, question, dated):
    person = talk(who)
    answer = await person.ask(question)
    assert dated in answer["text"]
    assert any(entity["type"] == "text_link" for entity in answer["entities"])
    assert answer["reply_to_message"]["text"] == question


@pytest.mark.parametrize("who", ["Mia", "Tom"])
async def test_a_file_gets_a_report_and_a_copy_without_what_was_planted(
    talk, running_bot, tmp_path, beach, who
):
    person = talk(who)
    person.document("IMG_20240501.jpg", beach.data)
    report = await person.report()
    copy = await person.reply(lambda each: "document" in each)
    assert "🔴" in report["text"]
    assert copy["document"]["file_name"] == "picture-1.jpg"
    await running_bot.stop()
    disk = b"".join(path.read_bytes() for path in tmp_path.glob("bot.*"))
    seen = (person.content(copy), running_bot.output.encode(), disk)
    assert planted_in(beach, *seen) == []
    assert all(b"IMG_20240501" not in each for each in seen)


async def test_a_photo_gets_its_copy_and_how_to_send_a_file(talk, beach):
    person = talk("Tom")
    await person.photo(beach.data)
    report = await person.report()
    assert "Your original on the phone probably holds more." in report["text"]
    assert await person.file()


async def test_a_broken_file_gets_one_message_that_says_what_to_do(talk):
    person = talk("Tom")
    person.document("a.jpg", BROKEN)
    assert (await person.report())["text"] == say("en", "refused-damaged")


async def test_an_album_comes_back_as_one(talk, beach):
    person = talk("Tom")
    await person.album(("a.jpg", "image/jpeg", beach.data), ("b.jpg", "image/jpeg", beach.data))
    report = await person.report()
    assert report["text"].startswith("I looked at 2 pictures.")
    first, second = await person.reply(), await person.reply()
    assert first["media_group_id"] == second["media_group_id"]


async def test_what_is_not_covered_is_not_invented(talk):
    person = talk("Tom")
    answer = await person.ask("Which football team wins the cup next year?")
    assert "I don't want to make anything up" in answer["text"]


async def test_the_buttons_of_a_report_outlive_a_restart(talk, running_bot, start_bot, beach):
    person = talk("Tom")
    person.document("a.jpg", beach.data)
    report = await person.report()
    await person.file()
    await running_bot.kill()
    await start_bot()
    await person.press(report, say("en", "show-map"))
    assert await person.reply(lambda each: "location" in each)


@pytest.mark.parametrize("who", ["Mia", "Tom"])
async def test_an_album_outlives_a_kill(talk, running_bot, start_bot, beach, who):
    person = talk(who)
    await person.album(*[(f"{each}.jpg", "image/jpeg", beach.data) for each in "ab"])
    await running_bot.kill()
    await start_bot()
    await person.report()
    first, second = [await person.reply(lambda each: "document" in each) for _ in range(2)]
    assert first["media_group_id"] == second["media_group_id"]
    assert planted_in(beach, person.content(first), person.content(second)) == []


async def test_the_profile_is_published_in_both_languages_and_only_where_it_differs(
    emulator, running_bot, start_bot
):
    await running_bot.stop()
    emulator.world.profile.texts.clear()
    emulator.world.profile.commands.clear()
    first = await profile_calls(emulator, start_bot)
    second = await profile_calls(emulator, start_bot)
    changed = {(each["method"], each["params"].get("language_code", "")) for each in first}
    for method in ("setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands"):
        assert {(method, ""), (method, "de")} <= changed
    assert [each for each in second if each["method"].startswith("set")] == []


async def profile_calls(emulator, start_bot):
    """Start the bot and return its calls until it has looked at all lists of commands."""
    seen = emulator.listen(lambda event: event["type"] == "call")
    before = len(emulator.calls())
    bot = await start_bot()
    for _ in range(LISTS):
        await seen.wait_for(lambda event: event["call"]["method"] == "getMyCommands")
    await bot.stop()
    return emulator.calls()[before:]


@pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])
async def test_a_limit_is_told_once_in_a_burst(talk, running_bot, start_bot, beach, who, lang):
    await running_bot.stop()
    await start_bot(BOT_PICTURES_PER_HOUR="1")
    person = talk(who)
    for _ in range(4):
        person.document("a.jpg", beach.data)
    limit = say(lang, "picture-limit", count=1)
    await person.reply(lambda each: each.get("text") == limit)
    await person.file()
    person.person.write("/cancel")
    await person.reply(lambda each: each.get("text") == say(lang, "cancelled"))
    said = [each.get("text") for each in person.heard()]
    assert limit not in said
