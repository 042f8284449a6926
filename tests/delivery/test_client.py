"""The way to the Bot API: what arrives, what cannot have arrived, and what an error says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TimedOut

from bot.delivery.client import Client, never_arrived
from bot.demo.emulator import Emulator

TOKEN = "123456:secret-token-of-this-test"
PICTURE = bytes(range(256)) * 4096  # 1 MiB


@asynccontextmanager
async def made(url: str, **patience: float) -> AsyncIterator[Bot]:
    client = Client(4, **patience)
    bot = Bot(
        TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot",
        request=client, get_updates_request=Client(1),
    )  # fmt: skip
    await client.initialize()
    try:
        yield bot
    finally:
        await client.shutdown()


@asynccontextmanager
async def raw_server(
    handle: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def answering(
    handle: Callable[[web.Request], Awaitable[web.Response]],
) -> AsyncIterator[str]:
    application = web.Application(client_max_size=1 << 24)
    application.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield site.name
    finally:
        await runner.cleanup()


async def test_parameters_arrive_as_json_of_their_own_types():
    seen: list[dict[str, object]] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append(await request.json())
        message = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Größe", callback_data="x"))
    async with answering(handle) as url, made(url) as bot:
        await bot.send_message(5, "grüß dich", reply_markup=keyboard)
    assert seen[0]["chat_id"] == 5
    assert seen[0]["text"] == "grüß dich"
    assert seen[0]["reply_markup"] == {
        "inline_keyboard": [[{"text": "Größe", "callback_data": "x"}]]
    }


async def test_a_file_arrives_byte_for_byte_under_its_name():
    async with Emulator() as emulator:
        person = emulator.person("Mia")
        person.write("/start")
        client = Client(4)
        await client.initialize()
        bot = Bot(emulator.token, f"{emulator.url}/bot", request=client)
        await bot.send_document(person.chat_id, PICTURE, filename="clean picture.jpg")
        await client.shutdown()
        (call,) = emulator.calls("sendDocument")
    (upload,) = call["uploads"].values()
    assert upload["size"] == len(PICTURE)
    assert upload["name"] == "clean picture.jpg"


async def test_a_server_that_is_not_there_cannot_have_acted():
    async def nobody(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with raw_server(nobody) as url:
        gone = url
    async with made(gone) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(5, "hello")
    assert never_arrived(raised.value.__cause__)


async def test_half_a_file_cannot_have_been_acted_on():
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1024)
        writer.transport.abort()

    async with raw_server(hang_up) as url, made(url) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.send_document(5, PICTURE * 16, filename="x.jpg")
    assert never_arrived(raised.value.__cause__)


async def test_a_whole_request_without_an_answer_may_have_been_acted_on():
    async def read_and_hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    async with raw_server(read_and_hang_up) as url, made(url) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(5, "hello")
    assert not never_arrived(raised.value.__cause__)


async def test_a_late_answer_is_timed_out_and_may_have_been_acted_on():
    late = asyncio.Event()

    async def handle(_: web.Request) -> web.Response:
        await late.wait()
        return web.Response()

    async with answering(handle) as url, made(url, read=0.05) as bot:
        with pytest.raises(TimedOut) as raised:
            await bot.send_message(5, "hello")
        late.set()
    assert not never_arrived(raised.value.__cause__)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://does-not-exist.invalid"])
async def test_no_error_says_the_token(address: str):
    async with made(address, connect=1.0) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(5, "hello")
    assert TOKEN not in f"{raised.value} {raised.value.__cause__!r}"


async def test_a_proxy_of_the_environment_is_used_but_not_for_its_exceptions(
    monkeypatch: pytest.MonkeyPatch,
):
    asked: list[str] = []

    async def handle(request: web.Request) -> web.Response:
        asked.append(str(request.url))
        return web.json_response({"ok": True, "result": True})

    async with answering(handle) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with made("http://telegram.invalid") as bot:
            assert await bot.delete_message(5, 1)
        async with answering(handle) as direct, made(direct) as bot:
            assert await bot.delete_message(5, 1)
    assert [url.split("/")[2] for url in asked] == ["telegram.invalid", direct.split("/")[2]]


async def test_an_answer_that_is_no_json_is_an_answer_all_the_same():
    async def handle(_: web.Request) -> web.Response:
        return web.Response(status=502, text="<html>Bad Gateway</html>")

    async with answering(handle) as url, made(url) as bot:
        with pytest.raises(NetworkError, match="Bad Gateway") as raised:
            await bot.send_document(5, b"file", filename="x.jpg")
    assert not isinstance(raised.value, TimedOut)
