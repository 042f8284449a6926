"""The short form of `make fuzz`: the same promises for the same mutations on every run."""

from __future__ import annotations

import random

import pytest

from bot.images.clean import examine
from bot.images.formats import CONTAINERS
from bot.images.results import Cleaned, Examined, Format, Reason, Refused
from bot.images.sniff import sniff
from fuzz import promises
from fuzz.mutations import mended, mutated
from fuzz.promises import broken, tripped
from fuzz.seeds import seeds

FILES = 150  # for each format


@pytest.mark.parametrize("format_", CONTAINERS)
def test_every_seed_is_cleaned(format_: Format) -> None:
    whole = seeds(format_)
    assert whole
    assert {sniff(seed) for seed in whole} == {format_}
    assert all(isinstance(examine(seed).cleaned, Cleaned) for seed in whole)


@pytest.mark.parametrize("format_", CONTAINERS)
def test_no_mutation_breaks_a_promise(format_: Format) -> None:
    chance, whole = random.Random(format_.value), seeds(format_)
    for number in range(FILES):
        data = mutated(whole[number % len(whole)], chance)
        assert broken(data) is None, data.hex()
        assert tripped(data) is None, data.hex()


def test_a_copy_that_keeps_a_planted_text_breaks_a_promise(monkeypatch) -> None:
    copy = Cleaned(seeds(Format.JPEG)[0], Format.JPEG)
    monkeypatch.setattr(promises, "examine", lambda _: Examined(Refused(Reason.DAMAGED), copy))
    assert str(broken(copy.data)).startswith("left in the copy")


def test_an_exception_breaks_a_promise(monkeypatch) -> None:
    monkeypatch.setattr(promises, "examine", lambda data: data[10**9])
    assert str(broken(seeds(Format.PNG)[0])).startswith("examine raised IndexError")


def test_a_parser_that_trips_is_named_with_its_place(monkeypatch) -> None:
    monkeypatch.setattr(promises, "find", lambda picture: picture.blocks[10**9])
    assert str(tripped(seeds(Format.WEBP)[0])).startswith("IndexError in ")


def test_checksums_are_mended(pictures) -> None:
    damaged = pictures.png.replace(pictures.png[-4:], b"oops")
    assert mended(damaged) == pictures.png
    assert mended(b"GIF89a") == b"GIF89a"
