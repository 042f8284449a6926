"""Fingerprints of whole pictures: near for the same picture, far for others, none for nothing."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from bot.images.clean import examine
from bot.images.fingerprint import ALIKE, alike
from bot.images.results import FINGERPRINT_BYTES, Options

WANTED = Options(clean=False, compare=False, fingerprint=True)


def cloudy(seed: int) -> Image.Image:
    """A picture with as much coarse and fine in it as photos have."""
    random = np.random.default_rng(seed)
    layers = [
        np.asarray(
            Image.fromarray((random.random((n, n)) * 255).astype("uint8")).resize((320, 240)),
            float,
        )
        / n
        for n in (3, 5, 9, 17, 33)
    ]
    whole = sum(layers) - np.min(sum(layers))
    return Image.fromarray((whole / whole.max() * 255).astype("uint8")).convert("RGB")


def saved(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def of(data: bytes) -> bytes:
    taken = examine(data, WANTED).fingerprint
    assert taken is not None
    return taken


SAVES = {
    "stronger compression": lambda image: saved(image, quality=30),
    "smaller": lambda image: saved(image.resize((160, 120)), quality=60),
    "larger": lambda image: saved(image.resize((640, 480)), quality=80),
    "another format": lambda image: saved(image, "PNG"),
    "brighter": lambda image: saved(ImageEnhance.Brightness(image).enhance(1.15)),
    "turned by its Exif": lambda image: saved(
        image.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=turned(6)
    ),
}


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


@pytest.mark.parametrize("how", SAVES)
def test_the_same_picture_saved_again_is_alike(how: str) -> None:
    for seed in range(5):
        image = cloudy(seed)
        assert alike(of(saved(image, quality=92)), of(SAVES[how](image)))


def test_other_pictures_are_not_alike() -> None:
    taken = [of(saved(cloudy(seed))) for seed in range(30)]
    assert not any(alike(one, other) for one, other in combinations(taken, 2))


def test_a_picture_that_shows_nothing_has_none() -> None:
    assert examine(saved(Image.new("RGB", (64, 48), "teal")), WANTED).fingerprint is None


def test_none_is_taken_unless_asked_for() -> None:
    assert examine(saved(cloudy(1)), Options(clean=False)).fingerprint is None


def test_a_broken_picture_has_none() -> None:
    assert examine(saved(cloudy(1))[:400], WANTED).fingerprint is None


def test_alike_ends_at_its_limit() -> None:
    nothing = bytes(FINGERPRINT_BYTES)
    near = ((1 << ALIKE) - 1).to_bytes(FINGERPRINT_BYTES, "big")
    far = ((1 << ALIKE + 1) - 1).to_bytes(FINGERPRINT_BYTES, "big")
    assert alike(nothing, near)
    assert not alike(nothing, far)
