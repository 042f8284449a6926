from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.emulator.errors import ApiError
from bot.demo.emulator.markup import detect, parse_html, trim, utf16


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>c", "ac", [("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("<b><i>x</i>y</b>", "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ("&lt;b&gt; &amp;&#65; &nope;", "<b> &A &nope;", []),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">p</code></pre>', "p", [("pre", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  <b> x</b> ", "x", [("bold", 0, 1)]),
        ("<code><b>x</b></code>", "x", [("code", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    plain, found = parse_html(source)

    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_the_language_of_code_and_the_target_of_a_link_are_kept() -> None:
    _, (code,) = parse_html('<pre><code class="language-sql">x</code></pre>')
    _, (link,) = parse_html("<a href='https://example.org/?a=1&amp;b=2'>x</a>")

    assert code["language"] == "sql"
    assert link["url"] == "https://example.org/?a=1&b=2"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("ä < b", 'Unsupported start tag "" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b><a href=", "Unclosed start tag at byte offset 8"),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text))[0] == text.strip()


@given(st.text())
def test_lengths_are_utf16_units(text: str) -> None:
    assert utf16(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(max_size=20), st.integers(0, 20), st.integers(1, 20))
def test_trimming_keeps_entities_inside_the_text(text: str, offset: int, length: int) -> None:
    entity = {"type": "bold", "offset": offset, "length": length}

    plain, kept = trim(text, [entity])

    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16(plain) for e in kept)


def test_what_telegram_finds_by_itself_is_found() -> None:
    found = detect("/ask@my_bot see https://example.org/x. or #tag @someone me@example.org", [])

    assert [each["type"] for each in found] == [
        "bot_command", "url", "hashtag", "mention", "email",
    ]  # fmt: skip


def test_nothing_is_found_inside_code() -> None:
    assert detect("/x", [{"type": "code", "offset": 0, "length": 2}])[0]["type"] == "code"
    assert len(detect("/x", [{"type": "code", "offset": 0, "length": 2}])) == 1
