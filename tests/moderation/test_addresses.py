"""Hosts, Telegram names and the hashed lists of both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.addresses import (
    LIFETIME,
    AddressList,
    AddressLists,
    Kind,
    ListError,
    digest,
    parse_list,
)
from bot.moderation.hosts import keys, parse
from bot.moderation.reach import is_shared

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.shop.example.co.uk/x", "example.co.uk"),
        ("HTTPS://Sub.Example.ORG./", "example.org"),
        ("http://user:word@example.org:8080/?q", "example.org"),
        ("example.org/path", "example.org"),
        ("https://one.github.io/page", "one.github.io"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("https://t.me/Some_Bot?start=1", "tg:some_bot"),
        ("t.me/s/channel", "tg:channel"),
        ("https://name.t.me", "tg:name"),
        ("telegram.me/joinchat/AbC", "tg+:AbC"),
        ("https://t.me/+AbC", "tg+:AbC"),
        ("tg://resolve?domain=Some_Bot", "tg:some_bot"),
        ("tg://join?invite=AbC", "tg+:AbC"),
        ("https://t.me/addstickers/Fish", "t.me"),
        ("https://under_score.example.org", "example.org"),
    ],
)
def test_an_address_is_known_by_its_key(url: str, key: str) -> None:
    address = parse(url)

    assert address is not None
    assert address.key == key


@pytest.mark.parametrize(
    "url", ["", "tel:+49301234", "tg://settings", "http://[::1", "nothing", "https://"]
)
def test_what_leads_nowhere_has_no_address(url: str) -> None:
    assert parse(url) is None


def test_a_page_on_a_shared_host_does_not_list_its_neighbours() -> None:
    bad, neighbour = parse("https://bad.github.io"), parse("https://good.github.io")
    assert bad
    assert neighbour

    lists = AddressLists(blocked=(AddressList().add(bad.key, reason="nudify", today=TODAY),))

    assert lists.blocks(keys(bad))
    assert not lists.blocks(keys(neighbour))


def test_a_subdomain_of_a_listed_domain_is_listed() -> None:
    sub = parse("https://a.b.bad.example")
    assert sub

    assert AddressList().add("bad.example", reason="nudify", today=TODAY).find(keys(sub))


def test_an_allowed_address_is_never_blocked() -> None:
    listed = AddressList().add("example.org", reason="spam", today=TODAY)

    assert AddressLists(blocked=(listed,), allowed=(listed,)).blocks(["example.org"]) is None


def test_the_digest_is_of_the_documented_form() -> None:
    assert digest("example.org") == (
        "8e6c2ad7d793cba8723f287dcf0b966b64aa1b152a642ff3a3a6b5b3085db7c2"
    )


def test_a_salt_hides_that_two_groups_list_the_same() -> None:
    assert digest("example.org", "a") != digest("example.org", "b")


def test_an_entry_expires() -> None:
    listed = AddressList().add("example.org", reason="spam", today=TODAY)

    assert not listed.as_of(TODAY + LIFETIME + timedelta(days=1)).find(["example.org"])


def test_a_hit_makes_an_entry_last_longer() -> None:
    later = TODAY + LIFETIME
    listed = AddressList().add("example.org", reason="spam", today=TODAY)

    again = listed.add("example.org", reason="spam", today=later)

    assert again.as_of(later + timedelta(days=1)).find(["example.org"])


def test_a_removed_address_is_no_longer_listed() -> None:
    listed = AddressList("salt").add("tg:name", reason="spam", today=TODAY)

    assert not listed.remove("tg:name").find(["tg:name"])


@given(
    st.from_regex(r"[0-9a-f]{0,16}", fullmatch=True),
    st.lists(st.sampled_from(["a.example", "tg:name", "tg+:AbC", "name:word"]), unique=True),
)
def test_a_list_survives_being_written_and_read(salt: str, listed: list[str]) -> None:
    entries = AddressList(salt)
    for key in listed:
        entries = entries.add(key, reason="nudify-listed-address", today=TODAY)

    assert parse_list(str(entries)) == entries


def test_the_file_names_no_address() -> None:
    text = str(AddressList().add("example.org", reason="spam", today=TODAY))

    assert "example" not in text
    assert Kind.HOST in text


def test_a_broken_line_is_told_by_its_number() -> None:
    with pytest.raises(ListError, match="line 1"):
        parse_list("example.org")


@pytest.mark.parametrize(
    ("url", "shared"),
    [
        ("https://m.youtube.com/watch", True),
        ("https://www.hateaid.org/", True),
        ("https://github.io/", True),
        ("https://somebody.github.io/", False),
        ("https://pictures-of-fish.test/", False),
        ("https://bit.ly/x", False),
        ("https://t.me/some_bot", False),
        ("https://t.me/addstickers/x", False),
    ],
)
def test_what_everybody_links_to_is_told_from_somebodys_own(url: str, shared: bool) -> None:
    address = parse(url)
    assert address is not None
    assert is_shared(address) is shared


def test_a_date_that_does_not_exist_is_named_by_its_line() -> None:
    with pytest.raises(ListError, match="line 1"):
        parse_list(f"{'a' * 64} host listed 2026-13-40\n")
