"""Pictures that differ in one place alone, which a cover must make the same."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from PIL import Image

from bot.images.formats import CONTAINERS
from bot.images.formats.container import Picture
from bot.images.results import Box
from bot.images.sniff import sniff

SIZE = (160, 128)
PLACE: Box = (48, 32, 96, 80)  # whole MCUs of every subsampling


def with_noise(seed: int, size: tuple[int, int] = SIZE, place: Box = PLACE) -> Image.Image:
    """Draw a picture that holds noise of its own in one place and the same as all elsewhere."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((180, 90, 40), (8, 8, 40, 24))
    inside = place[2] - place[0], place[3] - place[1]
    noise = random.Random(seed).randbytes(inside[0] * inside[1] * 3)
    image.paste(Image.frombytes("RGB", inside, noise), place[:2])
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def parsed(data: bytes) -> Picture:
    form = sniff(data)
    assert form is not None
    return CONTAINERS[form].parse(data)


@pytest.fixture
def noisy() -> Callable[..., Image.Image]:
    return with_noise


@pytest.fixture
def save() -> Callable[..., bytes]:
    return saved


@pytest.fixture
def parse() -> Callable[[bytes], Picture]:
    return parsed


@pytest.fixture
def place() -> Box:
    return PLACE
