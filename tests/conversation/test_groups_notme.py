"""/notme: whoever is in a picture and did not agree has a way out, and nobody learns who asked."""

from __future__ import annotations

import pytest

from bot.demo.emulator import Fault
from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
RULE = say("en", "rule-notme")


async def hiding(crowd, **rights):
    """A group in which /notme hides at once."""
    group = await crowd(**rights)
    mode = say("en", "mode-hide")
    await group.choose(RULE, say("en", "settings-sure", mode=mode, chosen=0))
    return group


def ask(talk, picture):
    return talk.person.write("/notme", reply_to=picture["message_id"])


async def asked_for(group, photo):
    """Ben posts a picture and Eva asks for it; returns him and the picture."""
    ben, eva = group.add("Ben"), group.add("Eva")
    picture = await ben.photo(photo)
    ask(eva, picture)
    return ben, picture


async def test_administrators_and_poster_are_asked_and_nobody_learns_by_whom(crowd, photo):
    group = await crowd()
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    picture = await ben.photo(photo)
    command = ask(eva, picture)
    asked, card = await ben.whisper(), await office.reply()
    thanks = await eva.whisper()
    await group.quiet()
    assert say("en", "notme-poster", hours=24) in asked["text"]
    assert thanks["text"] == say("en", "notme-told", hours=24)
    assert "Eva" not in asked["text"] + card["text"]
    assert not group.has(command)
    assert group.has(picture)


async def test_an_administrator_decides_by_a_button(crowd, photo):
    group = await crowd()
    office = group.private(group.admin)
    _, picture = await asked_for(group, photo)
    card = await office.reply()
    await office.press(card, say("en", "choice-delete"))
    assert not group.has(picture)


async def test_hide_removes_the_picture_at_once_and_copies_it_nowhere(crowd, town, photo):
    group = await hiding(crowd)
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    picture = await ben.photo(photo)
    ask(eva, picture)
    assert (await eva.whisper())["text"] == say("en", "notme-hidden")
    assert say("en", "notme-poster-hidden") in (await ben.whisper())["text"]
    card = await office.reply()
    assert not group.has(picture)
    assert "reply_markup" not in card
    for method in ("copyMessage", "forwardMessage", "sendPhoto"):
        assert not [each for each in town.calls(method) if str(group.id) in str(each["params"])]


async def test_hide_takes_the_whole_album(crowd, photo):
    group = await hiding(crowd)
    ben, eva = group.add("Ben"), group.add("Eva")
    files = [("a.jpg", "image/jpeg", photo), ("b.jpg", "image/jpeg", photo)]
    album = await ben.person.send_album(files, photos=True)
    ask(eva, album[0])
    await eva.whisper()
    assert not any(group.has(each) for each in album)


async def test_hide_without_the_right_to_delete_asks_and_names_the_right(crowd, photo):
    group = await hiding(crowd, can_delete_messages=False)
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    picture = await ben.photo(photo)
    ask(eva, picture)
    assert (await eva.whisper())["text"] == say("en", "notme-told", hours=24)
    assert say("en", "card-missing-can_delete_messages") in (await office.reply())["text"]
    assert group.has(picture)


async def test_the_poster_deletes_their_picture_by_a_button(crowd, photo):
    group = await crowd()
    ben, picture = await asked_for(group, photo)
    asked = await ben.whisper()
    answer = await press_whisper(ben, asked, say("en", "notme-delete-it"))
    assert answer["text"] == say("en", "notme-thanks-deleted")
    assert not group.has(picture)


async def test_the_poster_says_that_the_person_agreed(crowd, photo):
    group = await crowd()
    office = group.private(group.admin)
    ben, picture = await asked_for(group, photo)
    asked = await ben.whisper()
    await office.reply()
    await press_whisper(ben, asked, say("en", "notme-agreed"))
    assert say("en", "card-agreed") in (await office.reply())["text"]
    assert group.has(picture)


async def test_a_poster_who_deleted_the_picture_by_hand_is_thanked_too(crowd, photo):
    group = await crowd()
    ben, picture = await asked_for(group, photo)
    asked = await ben.whisper()
    ben.person.delete(picture["message_id"])
    answer = await press_whisper(ben, asked, say("en", "notme-delete-it"))
    assert answer["text"] == say("en", "notme-thanks-deleted")


async def test_where_the_bot_may_not_delete_the_poster_hears_it_and_nothing_counts_as_done(
    crowd, photo
):
    group = await crowd(can_delete_messages=False)
    office = group.private(group.admin)
    ben, picture = await asked_for(group, photo)
    asked, card = await ben.whisper(), await office.reply()
    answers = [
        await press_whisper(ben, asked, say("en", "notme-delete-it")),
        await office.press(card, say("en", "choice-delete")),
    ]
    assert [each["text"] for each in answers] == [say("en", "choice-refused")] * 2
    assert group.has(picture)


async def press_whisper(talk, message, label):
    """Press a button below what one person alone sees; returns the bot's answer."""
    return await talk.press({**message, "message_id": -message["ephemeral_message_id"]}, label)


async def test_nobody_but_the_poster_answers_a_public_question(crowd, town, photo):
    group = await crowd()
    ben, eva = group.add("Ben"), group.add("Eva")
    words = "Bad Request: not enough rights to send ephemeral messages to the chat"
    picture = await ben.photo(photo)
    await group.quiet()
    town.fail(Fault("sendMessage", chat_id=group.id, error=400, description=words))
    ask(eva, picture)
    question = await ben.reply(lambda each: "reply_markup" in each)
    answer = await eva.press(question, say("en", "notme-delete-it"))
    assert answer["text"] == say("en", "notme-not-yours")
    assert group.has(picture)


async def test_who_was_asked_about_a_picture_cannot_hide_one_in_return(crowd, photo):
    group = await hiding(crowd)
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    ask(eva, await ben.photo(photo))
    await eva.whisper()
    hers = await eva.photo(photo)
    ask(ben, hers)
    assert await ben.whisper()
    assert (await ben.whisper())["text"] == say("en", "notme-told", hours=24)
    assert group.has(hers)
    await office.reply()


async def test_a_second_request_for_the_same_picture_changes_nothing(crowd, photo):
    group = await crowd()
    ben, eva, chris = group.add("Ben"), group.add("Eva"), group.add("Chris")
    picture = await ben.photo(photo)
    ask(eva, picture)
    await eva.whisper()
    ask(chris, picture)
    assert (await chris.whisper())["text"] == say("en", "notme-known")


async def test_requests_have_a_limit_a_member(crowd, photo):
    group = await crowd()
    ben, eva = group.add("Ben"), group.add("Eva")
    for _ in range(4):
        ask(eva, await ben.photo(photo))
    said = [(await eva.whisper())["text"] for _ in range(4)]
    assert said[:3] == [say("en", "notme-told", hours=24)] * 3
    assert said[3] == say("en", "notme-limit")


async def test_off_and_without_a_picture_it_says_what_to_do(crowd, photo):
    group = await crowd()
    ben, eva = group.add("Ben"), group.add("Eva")
    eva.person.write("/notme")
    assert (await eva.whisper())["text"] == say("en", "notme-how")
    off = say("en", "settings-sure", mode=say("en", "mode-off"), chosen=0)
    await group.choose(RULE, off)
    ask(eva, await ben.photo(photo))
    assert (await eva.whisper())["text"] == say("en", "notme-off")
