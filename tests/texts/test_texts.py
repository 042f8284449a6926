"""The languages have the same keys, placeholders and variants' shape, and no text is empty."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import resources
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.images.results import Category, Reason, Severity, Together
from bot.texts import LANGUAGES, has, say

ROOT = Path(__file__).resolve().parents[2]
EMOJI = re.compile("[\U0001f300-\U0001faff⚪⚠✅❌]")


class Placeholders(Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):  # noqa: N802 - Fluent's own name
        self.names.add(node.id.name)


def messages(lang):
    source = resources.files("bot.texts").joinpath(f"{lang}.ftl").read_text(encoding="utf-8")
    body = FluentParser(with_spans=False).parse(source).body
    junk = [entry.content for entry in body if isinstance(entry, ast.Junk)]
    assert junk == []
    found = [entry for entry in body if isinstance(entry, ast.Message)]
    names = [entry.id.name for entry in found]
    assert len(names) == len(set(names))
    return {entry.id.name: entry for entry in found}


def placeholders(message):
    visitor = Placeholders()
    visitor.visit(message)
    return visitor.names


def test_all_languages_have_the_same_keys():
    keys = {lang: set(messages(lang)) for lang in LANGUAGES}
    assert keys["de"] == keys["en"]


def test_all_languages_have_the_same_placeholders():
    found = defaultdict(dict)
    for lang in LANGUAGES:
        for key, message in messages(lang).items():
            found[key][lang] = placeholders(message)
    assert {key: by for key, by in found.items() if by["de"] != by["en"]} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_says_something_with_its_values(lang):
    for key, message in messages(lang).items():
        values = dict.fromkeys(placeholders(message), 2)
        assert say(lang, key, **values).strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_result_of_the_image_core_has_its_words(lang):
    for category in Category:
        for kind in ("finding", "risk", "learn", "category"):
            assert has(lang, f"{kind}-{category.value}")
    assert all(has(lang, f"severity-{severity.value}") for severity in Severity)
    assert all(has(lang, f"refused-{reason.value}") for reason in Reason)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_line_has_words_for_every_refusal_of_a_file(lang):
    reasons = set(Reason) - {Reason.BUSY}  # a queue only the chat has
    assert all(has(lang, f"file-{reason.value}") for reason in reasons)
    assert all(has(lang, f"together-{code.value}") for code in Together)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_may_stay_has_its_words(lang):
    from bot.images.formats import kept

    codes = [each for each in vars(kept).values() if isinstance(each, kept.Kept)]
    assert codes
    for code in codes:
        assert has(lang, f"kept-{code.what}")
        assert has(lang, f"why-{code.why}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_stands_beside_every_emoji(lang):
    for key, message in messages(lang).items():
        text = say(lang, key, **dict.fromkeys(placeholders(message), 2))
        for line in filter(EMOJI.search, text.splitlines()):
            assert re.search(r"[A-Za-z]{2}", EMOJI.sub("", line))


def test_no_language_says_much_more_than_another():
    spoken = {lang: dict(all_said(lang)) for lang in LANGUAGES}
    apart = [
        key for key, text in spoken["en"].items()
        if abs(len(text) - len(spoken["de"][key])) > 20 + 0.4 * len(text)
    ]  # fmt: skip
    assert apart == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paragraphs_and_sentences_are_short(lang):
    """A phone shows some 40 characters a line; a screen reader reads a sentence in one breath."""
    for key, text in all_said(lang):
        for paragraph in text.splitlines():
            assert len(paragraph) <= 360, key
            for sentence in re.split(r"(?<=[.!?:;])\s", paragraph):
                assert len(sentence.split()) <= 28, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_drawn_with_characters_or_aligned_by_spaces(lang):
    for key, text in all_said(lang):
        assert not re.search(r"[─-╿▀-▟|]|_{3}|-{3}|={3}|\S {2,}\S", text), key


def all_said(lang):
    for key, message in messages(lang).items():
        yield key, say(lang, key, **dict.fromkeys(placeholders(message), 2))


def test_plurals_follow_the_language():
    assert "ein Bild" in say("de", "picture-limit", count=1)
    assert "60 Bilder" in say("de", "picture-limit", count=60)
    assert "60 pictures" in say("en", "picture-limit", count=60)


def test_no_text_is_left_that_nobody_says():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    composed = re.compile(
        r"(copy|country|differs|file|finding|together|risk|learn|category|tag|severity|refused|kept|why"
        r"|command|language|pixels"
        r"|seen|thanks|reason|rule|did|about|number|switch|mode|choice|lost|lacks|needs|card-missing"
        r"|settings-page)-"
    )
    unused = [key for key in messages("en") if f'"{key}"' not in code and not composed.match(key)]
    assert unused == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_a_preview_differs_has_its_words(lang):
    from bot.images.glimpse import Difference

    assert all(has(lang, f"differs-{each.value}") for each in Difference)
