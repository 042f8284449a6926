"""What a file's name gives away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.filenames import file_name


def told(name):
    return {key: text for each in file_name(name) for key, text in each.values.items()}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("IMG_20240517_130509.jpg", {"date": "2024-05-17 13:05:09"}),
        ("20240517.png", {"date": "2024-05-17"}),
        ("IMG-20240517-WA0003.jpg", {"date": "2024-05-17", "app": "WhatsApp"}),
        (
            "WhatsApp Bild 2024-05-17 um 13.05.09.jpeg",
            {"date": "2024-05-17 13:05:09", "app": "WhatsApp"},
        ),
        ("photo_5@17-05-2024_13-05-09.jpg", {"date": "2024-05-17 13:05:09", "app": "Telegram"}),
        ("signal-2024-05-17-130509.jpeg", {"date": "2024-05-17 13:05:09", "app": "Signal"}),
        ("FB_IMG_1571234567890.jpg", {"date": "2019-10-16 14:02:47", "app": "Facebook"}),
        (
            "Screenshot_20240517-130509_Chrome.png",
            {"date": "2024-05-17 13:05:09", "app": "Chrome", "screenshot": "yes"},
        ),
        (
            "Bildschirmfoto 2024-05-17 um 13.05.09.png",
            {"date": "2024-05-17 13:05:09", "screenshot": "yes"},
        ),
        ("DSC04512.JPG", {"counter": "04512"}),
        ("IMG_1234 (2).HEIC", {"counter": "1234"}),
        ("Mias Urlaub.JPG", {"words": "Mias Urlaub"}),
        ("Anna Müller Bewerbungsfoto.png", {"words": "Anna Müller Bewerbungsfoto"}),
        ("/home/anna/Ärztin/DSC04512.JPG", {"counter": "04512"}),
        ("C:\\Users\\Anna\\scan.png", {}),
        ("IMG_20240517_130509_Anna.jpg", {"words": "Anna", "date": "2024-05-17 13:05:09"}),
    ],
)
def test_a_name_gives_away_when_with_what_and_whose_words(name, values):
    assert told(name) == values


@pytest.mark.parametrize(
    "name",
    ["image.jpg", "picture-1.jpg", "7d1a0b3c9e.png", "5e4c1d2a-9f00-4c11-8a2b-0123456789ab.jpg",
     "", ".", "...", ".jpg", "20249917.jpg", "123456789012345678901234.jpg"],
)  # fmt: skip
def test_neutral_names_give_nothing_away(name):
    assert file_name(name) == ()


def test_words_stand_first():
    categories = [each.category.value for each in file_name("IMG_20240517_130509_Anna.jpg")]
    assert categories == ["text", "timestamp"]


@given(st.text(max_size=300))
def test_any_name_is_read(name):
    for finding in file_name(name):
        assert all(0 < len(text) <= 200 for text in finding.values.values())


def test_a_very_long_name_is_read_in_time():
    assert told("a1_" * 1_000_000 + "_2024-05-17.jpg")["date"] == "2024-05-17"


@pytest.mark.parametrize("name", ["deadbeefcafebabe.jpg", "DEADBEEF-CAFE-BABE-FACE-ADDED00B.png"])
def test_a_hash_of_letters_alone_is_no_word(name):
    assert "words" not in told(name)
