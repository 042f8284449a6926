"""One sentence for a finding, with the value that makes it plain where the file holds one.

Names of values are the technical ones that `bot.images` reports (`Make`, `xmp:CreateDate`,
`latitude`); only the last part of a name counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from bot.texts import say

SHOWN = 60  # characters of a value inside a sentence; the whole one stands in the details
DECLARED = "declared-made-by-ai"  # as `bot.images.metadata.generators` writes it
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
NO_BREAK = "\u00a0"
MORE_PICTURE = {"png", "rest of a png", "surplus rows", "frames that are not shown"}
MOMENTS = ("DateTimeOriginal", "CreateDate", "DateCreated", "DateTimeDigitized", "DateTime")
MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d))?")
NEAR = re.compile(r"(.+), ([A-Z]{2}) \((\d+ km)\)")
OFFSET = re.compile(r"[+-]\d\d:\d\d")
# The last hour of each time of day.
DAYTIMES = ((4, "night"), (9, "morning"), (11, "forenoon"), (13, "noon"), (17, "afternoon"),
            (21, "evening"), (99, "night"))  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def summary(lang: str, category: str, values: Mapping[str, str]) -> str:
    """Say in one sentence what a finding gives away; plain text, not escaped."""
    by_name = {re.split(r"[.:/]", name)[-1].lower(): text for name, text in values.items()}
    if variant := _variant(category, by_name):
        return say(lang, f"finding-{category}-{variant}")
    told = READERS.get(category, _first_named(category))(by_name, lang)
    if told is None:
        return say(lang, f"finding-{category}")
    if category == "gps" and (place := by_name.get("near")):
        return say(
            lang, "finding-gps-near", value=_short(told), near=_short(_place_in(lang, place))
        )
    return say(lang, f"finding-{category}-named", value=_short(told))


def file_name(lang: str, categories: Iterable[str]) -> str:
    """Say in one sentence what kinds of things a file's name gives away, without repeating it."""
    return say(lang, "finding-filename", things=things_in_name(lang, categories))


def things_in_name(lang: str, categories: Iterable[str]) -> str:
    """List the kinds of things in a file's name; at least one category."""
    *others, last = [say(lang, f"finding-filename-{category}") for category in categories]
    return (
        say(lang, "finding-filename-and", first=", ".join(others), last=last) if others else last
    )


def _variant(category: str, values: Mapping[str, str]) -> str | None:
    """Name a sentence of its own for what the general one would get wrong."""
    match category:
        case "gps" if "position" in values:
            return "blank"
        case "gps" if values and all(name.startswith(PARTIAL) for name in values):
            return "partial"
        case "trailer" if MORE_PICTURE & set(values):
            return "picture"
        case "thumbnail" if "differs" in values:
            return "differs"
        case "ai" if "hidden in pixels" in values:
            return "pixels"
        case "other" if set(values) == {"damaged"}:
            return "damaged"
        case _:
            return None


def _position(values: Mapping[str, str], _: str) -> str | None:
    latitude, longitude = values.get("latitude"), values.get("longitude")
    return f"{latitude}, {longitude}" if latitude and longitude else None


def _place_in(lang: str, near: str) -> str:
    """Write the country of "Cuxhaven, DE (3 km)" out."""
    from babel import Locale

    found = NEAR.fullmatch(near)
    if found is None:
        return near
    city, country, distance = found.groups()
    unbroken = distance.replace(" ", NO_BREAK)  # a number is not read apart from its unit
    return f"{city}, {Locale(lang).territories.get(country, country)} ({unbroken})"


def _moment(values: Mapping[str, str], lang: str) -> str | None:
    texts = [values[name.lower()] for name in MOMENTS if name.lower() in values]
    for text in [*texts, *values.values()]:
        if found := MOMENT.match(text):
            return _written(found, lang) + _around(found, values.get("time zone", ""), lang)
    return None


def _around(found: re.Match[str], zone: str, lang: str) -> str:
    """Say the time of day, which needs no arithmetic to be understood, and the time zone."""
    said = []
    if found[4] is not None and not found.string.endswith("Z"):
        name = next(name for last, name in DAYTIMES if int(found[4]) <= last)
        said.append(say(lang, f"finding-daytime-{name}"))
    if offset := OFFSET.match(zone):
        said.append(say(lang, "finding-time-zone", zone=offset[0]))
    return f" ({', '.join(said)})" if said else ""


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


def _origin(values: Mapping[str, str], lang: str) -> str | None:
    """Name the tool; a declaration of the picture's origin is a code among the names."""
    told = _first_named("ai")(values, lang)
    return told and told.replace(DECLARED, say(lang, "finding-ai-declared"))


READERS: Mapping[str, Callable[[Mapping[str, str], str], str | None]] = {
    "gps": _position,
    "timestamp": _moment,
    "device": _device,
    "place": _place,
    "ai": _origin,
}


def _short(text: str) -> str:
    text = " ".join(re.split(rf"[^\S{NO_BREAK}]+", text.strip()))
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
