"""One picture from bytes to answer: report, clean copy, verification. The child runs this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypeVar

from bot.images import verify
from bot.images.findings import Found, find, look
from bot.images.formats import CONTAINERS
from bot.images.formats import kept as keeping
from bot.images.formats.container import Container, Picture
from bot.images.limits import COPY_BYTES, check_size
from bot.images.once import one_job
from bot.images.results import (
    THUMBNAIL_BYTES,
    Box,
    Category,
    Cleaned,
    Examined,
    Format,
    Options,
    Reason,
    Refused,
    Rejected,
    Report,
    Visible,
)
from bot.images.sniff import sniff
from bot.images.together import combine
from bot.images.views import View

_MOST_BLOCKS = 5_000  # a report needs no more; hostile files hold a hundred thousand
_Answer = TypeVar("_Answer")


def examine(data: bytes, options: Options = Options()) -> Examined:  # noqa: B008 - frozen
    """Report what a picture file gives away and, unless asked not to, clean it.

    Never raises for bad input: a file that cannot be accepted gives `Refused` with its reason.
    Where only the cleaning is refused, the report still comes.
    """
    with one_job():
        return _examine(data, options)


def _examine(data: bytes, options: Options) -> Examined:
    format_ = sniff(data)
    picture = _guarded(format_, lambda: _open(data, format_))
    if isinstance(picture, Refused):
        return Examined(picture, picture if options.clean else None)
    found = _guarded(picture.format, lambda: look(picture, View(data, picture, options.compare)))
    told = Found(()) if isinstance(found, Refused) else found
    report = found if isinstance(found, Refused) else _report(picture, found)
    thumbnail = _preview(picture, told)
    seen = _seen(data, picture, options)
    if isinstance(report, Report):
        report = replace(report, visible=seen.visible)
    marked = _fingerprint(data, picture) if options.fingerprint else None
    if not options.clean:
        return Examined(report, None, thumbnail, seen.preview, marked)
    cleaned = _guarded(
        picture.format, lambda: _sendable(_clean(data, picture, options, told, seen), data)
    )
    return Examined(report, cleaned, thumbnail, seen.preview, marked)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the picture itself shows, and a preview with it outlined."""

    visible: Visible | None = None
    preview: bytes | None = None


def _seen(data: bytes, picture: Picture, options: Options) -> _Seen:
    if not (options.look or options.cover or options.preview):
        return _Seen()
    from bot.images.visible import looking

    looked = _guarded(picture.format, lambda: looking.examine(data, picture, options))
    return _Seen() if isinstance(looked, Refused) else _Seen(*looked)


def _fingerprint(data: bytes, picture: Picture) -> bytes | None:
    from bot.images import fingerprint, glimpse

    def take() -> bytes | None:
        grey = glimpse.grey(data, picture)
        turn = glimpse.UPRIGHT.get(picture.orientation)
        return fingerprint.fingerprint(grey, turn) if grey else None

    taken = _guarded(picture.format, take)
    return None if isinstance(taken, Refused) else taken


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
    from bot.images import glimpse

    return glimpse.preview(found.thumbnail, picture.orientation, THUMBNAIL_BYTES)


def _clean(data: bytes, picture: Picture, options: Options, found: Found, seen: _Seen) -> Cleaned:
    """Strip and verify; raise `Rejected(NOT_VERIFIED)` rather than hand out a half-clean file."""
    boxes = _to_cover(picture, options, seen)
    if boxes:
        from bot.images.visible.redaction import cover

        # A gain map shows what the picture shows.
        options = replace(options, keep_hdr=False, cover=(), areas=())
        covered = cover(data, picture, boxes, options.fill)
        anew = _clean(covered, _open(covered, sniff(covered)), options, found, _Seen())
        return replace(anew, pixels="re-encoded", covered=boxes)
    if options.thorough and (saved := _rewritten(data, picture)):
        return _strip(saved, options, found, "re-encoded")
    kept = [keeping.IN_PIXELS] if found.in_pixels else []
    kept += [keeping.NOT_REWRITTEN] if options.thorough else []
    cleaned = _strip(View(data, picture), options, found, "identical")
    removed = tuple(c for c in cleaned.removed if not (found.in_pixels and c is Category.AI))
    return replace(cleaned, removed=removed, kept=(*cleaned.kept, *kept))


def _sendable(cleaned: Cleaned, original: bytes) -> Cleaned:
    """Raise `Rejected(TOO_LARGE)` for a picture that saving it anew made too large to be sent."""
    if len(cleaned.data) > max(COPY_BYTES, len(original)):
        raise Rejected(Reason.TOO_LARGE)
    return cleaned


def _to_cover(picture: Picture, options: Options, seen: _Seen) -> tuple[Box, ...]:
    if not (options.cover or options.areas):
        return ()
    from bot.images.visible.areas import wanted

    return wanted(seen.visible, options.cover, options.areas, picture)


def _rewritten(data: bytes, picture: Picture) -> View | None:
    """Return the picture with its pixels saved anew, None where that is not possible."""
    from bot.images import rewrite

    anew = rewrite.rewrite(data, picture)
    if anew is None:
        return None
    view = View(anew, _open(anew, sniff(anew)))
    _verify(rewrite.differences(View(data, picture), view))
    return view


def _strip(
    original: View,
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
    left = {finding.category for finding in find(after)}
    if Category.TIMESTAMP in left and not options.keep_date:
        raise Rejected(Reason.NOT_VERIFIED, "a date")
    gone = dict.fromkeys(each.category for each in found.findings if each.category not in left)
    return Cleaned(stripped.data, before.format, tuple(gone), stripped.kept, pixels)


def _verify(wrong: Iterator[str]) -> None:
    if (name := next(wrong, None)) is not None:
        raise Rejected(Reason.NOT_VERIFIED, name)
