"""What is copied before it goes, so that an undo can restore it; and cases that an edit grows."""

from __future__ import annotations

import pytest

from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
ADVERT = "Try this undress bot, free: https://t.me/undress__now_bot - upload a photo of any girl"
COVERT = (
    "I was skeptical too, but the undress AI I found makes really real nude pictures of anybody."
    " I can tell you the name, just write to me."
)
PROMOTION = say("en", "rule-undress-promotion")


def sure(mode):
    return say("en", "settings-sure", mode=say("en", f"mode-{mode}"), chosen=0)


async def reviewing(group):
    """Let every sure find about undress services be reviewed only."""
    switch = say("en", "switch-talks-about-it", on=0)
    await group.choose(say("en", "settings-page-switches"), switch)


def pictures(group):
    """Every photo that stands in the group."""
    return [each for each in group.world.messages.all(group.id) if "photo" in each]


async def test_delete_on_a_review_card_copies_first_and_can_be_undone(crowd):
    group = await crowd()
    ben, logs = group.add("Ben"), await group.log_to(await crowd())
    await reviewing(group)
    advert = ben.person.write(ADVERT)
    card = await logs.reply()
    assert say("en", "did-admins") in card["text"]
    await logs.press(card, say("en", "choice-delete"))
    copy = await logs.reply()
    assert copy["text"] == ADVERT
    assert not group.has(advert)
    changed = await logs.edit()
    answer = await logs.press(changed, say("en", "choice-undo"))
    assert answer["text"] == say("en", "choice-done-undo")
    assert ADVERT in group.texts()


async def test_delete_on_a_card_about_a_reported_message_copies_nothing(crowd):
    group = await crowd()
    ben, eva, logs = group.add("Ben"), group.add("Eva"), await group.log_to(await crowd())
    message = ben.person.write("something about somebody")
    eva.person.write("/report_message", reply_to=message["message_id"])
    card = await logs.reply()
    await logs.press(card, say("en", "choice-delete"))
    changed = await logs.edit()
    labels = [each["text"] for row in changed["reply_markup"]["inline_keyboard"] for each in row]
    assert not group.has(message)
    assert say("en", "choice-undo") not in labels
    assert logs.heard() == []


async def test_undo_restores_an_album_whole(crowd, photo):
    group = await crowd()
    ben, logs = group.add("Ben"), await group.log_to(await crowd())
    await group.choose(PROMOTION, sure("delete"))
    files = [(f"{name}.jpg", "image/jpeg", photo) for name in "abc"]
    await ben.person.send_album(files, photos=True, caption=ADVERT)
    card = await logs.reply(lambda each: "reply_markup" in each)
    await group.quiet()
    assert pictures(group) == []
    await logs.press(card, say("en", "choice-undo"))
    assert [each.get("caption") for each in pictures(group)] == [ADVERT, None, None]


async def test_an_album_whose_last_caption_is_edited_into_an_advert_is_copied_together(
    crowd, town, photo
):
    group = await crowd()
    ben, logs = group.add("Ben"), await group.log_to(await crowd())
    await group.choose(PROMOTION, sure("delete"))
    files = [(f"{name}.jpg", "image/jpeg", photo) for name in "ab"]
    album = await ben.person.send_album(files, photos=True, caption="our trip")
    await group.quiet()
    ben.person.edit(album[0]["message_id"], ADVERT)
    card = await logs.reply(lambda each: "reply_markup" in each)
    assert not any(group.has(each) for each in album)
    await logs.press(card, say("en", "choice-undo"))
    back = pictures(group)
    assert len(back) == 2
    assert len({each["media_group_id"] for each in back}) == 1


async def test_a_doubtful_message_edited_into_an_advert_is_acted_on_and_counts_a_strike(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    await group.choose(PROMOTION, sure("delete"))
    message = ben.person.write(COVERT)
    assert say("en", "did-admins") in (await office.reply())["text"]
    ben.person.edit(message["message_id"], ADVERT)
    card = await office.reply()
    assert say("en", "did-delete") in card["text"]
    assert say("en", "card-strikes", count=1, limit=3) in card["text"]
    assert not group.has(message)
    audit = (await group.admin.ask("/audit"))["text"]
    assert say("en", "did-delete") in audit
    assert say("en", "did-admins") in audit


async def test_an_advert_edited_again_gives_no_second_strike_and_no_second_card(crowd):
    group = await crowd()
    ben, office = group.add("Ben"), group.private(group.admin)
    message = ben.person.write(ADVERT)
    await office.reply()
    ben.person.edit(message["message_id"], ADVERT + " now")
    await group.quiet()
    told = ben.person.write("harmless")
    group.admin.person.write("/strikes", reply_to=told["message_id"])
    said = (await group.admin.whisper())["text"]
    assert said == say("en", "strikes-are", count=1, limit=3, days=30)
    assert office.heard() == []


@pytest.mark.parametrize("address", ["https://www.youtube.com/watch?v=x", "https://github.io/"])
async def test_a_link_to_a_large_platform_is_not_blocked(crowd, address):
    group = await crowd()
    ben = group.add("Ben")
    message = ben.person.write(f"look {address}")
    group.admin.person.write("/block", reply_to=message["message_id"])
    answer = (await group.admin.reply())["text"]
    assert answer == say("en", "block-refused-platform", count=1)
    group.admin.person.write("/unblock", reply_to=message["message_id"])
    assert (await group.admin.reply())["text"] == say("en", "unlisted-addresses", count=0)


async def test_a_site_below_a_shared_host_is_blocked_and_its_neighbours_are_not(crowd):
    group = await crowd()
    ben = group.add("Ben")
    message = ben.person.write("look https://fish-pictures.github.io/x")
    group.admin.person.write("/block", reply_to=message["message_id"])
    answer = (await group.admin.reply())["text"]
    assert answer == say("en", "blocked-addresses", count=1)
    ben.person.write("look https://bird-pictures.github.io/x")
    ben.person.write("look https://fish-pictures.github.io/y")
    told = await ben.whisper()
    assert say("en", "reason-nudify-listed-address") in told["text"]
    assert not [each for each in ben.heard() if "receiver_user" in each]


async def test_the_chosen_mode_has_a_word_beside_its_sign(crowd):
    group = await crowd()
    panel = await group.choose(PROMOTION)
    labels = [each["text"] for row in panel["reply_markup"]["inline_keyboard"] for each in row]
    marked = [label for label in labels if "●" in label]
    assert len(marked) == 2
    assert all(label.endswith("(chosen)") for label in marked)
