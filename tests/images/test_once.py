from __future__ import annotations

import gc
import weakref

import pytest

from bot.images.clean import examine
from bot.images.once import noted, once, one_job
from bot.images.results import Format
from fuzz.seeds import seeds


class Parts(list[int]):
    """A list to which there can be a weak reference."""


@once
def parts(data: bytes) -> Parts:
    return Parts(data)


def test_a_file_is_read_once_in_a_job() -> None:
    data = bytes(range(9))
    with one_job():
        assert parts(data) is parts(data)


def test_equal_files_are_read_each_for_itself() -> None:
    one, other = bytearray(b"abc"), bytearray(b"abc")
    with one_job():
        assert parts(bytes(one)) is not parts(bytes(other))


def test_nothing_is_remembered_outside_a_job() -> None:
    data = bytes(range(9))
    assert parts(data) is not parts(data)


def test_what_was_read_is_let_go_at_the_end_of_the_job() -> None:
    with one_job():
        held = weakref.ref(parts(b"some bytes"))
    gc.collect()
    assert held() is None


def test_a_job_inside_a_job_notes_for_itself() -> None:
    with one_job():
        noted("key", lambda: "outer")
        with one_job():
            inner = noted("key", lambda: "inner")
        assert (inner, noted("key", lambda: "again")) == ("inner", "outer")


@pytest.mark.parametrize("format_", [Format.GIF, Format.TIFF, Format.PNG, Format.JPEG])
def test_no_bytes_of_a_picture_outlive_its_job(format_: Format) -> None:
    data = seeds(format_)[0]
    examine(data)
    gc.collect()
    views = [each for each in gc.get_objects() if isinstance(each, memoryview)]
    assert not any(view.obj is data for view in views)
