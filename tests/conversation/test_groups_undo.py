"""What administrators take back, and who may: two at once, rights asked anew, the ladder."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.emulator import Fault
from bot.demo.emulator.groups import change_bot
from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
ADVERT = "Try this undress bot, free: https://t.me/undress__now_bot - upload a photo of any girl"
PROMOTION = say("en", "rule-undress-promotion")
NO_STRIKES = say("en", "strikes-are", count=0, days=30, limit=3)


def sure(mode):
    return say("en", "settings-sure", mode=say("en", f"mode-{mode}"), chosen=0)


async def strikes_of(group, talk):
    """What /strikes says of somebody, to the administrator alone."""
    message = talk.person.write("something harmless")
    group.admin.person.write("/strikes", reply_to=message["message_id"])
    return (await group.admin.whisper())["text"]


async def test_undo_restores_the_message_from_the_log_chat_and_says_sorry(crowd):
    group = await crowd()
    ben = group.add("Ben")
    logs = await group.log_to(await crowd())
    await group.choose(PROMOTION, sure("mute"))
    advert = ben.person.write(ADVERT)
    copy, card = await logs.reply(), await logs.reply()
    assert copy["text"] == ADVERT
    assert card["reply_to_message"]["message_id"] == copy["message_id"]
    assert not group.has(advert)
    answer = await logs.press(card, say("en", "choice-undo"))
    assert answer["text"] == say("en", "choice-done-undo")
    assert ADVERT in group.texts()
    assert say("en", "undone-sorry") in group.texts()[-1]
    assert group.standing(ben) == "member"
    assert await strikes_of(group, ben) == NO_STRIKES
    group.admin.person.write("/audit")
    title = say("en", "audit-title").strip("*")
    audit = await group.admin.reply(lambda each: title in each["text"])
    assert ", undone" in audit["text"]


async def test_undo_without_a_log_chat_says_that_the_text_is_gone(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure("delete"))
    ben.person.write(ADVERT)
    card = await office.reply()
    answer = await office.press(card, say("en", "choice-undo"))
    assert answer["text"] == say("en", "choice-done-undo-lost")
    assert say("en", "undone-lost") in group.texts()[-1]
    assert await strikes_of(group, ben) == NO_STRIKES


async def test_of_two_administrators_who_press_at_once_the_second_is_told(crowd):
    group = await crowd()
    ben, hanna = group.add("Ben"), group.add("Hanna", "administrator")
    offices = group.private(group.admin), group.private(hanna)
    ben.person.write(ADVERT)
    cards = [await office.reply() for office in offices]
    label = say("en", "choice-undo")
    answers = await asyncio.gather(
        *(office.press(card, label) for office, card in zip(offices, cards, strict=True))
    )
    said = sorted(answer["text"] for answer in answers)
    assert said == sorted([say("en", "choice-done-undo"), say("en", "pressed-by-another")])
    assert len([text for text in group.texts() if say("en", "undone-sorry") in text]) == 1


async def test_rights_are_asked_of_telegram_at_each_press(crowd):
    group = await crowd()
    ben, hanna = group.add("Ben"), group.add("Hanna", "administrator")
    office = group.private(hanna)
    ben.person.write(ADVERT)
    card = await office.reply()
    group.world.chats.join(group.id, hanna.person.user, "administrator",
                           can_restrict_members=False, can_delete_messages=False)  # fmt: skip
    answer = await office.press(card, say("en", "choice-ban"))
    assert answer["text"] == say("en", "not-your-button")
    assert group.standing(ben) == "member"


async def test_an_administrator_takes_a_strike_back_bans_and_trusts(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    ben.person.write(ADVERT)
    card = await office.reply()
    assert (await office.press(card, say("en", "choice-less")))["text"] == say(
        "en", "choice-done-less"
    )
    assert await strikes_of(group, ben) == NO_STRIKES
    await office.press(card, say("en", "choice-trust"))
    ben.person.write(ADVERT + " 2")
    review = await office.reply(lambda each: say("en", "did-admins") in each["text"])
    assert await strikes_of(group, ben) == NO_STRIKES
    await office.press(review, say("en", "choice-ban"))
    assert group.standing(ben) == "kicked"


async def test_a_reviewed_message_is_deleted_warned_of_or_kept_by_a_button(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    message = ben.person.write("hello")
    eva = group.add("Eva")
    eva.person.write("/report_message", reply_to=message["message_id"])
    assert (await eva.whisper())["text"] == say("en", "report-message-thanks")
    card = await office.reply()
    await office.press(card, say("en", "choice-warn"))
    assert say("en", "reason-reported") in (await ben.whisper())["text"]
    await office.press(card, say("en", "choice-delete"))
    assert not group.has(message)


async def test_three_strikes_mute_and_the_next_asks_to_ban(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    for number in range(3):
        ben.person.write(f"{ADVERT} {number}")
        await ben.whisper()
    assert group.standing(ben) == "restricted"
    group.world.chats.change(group.id, ben.person.user["id"], status="member")
    ben.person.write(f"{ADVERT} 4")
    assert await office.reply(lambda each: say("en", "card-ask-ban") in each["text"])


async def test_a_missing_right_is_named_to_the_administrators(crowd):
    group = await crowd(can_delete_messages=False, can_restrict_members=False)
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure("mute"))
    advert = ben.person.write(ADVERT)
    card = await office.reply()
    assert say("en", "card-missing-can_delete_messages") in card["text"]
    assert say("en", "card-missing-can_restrict_members") in card["text"]
    assert group.has(advert)


async def test_rights_lost_midway_are_said_in_the_group(crowd):
    group = await crowd()
    change_bot(group.world, group.id, group.admin.person.user, can_delete_messages=False)
    assert (await group.admin.reply())["text"] == say("en", "lost-can_delete_messages")


async def test_a_message_older_than_48_hours_is_told_of_and_stays(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure("delete"))
    message = ben.person.write("Good morning everybody")
    await group.quiet()
    group.world.messages.change({**message, "date": message["date"] - 49 * 3600}, {"text": "hm"})
    ben.person.edit(message["message_id"], ADVERT)
    assert say("en", "card-cannot-delete") in (await office.reply())["text"]
    assert group.has(message)


async def test_slow_mode_that_refuses_the_notice_does_not_keep_the_card_back(crowd, town):
    group = await crowd()
    channel = {"id": -1_009_999_999_003, "type": "channel", "title": "Offers"}
    ben, office = group.add("Ben"), group.private(group.admin)
    words = "Bad Request: SLOWMODE_WAIT_30"
    town.fail(Fault("sendMessage", chat_id=group.id, error=400, description=words))
    ben.person.send({"sender_chat": channel, "text": ADVERT})
    assert say("en", "did-warn") in (await office.reply())["text"]


async def test_a_person_gets_one_public_notice_in_the_quiet_time(crowd):
    group = await crowd()
    channel = {"id": -1_009_999_999_004, "type": "channel", "title": "Offers"}
    ben = group.add("Ben")
    for number in range(3):
        ben.person.send({"sender_chat": channel, "text": f"{ADVERT} {number}"})
    await group.quiet()
    notices = [text for text in group.texts() if say("en", "notice-object") in text]
    assert len(notices) == 1


async def test_a_repeated_update_acts_once(crowd, town):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    town.world.updates.repeat_next = 1
    ben.person.write(ADVERT)
    await office.reply()
    await group.quiet()
    assert await strikes_of(group, ben) == say("en", "strikes-are", count=1, days=30, limit=3)
    assert len(town.world.messages.all(office.person.chat_id)) == 1


async def test_where_the_log_chat_is_closed_the_administrators_are_told(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    logs = await group.log_to(await crowd())
    change_bot(group.world, logs.person.chat_id, group.admin.person.user, "kicked")
    ben.person.write(ADVERT)
    assert (await office.reply())["text"].startswith(PROMOTION)


async def test_a_reviewed_card_in_the_log_chat_blocks_the_addresses(crowd):
    group = await crowd()
    ben = group.add("Ben")
    logs = await group.log_to(await crowd())
    await group.choose(PROMOTION, sure("delete"))
    ben.person.write(ADVERT + " https://pictures-of-birds.test/x")
    card = await logs.reply(lambda each: "reply_markup" in each)
    answer = await logs.press(card, say("en", "choice-block"))
    assert answer["text"] == say("en", "choice-done-block")
    ben.person.write("look https://pictures-of-birds.test/y")
    assert await logs.reply(
        lambda each: say("en", "reason-nudify-listed-address") in each.get("text", "")
    )


async def test_a_channel_can_be_the_log_chat(crowd):
    group, logs = await crowd(), await crowd()
    code = (await group.admin.ask("/logchat"))["text"].split()[-1]
    channel = {**logs.group.chat, "type": "channel"}
    command = {"text": f"/logchat {code}", "chat": channel, "sender_chat": channel}
    marks = [{"type": "bot_command", "offset": 0, "length": 8}]
    post = {"message_id": 900, "date": group.world.clock.now(), "entities": marks, **command}
    group.world.updates.push("channel_post", post)
    assert (await logs.admin.reply())["text"] == say("en", "logchat-here")
    group.add("Ben").person.write(ADVERT)
    assert (await logs.admin.reply())["text"].startswith(PROMOTION)


async def test_a_wrong_code_binds_nothing_and_off_ends_it(crowd):
    group, other = await crowd(), await crowd()
    assert (await other.admin.ask("/logchat abcdef"))["text"] == say("en", "logchat-stale")
    logs = await group.log_to(await crowd())
    assert (await group.admin.ask("/logchat off"))["text"] == say("en", "logchat-off")
    office = group.private(group.admin)
    group.add("Ben").person.write(ADVERT)
    assert (await office.reply())["text"].startswith(PROMOTION)
    assert logs.person.chat_id != office.person.chat_id
