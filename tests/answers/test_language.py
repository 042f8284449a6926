"""German, English or neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.language import detect, identify


@pytest.mark.parametrize(
    "text",
    [
        "Was ist EXIF?",
        "foto löschen google",
        "oida wos mach i mit dem foto",
        "hey bot, werden meine pics hier gesaved?",
        "bild weg wie",
        "isch des erlaubt",
    ],
)
def test_german_is_recognised(text: str) -> None:
    assert detect(text) == "de"


@pytest.mark.parametrize(
    "text",
    ["What is EXIF?", "delete photo google", "someone leaked my pics", "gdpr photo consent form"],
)
def test_english_is_recognised(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Quiero borrar una fotografía mía de internet por favor",
        "Je voudrais supprimer une image publiée sans mon accord",
        "Помогите удалить мою фотографию",
        "كيف أحذف صورتي من الإنترنت",
    ],
)
def test_a_third_language_is_told_apart(text: str) -> None:
    assert identify(text).foreign


@pytest.mark.parametrize(
    "text", ["", "👍", "?", "asdfghjkl", "exif gps", "Was tun bei Erpressung"]
)
def test_short_and_empty_messages_are_not_foreign(text: str) -> None:
    assert not identify(text).foreign


@given(st.text(max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    assert detect(text) in {"de", "en"}
