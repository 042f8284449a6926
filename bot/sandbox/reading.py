"""Pictures whose text is to be read go to processes of their own: a reader takes 400 MB.

They start when the first such picture comes; everything else stays as it is without them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox import Isolation, SandboxUnavailable

if TYPE_CHECKING:
    from bot.images.results import Examined, Options


class WithReader:
    """Passes a picture on to `plain`, or to the isolation `reading` makes if text is asked for."""

    def __init__(self, plain: Isolation, reading: Callable[[], Isolation]) -> None:
        self._plain, self._reading = plain, reading
        self._reader: Isolation | None = None
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Start `plain`; raises `SandboxUnavailable`."""
        await self._plain.start()

    async def close(self) -> None:
        """End all processes at once."""
        await self._plain.close()
        if self._reader is not None:
            await self._reader.close()

    async def examine(self, data: bytes, options: Options | None = None) -> Examined:
        """Examine a picture; without a reader that starts, its text is said to be unread."""
        from bot.images.results import Options, Subject

        wanted = options or Options()
        if Subject.TEXT not in (*wanted.look, *wanted.cover):
            return await self._plain.examine(data, wanted)
        try:
            reader = await self._started()
        except SandboxUnavailable:
            return await self._plain.examine(data, wanted)
        return await reader.examine(data, wanted)

    async def _started(self) -> Isolation:
        async with self._starting:
            if self._reader is None:
                reader = self._reading()
                await reader.start()
                self._reader = reader
            return self._reader
