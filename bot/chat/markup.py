"""Formatted text for Telegram's HTML parse mode, cut to message length without breaking a tag.

A `Markup` is plain text with spans on it, so a cut can close and reopen what it crosses, and the
length that counts is that of the text after parsing, in UTF-16 units (Bot API, sendMessage: 1-4096
characters after entities parsing).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

LIMIT = 4096
BOLD = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
# Where a long text may be cut, best place first; the last resort is any character.
BREAKS = ("\n\n", "\n", ". ", " ")


@dataclass(frozen=True, slots=True)
class Span:
    """A tag over `start` to `end`, in code points of the plain text."""

    start: int
    end: int
    opening: str
    closing: str


@dataclass(frozen=True, slots=True)
class Markup:
    """Plain text and the spans on it; spans nest, they never cross."""

    plain: str = ""
    spans: tuple[Span, ...] = ()

    def __add__(self, other: Markup) -> Markup:
        return Markup(self.plain + other.plain, self.spans + _shifted(other, len(self.plain)))

    def __len__(self) -> int:
        """Count UTF-16 units, as Telegram does."""
        return utf16_length(self.plain)

    def wrapped(self, tag: str, attributes: str = "") -> Markup:
        """Put one tag around everything; attributes are written as given."""
        outer = Span(0, len(self.plain), f"<{tag}{attributes}>", f"</{tag}>")
        return Markup(self.plain, (outer, *self.spans)) if self.plain else self

    def part(self, start: int, end: int) -> Markup:
        """Return the text from `start` to `end` with its spans clipped to it."""
        clipped = (
            Span(max(s.start, start) - start, min(s.end, end) - start, s.opening, s.closing)
            for s in self.spans
            if s.start < end and s.end > start
        )
        return Markup(self.plain[start:end], tuple(clipped))

    def html(self) -> str:
        """Return the text escaped and tagged."""
        places = sorted({0, len(self.plain), *(p for s in self.spans for p in (s.start, s.end))})
        pieces = []
        for start, end in zip(places, [*places[1:], None], strict=True):
            pieces += [s.closing for s in reversed(self.spans) if s.end == start]
            pieces += [s.opening for s in self.spans if s.start == start]
            pieces.append(escape(self.plain[start:end], quote=False))
        return "".join(pieces)

    def split(self, limit: int = LIMIT) -> tuple[Markup, ...]:
        """Cut into messages of at most `limit` UTF-16 units; an empty text gives none."""
        return tuple(self.part(start, end) for start, end in _cuts(self.plain, limit))


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def plain(text: str) -> Markup:
    """Take a text as it is."""
    return Markup(text)


def bold(text: str) -> Markup:
    """Set a text in bold."""
    return Markup(text).wrapped("b")


def italic(text: str) -> Markup:
    """Set a text in italics."""
    return Markup(text).wrapped("i")


def block(text: str) -> Markup:
    """Set a text of several lines so that one tap copies it all."""
    return Markup(text).wrapped("pre")


def link(title: str, url: str) -> Markup:
    """Put an address behind a title."""
    return Markup(title).wrapped("a", f' href="{escape(url)}"')


def quote(text: Markup) -> Markup:
    """Fold a long text away until somebody opens it."""
    return text.wrapped("blockquote", " expandable")


def join(separator: str, parts: Iterable[Markup]) -> Markup:
    """Join the parts that say something."""
    joined = Markup()
    for part in parts:
        if part.plain:
            joined = joined + Markup(separator) + part if joined.plain else part
    return joined


def from_knowledge(text: str) -> Markup:
    """Read the one mark that entries and texts use, `**bold**`."""
    joined, last = Markup(), 0
    for found in BOLD.finditer(text):
        joined = joined + plain(text[last : found.start()]) + bold(found[1])
        last = found.end()
    return joined + plain(text[last:])


def _shifted(text: Markup, by: int) -> tuple[Span, ...]:
    return tuple(Span(s.start + by, s.end + by, s.opening, s.closing) for s in text.spans)


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each message; white space at a cut is left out."""
    start, end = _trimmed(text, 0, len(text))
    while start < end:
        reach = _reach(text, start, limit)
        cut = end if reach >= end else _break_before(text, start, reach)
        yield _trimmed(text, start, cut)
        start, end = _trimmed(text, cut, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _reach(text: str, start: int, limit: int) -> int:
    """Return how far `limit` UTF-16 units get from `start`, at least one character."""
    units, position = 0, start
    while position < len(text):
        units += 2 if text[position] > "\uffff" else 1
        if units > limit:
            break
        position += 1
    return max(position, start + 1)


def _break_before(text: str, start: int, reach: int) -> int:
    for mark in BREAKS:
        found = text.rfind(mark, start, reach)
        if found > start:
            return found + len(mark.rstrip())
    return reach
