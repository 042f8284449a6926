"""What an address leads to, as the key it is looked up by: a host, or a name within Telegram.

A host stands for itself and for its registrable domain by the Public Suffix List, the private
section included: one bad page on a shared host must not block all of that host.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

import idna

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

TELEGRAM: Final = frozenset({"t.me", "telegram.me", "telegram.dog"})
_SCHEME: Final = re.compile(r"(?:h[tx]{2}ps?|tg|mailto|tel|ftp)(?=:)", re.IGNORECASE)
_USERNAME: Final = re.compile(r"[a-z]\w{2,31}", re.ASCII)
_RESERVED: Final = frozenset({
    "addlist", "addstickers", "addemoji", "addtheme", "bg", "boost", "c", "confirmphone",
    "contact", "giftcode", "invoice", "iv", "joinchat", "login", "m", "nft", "proxy", "s",
    "setlanguage", "share", "socks", "k",
})  # fmt: skip
"""First parts of t.me paths that are no username (core.telegram.org/api/links)."""


class Address(NamedTuple):
    """An address, taken apart: `host` without `www.` in ASCII, or a name within Telegram.

    `key` is what lists hold of it: `example.org`, `tg:name` or `tg+:invite` (its case kept).
    """

    key: str
    host: str
    path: str
    telegram: str | None = None
    """The username of a chat or bot, lower case; "" for an invite link; None outside Telegram."""


def parse(url: str) -> Address | None:
    """Take `url` apart; None where it leads nowhere that can be named (`tel:`, broken text)."""
    url = url.strip()
    scheme = _SCHEME.match(url)
    name = scheme[0].lower() if scheme else ""
    rest = url[scheme.end() + 1 :].lstrip("/") if scheme else url.lstrip("/")
    if name == "tel":
        return None
    if name == "tg":
        return _deep_link(rest)
    host, path = _split(rest)
    if host is None:
        return None
    bare = host.removeprefix("www.")
    telegram = _telegram(bare, path)
    return telegram or Address(registrable(bare), bare, path)


def keys(address: Address) -> tuple[str, ...]:
    """Everything a list could hold this address under, the widest first."""
    return tuple(dict.fromkeys((address.key, address.host))) if address.host else (address.key,)


def named(username: str) -> Address:
    """The address of a Telegram username, as mentions and `via_bot` give it."""
    name = username.lstrip("@").lower()
    return Address(f"tg:{name}", "", "", name)


def registrable(host: str) -> str:
    """The registrable domain of `host`; `host` itself where it is a public suffix or has none."""
    return _suffixes().privatesuffix(host) or host


def is_public_suffix(host: str) -> bool:
    """Tell whether many strangers have their sites below `host` (`co.uk`, `github.io`)."""
    return _suffixes().is_public(host)


def _split(rest: str) -> tuple[str | None, str]:
    try:
        parts = urlsplit(f"//{rest}")
        host = parts.hostname
    except ValueError:
        return None, ""
    if not host or "." not in host.strip("."):
        return None, ""
    tail = parts.path + (f"?{parts.query}" if parts.query else "")
    return _ascii(host.strip(".")), tail


def _ascii(host: str) -> str:
    """`host` in IDNA 2008 with the mapping of UTS 46; lower case alone where it has no such."""
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host.lower()


def _deep_link(rest: str) -> Address | None:
    """`tg://resolve?domain=NAME` and `tg://join?invite=HASH`."""
    query = parse_qs(rest.partition("?")[2])
    if domain := query.get("domain"):
        return named(domain[0])
    if invite := query.get("invite"):
        return Address(f"tg+:{invite[0]}", "", "", "")
    return None


def _telegram(host: str, path: str) -> Address | None:
    if host.endswith(".t.me"):
        return Address(f"tg:{host.removesuffix('.t.me')}", "", path, host.removesuffix(".t.me"))
    if host not in TELEGRAM:
        return None
    first, _, rest = path.strip("/").partition("/")
    first = first.partition("?")[0]
    if first.startswith("+") or first == "joinchat":
        return Address(f"tg+:{first[1:] if first[0] == '+' else rest}", "", path, "")
    if first == "s" and rest:
        first = rest.partition("/")[0]
    name = first.lower()
    if name in _RESERVED or not _USERNAME.fullmatch(name):
        return Address(host, host, path)
    return Address(f"tg:{name}", "", path, name)


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
