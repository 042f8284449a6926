"""Does a thumbnail show another picture? Told by its shape."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from bot.images.metadata import thumbnails


def _jpeg(width, height, bars=0):
    image = Image.new("RGB", (width, height), (200, 120, 80))
    draw = ImageDraw.Draw(image)
    if bars:
        draw.rectangle((0, 0, width, bars - 1), fill=0)
        draw.rectangle((0, height - bars, width, height), fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()


def test_the_size_stands_in_the_frame_header():
    assert thumbnails.jpeg_size(_jpeg(160, 120)) == (160, 120)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\xff\xff", b"PNG"])
def test_bytes_without_a_frame_have_no_size(data):
    assert thumbnails.jpeg_size(data) is None


def test_a_cropped_picture_differs_from_its_thumbnail():
    assert thumbnails.differs(_jpeg(160, 120), 2000, 2000)


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (641, 480)])
def test_the_same_shape_does_not_differ(size):
    assert not thumbnails.differs(_jpeg(160, 120), *size)


def test_black_bars_around_the_same_picture_are_no_difference():
    assert not thumbnails.differs(_jpeg(160, 120, bars=7), 6000, 4000)


def test_black_bars_of_another_shape_are_a_difference():
    assert thumbnails.differs(_jpeg(160, 120, bars=7), 3000, 3000)


def test_a_bar_on_one_side_is_no_difference():
    image = Image.open(io.BytesIO(_jpeg(160, 107)))
    canvas = Image.new("RGB", (160, 120))
    canvas.paste(image, (0, 13))
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG")
    assert not thumbnails.differs(buffer.getvalue(), 6000, 4000)


def test_a_thumbnail_that_cannot_be_decoded_is_judged_by_its_header():
    assert thumbnails.differs(_jpeg(160, 120)[:250], 3000, 3000)


def test_a_thumbnail_too_large_to_be_decoded_is_judged_by_its_header():
    large = _jpeg(160, 120, bars=7) + bytes(thumbnails.MAX_BYTES)
    assert thumbnails.differs(large, 6000, 4000)
