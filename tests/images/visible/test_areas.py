"""Where boxes lie: in the displayed picture, in the stored one, and in the grid."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.images.formats.container import Picture
from bot.images.glimpse import UPRIGHT
from bot.images.results import Face, Format, Reason, Rejected, Subject, Visible
from bot.images.visible.areas import face, other, stored, wanted
from bot.images.visible.grid import cell, names

PICTURE = Picture(Format.PNG, 40, 30)


@given(st.integers(1, 8), st.integers(0, 39), st.integers(0, 29))
def test_a_displayed_box_covers_the_same_pixel_as_in_the_stored_picture(turn, x, y):
    image = Image.new("L", (40, 30))
    image.putpixel((x, y), 255)
    shown = image.transpose(UPRIGHT[turn]) if turn in UPRIGHT else image
    patch = stored(shown.getbbox(), Picture(Format.JPEG, 40, 30, orientation=turn))
    assert (patch.left, patch.top, patch.right, patch.bottom) == (x, y, x + 1, y + 1)


@given(st.tuples(*[st.integers(0, 900)] * 4), st.sampled_from([face, other]))
def test_a_cover_reaches_beyond_what_it_covers_and_not_out_of_the_picture(edges, grow):
    box = (*map(min, edges[:2], edges[2:]), *map(max, edges[:2], edges[2:]))
    left, top, right, bottom = grow(box, (1000, 900))
    assert 0 <= left <= box[0]
    assert 0 <= top <= box[1]
    assert box[2] <= right <= 1000
    assert box[3] <= bottom <= 900


def test_a_face_is_covered_a_third_wider_and_half_as_high_again():
    left, top, right, bottom = face((400, 400, 500, 520), (1000, 1000))
    assert 129 <= right - left <= 132
    assert 179 <= bottom - top <= 182
    assert 400 - top > bottom - 520


def test_a_tiny_face_gets_a_cover_that_does_not_tell_its_size():
    left, top, right, bottom = face((50, 50, 54, 55), (100, 100))
    assert right - left >= 16
    assert bottom - top >= 16


def test_what_was_not_looked_for_cannot_be_said_to_be_covered():
    with pytest.raises(Rejected) as raised:
        wanted(Visible(codes=()), [Subject.FACES], [], PICTURE)
    assert raised.value.reason is Reason.NOT_LOOKED_AT


def test_areas_are_cut_to_the_picture_and_those_outside_fall_out():
    visible = Visible(faces=(Face((5, 5, 9, 9), 0.9),))
    boxes = wanted(visible, [Subject.FACES], [(30, 20, 99, 99), (50, 0, 60, 9)], PICTURE)
    assert boxes[1:] == ((30, 20, 40, 30),)


@pytest.mark.parametrize("size", [(600, 800), (800, 600), (7, 9)])
def test_the_cells_of_the_grid_cover_the_picture_without_a_gap(size):
    covered = Image.new("L", size)
    for name in chain.from_iterable(names(*size)):
        covered.paste(255, cell(name, *size))
    assert covered.getextrema() == (255, 255)


@pytest.mark.parametrize("name", ["", "A", "A0", "A9", "Z1", "1A", "a1", "A１"])
def test_a_cell_that_does_not_exist_has_no_box(name):
    assert cell(name, 600, 800) is None
