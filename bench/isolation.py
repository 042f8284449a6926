"""What the sandbox costs: a fresh locked child for each picture."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from bench.pictures import drawn, photo
from bench.table import Table, milliseconds
from bot import log
from bot.images.clean import examine
from bot.images.results import Cleaned, Format
from bot.sandbox.client import Sandbox
from bot.sandbox.succession import start_zygote

BURST = 40
_PICTURES: dict[str, Callable[[], bytes]] = {
    "16 x 16": lambda: drawn(Format.JPEG, (16, 16)),
    "3 megapixels": lambda: drawn(Format.JPEG, (2048, 1536)),
    "12 megapixels": photo,
}


def cost() -> Table:
    """Measure pictures inside and outside, a burst, and the start of a zygote."""
    log.silence()
    return asyncio.run(_cost())


async def _cost() -> Table:
    sandbox = Sandbox()
    await sandbox.start()
    try:
        rows = [await _row(sandbox, name, draw()) for name, draw in _PICTURES.items()]
        rows.append(["40 pictures of 3 megapixels at once", "", "", await _burst(sandbox)])
    finally:
        await sandbox.close()
    start = await _median(_started, 5)
    rows.append(["starting the process that forks the children", "", "", milliseconds(start)])
    return Table(
        "The sandbox",
        "JPEG pictures, `examine` in this process and in a fresh locked child. Medians.",
        ("what", "inside", "outside", "the sandbox costs"),
        rows,
    )


async def _row(sandbox: Sandbox, name: str, data: bytes) -> list[str]:
    async def outside() -> None:
        examine(data)

    inner = await _median(lambda: sandbox.examine(data), 15)
    outer = await _median(outside, 15)
    return [
        f"{name} ({len(data) / 1e6:.1f} MB)",
        *map(milliseconds, (inner, outer, inner - outer)),
    ]


async def _burst(sandbox: Sandbox) -> str:
    data = drawn(Format.JPEG, (2048, 1536))
    begun = time.perf_counter()
    answers = await asyncio.gather(*(sandbox.examine(data) for _ in range(BURST)))
    spent = time.perf_counter() - begun
    if not all(isinstance(answer.cleaned, Cleaned) for answer in answers):
        return "not all were cleaned"
    return f"{BURST / spent:.0f} pictures/s"


async def _started() -> None:
    zygote = await start_zygote()
    await zygote.end()


async def _median(act: Callable[[], Awaitable[object]], times: int) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        await act()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)
