"""Reports on pictures become messages. Pure: results in, text out; worst first.

A report is read on a phone, or to somebody by their screen reader: first what strangers find, in
one sentence; then each finding that can harm, the small ones in one line; the exact values folded
away; then the copy, and what became of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.chat import details, findings, keyboards
from bot.chat.language import day
from bot.chat.markup import LIMIT, Markup, join, plain
from bot.chat.render import Reply, spoken
from bot.images.results import (
    Category,
    Cleaned,
    Examined,
    Finding,
    Format,
    Refused,
    Report,
    Severity,
    Visible,
)
from bot.texts import say
from bot.texts.visible import listed, sentences, things

DETAILS = 1500  # UTF-16 units of exact values below a report; more come as a message of their own
# The formats whose copies can keep their date, and those that can be saved anew.
DATED = frozenset({Format.JPEG, Format.PNG, Format.APNG, Format.WEBP})
REWRITTEN = DATED | {Format.GIF, Format.BMP}
# The topic that explains a category; `exif-what` for all others.
TOPICS = {
    Category.GPS: "location-from-photo",
    Category.PLACE: "location-from-photo",
    Category.THUMBNAIL: "hidden-image-data",
    Category.TRAILER: "hidden-image-data",
    Category.AI: "content-credentials",
}


Sight = Literal["told", "soon", "on-request"]


@dataclass(frozen=True, slots=True)
class Item:
    """One picture of a job: what was sent, and what came of it.

    `fetched` is when its bytes came, `seconds` how long they were in memory; `name` holds what the
    file's name gives away, by kind and without values. `sight`: what the picture itself
    shows is told, or it will be looked at soon, or when somebody asks.
    """

    kind: Literal["photo", "document"]
    examined: Examined
    hint: str | None = None  # a text that says better what the file is than the refusal's own
    fetched: datetime | None = None
    seconds: float = 0.0
    name: tuple[Finding, ...] = ()
    sight: Sight = "told"

    @property
    def found(self) -> tuple[Finding, ...] | None:
        """What the file gives away, None where it could not be read."""
        report = self.examined.report
        return report.findings if isinstance(report, Report) else None

    @property
    def visible(self) -> Visible | None:
        """What the picture itself shows, None where it was not looked at."""
        report = self.examined.report
        return report.visible if isinstance(report, Report) else None

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
    return f"picture-{position}.{cleaned.format.extension}"


def single(item: Item, lang: str, why: str | None = None) -> Reply:
    """Report on one picture; `why` is the topic that explains what was found."""
    found = item.found
    if found is None:
        return Reply(refusal(item, lang))
    joint = together(item, lang)
    first = join("\n", [findings.headline(found, lang), joint])
    told = findings.lines(found, lang, risks=not joint.plain, name=item.name)
    above = join("\n\n", [first, told])
    below = join("\n\n", [seen(item, lang), closing(item, lang)])
    room = min(DETAILS, LIMIT - len(above) - len(below))
    folded = details.folded(found, lang, room)
    # A quote is a block of its own: empty lines around it would double the gap.
    text = join("\n" if folded.plain else "\n\n", [above, folded, below])
    buttons = keyboards.report(
        lang,
        place=details.position(text.plain) is not None,
        why=why,
        more=not details.fits(found, lang, room),
        photo=item.kind == "photo",
        preview=item.examined.thumbnail is not None,
        copies=copies(item),
    )
    coverable = item.visible or item.sight != "told"
    return Reply(text, keyboards.with_cover(buttons, lang) if coverable else buttons)


def copies(item: Item) -> tuple[str, ...]:
    """Name the other copies that may be asked for: `date` stays, or cleaned `thoroughly`."""
    if item.cleaned is None or item.kind == "photo":
        return ()  # Telegram has saved a photo anew already
    dated = any("DateTimeOriginal" in each.values for each in item.found or ())
    rewritten = item.cleaned.pixels == "re-encoded"
    wanted = {
        "date": dated and item.cleaned.format in DATED,
        "thorough": item.cleaned.format in REWRITTEN and not rewritten,
    }
    return tuple(name for name, offered in wanted.items() if offered)


def exact(found: Sequence[Finding], lang: str) -> Reply | str:
    """All values of a report whose own message had no room for them.

    What would not fit one message either is returned as the text of a file.
    """
    if details.fits(found, lang, LIMIT):
        return Reply(details.folded(found, lang, LIMIT))
    return details.written(found, lang)


def topic(found: Sequence[Finding]) -> str | None:
    """Name the topic that explains the worst finding; None where nothing was found."""
    return TOPICS.get(found[0].category, "exif-what") if found else None


def album(items: Sequence[Item], lang: str) -> Reply:
    """One report for all; who failed is named by position with the reason."""
    copies = sum(item.cleaned is not None for item in items)
    parts = [spoken(lang, "report-album", count=len(items))]
    parts += [position(number, item, lang) for number, item in enumerate(items, start=1)]
    if any(item.kind == "photo" and item.found is not None for item in items):
        parts.append(spoken(lang, "photo-note"))
    parts.append(findings.names([each for item in items for each in item.name], lang))
    if any(item.found for item in items):
        parts.append(spoken(lang, "report-album-details"))
    waits = {item.sight for item in items} - {"told"}
    parts += [spoken(lang, f"seen-{each}-album") for each in waits]
    follow = spoken(lang, "copies-follow", count=copies) if copies else Markup()
    parts.append(join("\n", [follow, receipt(items, lang)]))
    to_cover = [
        number
        for number, item in enumerate(items, 1)
        if (item.visible and item.visible.boxes) or item.sight != "told"
    ]
    return Reply(join("\n\n", parts), keyboards.cover_one(to_cover, lang))


def position(number: int, item: Item, lang: str) -> Markup:
    """One picture of an album in a few lines."""
    if item.found is None:
        reason = refusal(item, lang).plain
        return spoken(lang, "report-position-refused", position=number, reason=reason)
    shown = sights(item.visible or Visible(), lang)
    last = [spoken(lang, "seen-things", things=listed(lang, shown)) if shown else Markup(),
            _no_copy(item, lang)]  # fmt: skip
    if not item.found:
        return join("\n", [spoken(lang, "report-position-clean", position=number), *last])
    lines = [findings.merged(item.found, severity, lang) for severity in Severity]
    return join("\n", [spoken(lang, "report-position", position=number), *lines, *last])


def refusal(item: Item, lang: str) -> Markup:
    """What is wrong with a file and what to do."""
    reason = item.refused.reason.value if item.refused else "crashed"
    return spoken(lang, item.hint or f"refused-{reason}")


def together(item: Item, lang: str) -> Markup:
    """The worst that the findings say together, nothing where each stands alone."""
    report = item.examined.report
    codes = report.together if isinstance(report, Report) else ()
    return spoken(lang, f"together-{codes[0].value}") if codes else Markup()


def closing(item: Item, lang: str) -> Markup:
    """What the copy is, and what became of the picture."""
    photo = spoken(lang, "photo-note") if item.kind == "photo" else Markup()
    lines = [_copy(item, lang), receipt([item], lang)]
    return join("\n\n", [photo, join("\n", lines)])


def seen(item: Item, lang: str) -> Markup:
    """What can be seen in the picture itself, as far as it was looked at."""
    if item.sight != "told":
        return spoken(lang, f"seen-{item.sight}")
    found = item.visible or Visible()
    return join(" ", [plain(each) for each in sentences(lang, sights(found, lang), found.missing)])


def sights(found: Visible, lang: str) -> list[str]:
    """Name what was found in the picture itself."""
    codes = (code.content.value for code in found.codes or ())
    lines = (each.writing.value for each in found.text or ())
    return things(lang, len(found.faces or ()), codes, lines)


def receipt(items: Sequence[Item], lang: str) -> Markup:
    """When the bytes came, how long they were in memory, and that nothing of them is kept.

    Not before that is so: a copy that will be looked at is still held.
    """
    times = [(item.fetched, item.fetched + timedelta(seconds=item.seconds))
             for item in items if item.fetched]  # fmt: skip
    if not times or any(item.sight == "soon" for item in items):
        return Markup()
    first, last = min(came for came, _ in times), max(gone for _, gone in times)
    seconds = max(0.1, round((last - first).total_seconds(), 1))
    return spoken(lang, "receipt", count=len(items), date=day(first.date(), lang),
                  time=f"{first:%H:%M}", seconds=seconds)  # fmt: skip


def _copy(item: Item, lang: str) -> Markup:
    if item.cleaned is None:
        return _no_copy(item, lang)
    said = [spoken(lang, "copy-follows"), spoken(lang, f"pixels-{item.cleaned.pixels}")]
    return join(" ", [*said, *(_kept(kept.what, kept.why, lang) for kept in item.cleaned.kept)])


def copy_caption(cleaned: Cleaned, kind: str, lang: str) -> str:
    """Say below another copy what it is, and what stayed in it with the reason."""
    fulfilled = kind != "date" or any(kept.what == "date" for kept in cleaned.kept)
    fulfilled &= kind != "thorough" or cleaned.pixels == "re-encoded"
    said = say(lang, f"copy-caption-{kind}" if fulfilled else f"copy-caption-no-{kind}")
    kept = [_kept(each.what, each.why, lang).plain for each in cleaned.kept if each.what != kind]
    return " ".join([said, *kept])


def _no_copy(item: Item, lang: str) -> Markup:
    """Say why there is no copy although the file could be read."""
    if item.cleaned is not None:
        return Markup()
    return spoken(lang, "copy-refused", reason=refusal(item, lang).plain)


def _kept(what: str, why: str, lang: str) -> Markup:
    words = {"what": say(lang, f"kept-{what}"), "why": say(lang, f"why-{why}")}
    return spoken(lang, "kept-line", **words)
