"""However an advert is wrapped, it is found; wrapping a harmless message makes it no advert."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bench.labelled import Labelled
from bot.moderation.results import Outcome, Verdict

Judge = Callable[..., Verdict]
Payload = dict[str, Any]

WORDS = "Undress any girl with our AI, first photo free"
URL = "https://bare.example/app"


def _button(text: str, url: str) -> Payload:
    return {"text": text, "reply_markup": {"inline_keyboard": [[{"text": "Start", "url": url}]]}}


def _text_link(text: str, url: str) -> Payload:
    length = len(text.encode("utf-16-le")) // 2
    return {
        "text": text,
        "entities": [{"type": "text_link", "offset": 0, "length": length, "url": url}],
    }


def _spoiler(text: str, url: str) -> Payload:
    whole = f"{text} {url}"
    length = len(whole.encode("utf-16-le")) // 2
    return {"text": whole, "entities": [{"type": "spoiler", "offset": 0, "length": length}]}


def _article(text: str, url: str) -> Payload:
    blocks = [
        {"type": "heading", "text": text},
        {"type": "paragraph", "text": {"type": "url", "text": "here", "url": url}},
    ]
    return {"rich_message": {"blocks": blocks}}


def _split(text: str, url: str) -> Payload:
    first, _, second = text.partition(" ")
    return {"text": f"{first}\n{second}\n\n{url}"}


WRAPPERS: dict[str, Callable[[str, str], Payload]] = {
    "button": _button,
    "text_link": _text_link,
    "caption": lambda text, url: {"caption": f"{text} {url}", "photo": [{"file_id": "x"}]},
    "quote": lambda text, url: {"text": "👇", "quote": {"text": f"{text} {url}"}},
    "edit": lambda text, url: {"edited_message": {"text": f"{text} {url}"}},
    "rich_message": _article,
    "forward": lambda text, url: {
        "text": f"{text} {url}",
        "forward_origin": {"type": "channel", "chat": {"title": "Pictures"}},
    },
    "via": lambda text, url: {"text": f"{text} {url}", "via_bot": {"username": "some_bot"}},
    "spoiler": _spoiler,
    "split": _split,
    "channel post": lambda text, url: {"channel_post": {"text": f"{text} {url}"}},
    "poll": lambda text, url: {"poll": {"question": text, "options": [{"text": url}]}},
}


@pytest.fixture(params=list(WRAPPERS))
def wrap(request: pytest.FixtureRequest) -> Callable[[str, str], Payload]:
    return WRAPPERS[request.param]


def test_no_wrapper_hides_an_advert(
    wrap: Callable[[str, str], Payload], verdict_on: Judge
) -> None:
    assert verdict_on(wrap(WORDS, URL)).outcome is not Outcome.IGNORE


def test_no_wrapper_acts_on_a_labelled_harmless_message(
    wrap: Callable[[str, str], Payload], labelled: list[Labelled], verdict_on: Judge
) -> None:
    help_page = "https://www.hilfetelefon.de"
    texts = [str(row.message["text"]) for row in labelled if row.expect == "ignore"]

    acted = [t for t in texts if verdict_on(wrap(t, help_page)).outcome is Outcome.ACT]

    assert acted == []


@pytest.mark.parametrize("wrapper", sorted(WRAPPERS.keys() - {"quote"}))
def test_an_advert_in_any_wrapper_of_the_authors_own_words_is_acted_on(
    wrapper: str, verdict_on: Judge
) -> None:
    assert verdict_on(WRAPPERS[wrapper](WORDS, URL)).outcome is Outcome.ACT


def test_quoted_words_alone_are_reviewed_at_most(verdict_on: Judge) -> None:
    assert verdict_on(WRAPPERS["quote"](WORDS, URL)).outcome is Outcome.REVIEW


def test_an_advert_in_quotation_marks_is_not_the_authors_own(verdict_on: Judge) -> None:
    message = f'Somebody posts "{WORDS} {URL}" in every group, how do we stop that?'

    assert verdict_on(message).outcome is Outcome.IGNORE
