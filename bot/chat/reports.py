"""Reports on pictures become messages. Pure: results in, text out; worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.chat.markup import LIMIT, Markup, bold, italic, join, plain, quote
from bot.chat.render import Reply, spoken
from bot.images.results import Cleaned, Examined, Finding, Format, Refused, Report, Severity
from bot.texts import say
from bot.texts.findings import summary

EXTENSIONS = {
    Format.JPEG: "jpg",
    Format.APNG: "png",
    Format.TIFF: "tif",
}
DETAILS = 1500  # UTF-16 units of exact values in one message, at most
FRAME = 100  # the same, for the heading of the details, the count of the rest and empty lines
ALBUM_LINES = 3  # findings a picture that an album's report names; ten pictures fit one message


@dataclass(frozen=True, slots=True)
class Item:
    """One picture of a job: what was sent, and what came of it."""

    kind: Literal["photo", "document"]
    examined: Examined
    hint: str | None = None  # a text that says better what the file is than the refusal's own

    @property
    def cleaned(self) -> Cleaned | None:
        """The clean copy, if there is one."""
        return self.examined.cleaned if isinstance(self.examined.cleaned, Cleaned) else None

    @property
    def refused(self) -> Refused | None:
        """Why there is none."""
        for part in (self.examined.report, self.examined.cleaned):
            if isinstance(part, Refused):
                return part
        return None


def file_name(position: int, cleaned: Cleaned) -> str:
    """Name a copy neutrally, with its true extension; the sender's name is never used."""
    return f"picture-{position}.{EXTENSIONS.get(cleaned.format, cleaned.format.value)}"


def single(item: Item, lang: str) -> Reply:
    """Report on one picture."""
    if item.refused or not isinstance(item.examined.report, Report):
        return Reply(refusal(item, lang))
    found = item.examined.report.findings
    above = join("\n\n", [headline(found, lang), findings(found, lang)])
    photo = spoken(lang, "photo-note") if item.kind == "photo" else Markup()
    below = join("\n\n", [photo, closing(item, lang)])
    room = min(DETAILS, LIMIT - len(above) - len(below) - FRAME)
    return Reply(join("\n\n", [above, details(found, lang, room), below]))


def album(items: Sequence[Item], lang: str) -> Reply:
    """One report for all; who failed is named by position with the reason."""
    copies = sum(item.cleaned is not None for item in items)
    parts = [spoken(lang, "report-album", count=len(items))]
    parts += [position(number, item, lang) for number, item in enumerate(items, start=1)]
    if any(item.kind == "photo" and item.refused is None for item in items):
        parts.append(spoken(lang, "photo-note"))
    if copies:
        parts.append(spoken(lang, "copies-follow", count=copies))
    parts.append(spoken(lang, "nothing-kept", count=len(items)))
    return Reply(join("\n\n", parts))


def position(number: int, item: Item, lang: str) -> Markup:
    """One picture of an album in a few lines."""
    if item.refused or not isinstance(item.examined.report, Report):
        reason = refusal(item, lang).plain
        return spoken(lang, "report-position-refused", position=number, reason=reason)
    found = item.examined.report.findings
    if not found:
        return spoken(lang, "report-position-clean", position=number)
    lines = [spoken(lang, "report-position", position=number)]
    lines += [line(each, lang) for each in found[:ALBUM_LINES]]
    if (left := len(found) - ALBUM_LINES) > 0:
        lines.append(spoken(lang, "report-position-more", count=left))
    return join("\n", lines)


def refusal(item: Item, lang: str) -> Markup:
    """What is wrong with a file and what to do."""
    reason = item.refused.reason.value if item.refused else "crashed"
    return spoken(lang, item.hint or f"refused-{reason}")


def headline(found: Sequence[Finding], lang: str) -> Markup:
    """The worst in one sentence."""
    telling = [each for each in found if each.severity is not Severity.INFO]
    if telling:
        return spoken(lang, "report-many", count=len(telling))
    return spoken(lang, "report-harmless" if found else "report-clean")


def findings(found: Sequence[Finding], lang: str) -> Markup:
    """Each finding with its mark, its sentence, and what a stranger could do with it."""
    return join("\n\n", [_with_risk(each, lang) for each in found])


def line(each: Finding, lang: str) -> Markup:
    """One finding in one line, with its severity in a mark and a word."""
    said = summary(lang, each.category.value, each.values)
    return bold(f"{say(lang, f'severity-{each.severity.value}')}: ") + plain(said)


def details(found: Sequence[Finding], lang: str, room: int) -> Markup:
    """The exact values in `room` UTF-16 units, folded away; what finds no room is counted."""
    rows = [
        plain(f"{say(lang, f'category-{each.category.value}')} · {name}: {text}")
        for each in found
        for name, text in each.values.items()
    ]
    shown = _fitting(rows, room)
    if not shown:
        return Markup()
    if left := len(rows) - len(shown):
        shown.append(plain(say(lang, "report-details-more", count=left)))
    return quote(join("\n", [bold(say(lang, "report-details")), *shown]))


def closing(item: Item, lang: str) -> Markup:
    """What comes next, what stayed, and what became of the picture."""
    lines = [spoken(lang, "copy-follows")] if item.cleaned else []
    if item.cleaned:
        lines.append(spoken(lang, f"pixels-{item.cleaned.pixels}"))
        lines += [_kept(kept.what, kept.why, lang) for kept in item.cleaned.kept]
    lines += [spoken(lang, "report-not-visible"), spoken(lang, "nothing-kept", count=1)]
    return join(" ", lines)


def _with_risk(each: Finding, lang: str) -> Markup:
    if each.severity is Severity.INFO:
        return line(each, lang)
    risk = italic(say(lang, f"risk-{each.category.value}"))
    return join("\n", [line(each, lang), risk])


def _kept(what: str, why: str, lang: str) -> Markup:
    words = {"what": say(lang, f"kept-{what}"), "why": say(lang, f"why-{why}")}
    return spoken(lang, "kept-line", **words)


def _fitting(rows: Sequence[Markup], room: int) -> list[Markup]:
    shown: list[Markup] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        shown.append(row)
    return shown
