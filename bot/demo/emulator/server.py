"""The Bot API over HTTP: method calls and file downloads, with whatever faults are armed."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

from aiohttp import web

from bot.demo.emulator.call import Call, read_call
from bot.demo.emulator.errors import ApiError, Json
from bot.demo.emulator.faults import Fault
from bot.demo.emulator.files import File
from bot.demo.emulator.methods import METHODS
from bot.demo.emulator.world import World

TOKEN_SHAPE = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,}")
CHUNK = 64 * 1024
HTML_FAULT = "<html><head><title>{code}</title></head><body><h1>{code}</h1></body></html>"


class BotApi:
    """The routes `/bot<token>/METHOD` and `/file/bot<token>/PATH` of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        world.webhook.execute = self.execute

    def routes(self) -> list[web.RouteDef]:
        """Return the routes, GET and POST (Bot API, "Making requests")."""
        call, file = "/bot{token}/{method}", "/file/bot{token}/{path:.+}"
        return [
            web.get(call, self.handle),
            web.post(call, self.handle),
            web.get(file, self.download),
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        started = time.perf_counter()
        try:
            self._check_token(request)
            call = await read_call(request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        fault = self._world.faults.take(call.method, call)
        if fault and (response := await _before(request, fault)):
            return response
        status, body = await self._answer(call, fault)
        self._world.calls.record(call, status, body, (time.perf_counter() - started) * 1000)
        if fault and fault.drop == "after":
            return _cut(request)
        return web.json_response(body, status=status)

    async def execute(self, method: str, params: Json) -> Any:
        """Carry out a call that came in a webhook's answer; its result goes nowhere."""
        call = Call(method, params, {})
        status, body = await self._answer(call, None)
        self._world.calls.record(call, status, body, 0.0)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Stream a file, byte for byte."""
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        fault = self._world.faults.take("download")
        if fault and (response := await _before(request, fault)):
            return response
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        return await _stream(request, file, fault.reset_after if fault else None)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not TOKEN_SHAPE.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self._world.token:
            raise ApiError(401, "Unauthorized")

    async def _answer(self, call: Call, fault: Fault | None) -> tuple[int, Json]:
        try:
            if fault and (error := fault.api_error()):
                raise error
            method = METHODS.get(call.method.lower(), _unknown)
            return 200, {"ok": True, "result": await method(self._world, call)}
        except ApiError as error:
            return error.code, error.body()


async def _unknown(_: World, __: Call) -> None:
    raise ApiError(404, "Not Found: method not found")


async def _before(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    """Do what a fault does before the call is carried out."""
    await asyncio.sleep(fault.delay)
    if fault.drop == "before":
        return _cut(request)
    if fault.html and fault.error:
        page = HTML_FAULT.format(code=fault.error)
        return web.Response(text=page, status=fault.error, content_type="text/html")
    return None


def _cut(request: web.Request) -> web.Response:
    """Reset the connection; the response returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _stream(request: web.Request, file: File, reset_after: int | None) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
    response.content_length = len(file.data)
    await response.prepare(request)
    if reset_after is not None:
        await response.write(file.data[:reset_after])
        _cut(request)
        return response
    for at in range(0, len(file.data), CHUNK):
        await response.write(file.data[at : at + CHUNK])
    await response.write_eof()
    return response
