"""Findings that say more together than each alone: who it is, where, with which camera.

Only what holds for nearly everybody is said: a name beside a place or a serial number, a place
beside a serial number, and a place beside a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.images.metadata.categories import fold
from bot.images.results import Category, Finding, Severity, Together

_NAMES = frozenset(
    (
        *("artist", "creator", "author", "name", "owner", "ownername", "cameraownername"),
        *("cameraowner", "byline", "xpauthor", "photographer"),
    )
)
_NOBODY = frozenset(["unknown", "none", "user", "photographer", "default", "n/a", "picasa"])


def combine(findings: Iterable[Finding]) -> tuple[Together, ...]:
    """Name what the findings tell together, worst first."""
    known = {finding.category: finding for finding in findings}
    gps = known.get(Category.GPS)
    place = gps is not None and "latitude" in gps.values
    name = _is_named(known.get(Category.PERSON))
    serial = Category.SERIAL in known and known[Category.SERIAL].severity is Severity.HIGH
    moment = Category.TIMESTAMP in known
    holds = {
        Together.PLACE_AND_NAME: place and name,
        Together.PLACE_AND_FACES: place and _is_marked(known.get(Category.REGIONS)),
        Together.SERIAL_AND_NAME: serial and name,
        Together.PLACE_AND_SERIAL: place and serial,
        Together.PLACE_AND_TIME: place and moment,
    }
    return tuple(code for code, true in holds.items() if true)


def _is_named(person: Finding | None) -> bool:
    """Tell a person's name from a job, a licence or an empty phrase."""
    return person is not None and any(_names(person.values, _NAMES))


def _is_marked(regions: Finding | None) -> bool:
    """Tell whether a marked face has a name beside it."""
    if regions is None:
        return False
    named = _names(regions.values, frozenset(("name", "personinimage", "regionpersondisplayname")))
    faces = any("recognizedface" in fold(name) for name in regions.values)
    return faces or any(named)


def _names(values: Mapping[str, str], fields: frozenset[str]) -> Iterable[bool]:
    for field, text in values.items():
        # "Artist (Text)": the vocabulary stands behind a name that several have.
        leaf = fold(field.partition(" (")[0]).rpartition("/")[2]
        letters = sum(map(str.isalpha, text))
        yield leaf in fields and letters >= 2 and text.strip().lower() not in _NOBODY
