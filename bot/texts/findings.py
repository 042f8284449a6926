"""One sentence for a finding, with the value that makes it plain where the file holds one.

Names of values are the technical ones that `bot.images` reports (`Make`, `xmp:CreateDate`,
`latitude`); only the last part of a name counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.texts import say

SHOWN = 60  # characters of a value inside a sentence; the whole one stands in the details
NAMED = {
    "person": ("Artist", "creator", "CameraOwnerName", "OwnerName", "By-line", "Photographer",
               "XPAuthor", "Copyright"),
    "place": ("Sub-location", "Sublocation", "City", "Province-State", "State",
              "Country-PrimaryLocationName", "CountryName", "Country"),
    "software": ("Software", "CreatorTool", "ProcessingSoftware", "ImageEditingSoftware"),
    "ai": ("generator", "Software", "CreatorTool", "model", "prompt"),
}  # fmt: skip
# GPS fields that tell no place on their own.
PARTIAL = ("altitude", "gpsaltitude", "date", "gpsdate", "time", "gpstime", "gpsimgdirection",
           "gpsspeed", "gpstrack")  # fmt: skip
MORE_PICTURE = {"png", "rest of a png", "surplus rows", "frames that are not shown"}
MOMENTS = ("DateTimeOriginal", "CreateDate", "DateCreated", "DateTimeDigitized", "DateTime")
MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d))?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def summary(lang: str, category: str, values: Mapping[str, str]) -> str:
    """Say in one sentence what a finding gives away; plain text, not escaped."""
    by_name = {re.split(r"[.:/]", name)[-1].lower(): text for name, text in values.items()}
    if variant := _variant(category, by_name):
        return say(lang, f"finding-{category}-{variant}")
    told = READERS.get(category, _first_named(category))(by_name, lang)
    if told is None:
        return say(lang, f"finding-{category}")
    return say(lang, f"finding-{category}-named", value=_short(told))


def _variant(category: str, values: Mapping[str, str]) -> str | None:
    """Name a sentence of its own for what the general one would get wrong."""
    match category:
        case "gps" if "position" in values:
            return "blank"
        case "gps" if values and all(name.startswith(PARTIAL) for name in values):
            return "partial"
        case "trailer" if MORE_PICTURE & set(values):
            return "picture"
        case "other" if set(values) == {"damaged"}:
            return "damaged"
        case _:
            return None


def _position(values: Mapping[str, str], _: str) -> str | None:
    latitude, longitude = values.get("latitude"), values.get("longitude")
    return f"{latitude}, {longitude}" if latitude and longitude else None


def _moment(values: Mapping[str, str], lang: str) -> str | None:
    texts = [values[name.lower()] for name in MOMENTS if name.lower() in values]
    for text in [*texts, *values.values()]:
        if found := MOMENT.match(text):
            return _written(found, lang)
    return None


def _written(found: re.Match[str], lang: str) -> str:
    year, month, day, hour, minute = found.groups()
    if not 1 <= int(month) <= len(MONTHS):
        return found[0]
    english = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    date = f"{day}.{month}.{year}" if lang == "de" else english
    if hour is None:
        return date
    return f"{date}, {hour}:{minute}" + (" Uhr" if lang == "de" else "")


def _device(values: Mapping[str, str], _: str) -> str | None:
    make, model = values.get("make", "").strip(), values.get("model", "").strip()
    if model.lower().startswith(make.lower()):
        make = ""
    return " ".join(filter(None, (make, model))) or values.get("lensmodel")


def _place(values: Mapping[str, str], _: str) -> str | None:
    found = [values[name.lower()] for name in NAMED["place"] if name.lower() in values]
    return ", ".join(dict.fromkeys(found)) or None


def _first_named(category: str) -> Callable[[Mapping[str, str], str], str | None]:
    def read(values: Mapping[str, str], _: str) -> str | None:
        wanted = (name.lower() for name in NAMED.get(category, ()))
        return next((values[name] for name in wanted if values.get(name)), None)

    return read


READERS: Mapping[str, Callable[[Mapping[str, str], str], str | None]] = {
    "gps": _position,
    "timestamp": _moment,
    "device": _device,
    "place": _place,
}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
