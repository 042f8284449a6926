"""The picture rule: files that betray somebody are warned of, replaced or deleted, and nothing
of them is repeated or copied elsewhere."""

from __future__ import annotations

import pytest

from bot.demo.emulator import Fault
from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
RULE = say("en", "rule-picture-metadata")


def sure(mode):
    return say("en", "settings-sure", mode=say("en", f"mode-{mode}"), chosen=0)


def documents(group):
    """Every file that stands in the group."""
    return [each for each in group.world.messages.all(group.id) if "document" in each]


async def test_the_poster_alone_is_warned_without_any_value(crowd, betraying):
    group = await crowd()
    ben = group.add("Ben")
    before = group.texts()
    file = ben.document("IMG_1.jpg", betraying)
    told = await ben.whisper()
    assert say("en", "reason-picture-gps") in told["text"]
    assert not any(word in told["text"] for word in ("52", "13.4", "Planted", "IMG_1"))
    assert group.has(file)
    assert group.texts() == [*before, ""]


async def test_where_nobody_can_be_whispered_to_a_short_notice_goes_again(crowd, town, betraying):
    group = await crowd()
    ben = group.add("Ben")
    words = "Bad Request: not enough rights to send ephemeral messages to the chat"
    town.fail(Fault("sendMessage", chat_id=group.id, error=400, description=words))
    ben.document("IMG_1.jpg", betraying)
    notice = await ben.reply()
    assert "receiver_user" not in notice
    assert notice["reply_to_message"]["document"]


async def test_a_file_that_betrays_nobody_is_passed_over(crowd, photo):
    group = await crowd()
    ben = group.add("Ben")
    ben.document("a.jpg", photo)
    group.admin.person.write("/audit")
    answer = await group.admin.reply()
    assert say("en", "audit-empty") in answer["text"]


async def test_replace_posts_the_clean_copy_with_caption_and_reply_and_deletes_the_original(
    crowd, betraying
):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(RULE, sure("replace"))
    asked = group.admin.person.write("Who has the picture?")
    file = ben.document(
        "IMG_1.jpg", betraying, caption="Here, #summer", reply_to=asked["message_id"]
    )
    copy = await ben.reply(lambda each: "document" in each)
    assert copy["caption"] == "Here, #summer"
    assert copy["reply_to_message"]["message_id"] == asked["message_id"]
    assert b"Planted" not in ben.content(copy)
    assert say("en", "picture-replaced") in (await ben.whisper())["text"]
    assert not group.has(file)
    assert len(documents(group)) == 1


async def test_replace_keeps_the_topic_of_a_forum(crowd, betraying):
    group = await crowd()
    group.group.chat["is_forum"] = True
    ben = group.add("Ben")
    await group.choose(RULE, sure("replace"))
    held = group.world.files.add("a.jpg", "image/jpeg", betraying).document()
    ben.person.send({"document": held, "message_thread_id": 42, "is_topic_message": True})
    copy = await ben.reply(lambda each: "document" in each)
    assert copy["message_thread_id"] == 42


async def test_replace_without_the_right_to_delete_warns_and_names_the_right(crowd, betraying):
    group = await crowd(can_delete_messages=False)
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(RULE, sure("replace"))
    file = ben.document("IMG_1.jpg", betraying)
    assert say("en", "reason-picture-gps") in (await ben.whisper())["text"]
    card = await office.reply()
    assert say("en", "card-missing-can_delete_messages") in card["text"]
    assert group.has(file)
    assert len(documents(group)) == 1


async def test_delete_removes_the_file_and_copies_it_nowhere(crowd, town, betraying):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(RULE, sure("delete"))
    file = ben.document("IMG_1.jpg", betraying)
    assert say("en", "picture-deleted") in (await ben.whisper())["text"]
    await office.reply()
    assert not group.has(file)
    copied = town.calls("copyMessage") + town.calls("forwardMessage")
    assert not [each for each in copied if each["params"]["from_chat_id"] == str(group.id)]


async def test_an_administrators_own_file_is_only_warned_of(crowd, betraying):
    group = await crowd()
    await group.choose(RULE, sure("delete"))
    file = group.admin.document("IMG_1.jpg", betraying)
    assert say("en", "reason-picture-gps") in (await group.admin.whisper())["text"]
    assert group.has(file)


async def test_an_album_is_looked_at_picture_by_picture(crowd, betraying, photo):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(RULE, sure("replace"))
    await ben.album(("a.jpg", "image/jpeg", betraying), ("b.jpg", "image/jpeg", photo))
    await ben.reply(lambda each: "document" in each)
    await ben.whisper()
    assert len(documents(group)) == 2


async def test_report_shows_the_findings_to_whoever_asked_alone(crowd, betraying):
    group = await crowd()
    ben = group.add("Ben")
    file = ben.document("IMG_1.jpg", betraying)
    await ben.whisper()
    before = group.texts()
    ben.person.write("/report", reply_to=file["message_id"])
    begun, report = await ben.whisper(), await ben.whisper()
    assert begun["text"] == say("en", "report-begun")
    assert "Planted Owner" in report["text"]
    assert group.texts() == [*before, "/report"]


async def test_report_of_somebody_elses_picture_is_refused(crowd, betraying):
    group = await crowd()
    ben, eva = group.add("Ben"), group.add("Eva")
    file = ben.document("IMG_1.jpg", betraying)
    await ben.whisper()
    eva.person.write("/report", reply_to=file["message_id"])
    assert (await eva.reply())["text"] == say("en", "report-not-yours")


async def test_where_nobody_can_be_whispered_to_report_leads_into_the_private_chat(
    crowd, betraying
):
    group = await crowd()
    ben = group.add("Ben")
    group.world.chats.join(group.id, group.world.bot, "member")
    file = ben.document("IMG_1.jpg", betraying)
    ben.person.write("/report", reply_to=file["message_id"])
    answer = await ben.reply()
    assert answer["text"] == say("en", "report-private")
    assert "start=report" in answer["reply_markup"]["inline_keyboard"][0][0]["url"]


async def test_a_file_that_its_poster_deletes_while_it_waits_is_not_posted_again(
    crowd, town, betraying
):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(RULE, sure("replace"))
    town.fail(Fault("getFile", delay=1))
    file = ben.document("IMG_1.jpg", betraying, caption="our trip")
    await group.quiet()
    group.world.messages.remove(group.id, file["message_id"])
    ben.document("IMG_2.jpg", betraying, caption="another")
    copy = await ben.reply(lambda each: "document" in each)
    assert copy["caption"] == "another"
    assert say("en", "picture-replaced") in (await ben.whisper())["text"]
    assert len(documents(group)) == 1
