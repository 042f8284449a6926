"""A Bot API emulator on loopback: tests and the demo talk to it instead of Telegram.

`Emulator` starts it and is its in-process API; `bot.demo.emulator.control` is the same over HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path
from typing import Self

from aiohttp import web

from bot.demo.emulator.control import Control
from bot.demo.emulator.errors import Json
from bot.demo.emulator.events import Listener, Wanted
from bot.demo.emulator.faults import Fault
from bot.demo.emulator.files import UPLOAD_LIMIT
from bot.demo.emulator.people import Person
from bot.demo.emulator.server import BotApi
from bot.demo.emulator.world import World, demo_world

__all__ = ["Emulator", "Fault", "Person", "World"]

PAGE = Path(str(resources.files("bot.demo") / "page"))
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
# Nothing from elsewhere is loaded, nothing inline is run.
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Emulator:
    """One emulated Telegram with one bot; `world` is all of its state.

    `async with Emulator() as emulator:` starts it on a free port. `token` is made up.
    """

    def __init__(self, world: World | None = None) -> None:
        self.world = world or demo_world()
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None

    @property
    def token(self) -> str:
        """Return the bot's token."""
        return self.world.token

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve the Bot API, the control API and the page; port 0 takes a free one.

        Raises `OSError` where the port is taken and `ValueError` off loopback.
        """
        if host not in LOOPBACK:
            raise ValueError("the emulator serves on loopback only")
        app = web.Application(client_max_size=UPLOAD_LIMIT + 2**20, middlewares=[only_loopback])
        app.add_routes(BotApi(self.world).routes())
        app.add_routes(Control(self.world).routes())
        app.add_routes([web.get("/", page), web.get("/page/{name}", page)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        self._delivery = asyncio.create_task(self.world.webhook.run())

    async def stop(self) -> None:
        """Close all connections."""
        if self._delivery is not None:
            self._delivery.cancel()
            await asyncio.gather(self._delivery, return_exceptions=True)
        self.world.events.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def person(self, first_name: str, chat_id: int | None = None) -> Person:
        """Return somebody by first name, in their private chat or in a group."""
        for user in self.world.chats.people.values():
            if user["first_name"] == first_name:
                return Person(self.world, user, chat_id)
        raise KeyError(first_name)

    def listen(self, only: Wanted = lambda _: True) -> Listener:
        """Return a listener for all events from now on, or `only` some."""
        return self.world.events.listen(only)

    def fail(self, fault: Fault) -> None:
        """Arm a fault."""
        self.world.faults.add(fault)

    def calls(self, method: str | None = None) -> list[Json]:
        """Return the recorded calls, oldest first, as the control API gives them."""
        return [each.json() for each in self.world.calls.all(method)]


@web.middleware
async def only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse names that merely resolve to loopback, and pages of other origins."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    origin = request.headers.get("Origin")
    if host not in LOOPBACK or (origin is not None and origin != f"http://{request.host}"):
        raise web.HTTPForbidden(text="only this machine's own pages may ask")
    return await handler(request)


async def page(request: web.Request) -> web.StreamResponse:
    """Return a file of the chat page."""
    name = request.match_info.get("name", "index.html")
    file = PAGE / name
    if "/" in name or not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers=PAGE_HEADERS)
