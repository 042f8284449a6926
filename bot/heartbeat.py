"""A heartbeat in a file, so that a container engine can ask for health without an open port.

`image-privacy-bot run` keeps it; `python -m bot.heartbeat FILE` ends with 0 while it is fresh,
with 1 otherwise, and imports nothing heavy, because it is asked twice a minute.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

EVERY: Final = 15.0  # seconds
ANSWER_WITHIN: Final = 10.0  # seconds
FRESH: Final = 60.0  # seconds; three beats may be missed


async def keep(path: Path, alive: Callable[[], Awaitable[object]], every: float = EVERY) -> None:
    """Beat until cancelled: the loop turns, and `alive` (a look at the database) answers in time.

    Telegram's own trouble does not stop the beat: starting anew would not mend it. Nor does a file
    that cannot be written: the engine will notice that it is not there.
    """
    while True:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(ANSWER_WITHIN):
                await alive()
            path.touch(mode=0o600)  # noqa: ASYNC240 - in memory, or as good as
        await asyncio.sleep(every)


def fresh(path: Path, now: float | None = None) -> bool:
    """Tell whether the last beat is at most a minute old; `now` in Unix seconds."""
    try:
        age = (time.time() if now is None else now) - path.stat().st_mtime
    except OSError:
        return False
    return age <= FRESH


def main() -> None:
    """Answer the container engine."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m bot.heartbeat FILE")
    sys.exit(0 if fresh(Path(sys.argv[1])) else 1)


if __name__ == "__main__":
    main()
