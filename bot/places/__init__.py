"""The city that a position is in or near, from a file in this package: nobody is asked.

Names, countries and positions of 69,472 cities of 5,000 people or more are by GeoNames
(https://www.geonames.org), licence CC BY 4.0; `tools/build_places.py` packs them. The file is
read when the first position is looked up (20 ms, 1.3 MB); a look-up takes 1 ms.
"""

from __future__ import annotations

import math
import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from bot.images.results import Category, Examined, Finding, Report

FARTHEST = 100.0  # kilometres; a name farther away explains nothing
_EARTH = 6371.0  # kilometres, mean radius
_DEGREE = 111.2  # kilometres of a degree of latitude
_LATITUDES, _LONGITUDES = 360, 180  # units of a degree in the file: at most 310 m of error


@dataclass(frozen=True, slots=True)
class Place:
    """A city by its own name, its country (ISO 3166-1 alpha-2), kilometres from its centre."""

    city: str
    country: str
    kilometres: int

    def __str__(self) -> str:
        return f"{self.city}, {self.country} ({self.kilometres} km)"


@dataclass(frozen=True, slots=True)
class Cities:
    """Columns from south to north: positions in units of the file, reach in tenths of a km."""

    latitudes: array[int]
    longitudes: array[int]
    reaches: array[int]
    countries: bytes
    names: tuple[bytes, ...]


def near(latitude: float, longitude: float) -> Place | None:
    """Name the city a position (signed decimal degrees) is in, or the nearest within 100 km.

    A city reaches as far as its people need room: a quarter of Berlin is in Berlin, though the
    list has the quarter as well.
    """
    cities = _load()
    least, best = (math.inf, 0.0), None
    for number in _band(cities, latitude):
        reach = cities.reaches[number] / 10
        distance = _distance(
            latitude,
            longitude,
            cities.latitudes[number] / _LATITUDES,
            cities.longitudes[number] / _LONGITUDES,
        )
        outside = (max(0.0, distance - reach), -reach)
        if distance <= FARTHEST and outside < least:
            least, best = outside, (number, distance)
    if best is None:
        return None
    number, distance = best
    country = cities.countries[2 * number : 2 * number + 2].decode("ascii")
    return Place(cities.names[number].decode(), country, round(distance))


def placed(examined: Examined) -> Examined:
    """Add the value `near` to the position of a report that has one."""
    report = examined.report
    if not isinstance(report, Report):
        return examined
    findings = tuple(map(_placed, report.findings))
    return replace(examined, report=replace(report, findings=findings))


def _placed(finding: Finding) -> Finding:
    if finding.category is not Category.GPS:
        return finding
    try:
        latitude = float(finding.values.get("latitude", ""))
        longitude = float(finding.values.get("longitude", ""))
    except ValueError:
        return finding
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # false for nan too
        return finding
    place = near(latitude, longitude)
    values = {name: text for name, text in finding.values.items() if name != "near"}
    return replace(finding, values={**values, **({"near": str(place)} if place else {})})


def _band(cities: Cities, latitude: float) -> Iterator[int]:
    """Number the cities that are no farther north or south than may be named."""
    margin = FARTHEST / _DEGREE
    first = bisect_left(cities.latitudes, math.floor((latitude - margin) * _LATITUDES))
    last = bisect_right(cities.latitudes, math.ceil((latitude + margin) * _LATITUDES))
    return iter(range(first, last))


def _distance(north: float, east: float, other_north: float, other_east: float) -> float:
    """Return the kilometres between two positions along the surface (haversine)."""
    one, other = math.radians(north), math.radians(other_north)
    across = math.sin(math.radians(other_east - east) / 2) ** 2
    up = math.sin((other - one) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(up + math.cos(one) * math.cos(other) * across))


@cache
def _load() -> Cities:
    packed = resources.files(__package__).joinpath("cities.bin").read_bytes()
    data = memoryview(zlib.decompress(packed))
    (count,) = struct.unpack_from("<I", data)
    at = 4
    columns = []
    for kind, size in (("h", 2), ("h", 2), ("B", 1)):
        columns.append(array(kind, bytes(data[at : at + size * count])))
        at += size * count
    countries = bytes(data[at : at + 2 * count])
    names = tuple(bytes(data[at + 2 * count :]).split(b"\n"))
    return Cities(columns[0], columns[1], columns[2], countries, names)
