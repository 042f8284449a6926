"""How a picture goes to its child and the answer comes back: JSON and raw bytes in one frame.

A frame is two big-endian 32-bit lengths, a JSON header and a body. The reader of an answer
believes nothing: whoever took over a decoder writes what they like, so every length, type, count
and code is checked, and whatever does not fit is a `ProtocolError`. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any, TypeVar

from bot.images.limits import COPY_BYTES, FILE_BYTES
from bot.images.results import (
    FINGERPRINT_BYTES,
    PREVIEW_BYTES,
    THUMBNAIL_BYTES,
    Box,
    Category,
    Cleaned,
    Code,
    Content,
    Examined,
    Face,
    Finding,
    Format,
    Kept,
    Line,
    Options,
    Reason,
    Refused,
    Report,
    Severity,
    Subject,
    Together,
    Visible,
    Writing,
)

DEFAULT = Options()

# What the zygote says once, on its control socket.
READY, MISSING = b"ready", b"missing "

PREFIX = struct.Struct(">II")
HEADER_BYTES = 1 << 20
# A copy of the same pixels grows by its orientation tag, and by an eighth at most where rows that
# were packed tighter than zlib can lose what stood behind them.
GROWTH_BYTES, GROWTH_PART = 1 << 16, 8

SIDE_PIXELS = 1 << 31
FRAMES = 1 << 20
FINDINGS = 512
VALUES = 4096
TEXT_LENGTH = 200

# Not to be shown to a person: C0 and C1 controls, overrides of the writing direction, and halves
# of surrogate pairs, which no message could carry.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

SIGNATURES = {
    Format.JPEG: re.compile(rb"\xff\xd8\xff"),
    Format.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    Format.APNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    Format.WEBP: re.compile(rb"RIFF....WEBP", re.DOTALL),
    Format.GIF: re.compile(rb"GIF8[79]a"),
    Format.TIFF: re.compile(rb"II[*+]\0|MM\0[*+]"),
    Format.HEIC: re.compile(rb"....ftyp", re.DOTALL),
    Format.AVIF: re.compile(rb"....ftyp", re.DOTALL),
    Format.JXL: re.compile(rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n"),
    Format.BMP: re.compile(rb"BM"),
    Format.SVG: re.compile(rb"\s*(\xef\xbb\xbf)?<"),
}

SYMBOLOGY = re.compile(r"[a-z0-9-]{1,20}")
SIGHTS = 2048  # faces, codes or lines of one picture

Word = TypeVar("Word", bound=StrEnum)
Sight = TypeVar("Sight")


class ProtocolError(Exception):
    """The child's answer is not one: the child is not to be believed."""


def head(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a frame up to its body, which follows as it is."""
    text = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return PREFIX.pack(len(text), len(body)) + text


def request(data: bytes, options: Options) -> tuple[bytes, bytes]:
    """Return head and body of the frame that asks for a picture to be examined."""
    return head(asdict(options), data), data


def asked(header: bytes) -> Options:
    """Read a request's header; it comes from the trusted side."""
    fields = json.loads(header)
    for name in ("look", "cover"):
        fields[name] = tuple(Subject(each) for each in fields[name])
    fields["areas"] = tuple(map(tuple, fields["areas"]))
    return Options(**fields)


def answer(examined: Examined) -> tuple[bytes, bytes]:
    """Return head and body of the frame that answers a request."""
    cleaned, thumbnail = examined.cleaned, examined.thumbnail or b""
    preview = examined.preview or b""
    marked = examined.fingerprint or b""
    body = marked + thumbnail + preview + (cleaned.data if isinstance(cleaned, Cleaned) else b"")
    header = {
        "report": _plain(examined.report),
        "cleaned": cleaned and _plain(cleaned),
        "thumbnail": len(thumbnail),
        "preview": len(preview),
        "fingerprint": len(marked),
    }
    return head(header, body), body


def refusal(reason: Reason, options: Options) -> Examined:
    """Return the answer to a picture that could not be examined."""
    return Examined(Refused(reason), Refused(reason) if options.clean else None)


def lengths(
    prefix: bytes,
    *,
    asked: bytes,
    options: Options = Options(),  # noqa: B008 - frozen
) -> tuple[int, int]:
    """Return the lengths of an answer's header and body, for the file that was `asked` about.

    Raises `ProtocolError` where a length is over what any honest answer needs.
    """
    header, body = PREFIX.unpack(prefix)
    _check(header <= HEADER_BYTES, "a header too long")
    shown = PREVIEW_BYTES if options.preview else 0
    marked = FINGERPRINT_BYTES if options.fingerprint else 0
    most = _copy_bytes(asked, options) + THUMBNAIL_BYTES + shown + marked
    _check(body <= most, "a body too long")
    return header, body


def _copy_bytes(asked: bytes, options: Options) -> int:
    """Return how long the clean copy of a file can be.

    Pixels saved anew can take more bytes, and so can a drawing: it may come compressed, its
    entities are written out and its ids renamed.
    """
    anew = options.thorough or options.cover or options.areas
    coded = any(head.match(asked) for form, head in SIGNATURES.items() if form is not Format.SVG)
    size = min(len(asked), FILE_BYTES)
    same = size + size // GROWTH_PART + GROWTH_BYTES
    return same if coded and not anew else max(same, COPY_BYTES)


def answered(header: bytes, body: bytes, options: Options) -> Examined:
    """Read an answer, believing nothing; raises `ProtocolError`."""
    try:
        fields = json.loads(header)
    except (ValueError, RecursionError):
        raise ProtocolError("no JSON") from None
    report, cleaned, small, outlined, marked = _members(
        fields, "report", "cleaned", "thumbnail", "preview", "fingerprint"
    )
    fingerprint, pictures = _fingerprint(marked, body, options)
    thumbnail, rest = _picture(small, pictures, THUMBNAIL_BYTES)
    preview, copy = _picture(outlined, rest, PREVIEW_BYTES if options.preview else 0)
    _check(options.clean or cleaned is None, "a copy nobody asked for")
    examined = Examined(
        _report(report),
        None if cleaned is None else _cleaned(cleaned, copy),
        thumbnail or None,
        preview or None,
        fingerprint or None,
    )
    _check(isinstance(examined.cleaned, Cleaned) or not copy, "bytes without a copy")
    return examined


def _fingerprint(length: Any, body: bytes, options: Options) -> tuple[bytes, bytes]:
    """Split a fingerprint off a body: there is all of it or none."""
    size = _number(length, min(FINGERPRINT_BYTES if options.fingerprint else 0, len(body)))
    _check(size in (0, FINGERPRINT_BYTES), "a fingerprint")
    return body[:size], body[size:]


def _picture(length: Any, body: bytes, most: int) -> tuple[bytes, bytes]:
    """Split a JPEG of this length off a body."""
    size = _number(length, min(most, len(body)))
    picture = body[:size]
    _check(not picture or SIGNATURES[Format.JPEG].match(picture) is not None, "a small picture")
    return picture, body[size:]


def _plain(result: Report | Cleaned | Refused) -> dict[str, Any]:
    match result:
        case Refused(reason, form):
            return {"refused": reason, "format": form}
        case Cleaned():
            return {
                "format": result.format,
                "removed": result.removed,
                "pixels": result.pixels,
                "kept": [[kept.what, kept.why] for kept in result.kept],
                "covered": result.covered,
            }
        case Report():
            return {
                "format": result.format,
                "width": result.width,
                "height": result.height,
                "frames": result.frames,
                "findings": [[f.category, f.severity, dict(f.values)] for f in result.findings],
                "together": result.together,
                "visible": result.visible and _plain_sights(result.visible),
            }


def _plain_sights(visible: Visible) -> list[Any]:
    faces, codes, text = visible.faces, visible.codes, visible.text
    return [
        None if faces is None else [[each.box, round(each.score * 100)] for each in faces],
        None if codes is None else [[each.box, each.kind, each.content] for each in codes],
        None if text is None else [[each.box, each.writing] for each in text],
    ]


def _report(fields: Any) -> Report | Refused:
    if isinstance(fields, dict) and "refused" in fields:
        return _refused(fields)
    form, width, height, frames, findings, together, visible = _members(
        fields, "format", "width", "height", "frames", "findings", "together", "visible"
    )
    return Report(
        format=_code(Format, form),
        width=_number(width, SIDE_PIXELS),
        height=_number(height, SIDE_PIXELS),
        frames=_number(frames, FRAMES),
        findings=tuple(_finding(item) for item in _list(findings, FINDINGS)),
        together=tuple(_code(Together, item) for item in _list(together, len(Together))),
        visible=None if visible is None else _visible(visible),
    )


def _visible(fields: Any) -> Visible:
    faces, codes, text = _list(fields, 3, least=3)
    return Visible(_sights(faces, _face), _sights(codes, _seen_code), _sights(text, _line))


def _sights(items: Any, read: Callable[[Any], Sight]) -> tuple[Sight, ...] | None:
    return None if items is None else tuple(read(item) for item in _list(items, SIGHTS))


def _face(item: Any) -> Face:
    box, score = _list(item, 2, least=2)
    return Face(_box(box), _number(score, 100) / 100)


def _seen_code(item: Any) -> Code:
    box, kind, content = _list(item, 3, least=3)
    _check(isinstance(kind, str) and SYMBOLOGY.fullmatch(kind) is not None, "a symbology")
    return Code(_box(box), kind, _code(Content, content))


def _line(item: Any) -> Line:
    box, writing = _list(item, 2, least=2)
    return Line(_box(box), _code(Writing, writing))


def _box(item: Any) -> Box:
    left, top, right, bottom = (_number(edge, SIDE_PIXELS) for edge in _list(item, 4, least=4))
    _check(left <= right and top <= bottom, "a box")
    return left, top, right, bottom


def _finding(item: Any) -> Finding:
    category, severity, values = _list(item, 3, least=3)
    _check(isinstance(values, dict) and len(values) <= VALUES, "values")
    texts = {_text(name): _text(value) for name, value in values.items()}
    return Finding(_code(Category, category), _code(Severity, severity), texts)


def _cleaned(fields: Any, body: bytes) -> Cleaned | Refused:
    if isinstance(fields, dict) and "refused" in fields:
        return _refused(fields)
    form, removed, pixels, kept, covered = _members(
        fields, "format", "removed", "pixels", "kept", "covered"
    )
    claimed = _code(Format, form)
    _check(SIGNATURES[claimed].match(body) is not None, "bytes of another format")
    _check(pixels in ("identical", "re-encoded"), "pixels")
    return Cleaned(
        data=body,
        format=claimed,
        removed=tuple(_code(Category, item) for item in _list(removed, len(Category))),
        kept=tuple(_kept(item) for item in _list(kept, FINDINGS)),
        pixels=pixels,
        covered=tuple(_box(item) for item in _list(covered, SIGHTS)),
    )


def _kept(item: Any) -> Kept:
    what, why = _list(item, 2, least=2)
    return Kept(_text(what), _text(why))


def _refused(fields: dict[str, Any]) -> Refused:
    reason, form = _members(fields, "refused", "format")
    return Refused(_code(Reason, reason), None if form is None else _code(Format, form))


def _members(fields: Any, *names: str) -> list[Any]:
    """Return the values of exactly these names."""
    _check(isinstance(fields, dict) and fields.keys() == set(names), "other members than expected")
    return [fields[name] for name in names]


def _list(value: Any, most: int, *, least: int = 0) -> list[Any]:
    _check(isinstance(value, list) and least <= len(value) <= most, "a list")
    return list(value)


def _code(kind: type[Word], value: Any) -> Word:
    _check(isinstance(value, str), "a code")
    try:
        return kind(value)
    except ValueError:
        raise ProtocolError("an unknown code") from None


def _number(value: Any, most: int) -> int:
    _check(type(value) is int and 0 <= value <= most, "a number")
    return int(value)


def _text(value: Any) -> str:
    _check(isinstance(value, str) and len(value) <= TEXT_LENGTH, "a text")
    return UNPRINTABLE.sub("", value)


def _check(holds: bool, what: str) -> None:
    """Raise `ProtocolError` if it does not hold; `what` is ours, never the child's words."""
    if not holds:
        raise ProtocolError(what)
