"""Looking and covering work inside the lock, where nothing can be imported or opened any more."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.images.results import Cleaned, Format, Options, Subject
from bot.sandbox.sequential import Sequential

LOOK = Options(clean=False, compare=False, look=(Subject.FACES, Subject.CODES), preview="outlines")
COVER = Options(compare=False, cover=(Subject.FACES, Subject.CODES), harder=True)


@pytest.fixture(scope="module")
def sandbox():
    with Sequential() as started:
        started.expect([Format.JPEG, Format.PNG, Format.WEBP], compare=False, look=True)
        yield started


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_locked_child_finds_outlines_and_covers_a_face(sandbox, drawn_face, kind):
    out = io.BytesIO()
    drawn_face(240).save(out, kind)
    looked = sandbox.examine(out.getvalue(), LOOK)
    (face,) = looked.report.visible.faces
    assert face.box[0] < 240 < face.box[2]
    assert looked.report.visible.codes == ()
    assert looked.preview is not None
    covered = sandbox.examine(out.getvalue(), COVER).cleaned
    assert isinstance(covered, Cleaned)
    with Image.open(io.BytesIO(covered.data)) as image:
        assert image.convert("RGB").getpixel((240, 240)) == (34, 34, 34)


def test_a_jpeg_with_a_second_picture_needs_nothing_that_comes_late(sandbox, drawn_face):
    out = io.BytesIO()
    drawn_face(120).save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))])
    looked = sandbox.examine(out.getvalue(), LOOK)
    assert len(looked.report.visible.faces) == 1
