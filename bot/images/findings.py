"""Tags of all blocks become findings: one a category, worst first.

Severity is the harm to a private person if a stranger reads it:
high    who, where and which device: position, place in words, serial number, name, marked faces,
        a thumbnail or leftover pixels that show more than the picture
medium  ties pictures and moments together: times, ids, captions, maker notes, prompts, what stands
        behind the picture, a direction or height without a position
low     says little alone: camera model, program, thumbnail of the same picture, unknown structures
info    technical: standard colour profile, blank position, damage
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from bot.images import metadata, moments
from bot.images.formats.container import Picture
from bot.images.metadata import generators, positions, trailers
from bot.images.metadata.categories import POSITION, PROMPTS, categories, leaf
from bot.images.metadata.tags import Tag
from bot.images.results import Category, Finding, Format, Severity
from bot.images.views import View

if TYPE_CHECKING:
    from bot.images import glimpse

MAX_VALUES = 12
MAX_LENGTH = 200

_SEVERITIES = {
    Category.GPS: Severity.HIGH,
    Category.PLACE: Severity.HIGH,
    Category.SERIAL: Severity.HIGH,
    Category.PERSON: Severity.HIGH,
    Category.REGIONS: Severity.HIGH,
    Category.TIMESTAMP: Severity.MEDIUM,
    Category.TEXT: Severity.MEDIUM,
    Category.DOCID: Severity.MEDIUM,
    Category.MAKERNOTE: Severity.MEDIUM,
    Category.TRAILER: Severity.MEDIUM,
    Category.AI: Severity.LOW,
    Category.DEVICE: Severity.LOW,
    Category.SOFTWARE: Severity.LOW,
    Category.THUMBNAIL: Severity.LOW,
    Category.OTHER: Severity.LOW,
    Category.COLOUR_PROFILE: Severity.INFO,
}
# What editors leave behind when they crop: the rest of the old picture.
_MORE_OF_THE_PICTURE = frozenset(
    ("png", "rest of a png", "surplus rows", "frames that are not shown")
)
_MOMENTS = (Category.TIMESTAMP, Category.GPS)
_JPEG = b"\xff\xd8"
_LOSSLESS = (Format.PNG, Format.APNG)  # the formats that tools hide texts in
_MOST_THUMBNAILS = 8
_LONG = 40  # characters; longer than the name of any tool
_ORDER = {severity: rank for rank, severity in enumerate(Severity)}
# Profiles that millions of files share say nothing about their owner.
_COMMON_PROFILES = (
    *("srgb", "adobe rgb", "display p3", "apple wide color", "apple rgb", "colormatch", "esrgb"),
    *("prophoto", "romm", "rec", "itu-r", "bt.", "dci", "p3", "wide gamut", "xyz", "c2", "google"),
    *("gimp built-in", "generic", "gray", "grey", "dot gain", "u.s. web coated", "coated"),
    *("uncoated", "iso coated"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Findings, and the embedded thumbnail that shows something else than the picture.

    `in_pixels`: something is hidden in the pixels, and stays unless they are saved anew.
    """

    findings: tuple[Finding, ...]
    thumbnail: bytes | None = None
    in_pixels: bool = False


def find(picture: Picture) -> tuple[Finding, ...]:
    """Return what the blocks of a picture give away, at most one finding a category."""
    return look(picture).findings


def look(picture: Picture, view: View | None = None) -> Found:
    """Find, and compare thumbnails with the picture where there is a view of it."""
    by_category: dict[Category, list[Tag]] = {}
    hidden = tuple(_hidden_in_pixels(view)) if view else ()
    for tag in chain(hidden, _signature(view), generators.traces(_tags(picture))):
        for category in categories(tag):
            by_category.setdefault(category, []).append(tag)
    thumbnails = _compare(by_category.pop(Category.THUMBNAIL, []), picture, view)
    found = [finding for c, tags in by_category.items() for finding in _finding(c, tags)]
    zone = moments.time_zone(chain(*(by_category.get(c, ()) for c in _MOMENTS)))
    found = [_in_zone(finding, zone) for finding in found] if zone else found
    ranked = tuple(sorted((*found, *thumbnails.findings), key=_rank))
    return Found(ranked, thumbnails.thumbnail, in_pixels=bool(hidden))


def _hidden_in_pixels(view: View) -> Iterator[Tag]:
    if view.picture.format in _LOSSLESS:
        from bot.images import stealth

        yield from stealth.read(view.data, view.picture)


def _signature(view: View | None) -> Iterator[Tag]:
    if view is not None and view.comparable:
        from bot.images import credentials

        yield from credentials.read(view.data, view.picture)


def _in_zone(finding: Finding, zone: str) -> Finding:
    if finding.category is not Category.TIMESTAMP:
        return finding
    return replace(finding, values={**finding.values, "time zone": zone})


def _rank(finding: Finding) -> tuple[int, int]:
    return _ORDER[finding.severity], list(Category).index(finding.category)


def _tags(picture: Picture) -> Iterator[Tag]:
    yield from metadata.read(picture.blocks)
    for what in picture.damaged:
        yield Tag(picture.format.value, "damaged", what)


def _finding(category: Category, tags: list[Tag]) -> Iterator[Finding]:
    match category:
        case Category.GPS:
            yield from _position(tags)
        case _:
            yield Finding(category, _severity(category, tags), _values(tags))


def _severity(category: Category, tags: Iterable[Tag]) -> Severity:
    match category:
        case Category.AI if any(map(_is_prompt, tags)):
            return Severity.MEDIUM
        case Category.COLOUR_PROFILE if any(map(_names_device, tags)):
            return Severity.LOW
        # "OLYMPUS DIGITAL CAMERA" stands in a field for an id, and is none.
        case Category.SERIAL if not any(map(str.isdigit, "".join(tag.value for tag in tags))):
            return Severity.INFO
        case Category.TRAILER if any(tag.name in _MORE_OF_THE_PICTURE for tag in tags):
            return Severity.HIGH
        case Category.OTHER if all(tag.name == "damaged" for tag in tags):
            return Severity.INFO
        case _:
            return _SEVERITIES[category]


def _is_prompt(tag: Tag) -> bool:
    """A prompt tells what somebody wished to see; the name of a tool does not."""
    return leaf(tag) in PROMPTS or (tag.group == generators.GROUP and len(tag.value) > _LONG)


def _names_device(tag: Tag) -> bool:
    if tag.name == "ProfileDescription":
        return not tag.value.lower().startswith(_COMMON_PROFILES)
    return tag.name in ("MakeAndModel", "NativeDisplayInfo")


def _position(tags: list[Tag]) -> Iterator[Finding]:
    """One finding for all positions: the first as latitude and longitude, others numbered."""
    told = [tag for tag in tags if leaf(tag) in POSITION]
    if not told:
        return
    values = dict(_coordinates(told))
    located = values or any(leaf(tag).startswith("model") for tag in told)  # GeoTIFF
    severity = Severity.HIGH if located else Severity.MEDIUM
    rest = [tag for tag in tags if tag.value != positions.BLANK and not _is_half(tag)]
    values |= {_GPS_NAMES.get(name, name): text for name, text in _values(rest).items()}
    if not any(leaf(tag) in POSITION for tag in rest):
        severity = severity if severity is Severity.HIGH else Severity.INFO
    if severity is Severity.INFO:
        values["position"] = positions.BLANK
    yield Finding(Category.GPS, severity, dict(list(values.items())[:MAX_VALUES]))


_GPS_NAMES = {"GPSAltitude": "altitude", "GPSDateStamp": "date", "GPSTimeStamp": "time"}
_AXES = {"gpslatitude": "latitude", "latitude": "latitude"}
_AXES |= {"gpslongitude": "longitude", "longitude": "longitude", "longtitude": "longitude"}


def _is_coordinate(tag: Tag) -> bool:
    return leaf(tag) in _AXES


def _is_half(tag: Tag) -> bool:
    """North or south alone says nothing, and a coordinate is shown with its sign."""
    return _is_coordinate(tag) or leaf(tag).endswith("ref")


def _coordinates(tags: list[Tag]) -> Iterator[tuple[str, str]]:
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    for tag in filter(_is_coordinate, tags):
        where = (tag.group, tag.name.rpartition("/")[0])
        pairs.setdefault(where, {}).setdefault(_AXES[leaf(tag)], displayed(tag.value))
    known: list[tuple[str, str]] = []
    for pair in pairs.values():
        place = (pair.get("latitude", ""), pair.get("longitude", ""))
        if _is_place(*place) and place not in known and len(known) < 3:
            known.append(place)
            suffix = f" {len(known)}" if len(known) > 1 else ""
            yield from zip((f"latitude{suffix}", f"longitude{suffix}"), place, strict=True)


def _is_place(latitude: str, longitude: str) -> bool:
    if not latitude or not longitude or positions.BLANK in (latitude, longitude):
        return False
    return any(text.strip("-0.") for text in (latitude, longitude))


def _compare(tags: list[Tag], picture: Picture, view: View | None) -> Found:
    """One finding for all thumbnails, and the first that differs from the picture."""
    if not tags:
        return Found(())
    values = _values(tags)
    held = [tag for tag in tags if tag.data][:_MOST_THUMBNAILS]
    for tag in held:
        if difference := _difference(tag, picture, view):
            values = {"differs": difference.value, **values}
            return Found((Finding(Category.THUMBNAIL, Severity.HIGH, values),), tag.data)
    if held and view is not None and view.grey is None:
        values = {"checked": "no", **values}
    known = held or any(tag.name == "ThumbnailTIFF" for tag in tags)
    return Found((Finding(Category.THUMBNAIL, Severity.LOW if known else Severity.INFO, values),))


def _difference(tag: Tag, picture: Picture, view: View | None) -> glimpse.Difference | None:
    if view is not None and not view.comparable:
        return None
    from bot.images import glimpse
    from bot.images.metadata import thumbnails

    if thumbnails.differs(tag.data, picture.width, picture.height):
        return glimpse.Difference.ASPECT
    # A gain map or depth map looks like nothing else.
    if view is None or tag.group == trailers.GROUP or not tag.data.startswith(_JPEG):
        return None
    small = glimpse.decode_thumbnail(tag.data)
    if small is None or view.grey is None:
        return None
    return glimpse.difference(view.grey, small)


def _values(tags: Iterable[Tag]) -> Mapping[str, str]:
    """Return the first values by name; the same name in two vocabularies keeps both."""
    values: dict[str, list[str]] = {}
    groups: dict[str, str] = {}
    for tag in tags:
        text = displayed(tag.value)
        name = displayed(tag.name, 80) or "unnamed"
        if not text or text in values.get(name, ()):
            continue
        if groups.setdefault(name, tag.group) != tag.group:
            name = f"{name} ({displayed(tag.group, 40)})"
        if name in values or len(values) < MAX_VALUES:
            texts = values.setdefault(name, [])
            texts.extend([text] if len(texts) < MAX_VALUES else [])
    return {name: displayed(", ".join(texts)) for name, texts in values.items()}


def displayed(text: str, length: int = MAX_LENGTH) -> str:
    """Return the text fit to be shown: one short line without control or bidi characters."""
    kept = "".join(_harmless(character) for character in text[: 8 * length])
    line = " ".join(kept.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _harmless(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf" | "Co" | "Cs" | "Cn":
            return ""
        case _:
            return character
