"""Escaping, bold, links, and cutting to Telegram's length, as properties where natural."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.markup import LIMIT, bold, from_knowledge, join, link, plain, quote, utf16_length


class Reading(HTMLParser):
    """Reads HTML as Telegram does: every tag must be closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(html: str) -> str:
    reading = Reading()
    reading.feed(html)
    reading.close()
    assert reading.open == []
    return reading.text


TEXTS = st.text(alphabet=st.sampled_from("ab <>&*\n.😀"), max_size=80)
MARKED = st.lists(
    st.one_of(
        TEXTS.map(plain), TEXTS.map(bold), TEXTS.map(lambda t: link(t, "https://x/?a=1&b='\"")),
        TEXTS.map(lambda t: quote(plain(t) + bold(t))),
    ),
    max_size=8,
).map(lambda parts: join("\n\n", parts))  # fmt: skip


@given(MARKED)
def test_what_is_written_is_what_is_read(text):
    assert read(text.html()) == text.plain


@given(MARKED, st.integers(2, 60))
def test_every_part_is_whole_and_fits(text, limit):
    for part in text.split(limit):
        assert 0 < utf16_length(read(part.html())) <= limit


@given(MARKED, st.integers(2, 60))
def test_cutting_loses_nothing_but_white_space(text, limit):
    cut = "".join(part.plain for part in text.split(limit))
    assert "".join(cut.split()) == "".join(text.plain.split())


@given(TEXTS)
def test_knowledge_without_marks_stays_as_it_is(text):
    unmarked = text.replace("*", "")
    assert read(from_knowledge(unmarked).html()) == unmarked


def test_bold_marks_become_bold():
    assert from_knowledge("**Save:** a < b").html() == "<b>Save:</b> a &lt; b"


def test_a_long_text_is_cut_at_a_paragraph():
    first, second = from_knowledge("a" * 3000 + "\n\n" + "b" * 3000).split()
    assert (first.plain, second.plain) == ("a" * 3000, "b" * 3000)


def test_a_bold_run_that_is_cut_is_bold_on_both_sides():
    parts = bold("x" * (LIMIT + 5)).split()
    assert [part.html() for part in parts] == [f"<b>{'x' * LIMIT}</b>", "<b>xxxxx</b>"]


@pytest.mark.parametrize(("text", "units"), [("a", 1), ("ä", 1), ("😀", 2), ("👨‍👩‍👧", 8)])
def test_length_counts_utf16_units(text, units):
    assert utf16_length(text) == units


def test_an_address_cannot_leave_its_attribute():
    assert link("t", 'https://x/"><b>').html() == ('<a href="https://x/&quot;&gt;&lt;b&gt;">t</a>')
