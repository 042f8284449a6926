"""Answers as messages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.results import Candidate, Refused, Unsure
from bot.chat import render
from bot.texts import say

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "line"), [("de", "Stand: 23.11.2026"), ("en", "Reviewed: 23 Nov 2026")]
)
def test_the_review_date_is_written_in_the_language(entry, lang, line):
    assert line in render.entry(entry(lang=lang), today=TODAY, disclaimer=False).text.plain


def test_an_overdue_review_is_said(entry):
    late = render.entry(entry(), today=date(2027, 6, 1), disclaimer=False)
    assert say("en", "overdue", date="23 May 2027") in late.text.plain


def test_a_review_is_not_overdue_on_its_last_day(entry):
    last = render.entry(entry(), today=date(2027, 5, 23), disclaimer=False)
    assert "should have been reviewed" not in last.text.plain


def test_no_disclaimer_where_no_law_is(entry):
    shown = render.entry(entry("exif-what"), today=TODAY, disclaimer=True)
    assert say("en", "disclaimer") not in shown.text.plain


def test_titles_are_links_and_escaped(entry):
    html = render.entry(entry(), today=TODAY, disclaimer=False).text.html()
    assert '<a href="https://example.org/?a=1&amp;b=2">Camera &amp; Imaging</a>' in html
    assert "<b>Data</b> inside a picture &lt;exif-what&gt;" in html


def test_an_entry_without_sources_has_no_empty_line_for_them(entry):
    shown = render.entry(entry(sources=()), today=TODAY, disclaimer=False)
    assert say("en", "sources") not in shown.text.plain


def test_off_topic_offers_no_topics():
    shown = render.unsure(Unsure("en", 0.0, ()), editors=False)
    assert shown.text.plain == say("en", "unsure-far")
    assert shown.keyboard is None


def test_values_cannot_bring_bold_marks():
    html = render.spoken("en", "privacy-operator", contact="**x** <y>").html()
    assert "<b>x</b>" not in html
    assert "&lt;y&gt;" in html


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("**Yes.** It does so everywhere. More.", "Yes. It does so everywhere."),
        ("It says so where it is. More.", "It says so where it is."),
        ("It does\n1. Do this", "It does"),
        ("One sentence", "One sentence"),
    ],
)
def test_the_first_sentence_stands_alone(text, first):
    assert render.first_sentence(text) == first


def test_a_refusal_offers_the_topics_that_help_and_no_near_misses():
    candidates = (Candidate("help", "Get help", 1.0), Candidate("near", "A near miss", 0.7))
    reply = render.answer(
        Refused("en", "undress", "I will not.", candidates), today=TODAY, disclaimer=False
    )
    ((button,),) = reply.keyboard.inline_keyboard
    assert button.text == "Get help"
