"""Covering a face with the real process: its locked children look, draw the preview and cover."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.texts import say

pytestmark = pytest.mark.usefixtures("running_bot")


@pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])
async def test_a_face_is_told_shown_with_a_number_and_covered(talk, drawn_face, who, lang):
    picture = io.BytesIO()
    drawn_face(240).save(picture, "JPEG", quality=92)
    person = talk(who)
    person.document("a.jpg", picture.getvalue())
    report = await person.report()
    assert say(lang, "seen-face", count=1) in report["text"]
    assert say(lang, "seen-can-miss") in report["text"]
    await person.press(report, say(lang, "cover-start"))
    preview = await person.reply(lambda each: "photo" in each)
    await person.press(preview, say(lang, "cover-chosen", count=1))
    copy = await person.reply(
        lambda each: each.get("caption") == say(lang, "cover-caption", count=1)
    )
    with Image.open(io.BytesIO(person.content(copy))) as image:
        assert image.getpixel((240, 240)) == (34, 34, 34)
        assert image.getpixel((5, 5)) != (34, 34, 34)
