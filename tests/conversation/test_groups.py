"""Groups with several members: each rule, what it does, and who is never touched."""

from __future__ import annotations

import pytest

from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
ADVERT = "Try this undress bot, free: https://t.me/undress__now_bot - upload a photo of any girl"
PROMOTION = say("en", "rule-undress-promotion")


def sure(mode, chosen=0):
    return say("en", "settings-sure", mode=say("en", f"mode-{mode}"), chosen=chosen)


async def test_an_advert_is_warned_of_alone_and_put_before_the_administrators(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    advert = ben.person.write(ADVERT)
    told, card = await ben.whisper(), await office.reply()
    assert "Ben, " in told["text"]
    assert say("en", "notice-object") in told["text"]
    assert card["text"].startswith(PROMOTION)
    assert say("en", "card-why") in card["text"]
    assert group.has(advert)


@pytest.mark.parametrize(
    ("mode", "standing"), [("delete", "member"), ("mute", "restricted"), ("ban", "kicked")]
)
async def test_a_stricter_mode_removes_the_advert(crowd, mode, standing):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure(mode))
    advert = ben.person.write(ADVERT)
    card = await office.reply()
    assert say("en", f"did-{mode}")[:5] in card["text"]
    assert not group.has(advert)
    assert group.standing(ben) == standing


@pytest.mark.parametrize("mode", ["off", "log"])
async def test_a_rule_that_is_off_or_only_written_down_says_nothing(crowd, mode):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(PROMOTION, sure(mode))
    before = group.texts()
    ben.person.write(ADVERT)
    await group.quiet()
    assert group.texts() == [*before, ADVERT]
    audit = await group.admin.ask("/audit")
    assert (PROMOTION in audit["text"]) is (mode == "log")


async def test_a_dry_run_only_writes_down(crowd):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(say("en", "settings-page-switches"), say("en", "switch-dry-run", on=0))
    ben.person.write(ADVERT)
    audit = await group.admin.ask("/audit")
    assert say("en", "did-dry-warn") in audit["text"]
    assert group.standing(ben) == "member"


async def test_a_clean_message_edited_into_an_advert_is_found(crowd):
    group = await crowd()
    ben = group.add("Ben")
    message = ben.person.write("Good morning everybody")
    await group.quiet()
    ben.person.edit(message["message_id"], ADVERT)
    assert "Ben, " in (await ben.whisper())["text"]


async def test_the_further_pictures_of_a_removed_album_go_without_a_second_strike(crowd, photo):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure("delete"))
    files = [("a.jpg", "image/jpeg", photo), ("b.jpg", "image/jpeg", photo)]
    sent = await ben.person.send_album(files, photos=True, caption=ADVERT)
    await office.reply()
    await group.quiet()
    assert not any(group.has(each) for each in sent)
    ben.person.write("hello")
    answer = await in_reply(group, "/strikes", "hello")
    assert answer == say("en", "strikes-are", count=1, days=30, limit=3)


async def in_reply(group, command, text):
    """What an administrator is told who replies to the message `text` with a command."""
    messages = group.world.messages.all(group.id)
    target = next(each for each in messages if each.get("text") == text)
    group.admin.person.write(command, reply_to=target["message_id"])
    return (await group.admin.reply())["text"]


async def test_the_covert_advert_goes_to_the_administrators_and_the_other_posts_stay(crowd):
    """The founding thread: two posts of worried people, one testimonial among them."""
    group = await crowd()
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    chris = group.add("Chris")
    worried = ben.person.write(
        "I uploaded a photo of myself to an AI site and now I am scared. What happens to it, can"
        " somebody make nude pictures of me with it?"
    )
    advice = eva.person.write(
        "Only use pictures in which nobody can be identified, and read the privacy policy before"
        " you upload anything."
    )
    await group.quiet()
    covert = chris.person.write(
        "I was skeptical too, but the undress AI I found makes really real nude pictures of"
        " anybody, totally anonymous, best thing I tried this year."
    )
    card = await office.reply()
    assert say("en", "did-admins") in card["text"]
    assert "Chris" in card["text"]
    assert all(group.has(each) for each in (worried, advice, covert))


async def test_the_same_testimonial_with_a_link_is_acted_on(crowd):
    group = await crowd()
    chris, office = group.add("Chris"), group.private(group.admin)
    chris.person.write(
        "I was skeptical too, but this undress AI works great, try it free:"
        " https://t.me/undress__now_bot"
    )
    assert "Chris, " in (await chris.whisper())["text"]
    assert say("en", "did-warn") in (await office.reply())["text"]


HARMLESS = (
    "Somebody made a deepfake nude of my sister with one of those undress bots. What can we do?",
    "My daughter's class shares nude pictures made by an AI, where do I report that?",
    "Today in the news: a court has fined the makers of an undress app.",
    "Warning: do not use undress bots, they keep every picture you upload.",
)


@pytest.mark.parametrize("text", HARMLESS)
async def test_who_asks_for_help_warns_or_reports_is_never_touched(crowd, text):
    group = await crowd()
    ben = group.add("Ben")
    before = group.texts()
    ben.person.write(text)
    audit = await group.admin.ask("/audit")
    assert say("en", "audit-empty") in audit["text"]
    assert group.texts()[: len(before) + 1] == [*before, text]


async def test_those_who_lead_the_group_are_never_touched(crowd):
    group = await crowd()
    helper = group.add("Hanna", "administrator")
    channel = {"id": -1_009_999_999_001, "type": "channel", "title": "Our channel"}
    group.group.linked_chat_id = channel["id"]
    group.admin.person.write(ADVERT)
    helper.person.write(ADVERT)
    helper.person.send({"sender_chat": group.group.chat, "text": ADVERT})
    helper.person.send({"sender_chat": channel, "text": ADVERT, "is_automatic_forward": True})
    audit = await group.admin.ask("/audit")
    assert say("en", "audit-empty") in audit["text"]


async def test_a_channel_that_is_not_the_groups_own_can_be_banned(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure("ban"))
    channel = {"id": -1_009_999_999_002, "type": "channel", "title": "Offers"}
    advert = ben.person.send({"sender_chat": channel, "text": ADVERT})
    card = await office.reply()
    assert "Offers" in card["text"]
    assert group.group.banned_chats == {channel["id"]}
    assert not group.has(advert)


async def test_a_bot_that_an_administrator_allowed_is_left_alone(crowd):
    group = await crowd()
    ben = group.add("Ben")
    via = {"id": 77, "is_bot": True, "first_name": "Pics", "username": "holiday_pics_bot"}
    first = ben.person.send({"text": "hello from here", "via_bot": via})
    await group.quiet()
    group.admin.person.write("/allow", reply_to=first["message_id"])
    allowed = say("en", "allowed-addresses", count=1)
    assert (await group.admin.reply())["text"] == allowed
    ben.person.send({"text": ADVERT, "via_bot": via})
    audit = await group.admin.ask("/audit")
    assert PROMOTION not in audit["text"]


async def test_a_blocked_address_is_acted_on_and_an_unblocked_one_is_not(crowd):
    group = await crowd()
    ben = group.add("Ben")
    link = "see https://pictures-of-cats.test/offer"
    first = ben.person.write(link)
    await group.quiet()
    group.admin.person.write("/block", reply_to=first["message_id"])
    assert (await group.admin.reply())["text"] == say("en", "blocked-addresses", count=1)
    second = ben.person.write(link + " now")
    assert say("en", "reason-nudify-listed-address") in (await ben.whisper())["text"]
    group.admin.person.write("/unblock", reply_to=second["message_id"])
    assert (await group.admin.reply())["text"] == say("en", "unlisted-addresses", count=1)
    ben.person.write(link + " again")
    audit = await group.admin.ask("/audit")
    assert audit["text"].count(PROMOTION) == 1


async def test_a_threat_goes_to_the_administrators_and_help_to_the_person_threatened(crowd):
    group = await crowd()
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    said = eva.person.write("Leave me alone please")
    await group.quiet()
    threat = ben.person.write(
        "Pay me 200 euros by tonight or I will publish your nude pictures and send them to your"
        " family", reply_to=said["message_id"],
    )  # fmt: skip
    offer, card = await eva.whisper(), await office.reply()
    assert offer["text"] == say("en", "help-threatened")
    assert "threat-to-share" in offer["reply_markup"]["inline_keyboard"][0][0]["url"]
    assert card["text"].startswith(say("en", "rule-threat"))
    assert group.has(threat)


async def test_a_request_to_undress_somebody_is_refused_and_explained(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    request = say("en", "rule-undress-request")
    text = "Can someone undress this girl for me? I will send you her photo"
    asked = ben.person.write(text)
    assert (await office.reply())["text"].startswith(request)
    assert group.has(asked)
    assert say("en", "reason-asks-for-fake") in (await ben.whisper())["text"]


async def test_a_request_to_undress_somebody_is_removed_where_the_group_says_so(crowd):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(say("en", "rule-undress-request"), sure("delete"))
    asked = ben.person.write("Can someone undress this girl for me? I will send you her photo")
    assert say("en", "notice-removed") in (await ben.whisper())["text"]
    assert not group.has(asked)


async def test_a_group_that_talks_about_the_topic_only_reviews(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    page = say("en", "settings-page-switches")
    await group.choose(page, say("en", "switch-talks-about-it", on=0))
    ben.person.write(ADVERT)
    assert say("en", "did-admins") in (await office.reply())["text"]
    assert group.standing(ben) == "member"


async def test_a_flood_is_muted_where_the_group_says_so(crowd):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(say("en", "rule-flood"), sure("mute"))
    for number in range(9):
        ben.person.write(f"number {number}")
    assert say("en", "reason-flood") in (await ben.whisper())["text"]
    assert group.standing(ben) == "restricted"


async def test_the_same_words_again_and_again_are_removed_where_the_group_says_so(crowd):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(say("en", "rule-duplicate"), sure("delete"))
    sent = [ben.person.write("Come and see our wonderful new shop") for _ in range(3)]
    assert say("en", "reason-duplicate") in (await ben.whisper())["text"]
    assert [group.has(each) for each in sent] == [True, True, False]


async def test_a_newcomers_link_is_held_back_and_a_known_members_is_not(crowd):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(say("en", "rule-newcomer-link"), sure("delete"))
    first = ben.person.write("my page: https://example.org/me")
    assert say("en", "reason-newcomer-link") in (await ben.whisper())["text"]
    assert not group.has(first)
    for number in range(6):
        ben.person.write(f"talk number {number}")
    later = ben.person.write("my page: https://example.org/me")
    await group.quiet()
    assert group.has(later)


async def test_at_night_links_of_newcomers_wait_until_morning(crowd):
    group = await crowd()
    ben = group.add("Ben")
    panel = await group.choose(say("en", "settings-page-night"))
    # Night is from 20 to 9 o'clock here: at any hour it is so in one of the zones on offer.
    hour = (group.world.clock.now() // 3600) % 24
    local = {zone: (hour + zone) % 24 for zone in (-8, -5, 0, 1, 2, 3)}
    zone = next(zone for zone, there in local.items() if there >= 20 or there < 9)
    for label in (
        say("en", "night-from", hour=20),
        say("en", "night-to", hour=9),
        f"UTC{zone:+d}",
    ):
        panel = await group.admin.turn(panel, label)
    link = ben.person.write("my page: https://example.org/me")
    assert say("en", "reason-night") in (await ben.whisper())["text"]
    assert not group.has(link)


async def test_a_rule_that_only_writes_down_hides_no_doubt_from_the_administrators(crowd):
    """A newcomer's link is only written down by default; the address in it is not trusted."""
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    ben.person.send({
        "text": "look what they wrote there", "quote": {"text": ADVERT, "position": 0},
        "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": "https://x.test/a"}],
    })  # fmt: skip
    assert say("en", "did-admins") in (await office.reply())["text"]


async def test_the_same_doubt_about_the_same_person_is_put_before_the_administrators_once(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    for number in range(3):
        ben.person.write(
            "The undress AI I found makes really real nude pictures of anybody, totally"
            f" anonymous, best thing I tried this year. {number}"
        )
    await office.reply()
    await group.quiet()
    assert len(group.world.messages.all(office.person.chat_id)) == 1
