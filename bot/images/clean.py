"""One picture from bytes to answer: report, clean copy, verification. The child runs this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Literal, TypeVar

from bot.images import glimpse, rewrite, verify
from bot.images.findings import Found, find, look
from bot.images.formats import CONTAINERS
from bot.images.formats.container import Container, Picture
from bot.images.limits import COPY_BYTES, check_size
from bot.images.results import (
    THUMBNAIL_BYTES,
    Category,
    Cleaned,
    Examined,
    Format,
    Options,
    Reason,
    Refused,
    Rejected,
    Report,
)
from bot.images.sniff import sniff
from bot.images.together import combine

_MOST_BLOCKS = 5_000  # a report needs no more; hostile files hold a hundred thousand
_Answer = TypeVar("_Answer")


def examine(data: bytes, options: Options = Options()) -> Examined:  # noqa: B008 - frozen
    """Report what a picture file gives away and, unless asked not to, clean it.

    Never raises for bad input: a file that cannot be accepted gives `Refused` with its reason.
    Where only the cleaning is refused, the report still comes.
    """
    format_ = sniff(data)
    picture = _guarded(format_, lambda: _open(data, format_))
    if isinstance(picture, Refused):
        return Examined(picture, picture if options.clean else None)
    found = _guarded(picture.format, lambda: look(picture, glimpse.View(data, picture)))
    told = Found(()) if isinstance(found, Refused) else found
    report = found if isinstance(found, Refused) else _report(picture, found)
    thumbnail = _preview(picture, told)
    if not options.clean:
        return Examined(report, thumbnail=thumbnail)
    cleaned = _guarded(picture.format, lambda: _clean(data, picture, options, told))
    return Examined(report, cleaned, thumbnail)


def _guarded(format_: Format | None, step: Callable[[], _Answer]) -> _Answer | Refused:
    """Run a step; whatever a parser trips over in a hostile file becomes a refusal."""
    try:
        return step()
    except Rejected as rejected:
        return Refused(rejected.reason, format_)
    except Exception:  # noqa: BLE001 - no file may end in a traceback, whichever parser met it
        return Refused(Reason.DAMAGED, format_)


def _open(data: bytes, format_: Format | None) -> Picture:
    check_size(data)
    picture = _container(format_).parse(data)
    if len(picture.blocks) <= _MOST_BLOCKS:
        return picture
    damaged = (*picture.damaged, "more structures than are read")
    return replace(picture, blocks=picture.blocks[:_MOST_BLOCKS], damaged=damaged)


def _container(format_: Format | None) -> Container:
    if format_ is None:
        raise Rejected(Reason.NOT_AN_IMAGE)
    if format_ not in CONTAINERS:
        raise Rejected(Reason.UNSUPPORTED)
    return CONTAINERS[format_]


def _report(picture: Picture, found: Found) -> Report:
    width, height = picture.width, picture.height
    if picture.orientation >= 5:
        width, height = height, width
    return Report(
        picture.format, width, height, picture.frames, found.findings, combine(found.findings)
    )


def _preview(picture: Picture, found: Found) -> bytes | None:
    if found.thumbnail is None:
        return None
    return glimpse.preview(found.thumbnail, picture.orientation, THUMBNAIL_BYTES)


def _clean(data: bytes, picture: Picture, options: Options, found: Found) -> Cleaned:
    """Strip and verify; raise `Rejected(NOT_VERIFIED)` rather than hand out a half-clean file."""
    anew = rewrite.rewrite(data, picture) if options.thorough else None
    if anew is not None:
        before = _open(anew, sniff(anew))
        _verify(rewrite.differences(glimpse.View(data, picture), glimpse.View(anew, before)))
        return _strip(glimpse.View(anew, before), options, found, "re-encoded")
    kept = [rewrite.IN_PIXELS] if found.in_pixels else []
    kept += [rewrite.NOT_REWRITTEN] if options.thorough else []
    cleaned = _strip(glimpse.View(data, picture), options, found, "identical")
    removed = tuple(c for c in cleaned.removed if not (found.in_pixels and c is Category.AI))
    return replace(cleaned, removed=removed, kept=(*cleaned.kept, *kept))


def _strip(
    original: glimpse.View,
    options: Options,
    found: Found,
    pixels: Literal["identical", "re-encoded"],
) -> Cleaned:
    data, before = original.data, original.picture
    container = _container(before.format)
    stripped = container.strip(data, options)
    after = container.parse(stripped.data)
    checks = (
        verify.residue(stripped.data, before.format),
        verify.differences(before, after),
        verify.changes(data, stripped.data, container),
        verify.unreadable(data, stripped.data, before.format),
    )
    _verify(chain.from_iterable(checks))
    if len(stripped.data) > COPY_BYTES:
        raise Rejected(Reason.TOO_LARGE)
    left = {finding.category for finding in find(after)}
    gone = dict.fromkeys(each.category for each in found.findings if each.category not in left)
    return Cleaned(stripped.data, before.format, tuple(gone), stripped.kept, pixels)


def _verify(wrong: Iterator[str]) -> None:
    if (name := next(wrong, None)) is not None:
        raise Rejected(Reason.NOT_VERIFIED, name)
