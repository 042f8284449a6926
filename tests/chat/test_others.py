"""Every kind of message has a sentence, and the right one."""

from __future__ import annotations

import pytest
from telegram import Bot, Update

from bot.chat import others
from bot.texts import has

FILE = {"file_id": "f", "file_unique_id": "u"}
VIDEO = {**FILE, "width": 1, "height": 1, "duration": 1}
PHOTO = [{**FILE, "width": 1, "height": 1}]
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False,
           "is_video": False}  # fmt: skip


def update(**content):
    message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, **content}
    return Update.de_json({"update_id": 1, "message": message}, Bot("1:x"))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"video": VIDEO}, "cannot-video"),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, "cannot-video"),
        ({"animation": VIDEO, "document": FILE}, "cannot-animation"),
        ({"live_photo": {**VIDEO, "photo": PHOTO}, "photo": PHOTO}, "cannot-live-photo"),
        ({"sticker": STICKER}, "cannot-sticker"),
        ({"voice": {**FILE, "duration": 1}}, "cannot-voice"),
        ({"audio": {**FILE, "duration": 1}}, "cannot-audio"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "cannot-contact"),
        ({"location": {"latitude": 1, "longitude": 2}}, "cannot-location"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "cannot-other"),
    ],
)
def test_the_sentence_fits_the_kind(content, key):
    assert others.text_key(update(**content)) == key


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_sentence_exists(lang):
    for _, key in others.KINDS:
        assert has(lang, key)


def test_documents_and_photos_are_handled_elsewhere():
    kinds = others.any_kind()
    assert not kinds.check_update(update(document=FILE))
    assert not kinds.check_update(update(photo=PHOTO))
