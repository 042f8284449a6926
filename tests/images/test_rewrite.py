"""Thorough cleaning: pixels saved anew."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.images import rewrite
from bot.images.clean import examine
from bot.images.formats import CONTAINERS
from bot.images.formats.kept import NOT_REWRITTEN
from bot.images.results import Cleaned, Format, Options, Reason, Refused, Rejected
from bot.images.views import View

THOROUGH = Options(thorough=True)


@pytest.fixture(scope="module")
def originals(pictures) -> dict[str, bytes]:
    frames = [pictures.draw(shift=shift) for shift in (0, 6, 12)]
    animated = {"save_all": True, "append_images": frames[1:], "duration": [40, 80, 120]}
    clear = pictures.draw(mode="RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    exif = pictures.exif(6)
    return {
        "jpeg": pictures.save(pictures.draw(), "JPEG", exif=exif, icc_profile=pictures.icc),
        "progressive": pictures.save(pictures.draw(), "JPEG", progressive=True, subsampling=0),
        "grey jpeg": pictures.save(pictures.draw(mode="L"), "JPEG"),
        "cmyk jpeg": pictures.save(pictures.draw(mode="CMYK"), "JPEG"),
        "png": pictures.save(clear, "PNG", exif=exif),
        "palette": pictures.save(pictures.draw(mode="P"), "PNG"),
        "16 bit": pictures.save(Image.new("I;16", (37, 23), 40_000), "PNG"),
        "1 bit": pictures.save(pictures.draw(mode="1"), "PNG"),
        "apng": pictures.save(frames[0], "PNG", loop=2, **animated),
        "webp": pictures.save(pictures.draw(), "WEBP", exif=exif),
        "lossless webp": pictures.save(clear, "WEBP", lossless=True),
        "animated webp": pictures.save(frames[0], "WEBP", loop=3, **animated),
        "gif": pictures.save(frames[0], "GIF", loop=4, **animated),
        "bmp": pictures.save(pictures.draw(), "BMP"),
    }


NAMES = ("jpeg", "progressive", "grey jpeg", "cmyk jpeg", "png", "palette", "16 bit", "1 bit",
         "apng", "webp", "lossless webp", "animated webp", "gif", "bmp")  # fmt: skip
LOSSLESS = ("png", "palette", "1 bit", "apng", "lossless webp", "bmp")


def shown(data: bytes) -> list[Image.Image]:
    frames = []
    with Image.open(io.BytesIO(data)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frames.append(image.convert("RGBA"))
    return frames


def steps(one: Image.Image, other: Image.Image) -> int:
    """Return the largest difference of what is seen, on black."""
    black = Image.new("RGBA", one.size, "black")
    both = [Image.alpha_composite(black, image).convert("RGB") for image in (one, other)]
    return max(high for _, high in ImageChops.difference(*both).getextrema())


@pytest.mark.parametrize("name", NAMES)
def test_the_copy_is_saved_anew_and_looks_alike(originals, name):
    cleaned = examine(originals[name], THOROUGH).cleaned
    assert isinstance(cleaned, Cleaned)
    assert cleaned.pixels == "re-encoded"
    assert len(shown(cleaned.data)) == len(shown(originals[name]))


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_change_by_a_step_or_two(originals, name):
    cleaned = examine(originals[name], THOROUGH).cleaned
    pairs = zip(shown(originals[name]), shown(cleaned.data), strict=True)
    assert all(steps(before, after) <= 2 for before, after in pairs)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_lowest_bits_follow_from_the_others(originals, name):
    for frame in shown(examine(originals[name], THOROUGH).cleaned.data):
        values = set(frame.tobytes())
        assert all(value == ((value >> 1) * 255 + 63) // 127 for value in values)


@pytest.mark.parametrize("name", LOSSLESS)
def test_saving_anew_twice_changes_no_more_pixels(originals, name):
    once = examine(originals[name], THOROUGH).cleaned
    twice = examine(once.data, THOROUGH).cleaned
    assert [frame.tobytes() for frame in shown(once.data)] == [
        frame.tobytes() for frame in shown(twice.data)
    ]


@pytest.mark.parametrize("name", ["apng", "animated webp", "gif"])
def test_animations_keep_their_times_and_loops(originals, name):
    cleaned = examine(originals[name], THOROUGH).cleaned
    for data in (originals[name], cleaned.data):
        with Image.open(io.BytesIO(data)) as image:
            durations = []
            for number in range(3):
                image.seek(number)
                image.load()
                durations.append(image.info["duration"])
            assert durations == [40, 80, 120]
            assert image.info["loop"] == {"apng": 2, "animated webp": 3, "gif": 4}[name]


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_orientation_and_nothing_else_stays(pictures, originals, name):
    cleaned = examine(originals[name], THOROUGH).cleaned
    assert Image.open(io.BytesIO(cleaned.data)).getexif()[0x0112] == 6
    assert pictures.secret not in cleaned.data


def test_a_jpeg_keeps_its_sampling_and_is_a_little_coarser(originals):
    cleaned = examine(originals["progressive"], THOROUGH).cleaned
    before, after = (Image.open(io.BytesIO(d)) for d in (originals["progressive"], cleaned.data))
    assert "progressive" in after.info
    assert [layer[1:3] for layer in after.layer] == [layer[1:3] for layer in before.layer]
    for key, table in before.quantization.items():
        pairs = zip(table, after.quantization[key], strict=True)
        assert all(old < new <= old + max(1, old // 4) for old, new in pairs)


def test_colour_chunks_of_a_png_stay(pictures):
    gamma = pictures.chunk(b"gAMA", (100_000).to_bytes(4, "big"))
    original = pictures.before(pictures.png, b"IDAT", gamma)
    assert gamma in examine(original, THOROUGH).cleaned.data


def test_colours_behind_transparency_are_gone(pictures):
    clear = pictures.draw(mode="RGBA")
    clear.putalpha(0)
    cleaned = examine(pictures.save(clear, "PNG"), THOROUGH).cleaned
    assert set(shown(cleaned.data)[0].tobytes()) == {0}


@pytest.mark.parametrize("format_", [Format.PNG, Format.JPEG])
def test_above_the_bound_the_copy_is_lossless_and_says_so(monkeypatch, originals, format_):
    monkeypatch.setattr(rewrite, "JPEG_PIXELS", 100)
    monkeypatch.setattr(rewrite, "OTHER_PIXELS", 100)
    cleaned = examine(originals[format_.value], THOROUGH).cleaned
    assert cleaned.pixels == "identical"
    assert NOT_REWRITTEN in cleaned.kept


def test_a_copy_that_looks_different_does_not_leave(monkeypatch, pictures, originals):
    other = pictures.save(Image.new("RGB", (37, 23), "white"), "PNG")
    monkeypatch.setattr(rewrite, "rewrite", lambda *_: other)
    assert isinstance(examine(originals["png"], THOROUGH).cleaned, Refused)


@pytest.mark.parametrize("name", ["jpeg", "png", "apng", "webp", "gif", "bmp"])
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_copy_or_a_refusal(originals, name, seed):
    chance = random.Random(seed)
    data = bytearray(originals[name])
    for _ in range(3):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert isinstance(examine(bytes(data), THOROUGH).cleaned, Cleaned | Refused)


def test_a_picture_that_its_encoder_cannot_write_stays_lossless_and_says_so(wide_webp):
    cleaned = examine(wide_webp, THOROUGH).cleaned
    assert (cleaned.pixels, NOT_REWRITTEN in cleaned.kept) == ("identical", True)


def test_a_large_png_is_saved_fast(monkeypatch, originals):
    small = examine(originals["png"], THOROUGH).cleaned
    monkeypatch.setattr(rewrite, "_LARGE", 1)
    fast = examine(originals["png"], THOROUGH).cleaned
    assert fast.pixels == "re-encoded"
    assert len(fast.data) >= len(small.data)


@pytest.mark.parametrize("other", ["animated webp", "a smaller picture"])
def test_a_copy_with_more_frames_or_another_size_is_told_apart(pictures, originals, other):
    smaller = pictures.save(pictures.draw((30, 20)), "WEBP")
    first, second = originals["webp"], originals.get(other, smaller)
    views = [View(data, CONTAINERS[Format.WEBP].parse(data)) for data in (first, second)]
    wrong = set(rewrite.differences(*views))
    assert wrong & {"more frames", "another width"}
    assert "another look" in wrong or other == "animated webp"


def test_pixels_that_cannot_be_decoded_are_damaged(pictures):
    whole = CONTAINERS[Format.PNG].parse(pictures.png)
    with pytest.raises(Rejected) as refusal:
        rewrite.rewrite(pictures.png[:60], whole)
    assert refusal.value.reason is Reason.DAMAGED
