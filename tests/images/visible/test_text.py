"""Reading text in pictures, where the extra for it is installed."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from bot.images.results import Subject, Writing
from bot.images.visible import text
from bot.images.visible.looking import look
from bot.images.visible.pixels import Scene


def written(*lines: str) -> Scene:
    image = Image.new("RGB", (1000, 80 + 80 * len(lines)), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((40, 40 + 80 * number), line, fill="black", font=ImageFont.load_default(40))
    return Scene(image, *image.size)


def test_without_the_extra_text_is_not_said_to_be_absent(monkeypatch):
    monkeypatch.setattr(text, "reader", lambda: None)
    assert look(written("Hello"), {Subject.TEXT}) is None


def test_telling_lines_are_found_where_they_stand_and_others_are_not(needs):
    needs("rapidocr")
    scene = written("Hello world", "DE02 1203 0000 0000 2020 51", "Musterweg 12")
    first, second = text.find(scene)
    assert (first.writing, second.writing) == (Writing.IBAN, Writing.ADDRESS)
    assert first.box[1] < 140 < first.box[3]
    assert second.box[1] < 220 < second.box[3]


def test_a_system_without_the_extra_has_no_reader(monkeypatch):
    monkeypatch.setattr(text, "reads_text", lambda: False)
    assert text.reader.__wrapped__() is None


def test_a_picture_without_text_has_no_lines(needs):
    needs("rapidocr")
    assert text.find(written()) == ()


def test_a_reader_is_made_ready_by_a_line_that_is_read(needs, monkeypatch):
    needs("rapidocr")
    read = []
    reader = text.reader()
    monkeypatch.setattr(text, "reader", lambda: lambda image: read.append(image) or reader(image))
    text.make_ready()
    assert [image.shape for image in read] == [(120, 480, 3)]
