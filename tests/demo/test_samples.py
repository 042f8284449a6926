from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.demo.samples import Sample, all_samples, find

READABLE = [each for each in all_samples() if each.name != "broken.jpg"]


@pytest.mark.parametrize("sample", READABLE, ids=lambda each: each.name)
def test_a_sample_opens_and_holds_what_it_says(sample: Sample) -> None:
    with Image.open(io.BytesIO(sample.data)) as picture:
        picture.load()
        assert sample.type == Image.MIME[picture.format or ""]
    assert all(word in sample.data for word in sample.planted)


def test_the_broken_sample_is_broken() -> None:
    broken = find("broken.jpg")

    assert broken is not None
    with pytest.raises(OSError):  # noqa: PT011 - Pillow words it differently by version
        Image.open(io.BytesIO(broken.data)).load()


def test_samples_are_small_and_told_apart_by_name() -> None:
    assert len({each.name for each in all_samples()}) == len(all_samples())
    assert all(len(each.data) < 500_000 for each in all_samples())
