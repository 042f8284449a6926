"""Which items of a HEIF file are needed to show its pictures (ISO/IEC 23008-12 section 6).

Needed are the primary picture and every other picture of the file that is meant to be shown,
with what they are derived from and their alpha planes. Thumbnails, depth and gain maps, hidden
and alternative pictures are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.images.formats.isobmff.boxes import damaged
from bot.images.formats.isobmff.meta import Item, Meta
from bot.images.formats.isobmff.properties import ALPHA, aux_type
from bot.images.results import Reason, Rejected

_CODED = b"hvc1 hev1 lhv1 av01 avc1 vvc1 evc1 jpeg j2k1 unci".split()
_DERIVED = (b"grid", b"iovl", b"iden", b"sato")
PICTURES = frozenset((*_CODED, *_DERIVED))
TONE_MAP = b"tmap"
_INPUTS = (b"dimg", b"base", b"exbl", b"pred")
REFERENCES = frozenset((*_INPUTS, b"auxl", b"prem"))
_MOST_PICTURES = 1_000


@dataclass(frozen=True, slots=True)
class Shown:
    """The items that stay: the primary one, the pictures (primary first) and all items."""

    primary: int
    pictures: tuple[int, ...]
    items: tuple[int, ...]
    tone_mapped: bool = False


def select(meta: Meta, keep_hdr: bool = False) -> Shown:
    """Choose the items that stay; raise `Rejected` where the primary picture cannot be shown."""
    primary = _primary(meta, keep_hdr)
    pictures = (primary, *(number for number in _others(meta, primary)))
    if len(pictures) > _MOST_PICTURES:
        raise Rejected(Reason.TOO_MANY_FRAMES)
    needed = _closure(meta, pictures)
    maps = _tone_maps(meta, needed) if keep_hdr else []
    needed = _closure(meta, (*needed, *maps))
    order = {number: at for at, number in enumerate(meta.items)}
    for number in needed:
        _check(meta.items.get(number))
    return Shown(primary, pictures, tuple(sorted(needed, key=order.__getitem__)), bool(maps))


def _check(item: Item | None) -> None:
    if item is None:
        raise damaged("a picture made of what is not there")
    if item.kind not in PICTURES and item.kind != TONE_MAP:
        raise Rejected(Reason.UNSUPPORTED, "a picture of a kind not known here")
    if item.protected:
        raise Rejected(Reason.UNSUPPORTED, "an encrypted picture")


def _primary(meta: Meta, keep_hdr: bool) -> int:
    """Return the primary item; of a tone-mapped one its base, which shows without the map."""
    primary = meta.items.get(meta.primary)
    if primary is None:
        raise damaged("no primary picture")
    inputs = meta.references.get((b"dimg", primary.number), ())
    if primary.kind == TONE_MAP and inputs and not keep_hdr:
        return inputs[0]
    return primary.number


def _others(meta: Meta, primary: int) -> Iterator[int]:
    """Yield the other pictures that are meant to be shown by themselves."""
    parts = {
        target
        for (kind, _), targets in meta.references.items()
        if kind in _INPUTS
        for target in targets
    }
    beside = {source for kind, source in meta.references if kind in (b"auxl", b"thmb", b"cdsc")}
    alternatives = {
        number for group in meta.groups if group.kind == b"altr" for number in group.members
    }
    for number, item in meta.items.items():
        alone = number not in parts and number not in beside and number not in alternatives
        if alone and not item.hidden and item.kind in PICTURES and number != primary:
            yield number


def _closure(meta: Meta, roots: tuple[int, ...]) -> tuple[int, ...]:
    """Return the roots with everything they are made of and their alpha planes."""
    alphas: dict[int, list[int]] = {}
    for (kind, source), targets in meta.references.items():
        if kind == b"auxl" and is_alpha(meta, source):
            for target in targets:
                alphas.setdefault(target, []).append(source)
    found, waiting = dict[int, None](), list(roots)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found[number] = None
            for kind in _INPUTS:
                waiting += meta.references.get((kind, number), ())
            waiting += alphas.get(number, ())
    return tuple(found)


def is_alpha(meta: Meta, number: int) -> bool:
    """Tell whether an item is an alpha plane."""
    body = meta.property(number, b"auxC")
    return body is not None and aux_type(body) in ALPHA


def _tone_maps(meta: Meta, needed: tuple[int, ...]) -> list[int]:
    """Return the tone-mapped pictures whose base picture is shown."""
    return [
        number
        for number, item in meta.items.items()
        if item.kind == TONE_MAP and meta.references.get((b"dimg", number), (0,))[0] in needed
    ]
