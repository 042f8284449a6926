"""What must hold for any file whatever: the oracle of `make fuzz` and of its short form.

`broken(data)` names the promise that a file breaks. Beside the promises, `tripped(data)` names
the place where a parser met a file with an exception of Python's own: the file is refused all the
same, but its report was lost, so it is worth a look.
"""

from __future__ import annotations

import io
import traceback
import warnings
from collections.abc import Iterator
from pathlib import PurePath

from PIL import Image

from bench.pictures import MARKER
from bot.images import verify
from bot.images.clean import examine
from bot.images.findings import find
from bot.images.formats import CONTAINERS
from bot.images.formats.container import Container
from bot.images.results import Cleaned, Options, Reason, Refused, Rejected, Report
from bot.images.sniff import sniff

_MOST_PIXELS = 1 << 20  # larger ones are not decoded for comparison
_STREAMS = (b"IDAT", b"fdAT")


def broken(data: bytes) -> str | None:
    """Return the promise this file breaks, None if all hold."""
    try:
        answer = examine(data)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"examine raised {place(error)}"
    match answer.cleaned:
        case Cleaned() as cleaned:
            return next(_faults(data, cleaned), None)
        case Refused(reason=Reason.NOT_VERIFIED):
            return f"its own copy was not verified: {_unverified(data)}"
        case Refused():
            return None
    return f"neither a copy nor a refusal but {answer.cleaned!r}"


def _faults(data: bytes, cleaned: Cleaned) -> Iterator[str]:
    if residue := next(verify.residue(cleaned.data, cleaned.format), None):
        yield f"left in the copy: {residue}"
    again = examine(cleaned.data)
    if not isinstance(again.cleaned, Cleaned):
        yield f"its copy is refused: {again.cleaned}"
    elif again.cleaned.data != cleaned.data:
        yield "cleaning twice gives other bytes"
    elif again.cleaned.removed:
        yield f"cleaning twice removes {again.cleaned.removed}"
    if not isinstance(again.report, Report):
        yield "its copy has no report"
    if _marker_left(cleaned):
        yield "a planted text is left"
    if _looks_different(data, cleaned.data):
        yield "decodes to other pixels"


def _marker_left(cleaned: Cleaned) -> bool:
    """Tell whether a planted text is left anywhere but in the bytes that make the pixels."""
    if MARKER not in cleaned.data:
        return False
    pixels = b"".join(CONTAINERS[cleaned.format].payload(cleaned.data))
    before = cleaned.data.partition(MARKER)[0]
    return MARKER not in pixels and not any(kind in before for kind in _STREAMS)


def _looks_different(before: bytes, after: bytes) -> bool:
    """Tell whether Pillow decodes both files, to different pixels.

    Frames that only the original has are not compared: decoders disagree on what is still shown
    of an animation that breaks off.
    """
    expected = _decoded(before)
    if expected is None:
        return False
    found = _decoded(after)
    return not found or found != expected[: len(found)]


def _decoded(data: bytes) -> list[bytes] | None:
    """Return the pixels of each frame, None where Pillow does not decode the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                return [_frame(image, number) for number in range(min(_frames(image), 8))]
        except Exception:  # noqa: BLE001 - Pillow's parsers raise whatever they meet
            return None


def _frames(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def _frame(image: Image.Image, number: int) -> bytes:
    if number:
        image.seek(number)
    return image.convert("RGBA").tobytes()


def _unverified(data: bytes) -> str:
    """Return which check of the copy failed, or what raised."""
    container = _container(data)
    try:
        picture = container.parse(data)
        copy = container.strip(data, Options()).data
        checks = (
            *verify.residue(copy, picture.format),
            *verify.differences(picture, container.parse(copy)),
            *verify.changes(data, copy, container),
            *verify.unreadable(data, copy, picture.format),
        )
    except Exception as error:  # noqa: BLE001 - told by name
        return place(error)
    return checks[0] if checks else "nothing now"


def tripped(data: bytes) -> str | None:
    """Return where a parser or reader met this file with an exception of Python's own."""
    try:
        container = _container(data)
        find(container.parse(data))
        container.strip(data, Options())
        container.payload(data)
    except Rejected:
        return None
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return place(error)
    return None


def _container(data: bytes) -> Container:
    format_ = sniff(data)
    if format_ is None or format_ not in CONTAINERS:
        raise Rejected(Reason.UNSUPPORTED)
    return CONTAINERS[format_]


def place(error: Exception) -> str:
    """Name an exception by its kind and the last line of this project that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "bot/images" in each.filename] or frames[-1:]
    last = ours[-1]
    return f"{type(error).__name__} in {PurePath(last.filename).name}:{last.lineno} ({last.name})"
