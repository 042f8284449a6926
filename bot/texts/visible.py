"""What a picture itself shows, in words; never that it shows nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.texts import say


def things(lang: str, faces: int, codes: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Name what was found: how many faces, codes by content, lines of text by what they are."""
    named = [say(lang, "seen-face", count=faces)] if faces else []
    for prefix, found in (("code", codes), ("line", lines)):
        named += _counted(lang, prefix, Counter(found))
    return named


def sentences(lang: str, found: list[str], missing: Iterable[str]) -> Iterator[str]:
    """Say what was found, that some can be missed, and what (`missing`) was not looked for."""
    if found:
        yield say(lang, "seen-things", things=listed(lang, found))
    left_out = list(missing)
    if "faces" in left_out and "codes" in left_out:
        yield say(lang, "seen-unchecked")
        return
    if not found:
        yield say(lang, "seen-nothing-" + ("codes" if "codes" in left_out else "faces"))
    yield from (say(lang, f"seen-no-{each}") for each in left_out if each in ("faces", "codes"))
    if "faces" not in left_out:
        yield say(lang, "seen-can-miss")


def listed(lang: str, parts: list[str]) -> str:
    """Enumerate as a sentence does."""
    *before, last = parts
    return f"{', '.join(before)} {say(lang, 'and')} {last}" if before else last


def _counted(lang: str, prefix: str, counts: Counter[str]) -> list[str]:
    return [say(lang, f"seen-{prefix}-{name}", count=count) for name, count in counts.items()]
