"""What a picture may cost: checked from headers, before a pixel is decoded."""

from __future__ import annotations

from collections.abc import Iterable

from bot.images.results import Reason, Rejected

FILE_BYTES = 100_000_000  # held three times over, and read in the seconds that a child has
COPY_BYTES = 52_428_800  # of a picture that grew, for it was saved anew: more cannot be sent
FRAME_PIXELS = 120_000_000
FRAMES = 1_000
TOTAL_PIXELS = 500_000_000


def check_size(data: bytes) -> None:
    """Raise `Rejected(TOO_LARGE)` for a file over the limit."""
    if len(data) > FILE_BYTES:
        raise Rejected(Reason.TOO_LARGE)


def check_frames(frames: Iterable[tuple[int, int]]) -> None:
    """Raise `Rejected` if frames of these sizes (width, height) are too big or too many."""
    total = 0
    for number, (width, height) in enumerate(frames, start=1):
        if width < 1 or height < 1:
            raise Rejected(Reason.DAMAGED, "a frame without area")
        total += width * height
        if number > FRAMES:
            raise Rejected(Reason.TOO_MANY_FRAMES)
        if width * height > FRAME_PIXELS or total > TOTAL_PIXELS:
            raise Rejected(Reason.TOO_MANY_PIXELS)
