"""Positions in the shapes metadata writes them, as signed decimal degrees with five decimals.

Five decimals are about a metre. A blank position (0/0, or exactly 0° 0°, as cameras without a fix
write it) is none.
"""

from __future__ import annotations

import math
import re

BLANK = "blank"

_ISO6709 = re.compile(
    r"([+-]\d{1,7}(?:\.\d{1,12})?)([+-]\d{1,8}(?:\.\d{1,12})?)([+-]\d{1,6}(?:\.\d{1,9})?)?"
)
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,15})?")


def degrees(parts: tuple[float | None, ...], reference: str) -> float | None:
    """Degrees, minutes and seconds with N, S, E or W (Exif 4.6.6) as signed degrees."""
    if not parts or parts[0] is None:
        return None
    total: float = sum((part or 0) / 60**power for power, part in enumerate(parts[:3]))
    if not math.isfinite(total) or abs(total) > 180:
        return None
    return -total if reference[:1].upper() in ("S", "W") else total


def degrees_from_text(text: str) -> float | None:
    """XMP's "52,31.2N" or "52,31,12N" (XMP part 2, 2.6 GPSCoordinate), or plain decimals."""
    trimmed = text.strip()[:64]
    if "," not in trimmed and trimmed[-1:].upper() not in ("N", "S", "E", "W"):
        sign = "S" if trimmed.startswith("-") else "N"
    else:
        sign = trimmed[-1:]
    parts = [float(number) for number in _NUMBER.findall(trimmed)]
    return degrees(tuple(parts), sign)


def show(value: float | None) -> str:
    """Signed degrees with five decimals, or "blank"."""
    return BLANK if value is None else f"{value:.5f}"


def pair(latitude: float | None, longitude: float | None) -> tuple[str, str]:
    """Show both; a pair that names no place on earth is blank."""
    if latitude is None or longitude is None or latitude == longitude == 0:
        return BLANK, BLANK
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # false for nan too
        return BLANK, BLANK
    return show(latitude), show(longitude)


def from_iso6709(text: str) -> tuple[str, str, str] | None:
    """Latitude, longitude and altitude of "+52.5200+013.4050+034/" (ISO 6709 annex H)."""
    found = _ISO6709.match(text.strip()[:64])
    if not found:
        return None
    latitude = _iso_degrees(found[1], 2)
    longitude = _iso_degrees(found[2], 3)
    north, east = pair(latitude, longitude)
    return north, east, (found[3] or "").lstrip("+")


def _iso_degrees(text: str, width: int) -> float | None:
    whole = text[1:].split(".", 1)[0]
    number = float(text[1:])
    if len(whole) <= width:
        parts: tuple[float, ...] = (number,)
    elif len(whole) <= width + 2:
        parts = (number // 100, number % 100)
    else:
        parts = (number // 10_000, number // 100 % 100, number % 100)
    return degrees(parts, "S" if text[0] == "-" else "N")
