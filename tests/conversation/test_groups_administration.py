"""Administrators and members: commands, rights, the panel, joining, leaving, moving."""

from __future__ import annotations

import json

import pytest

from bot.demo.emulator.groups import change_bot, migrate
from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
ADVERT = "Try this undress bot, free: https://t.me/undress__now_bot - upload a photo of any girl"
PROMOTION = say("en", "rule-undress-promotion")


def sure(mode, chosen=0):
    return say("en", "settings-sure", mode=say("en", f"mode-{mode}"), chosen=chosen)


async def command(group, talk, text, target):
    """What the bot answers to a command in reply to a message."""
    talk.person.write(text, reply_to=target["message_id"])
    return (await talk.reply(lambda each: "receiver_user" not in each))["text"]


async def answer(talk, text):
    """What the bot answers to this person's message."""
    mine = talk.person.write(text)["message_id"]
    said = await talk.reply(
        lambda each: each.get("reply_to_message", {}).get("message_id") == mine
    )
    return said["text"]


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_on_joining_it_says_what_it_does_stores_and_lacks(crowd, lang):
    group = await crowd(lang=lang, can_delete_messages=False)
    greeting = group.texts()[-1]
    for key in ("join-stores", "lacks-can_delete_messages", "join-settings"):
        assert say(lang, key) in greeting
    assert say(lang, "lacks-can_restrict_members") not in greeting


async def test_status_tells_of_a_bot_that_sees_only_commands(crowd):
    group = await crowd()
    group.world.chats.join(group.id, group.world.bot, "member")
    status = await group.admin.ask("/status")
    assert say("en", "lacks-sight") in status["text"]
    assert say("en", "status-no-log-chat") in status["text"]


async def test_warn_mute_ban_and_back(crowd):
    group = await crowd()
    ben, admin = group.add("Ben"), group.admin
    message = ben.person.write("something rude")
    warned = await command(group, admin, "/warn", message)
    assert say("en", "notice-strike", count=1, limit=3) in warned
    assert await command(group, admin, "/warn", message) == say("en", "warned-already")
    lifted = say("en", "strike-less", count=0, limit=3)
    assert await command(group, admin, "/unwarn", message) == lifted
    assert await command(group, admin, "/unwarn", message) == say("en", "no-strikes")
    await command(group, admin, "/mute 2h", message)
    assert group.standing(ben) == "restricted"
    await command(group, admin, "/unmute", message)
    assert group.standing(ben) == "member"
    await command(group, admin, "/ban", message)
    assert group.standing(ben) == "kicked"
    await command(group, admin, "/unban", message)
    assert group.standing(ben) == "left"
    audit = (await admin.ask("/audit"))["text"]
    for action in ("warn", "unwarn", "mute", "unmute", "ban", "unban"):
        assert say("en", f"did-{action}") in audit
    assert say("en", "audit-admin") in audit


async def test_a_mute_lasts_as_long_as_was_said(crowd):
    group = await crowd()
    ben = group.add("Ben")
    message = ben.person.write("something rude")
    await command(group, group.admin, "/mute 30m", message)
    member = group.group.members[ben.person.user["id"]]
    assert 1790 <= member.until - group.world.clock.now() <= 1800
    assert await command(group, group.admin, "/mute soon", message) == say("en", "mute-how")


@pytest.mark.parametrize("text", ["/warn", "/mute", "/ban", "/unban", "/strikes"])
async def test_a_member_may_not(crowd, text):
    group = await crowd()
    ben, eva = group.add("Ben"), group.add("Eva")
    message = ben.person.write("hello")
    said = await command(group, eva, text, message)
    assert said == say("en", "needs-can_restrict_members")


async def test_an_administrator_without_the_right_may_not(crowd):
    group = await crowd()
    ben = group.add("Ben")
    hanna = group.add("Hanna", "administrator", can_restrict_members=False)
    message = ben.person.write("hello")
    said = await command(group, hanna, "/ban", message)
    assert said == say("en", "needs-can_restrict_members")


async def test_an_anonymous_administrator_may(crowd):
    group = await crowd()
    ben = group.add("Ben")
    message = ben.person.write("hello")
    group.admin.person.send({
        "sender_chat": group.group.chat, "text": "/mute 1h", "reply_to_message": message,
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    })  # fmt: skip
    assert "Ben" in (await group.admin.reply())["text"]
    assert group.standing(ben) == "restricted"


async def test_nobody_acts_against_those_who_lead(crowd):
    group = await crowd()
    hanna = group.add("Hanna", "administrator")
    message = hanna.person.write("hello")
    assert await command(group, group.admin, "/ban", message) == say("en", "leads-the-group")


async def test_a_command_without_a_message_says_how(crowd):
    group = await crowd()
    assert (await group.admin.ask("/warn"))["text"] == say("en", "reply-first")


async def test_the_groups_own_rules_are_set_and_shown(crowd):
    group = await crowd()
    eva = group.add("Eva")
    assert (await group.admin.ask("/rules Be kind."))["text"] == say("en", "rules-set")
    assert "Be kind." in await answer(eva, "/rules")
    assert await answer(eva, "/rules Be loud.") == say("en", "settings-not-yours")


async def test_members_report_a_message_once_and_within_a_limit(crowd):
    group = await crowd()
    ben, eva, chris = group.add("Ben"), group.add("Eva"), group.add("Chris")
    office = group.private(group.admin)
    messages = [ben.person.write(f"rude {number}") for number in range(6)]
    for talk, key in ((eva, "thanks"), (chris, "known")):
        talk.person.write("/report_message", reply_to=messages[0]["message_id"])
        assert (await talk.whisper())["text"] == say("en", f"report-message-{key}")
    card = await office.reply()
    assert "Ben" in card["text"]
    assert "Eva" not in card["text"]
    for message in messages[1:]:
        eva.person.write("/report_message", reply_to=message["message_id"])
    said = [(await eva.whisper())["text"] for _ in messages[1:]]
    assert said == [say("en", "report-message-thanks")] * 4 + [say("en", "report-message-limit")]


async def test_the_panel_shows_each_rule_and_saves_a_mode(crowd):
    group = await crowd()
    panel = await group.choose(PROMOTION, sure("ban"))
    labels = [each["text"] for row in panel["reply_markup"]["inline_keyboard"] for each in row]
    assert sure("ban", chosen=1) in labels
    main = await group.admin.turn(panel, say("en", "settings-back"))
    labels = [each["text"] for row in main["reply_markup"]["inline_keyboard"] for each in row]
    assert f"{PROMOTION}: {say('en', 'mode-ban')}" in labels


async def test_every_page_of_the_panel_opens_in_both_languages(crowd):
    group = await crowd()
    panel = await group.admin.ask("/settings")
    for lang, other in (("en", "Deutsch"), ("de", "English")):
        pages = [say(lang, f"rule-{rule}") for rule in RULES]
        pages += [say(lang, f"settings-page-{page}") for page in ("numbers", "switches", "night")]
        for page in pages:
            panel = await group.admin.turn(panel, page)
            panel = await group.admin.turn(panel, say(lang, "settings-back"))
        panel = await group.admin.turn(panel, other)


RULES = (
    "picture-metadata", "undress-promotion", "undress-request", "spam", "threat", "flood",
    "duplicate", "newcomer-link", "notme",
)  # fmt: skip


async def test_numbers_go_up_and_down_and_stop_at_their_limits(crowd):
    group = await crowd()
    panel = await group.choose(say("en", "settings-page-numbers"))
    panel = await group.admin.turn(panel, "−")
    assert say("en", "number-strike-limit", n=2) in str(panel["reply_markup"])
    panel = await group.admin.turn(panel, "−")
    answer = await group.admin.press(panel, "−")
    assert answer["text"] == say("en", "settings-saved")


async def test_only_who_may_change_the_group_changes_its_settings_at_each_press(crowd):
    group = await crowd()
    ben = group.add("Ben")
    hanna = group.add("Hanna", "administrator", can_change_info=False)
    panel = await group.admin.ask("/settings")
    for talk in (ben, hanna):
        pressed = await talk.press(panel, PROMOTION)
        assert pressed["text"] == say("en", "settings-not-yours")
        assert await answer(talk, "/settings") == say("en", "settings-not-yours")


async def test_settings_go_from_group_to_group_as_a_file(crowd):
    one, two = await crowd(), await crowd()
    await one.choose(PROMOTION, sure("ban"))
    await one.admin.ask("/rules Be kind.")
    one.admin.person.write("/settings export")
    export = await one.admin.reply(lambda each: "document" in each)
    data = one.admin.content(export)
    assert json.loads(data)["modes"]["undress-promotion"][0] == "ban"
    file = two.admin.document("group-settings.json", data)
    said = await command(two, two.admin, "/settings import", file)
    assert said == say("en", "settings-imported")
    assert "Be kind." in (await two.admin.ask("/rules"))["text"]


async def test_blocked_addresses_go_along_as_hashes(crowd):
    one, two = await crowd(), await crowd()
    link = "see https://pictures-of-dogs.test/offer"
    first = one.add("Ben").person.write(link)
    await one.quiet()
    await command(one, one.admin, "/block", first)
    one.admin.person.write("/settings export")
    data = one.admin.content(await one.admin.reply(lambda each: "document" in each))
    assert b"pictures-of-dogs" not in data
    file = two.admin.document("group-settings.json", data)
    await command(two, two.admin, "/settings import", file)
    eva = two.add("Eva")
    met = eva.person.write(link)
    assert say("en", "reason-nudify-listed-address") in (await eva.whisper())["text"]
    unlisted = say("en", "unlisted-addresses", count=1)
    assert await command(two, two.admin, "/unblock", met) == unlisted


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (b"no json", "file"),
        (b'{"strike_limit": 99}', "strike_limit"),
        (b'{"blocked": ["nonsense"]}', "blocked"),
        (b'{"allowed": 5}', "allowed"),
    ],
)
async def test_a_bad_file_of_settings_changes_nothing(crowd, data, field):
    group = await crowd()
    file = group.admin.document("group-settings.json", data)
    said = await command(group, group.admin, "/settings import", file)
    assert said == say("en", "settings-import-fault", field=field)


async def test_settings_and_strikes_survive_the_migration_to_a_supergroup(crowd):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(PROMOTION, sure("delete"))
    await group.admin.ask("/rules Be kind.")
    ben.person.write(ADVERT)
    await ben.whisper()
    new_id = group.id - 500_000_000
    migrate(group.world, group.id, new_id, group.admin.person.user)
    await group.quiet()
    group.admin.person.chat_id = ben.person.chat_id = new_id
    assert "Be kind." in (await group.admin.ask("/rules"))["text"]
    message = ben.person.write("hello")
    group.admin.person.write("/strikes", reply_to=message["message_id"])
    said = (await group.admin.whisper())["text"]
    assert said == say("en", "strikes-are", count=1, limit=3, days=30)


async def test_settings_are_still_there_when_the_bot_comes_back(crowd):
    group = await crowd()
    await group.admin.ask("/rules Be kind.")
    change_bot(group.world, group.id, group.admin.person.user, "kicked")
    await group.quiet()
    await group.join()
    assert "Be kind." in (await group.admin.ask("/rules"))["text"]


async def test_a_notice_stays_in_the_topic_of_its_message(crowd):
    group = await crowd()
    group.group.chat["is_forum"] = True
    ben = group.add("Ben")
    ben.person.send({"text": ADVERT, "message_thread_id": 7, "is_topic_message": True})
    assert (await ben.whisper())["message_thread_id"] == 7


async def test_mydata_and_forget_tell_of_strikes(crowd):
    group = await crowd()
    ben = group.add("Ben")
    ben.person.write(ADVERT)
    await ben.whisper()
    private = group.private(ben)
    data = await private.ask("/mydata")
    assert (
        say("en", "mydata-groups", strikes=1, counters=0, cases=1).splitlines()[-1] in data["text"]
    )
    ask = await private.ask("/forget")
    await private.press(ask, say("en", "forget-yes"))
    await private.edit()
    after = await private.ask("/mydata")
    assert "1 strikes" in after["text"]
