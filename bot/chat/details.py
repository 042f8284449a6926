"""The exact values of a report, in the person's language, folded away below it.

Names of values are the technical ones of `bot.images` (`DateTimeOriginal`, `xmp:CreateDate`).
Where a text `tag-<last part>` says what one means, that is shown; a name without a text is shown
as it is: who opens the details can look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.chat.markup import Markup, bold, join, plain, quote
from bot.images.results import Finding
from bot.texts import has, say

FRAME = 100  # UTF-16 units for the heading, the count of the rest and empty lines
POSITION = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{5}), (-?\d{1,3}\.\d{5})(?!\d)")
LAST = re.compile(r"[^./: ]+$")
NUMBERED = re.compile(r"^(.*?) (\d+)$")


def fits(found: Sequence[Finding], lang: str, room: int) -> bool:
    """Tell whether all values have room in so many UTF-16 units."""
    rows = _rows(found, lang)
    return len(_fitting(rows, room - FRAME)) == len(rows)


def folded(found: Sequence[Finding], lang: str, room: int) -> Markup:
    """The values in `room` UTF-16 units, folded away; what finds no room is counted."""
    rows = _rows(found, lang)
    shown = _fitting(rows, room - FRAME)
    if not shown:
        return Markup()
    left = sum(not row.spans for row in rows[len(shown) :])
    if shown[-1].spans:  # a heading without a value below it
        shown.pop()
    more = plain(say(lang, "report-details-more", count=left)) if left else Markup()
    return quote(join("\n", [bold(say(lang, "report-details")), *shown, more]))


def written(found: Sequence[Finding], lang: str) -> str:
    """All values as a plain text, each finding under its heading."""
    rows = _rows(found, lang)
    return "\n".join(f"\n{row.plain}" if row.spans else row.plain for row in rows).strip() + "\n"


def position(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude, in degrees, back out of a report."""
    found = POSITION.search(text)
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def tag(name: str, lang: str) -> str:
    """Say what a value is; its technical name where there is no text for it."""
    numbered = NUMBERED.match(name)
    stem, number = (numbered[1], f" {numbered[2]}") if numbered else (name, "")
    last = LAST.search(stem)
    key = f"tag-{last[0].lower()}" if last else ""
    return say(lang, key) + number if key and has(lang, key) else name


def _rows(found: Sequence[Finding], lang: str) -> list[Markup]:
    """One bold heading a finding, then its values; only headings carry spans."""
    rows: list[Markup] = []
    for each in found:
        values = dict(_shown(each.values))
        if values:
            rows.append(bold(say(lang, f"category-{each.category.value}")))
        rows += [
            plain(f"{tag(name, lang)}: {_worded(name, text, lang)}")
            for name, text in values.items()
        ]
    return rows


def _worded(name: str, text: str, lang: str) -> str:
    """Say a value that is a code of ours; all others are shown as they stand in the file."""
    key = f"{name}-{text}"
    return say(lang, key) if name == "differs" and has(lang, key) else text


def _shown(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the values, latitude and longitude together: so maps take them."""
    for name, text in values.items():
        longitude = name.replace("latitude", "longitude")
        if name.startswith("latitude") and longitude in values:
            yield name.replace("latitude", "position"), f"{text}, {values[longitude]}"
        elif not (
            name.startswith("longitude") and name.replace("longitude", "latitude") in values
        ):
            yield name, text


def _fitting(rows: Sequence[Markup], room: int) -> list[Markup]:
    shown: list[Markup] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        shown.append(row)
    return shown
