"""How the reader of a message would reach what it offers: addresses, buttons, an inline bot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from bot.moderation import hosts
from bot.moderation.addresses import AddressLists
from bot.moderation.hosts import Address
from bot.moderation.letters import fold
from bot.moderation.lexicon import sections, shipped
from bot.moderation.results import Message
from bot.moderation.wording import segment

_NAME_PARTS: Final = re.compile(r"[a-z0-9]+")
_LEETED: Final = str.maketrans("0134579", "oieasti")


_WAYS: Final = frozenset({"link", "bot", "handle", "invite", "button", "shortener"})


@dataclass(frozen=True, slots=True)
class Reach:
    """The addresses of a message that count as a way to an offer, and what is known of them.

    `kinds` are among link, bot, handle, invite, button, shortener (ways to an offer), via,
    contact, and trusted with help, news or platform; `words` are what names and paths are made of.
    """

    addresses: tuple[Address, ...]
    kinds: frozenset[str]
    words: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.kinds & _WAYS)


def addresses_of(message: Message, found: Iterable[str] = ()) -> tuple[Address, ...]:
    """Every address `message` leads to; `found` are those written out in its words."""
    urls = [*message.urls, *(url for url in found if not url.startswith("@"))]
    names = [*message.mentions, *(url[1:] for url in found if url.startswith("@"))]
    if message.via_bot:
        names.append(message.via_bot)
    taken_apart = [*filter(None, map(hosts.parse, urls)), *map(hosts.named, names)]
    return tuple(dict.fromkeys(taken_apart))


def reach_of(message: Message, found: Iterable[str], lists: AddressLists) -> Reach:
    """Sort the addresses of `message`; those a group allows count for nothing."""
    outside = [a for a in addresses_of(message, found) if not lists.allows(hosts.keys(a))]
    inline = hosts.named(message.via_bot) if message.via_bot else None
    kinds = {kind for address in outside if address != inline for kind in _kinds(address)}
    opened = {a for b in message.buttons if (a := hosts.parse(b.url))} & set(outside)
    if any(not _sort(a.host) for a in opened):
        kinds.add("button")
    if inline in outside:
        kinds |= {"via", "bot"} if subject_words(words_of(inline)) else {"via"}
    if message.has_contact:
        kinds.add("contact")
    words = frozenset(word for address in outside for word in words_of(address))
    return Reach(tuple(outside), frozenset(kinds), words)


def _kinds(address: Address) -> Iterator[str]:
    if address.telegram == "":
        yield "invite"
    elif address.telegram is not None:
        yield "bot" if address.telegram.endswith("bot") else "handle"
    elif hosts.TELEGRAM & {address.host}:
        yield "trusted"
    else:
        sort = _sort(address.host)
        yield {"": "link", "shortener": "shortener"}.get(sort, "trusted")
        if sort:
            yield sort


def is_shared(address: Address) -> bool:
    """Tell whether a list must not hold an address: a large platform, help, or a public suffix.

    What stands below a private suffix (`name.github.io`) is somebody's own and may be listed.
    """
    if not address.host or hosts.TELEGRAM & {address.host}:
        return False
    return _sort(address.key) in {"platform", "help"} or hosts.is_public_suffix(address.host)


def _sort(host: str) -> str:
    """The section of the host list that `host` or a domain above it is in."""
    labels = host.split(".")
    tails = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_known_hosts()[tail] for tail in tails if tail in _known_hosts()), "")


@cache
def _known_hosts() -> dict[str, str]:
    text = (files("bot.moderation") / "vocabulary" / "hosts.txt").read_text(encoding="utf-8")
    return {host: name for name, line in sections(text) for host in line.split()}


def words_of(address: Address) -> Iterator[str]:
    """The known words an address is made of: a path and a name are written without spaces."""
    if _sort(address.host):
        return
    own = address.host.rpartition(".")[0] if address.host else address.telegram or ""
    parts = _NAME_PARTS.findall(fold(f"{own} {address.path}"[:200]).replace("_", " "))
    yield from map("".join, pairwise(parts))
    for part in parts:
        yield part
        yield from segment(part)
        if any(map(str.isdigit, part)):
            yield from segment(part.translate(_LEETED))


def subject_words(words: Iterable[str]) -> bool:
    """Tell whether an address names the subject: a tool, or nakedness beside a machine."""
    tags = [shipped().tags(word) for word in words if len(word) > 2 or word in {"ai", "ki"}]
    every = frozenset[str]().union(*tags)
    return "nudify" in every or ("machine" in every and bool({"bare", "strip"} & every))
