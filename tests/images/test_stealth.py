"""Text hidden in the lowest bits of a PNG's pixels."""

from __future__ import annotations

import gzip
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.images.clean import examine
from bot.images.formats.container import Picture
from bot.images.metadata.tags import MAX_TEXT
from bot.images.results import Category, Cleaned, Format, Options, Severity
from bot.images.stealth import MOST_PIXELS, NAME, read

PROMPT = '{"Description": "a portrait of Zoe in her garden", "Software": "NovelAI"}'


def bits_of(data: bytes) -> str:
    return "".join(f"{byte:08b}" for byte in data)


def hide(message: bytes, mode: str = "RGBA", size: tuple[int, int] = (90, 70)) -> bytes:
    """Write the message into the lowest bits, column by column."""
    image = Image.effect_noise(size, 60).convert(mode)
    if mode == "RGBA":
        image.putalpha(255)
    access, bits = image.load(), iter(bits_of(message))
    channels = (3,) if mode == "RGBA" else (0, 1, 2)
    for x in range(size[0]):
        for y in range(size[1]):
            pixel = list(access[x, y])
            for channel in channels:
                pixel[channel] = pixel[channel] & 254 | int(next(bits, "0"))
            access[x, y] = tuple(pixel)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def stealthy(signature: bytes, text: str, **more: object) -> bytes:
    body = gzip.compress(text.encode()) if signature.endswith(b"comp") else text.encode()
    return hide(signature + (8 * len(body)).to_bytes(4, "big") + body, **more)


def hidden(data: bytes) -> list[tuple[str, str]]:
    with Image.open(io.BytesIO(data)) as image:
        picture = Picture(Format.PNG, *image.size)
    return [(tag.name, tag.value) for tag in read(data, picture)]


@pytest.mark.parametrize(
    ("signature", "mode"),
    [
        (b"stealth_pngcomp", "RGBA"),
        (b"stealth_pnginfo", "RGBA"),
        (b"stealth_rgbcomp", "RGB"),
        (b"stealth_rgbinfo", "RGB"),
    ],
)
def test_the_hidden_text_and_its_tool_are_told(signature, mode):
    found = hidden(stealthy(signature, PROMPT, mode=mode))
    assert found == [(NAME, PROMPT), ("Generator", "NovelAI")]


def test_a_narrow_picture_is_read_over_its_columns():
    assert hidden(stealthy(b"stealth_pnginfo", PROMPT, size=(200, 9)))[0] == (NAME, PROMPT)


def test_a_text_that_claims_to_be_endless_is_cut():
    message = b"stealth_pnginfo" + b"\xff" * 4 + b"seen"
    name, text = hidden(hide(message))[0]
    assert name == NAME
    assert text.startswith("seen")


def test_a_bomb_is_inflated_to_its_bound_alone():
    ((_, text), *_) = hidden(stealthy(b"stealth_pngcomp", "x" * 1_000_000, size=(200, 200)))
    assert len(text) <= MAX_TEXT


def test_a_broken_text_still_tells_that_something_is_hidden():
    message = b"stealth_pngcomp" + (800).to_bytes(4, "big") + b"no gzip"
    assert hidden(hide(message)) == [(NAME, "stealth_pngcomp")]


def test_an_ordinary_picture_hides_nothing(pictures):
    assert hidden(pictures.png) == []


def test_a_picture_above_the_bound_is_not_decoded():
    data = stealthy(b"stealth_pnginfo", PROMPT)
    assert list(read(data, Picture(Format.PNG, MOST_PIXELS, 2))) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_damage_is_no_hindrance(seed):
    chance = random.Random(seed)
    data = bytearray(stealthy(b"stealth_pnginfo", "x", size=(30, 20)))
    data[chance.randrange(8, len(data))] = chance.randrange(256)
    list(read(bytes(data), Picture(Format.PNG, 30, 20)))


def test_the_report_tells_it_and_the_copy_says_that_it_stays():
    answer = examine(stealthy(b"stealth_pngcomp", PROMPT))
    finding = answer.report.findings[0]
    assert (finding.category, finding.severity) == (Category.AI, Severity.MEDIUM)
    assert isinstance(answer.cleaned, Cleaned)
    assert [kept.what for kept in answer.cleaned.kept] == ["hidden-in-pixels"]
    assert Category.AI not in answer.cleaned.removed


def test_thorough_cleaning_removes_it():
    answer = examine(stealthy(b"stealth_pngcomp", PROMPT), Options(thorough=True))
    assert (answer.cleaned.pixels, answer.cleaned.kept) == ("re-encoded", ())
    assert Category.AI in answer.cleaned.removed
    assert hidden(answer.cleaned.data) == []
