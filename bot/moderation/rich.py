"""Flatten an article (`Message.rich_message`, Bot API 10.1) to lines, quotes and addresses.

The blocks and inline texts are nested in each other, and kinds are added with every version; so
nothing is matched by name but quotations and addresses: whatever bears text is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.moderation.results import Button

_INLINE: Final = ("text", "summary", "title", "caption", "credit", "label", "header", "footer")
"""Keys whose value is a text: a string, a styled piece, or a list of both."""

_DEEPEST: Final = 32
"""Nesting that is followed; Telegram's own limit is far below it."""


@dataclass(slots=True)
class Article:
    """What an article says: own lines, quoted lines, addresses behind its texts, its buttons."""

    own: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    quoted_urls: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


def flatten(rich_message: Mapping[str, Any]) -> Article:
    """Read every block of `rich_message`; unknown kinds are read by the texts they bear."""
    article = Article()
    _block(rich_message, article, quoted=False, depth=0)
    return article


def _block(node: Any, article: Article, *, quoted: bool, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(node, Sequence) and not isinstance(node, str):
        for each in node:
            _block(each, article, quoted=quoted, depth=depth + 1)
    elif isinstance(node, Mapping):
        quoted = quoted or "quot" in str(node.get("type", ""))
        _texts_of(node, article, quoted=quoted)
        for key, value in node.items():
            if key not in _INLINE:
                _block(value, article, quoted=quoted, depth=depth + 1)


def _texts_of(node: Mapping[str, Any], article: Article, *, quoted: bool) -> None:
    for key in _INLINE:
        if line := "".join(_pieces(node.get(key), 0)).strip():
            (article.quoted if quoted else article.own).append(line)
        urls = article.quoted_urls if quoted else article.urls
        urls.extend(_addresses(node.get(key), 0))
    if (url := _target(node)) and "text" in node:
        article.buttons.append(Button("".join(_pieces(node["text"], 0)), url))
    elif url:
        article.urls.append(url)


def _target(node: Mapping[str, Any]) -> str:
    app = node.get("web_app")
    url = app.get("url") if isinstance(app, Mapping) else node.get("url")
    return url if isinstance(url, str) else ""


def _pieces(text: Any, depth: int) -> Iterator[str]:
    """Yield the strings of an inline text in order, without what styles them."""
    if isinstance(text, str):
        yield text
    elif depth > _DEEPEST:
        return
    elif isinstance(text, Mapping):
        yield from _pieces(text.get("text", text.get("alternative_text")), depth + 1)
    elif isinstance(text, Sequence):
        for each in text:
            yield from _pieces(each, depth + 1)


def _addresses(text: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST or isinstance(text, str):
        return
    if isinstance(text, Mapping):
        if url := _target(text):
            yield url
        yield from _addresses(text.get("text"), depth + 1)
    elif isinstance(text, Sequence):
        for each in text:
            yield from _addresses(each, depth + 1)
