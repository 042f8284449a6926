"""Groups and a process that dies: nothing doubled, nothing lost, and no words left behind."""

from __future__ import annotations

import asyncio

from bot.demo.emulator import Fault
from bot.moderation.addresses import digest
from bot.texts import say

RULE = say("en", "rule-picture-metadata")
ADVERT = "Try this undress bot, free: https://t.me/undress__now_bot - upload a photo of any girl"


def sure(mode):
    return say("en", "settings-sure", mode=say("en", f"mode-{mode}"), chosen=0)


def documents(group):
    """Every file that stands in the group."""
    return [each for each in group.world.messages.all(group.id) if "document" in each]


async def killed_group(crowd_of, start_bot):
    """A bot of this test's own, and a group in which it replaces pictures."""
    bot = await start_bot()
    group = await crowd_of()
    await group.choose(RULE, sure("replace"))
    return bot, group


async def test_a_process_killed_before_the_original_goes_neither_doubles_nor_loses(
    crowd_of, start_bot, emulator, betraying
):
    bot, group = await killed_group(crowd_of, start_bot)
    ben = group.add("Ben")
    emulator.fail(Fault("deleteMessage", delay=30))
    posted = emulator.listen(lambda event: event["type"] == "call")
    file = ben.document("IMG_1.jpg", betraying, caption="our trip")
    await ben.reply(lambda each: "document" in each)
    await posted.wait_for(lambda event: event["call"]["method"] == "sendDocument", seconds=20)
    await met(emulator)
    await bot.kill()
    await start_bot()
    await ben.whisper()
    assert not group.has(file)
    assert len(documents(group)) == 1


async def test_a_process_killed_while_it_posts_the_copy_posts_no_second_one(
    crowd_of, start_bot, emulator, betraying
):
    bot, group = await killed_group(crowd_of, start_bot)
    ben, office = group.add("Ben"), group.private(group.admin)
    emulator.fail(Fault("sendDocument", drop="after"))
    listener = emulator.listen(lambda event: event["type"] == "call")
    file = ben.document("IMG_1.jpg", betraying)
    await listener.wait_for(lambda event: event["call"]["method"] == "sendDocument", seconds=20)
    await bot.kill()
    await start_bot()
    assert say("en", "did-unsure") in (await office.reply())["text"]
    assert group.has(file)
    assert len(documents(group)) == 2


async def met(emulator):
    """Wait until every fault was met: the bot waits for the answer to its deletion."""
    async with asyncio.timeout(20):
        while len(emulator.world.faults) > 0:  # noqa: ASYNC110 - meeting a fault is no event
            await asyncio.sleep(0.02)


async def test_a_group_leaves_no_words_names_or_numbers_of_people(
    crowd_of, start_bot, photo, tmp_path
):
    """Searched byte by byte: the database, its journal, and all that was logged."""
    bot = await start_bot()
    group = await crowd_of()
    ben, eva = group.add("Benedikta"), group.add("Evangeline")
    ben.person.write(ADVERT)
    await ben.whisper()
    eva.person.write("/notme", reply_to=(await ben.photo(photo))["message_id"])
    await eva.whisper()
    await bot.stop()
    disk = b"".join(path.read_bytes() for path in tmp_path.glob("bot.*"))
    people = [talk.person.user for talk in (ben, eva, group.admin)]
    words = ["undress__now_bot", "upload a photo", *(user["first_name"] for user in people),
             *(str(user["id"]) for user in people)]  # fmt: skip
    left = [word for word in words if word.encode() in disk or word in bot.output]
    assert left == []


async def test_a_process_killed_before_the_administrators_are_told_goes_on_where_it_ended(
    crowd_of, start_bot, emulator
):
    bot = await start_bot()
    group = await crowd_of()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(say("en", "rule-undress-promotion"), sure("delete"))
    emulator.fail(Fault("sendMessage", chat_id=office.person.chat_id, delay=30))
    advert = ben.person.write(ADVERT)
    await ben.whisper()
    await met(emulator)
    await bot.kill()
    await start_bot()
    assert say("en", "did-delete") in (await office.reply())["text"]
    assert not group.has(advert)
    message = ben.person.write("hello")
    group.admin.person.write("/strikes", reply_to=message["message_id"])
    said = (await group.admin.whisper())["text"]
    assert said == say("en", "strikes-are", count=1, limit=3, days=30)


async def test_the_operators_list_counts_in_every_group(crowd_of, start_bot, tmp_path):
    listed = tmp_path / "blocked.txt"
    line = f"{digest('pictures-of-fish.test')} host nudify-listed-address 2026-11-25\n"
    listed.write_text(line, encoding="utf-8")
    await start_bot(BOT_BLOCKLIST_FILE=str(listed))
    group = await crowd_of()
    ben = group.add("Ben")
    ben.person.write("see https://www.pictures-of-fish.test/offer")
    assert say("en", "reason-nudify-listed-address") in (await ben.whisper())["text"]


async def test_a_picture_whose_caption_was_lost_stays_and_the_administrators_are_told_why(
    crowd_of, start_bot, emulator, betraying
):
    bot, group = await killed_group(crowd_of, start_bot)
    ben, office = group.add("Ben"), group.private(group.admin)
    emulator.fail(Fault("getFile", delay=30))
    file = ben.document("IMG_1.jpg", betraying, caption="our trip")
    await met(emulator)
    await bot.kill()
    await start_bot()
    assert say("en", "did-forgotten") in (await office.reply())["text"]
    assert group.has(file)
    assert len(documents(group)) == 1
