"""One picture from bytes to answer: report, clean copy, verification. The child runs this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from bot.images import verify
from bot.images.findings import find
from bot.images.formats import CONTAINERS
from bot.images.formats.container import Container, Picture
from bot.images.limits import check_size
from bot.images.results import (
    Cleaned,
    Examined,
    Finding,
    Format,
    Options,
    Reason,
    Refused,
    Rejected,
    Report,
)
from bot.images.sniff import sniff

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
    report = _guarded(picture.format, lambda: _report(picture))
    if not options.clean:
        return Examined(report)
    findings = report.findings if isinstance(report, Report) else ()
    cleaned = _guarded(picture.format, lambda: _clean(data, picture, options, findings))
    return Examined(report, cleaned)


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


def _report(picture: Picture) -> Report:
    width, height = picture.width, picture.height
    if picture.orientation >= 5:
        width, height = height, width
    return Report(picture.format, width, height, picture.frames, find(picture))


def _clean(
    data: bytes, picture: Picture, options: Options, findings: tuple[Finding, ...]
) -> Cleaned:
    """Strip and verify; raise `Rejected(NOT_VERIFIED)` rather than hand out a half-clean file."""
    container = _container(picture.format)
    stripped = container.strip(data, options)
    after = container.parse(stripped.data)
    checks = (
        verify.residue(stripped.data, picture.format),
        verify.differences(picture, after),
        verify.changes(data, stripped.data, container),
        verify.unreadable(data, stripped.data, picture.format),
    )
    wrong = next(chain.from_iterable(checks), None)
    if wrong is not None:
        raise Rejected(Reason.NOT_VERIFIED, wrong)
    left = {finding.category for finding in find(after)}
    gone = dict.fromkeys(found.category for found in findings if found.category not in left)
    return Cleaned(stripped.data, picture.format, tuple(gone), stripped.kept)
