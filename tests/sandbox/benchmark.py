"""What the sandbox costs: `python tests/sandbox/benchmark.py` prints a small table.

The burst is 40 drawn JPEGs of 3 megapixels with planted metadata, asked for all at once.
"""

from __future__ import annotations

import asyncio
import io
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import piexif
from PIL import Image

from bot.images.clean import examine
from bot.images.results import Cleaned, Examined
from bot.sandbox.client import Sandbox
from bot.sandbox.succession import start_zygote

BURST = 40
TINY = 50


def drawn(width: int, height: int) -> bytes:
    """Draw a noisy JPEG with a caption in its Exif."""
    exif = piexif.dump({"0th": {piexif.ImageIFD.ImageDescription: b"planted"}})
    file = io.BytesIO()
    noise = Image.effect_noise((width, height), 60).convert("RGB")
    noise.save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


async def timed(act: Callable[[], Awaitable[object]]) -> float:
    """Return how long an act takes, in milliseconds."""
    begun = time.perf_counter()
    await act()
    return (time.perf_counter() - begun) * 1000


async def started() -> None:
    """Start a zygote and end it."""
    zygote = await start_zygote()
    await zygote.end()


def resident(pid: int) -> str:
    """Return a process's resident memory as the kernel words it."""
    status = Path(f"/proc/{pid}/status").read_text()
    return status.split("VmRSS:")[1].split("\n")[0].strip()


async def median(act: Callable[[], Awaitable[object]], times: int) -> float:
    """Return the median time of an act, in milliseconds."""
    return statistics.median([await timed(act) for _ in range(times)])


async def measure(sandbox: Sandbox) -> None:
    """Print the table."""
    tiny, large = drawn(16, 16), drawn(2048, 1536)

    async def burst() -> None:
        answers: list[Examined] = await asyncio.gather(
            *(sandbox.examine(large) for _ in range(BURST))
        )
        assert all(isinstance(answer.cleaned, Cleaned) for answer in answers)

    async def alone(data: bytes) -> None:
        examine(data)

    await burst()
    rows = {
        "zygote start and end, ms": await median(started, 5),
        "tiny picture in the sandbox, ms": await median(lambda: sandbox.examine(tiny), TINY),
        "tiny picture without it, ms": await median(lambda: alone(tiny), TINY),
        f"3 MP JPEG ({len(large) >> 10} KiB) in the sandbox, ms": await median(
            lambda: sandbox.examine(large), 10
        ),
        "3 MP JPEG without it, ms": await median(lambda: alone(large), 10),
        "burst of 3 MP JPEGs, pictures a second": BURST / (await timed(burst) / 1000),
    }
    for name, value in rows.items():
        sys.stdout.write(f"{value:8.1f}  {name}\n")
    zygote = sandbox._succession._current
    assert zygote is not None
    sys.stdout.write(f"{resident(zygote.process.pid):>8}  zygote's memory\n")


async def main() -> None:
    """Run the benchmark in a sandbox of its own."""
    sandbox = Sandbox()
    await sandbox.start()
    try:
        await measure(sandbox)
    finally:
        await sandbox.close()


if __name__ == "__main__":
    asyncio.run(main())
