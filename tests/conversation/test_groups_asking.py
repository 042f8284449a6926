"""The reminder to ask those in a picture: off by default, to its poster alone, nothing more."""

from __future__ import annotations

import io

import pytest

from bot.texts import say

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAGE = say("en", "settings-page-switches")
SWITCH = say("en", "switch-ask-first", on=0)


@pytest.fixture
def face(drawn_face) -> bytes:
    """A drawn face as JPEG."""
    out = io.BytesIO()
    drawn_face(240).save(out, "JPEG", quality=92)
    return out.getvalue()


async def test_who_posts_a_face_is_reminded_alone_and_the_picture_stays(crowd, face):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(PAGE, SWITCH)
    before = group.texts()
    photo = await ben.photo(face)
    assert say("en", "ask-first") in (await ben.whisper())["text"]
    assert group.has(photo)
    assert group.texts() == [*before, ""]
    group.admin.person.write("/audit")
    answer = await group.admin.reply()
    assert "Ben" not in answer["text"]


async def test_files_are_looked_at_too_and_a_second_one_in_the_hour_is_not_told(
    crowd, face, betraying
):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(PAGE, SWITCH)
    for name, data in (("a.jpg", face), ("b.jpg", face), ("c.jpg", betraying)):
        ben.document(name, data)
    assert say("en", "ask-first") in (await ben.whisper())["text"]
    assert say("en", "reason-picture-gps") in (await ben.whisper())["text"]


async def test_without_the_switch_nobody_is_reminded(crowd, face, betraying):
    group = await crowd()
    ben = group.add("Ben")
    await ben.photo(face)
    ben.document("a.jpg", betraying)
    assert say("en", "reason-picture-gps") in (await ben.whisper())["text"]


async def test_a_picture_without_a_face_is_passed_over(crowd, photo, betraying):
    group = await crowd()
    ben = group.add("Ben")
    await group.choose(PAGE, SWITCH)
    await ben.photo(photo)
    ben.document("a.jpg", betraying)
    assert say("en", "reason-picture-gps") in (await ben.whisper())["text"]
