"""The time zone a picture was taken in: it tells the part of the world without any position.

Exif 3.0 has fields for it (4.6.6 D, OffsetTime…), ISO 8601 dates carry it at their end, and a
clock that shows local time beside the satellites' UTC (GPSTimeStamp) gives it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.images.metadata.categories import leaf
from bot.images.metadata.tags import Tag

_OFFSETS = ("offsettimeoriginal", "offsettimedigitized", "offsettime")
_TAKEN = ("datetimeoriginal", "datetimedigitized", "datecreated", "createdate")
_OFFSET = re.compile(r"([+-])(\d\d):?([0-5]\d)")
_MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_DATE = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)")
_TIME = re.compile(r"(\d{1,2}):(\d\d):(\d\d)")
_FARTHEST = 14 * 60  # minutes; the largest offset in use is UTC+14
_QUARTER = 15
_SLACK = 2  # minutes a camera's clock may be wrong, or its last fix old
FROM_SATELLITES = " (clock against GPS)"


def time_zone(tags: Iterable[Tag]) -> str | None:
    """Return the offset from UTC as "+02:00"; one that is inferred says so behind it."""
    told: dict[str, str] = {}
    for tag in tags:
        told.setdefault(leaf(tag), tag.value.strip())
    for name in (*_OFFSETS, *_TAKEN):
        if zone := _written(told.get(name, ""), alone=name in _OFFSETS):
            return zone
    return _from_satellites(told)


def _written(text: str, *, alone: bool) -> str | None:
    found = _OFFSET.fullmatch(text) if alone else _OFFSET.fullmatch(text[-6:])
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    return f"{sign}{hours}:{minutes}" if int(hours) * 60 + int(minutes) <= _FARTHEST else None


def _from_satellites(told: Mapping[str, str]) -> str | None:
    local = _moment(_MOMENT.match(told.get("datetimeoriginal", "")))
    date, time = told.get("gpsdatestamp", ""), told.get("gpstimestamp", "")
    universal = _moment(_DATE.match(date), _TIME.match(time))
    if local is None or universal is None:
        return None
    minutes = (local - universal) / timedelta(minutes=1)
    zone = round(minutes / _QUARTER) * _QUARTER
    if abs(minutes - zone) > _SLACK or abs(zone) > _FARTHEST:
        return None
    hours, rest = divmod(abs(zone), 60)
    return f"{'-' if zone < 0 else '+'}{hours:02}:{rest:02}{FROM_SATELLITES}"


def _moment(*parts: re.Match[str] | None) -> datetime | None:
    numbers = [int(number) for part in parts if part for number in part.groups()]
    try:
        return datetime(*numbers) if len(numbers) == 6 else None  # type: ignore[arg-type] # noqa: DTZ001 - its zone is what is asked for
    except ValueError:
        return None
