"""Reading Bot API messages into what moderation judges."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.reading import read
from bot.moderation.results import Button

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["text", "entities", "caption", "type", "offset", "length", "url", "quote", "poll",
             "rich_message", "blocks", "reply_markup", "inline_keyboard", "forward_origin"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


def entity(kind: str, text: str, part: str, **more: Any) -> dict[str, Any]:
    offset = len(text[: text.index(part)].encode("utf-16-le")) // 2
    return {"type": kind, "offset": offset, "length": len(part.encode("utf-16-le")) // 2, **more}


def test_a_text_is_the_authors_own() -> None:
    assert read({"text": "Hallo"}).own == "Hallo"


def test_a_caption_is_the_authors_own() -> None:
    assert read({"caption": "Hallo", "photo": [{}]}).own == "Hallo"


def test_offsets_count_utf16_units() -> None:
    text = "😏😏 see https://a.example now"

    assert read({"text": text, "entities": [entity("url", text, "https://a.example")]}).urls == (
        "https://a.example",
    )


def test_an_address_behind_words_is_read() -> None:
    text = "klick hier"
    link = entity("text_link", text, "hier", url="https://a.example")

    assert read({"text": text, "entities": [link]}).urls == ("https://a.example",)


def test_a_block_quote_is_not_the_authors_own() -> None:
    text = "their words\nmine"
    message = read({"text": text, "entities": [entity("blockquote", text, "their words")]})

    assert (message.own, message.quoted) == ("mine", ("their words",))


def test_an_address_inside_a_block_quote_is_quoted_too() -> None:
    text = "look https://a.example\nmine"
    marks = [
        entity("url", text, "https://a.example"),
        entity("blockquote", text, "look https://a.example"),
    ]

    assert read({"text": text, "entities": marks}).quoted_urls == ("https://a.example",)


def test_the_quoted_part_of_a_reply_is_quoted() -> None:
    assert read({"text": "no", "quote": {"text": "buy", "position": 0}}).quoted == ("buy",)


def test_a_reply_into_another_chat_is_quoted() -> None:
    other = {"origin": {"type": "channel", "chat": {"title": "Adverts"}}}

    assert read({"text": "no", "external_reply": other}).quoted == ("Adverts",)


def test_buttons_are_read_with_their_addresses() -> None:
    keyboard = [[{"text": "Go", "url": "https://a.example"}, {"text": "No", "callback_data": "x"}]]
    message = read({"text": "x", "reply_markup": {"inline_keyboard": keyboard}})

    assert message.buttons == (Button("Go", "https://a.example"), Button("No", ""))


def test_a_mini_app_behind_a_button_is_an_address() -> None:
    keyboard = [[{"text": "Go", "web_app": {"url": "https://a.example"}}]]

    assert read({"reply_markup": {"inline_keyboard": keyboard}}).urls == ("https://a.example",)


def test_the_origin_of_a_forward_is_told_by_title_and_username() -> None:
    origin = {"type": "channel", "chat": {"title": "News", "username": "news"}}

    assert read({"text": "x", "forward_origin": origin}).forwarded_from == "News @news"


def test_an_inline_bot_is_told_by_its_username() -> None:
    assert read({"text": "x", "via_bot": {"username": "gif"}}).via_bot == "gif"


def test_the_flat_shape_of_labelled_messages_is_read() -> None:
    flat = {
        "text": "", "caption": "x", "entities": [], "quote": "q", "forwarded_from": "F",
        "via_bot": "v", "buttons": [{"text": "Go", "url": "https://a.example"}],
    }  # fmt: skip
    message = read(flat)

    assert (message.own, message.quoted, message.forwarded_from, message.via_bot) == (
        "x", ("q",), "F", "v",
    )  # fmt: skip


def test_poll_and_contact_are_words_of_the_author() -> None:
    poll = {"question": "Which?", "options": [{"text": "A"}, {"text": "B"}]}
    message = read({"poll": poll, "contact": {"first_name": "Kim"}})

    assert (message.own, message.has_contact) == ("Which?\nA\nB\nKim", True)


@pytest.mark.parametrize("holder", ["edited_message", "channel_post", "edited_channel_post"])
def test_an_update_is_read_for_the_message_it_holds(holder: str) -> None:
    assert read({"update_id": 1, holder: {"text": "x"}}).own == "x"


def test_an_article_is_read_whole() -> None:
    article = {
        "blocks": [
            {"type": "heading", "text": ["Zieh ", {"type": "bold", "text": "jede"}, " aus"]},
            {"type": "blockquote", "blocks": [{"type": "paragraph", "text": "quoted"}]},
            {
                "type": "paragraph",
                "text": {"type": "url", "text": "here", "url": "https://a.example"},
            },
        ]
    }
    message = read({"api_kwargs": {"rich_message": article}})

    assert (message.own, message.quoted, message.urls) == (
        "Zieh jede aus\nhere", ("quoted",), ("https://a.example",),
    )  # fmt: skip


@given(st.dictionaries(st.text(max_size=12), JSON, max_size=5) | JSON)
def test_any_payload_is_read(payload: Any) -> None:
    if isinstance(payload, dict):
        assert isinstance(read(payload).own, str)


@pytest.mark.parametrize(
    ("kind", "part", "address"),
    [
        ("email", "me@a.example", "mailto:me@a.example"),
        ("phone_number", "+49 30 1", "tel:+49 30 1"),
    ],
)
def test_ways_to_write_or_call_are_addresses(kind: str, part: str, address: str) -> None:
    text = f"reach me: {part}"

    assert read({"text": text, "entities": [entity(kind, text, part)]}).urls == (address,)


@pytest.mark.parametrize("length", [None, 0, -3])
def test_an_entity_without_a_length_is_passed_over(length: int | None) -> None:
    message = read({"text": "x", "entities": [{"type": "url", "offset": 0, "length": length}]})

    assert message.urls == ()


def test_the_title_of_a_song_is_the_authors_own() -> None:
    song = {"title": "Come to our shop", "performer": "Cheap"}

    assert read({"audio": song}).own == "Come to our shop\nCheap"


def test_the_address_of_a_preview_is_read() -> None:
    message = read({"text": "x", "link_preview_options": {"url": "https://a.example"}})

    assert message.urls == ("https://a.example",)


def test_a_block_that_opens_an_address_is_a_button_where_it_has_a_label() -> None:
    blocks = [{"text": "Strip", "url": "https://a.example"}, {"url": "https://b.example"}]
    message = read({"rich_message": {"blocks": blocks}})

    assert message.buttons == (Button("Strip", "https://a.example"),)
    assert "https://b.example" in message.urls


@pytest.mark.parametrize("key", ["blocks", "text"])
def test_an_article_is_read_to_a_depth_and_no_further(key: str) -> None:
    article: dict[str, Any] = {"text": "too deep"}
    for _ in range(200):
        article = {key: article}
    message = read({"text": "x", "rich_message": article})

    assert "too deep" not in message.own


@pytest.mark.parametrize(
    ("user", "mentions"),
    [({"id": 7, "first_name": "Ben"}, ()), ({"id": 7, "username": "ben"}, ("ben",))],
)
def test_who_is_mentioned_by_name_counts_with_their_username(
    user: dict[str, Any], mentions: tuple[str, ...]
) -> None:
    text = "ask Ben"
    mention = entity("text_mention", text, "Ben", user=user)

    assert read({"text": text, "entities": [mention]}).mentions == mentions
