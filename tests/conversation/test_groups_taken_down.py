"""Pictures that were taken down are recognised where a group wants it, and only there."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
RULE = say("en", "rule-notme")
SWITCH = say("en", "switch-recognise-taken-down", on=0)


def drawn(*shapes, quality=90, size=(320, 240)):
    """A drawing with something to see in it, as JPEG."""
    picture = Image.new("RGB", (320, 240), "white")
    pen = ImageDraw.Draw(picture)
    for box, colour in shapes:
        pen.ellipse(box, fill=colour)
    out = io.BytesIO()
    picture.resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


PORTRAIT = (
    ((90, 20, 190, 160), "peru"), ((40, 150, 230, 330), "navy"), ((250, 40, 310, 200), "olive"),
    ((-40, -60, 80, 50), "grey"),
)  # fmt: skip
LANDSCAPE = (((-80, 140, 400, 400), "green"), ((240, 10, 300, 70), "gold"))


async def recognising(crowd, mode="hide"):
    """A group that recognises what was taken down."""
    group = await crowd()
    await group.choose(say("en", "settings-page-switches"), SWITCH)
    if mode == "hide":
        label = say("en", "settings-sure", mode=say("en", "mode-hide"), chosen=0)
        await group.choose(RULE, label)
    return group


async def taken_down(group, ben, eva):
    """Let Eva have Ben's picture taken down, and wait until it is remembered."""
    done = group.emulator.listen(lambda event: event["type"] == "call")
    picture = await ben.photo(drawn(*PORTRAIT))
    eva.person.write("/notme", reply_to=picture["message_id"])
    await eva.whisper()
    await done.wait_for(lambda event: event["call"]["method"] == "getFile", seconds=60)
    await ben.whisper()


async def test_a_repost_saved_anew_and_smaller_is_hidden_and_named_to_the_administrators(crowd):
    group = await recognising(crowd)
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    await taken_down(group, ben, eva)
    await office.reply()
    again = await ben.photo(drawn(*PORTRAIT, quality=40, size=(200, 150)))
    assert say("en", "notme-poster-again-hidden") in (await ben.whisper())["text"]
    assert say("en", "card-notme-again") in (await office.reply())["text"]
    assert not group.has(again)


async def test_a_repost_as_a_file_is_recognised_too(crowd):
    group = await recognising(crowd)
    ben, eva = group.add("Ben"), group.add("Eva")
    await taken_down(group, ben, eva)
    again = ben.document("new.jpg", drawn(*PORTRAIT, quality=60))
    assert say("en", "notme-poster-again-hidden") in (await ben.whisper())["text"]
    assert not group.has(again)


async def test_another_picture_is_left_alone(crowd):
    group = await recognising(crowd)
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    await taken_down(group, ben, eva)
    await office.reply()
    other = await ben.photo(drawn(*LANDSCAPE))
    again = await ben.photo(drawn(*PORTRAIT))
    await ben.whisper()
    await office.reply()
    assert group.has(other)
    assert not group.has(again)


async def test_where_administrators_decide_a_picture_counts_from_their_decision_on(crowd):
    group = await recognising(crowd, mode="admins")
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    done = group.emulator.listen(lambda event: event["type"] == "call")
    picture = await ben.photo(drawn(*PORTRAIT))
    eva.person.write("/notme", reply_to=picture["message_id"])
    card = await office.reply()
    assert not [each for each in done.unread() if each["call"]["method"] == "getFile"]
    await ben.whisper()
    await office.press(card, say("en", "choice-delete"))
    await done.wait_for(lambda event: event["call"]["method"] == "getFile", seconds=60)
    again = await ben.photo(drawn(*PORTRAIT, quality=50))
    assert say("en", "card-notme-again") in (await office.reply())["text"]
    assert say("en", "notme-poster-again") in (await ben.whisper())["text"]
    assert group.has(again)


async def test_it_is_off_by_default_and_then_no_picture_is_fetched(crowd, town):
    group = await crowd()
    label = say("en", "settings-sure", mode=say("en", "mode-hide"), chosen=0)
    await group.choose(RULE, label)
    ben, eva = group.add("Ben"), group.add("Eva")
    before = len(town.calls("getFile"))
    picture = await ben.photo(drawn(*PORTRAIT))
    eva.person.write("/notme", reply_to=picture["message_id"])
    await eva.whisper()
    again = await ben.photo(drawn(*PORTRAIT))
    await group.quiet()
    assert group.has(again)
    assert len(town.calls("getFile")) == before


async def test_switched_off_it_forgets(crowd):
    group = await recognising(crowd)
    ben, eva, office = group.add("Ben"), group.add("Eva"), group.private(group.admin)
    await taken_down(group, ben, eva)
    await office.reply()
    page = say("en", "settings-page-switches")
    await group.choose(page, say("en", "switch-recognise-taken-down", on=1))
    await group.choose(page, SWITCH)
    again = await ben.photo(drawn(*PORTRAIT))
    await group.quiet()
    assert group.has(again)
    assert office.heard() == []
