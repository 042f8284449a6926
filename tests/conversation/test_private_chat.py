"""A private chat with a process of each test's own, which ends, is killed or starts anew."""

from __future__ import annotations

import json

import pytest

from bot.chat.commands import COMMANDS, Scope
from bot.demo.samples import find
from bot.texts import say

LISTS = 6  # of commands: three scopes in two languages
SCOPES = {"all_private_chats": Scope.PRIVATE, "all_group_chats": Scope.GROUP,
          "all_chat_administrators": Scope.ADMINISTRATORS}  # fmt: skip


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


@pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])
async def test_buttons_outlive_a_restart(talk, running_bot, start_bot, beach, who, lang):
    person = talk(who)
    asked = await person.ask("/forget")
    person.document("a.jpg", beach.data)
    report = await person.report()
    await person.file()
    await running_bot.kill()
    await start_bot()
    await person.press(report, say(lang, "show-map"))
    await person.press(asked, say(lang, "forget-yes"))
    assert (await person.edit())["text"] == say(lang, "forget-done")
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
    emulator, start_bot
):
    first = await profile_calls(emulator, start_bot)
    second = await profile_calls(emulator, start_bot)
    changed = {(each["method"], each["params"].get("language_code", "")) for each in first}
    for method in ("setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands"):
        assert {(method, ""), (method, "de")} <= changed
    assert [each for each in second if each["method"].startswith("set")] == []
    assert published(emulator) == {
        (scope, code): [f"/{each.name} {say(lang, f'command-{each.name}')}" for each in listed]
        for scope, kind in SCOPES.items()
        for code, lang in (("", "en"), ("de", "de"))
        if (listed := [each for each in COMMANDS if kind in each.scope])
    }


def published(emulator):
    """Return the commands by scope and language, as a person's app lists them."""
    return {
        (json.loads(scope)["type"], code): [f"/{c['command']} {c['description']}" for c in listed]
        for (scope, code), listed in emulator.world.profile.commands.items()
    }


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
async def test_a_limit_is_told_once_in_a_burst(talk, start_bot, beach, who, lang):
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
