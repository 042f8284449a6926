from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.demo.emulator import Emulator
from bot.demo.emulator.webhook import Webhook
from bot.demo.emulator.world import demo_world


@dataclass
class Receiver:
    """A webhook that answers with the statuses it was given, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    body: dict[str, Any] = field(default_factory=dict)
    secrets: list[str | None] = field(default_factory=list)
    taken: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    hold: asyncio.Event | None = None

    async def handle(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        status = self.statuses.pop(0) if self.statuses else 200
        await self.taken.put({"status": status, **update})
        if self.hold is not None:
            await self.hold.wait()
        return web.json_response(self.body, status=status)

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.taken.get(), 5)


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """An emulator that tries again after 10 ms."""
    world = demo_world()
    world.webhook = Webhook(world.updates, world.clock, pauses=(0.0, 0.01))
    async with Emulator(world) as started:
        yield started


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    hook = Receiver()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_come_with_the_secret_and_are_confirmed_by_2xx(
    emulator: Emulator, bot: Bot, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, secret_token="s3cret")

    emulator.person("Mia").write("hello")

    assert (await receiver.next())["message"]["text"] == "hello"
    assert receiver.secrets == ["s3cret"]
    while len(emulator.world.updates) > 0:
        await asyncio.wait_for(emulator.world.updates.changed(), 5)
    assert emulator.world.updates.confirmed == 1


async def test_anything_else_is_tried_again_with_the_same_id(
    emulator: Emulator, bot: Bot, receiver: Receiver
) -> None:
    receiver.statuses = [500, 302, 503]
    await bot.set_webhook(receiver.url)

    emulator.person("Mia").write("hello")

    tries = [await receiver.next() for _ in range(4)]
    assert [each["status"] for each in tries] == [500, 302, 503, 200]
    assert len({each["update_id"] for each in tries}) == 1
    assert "503" in (await bot.get_webhook_info()).last_error_message  # type: ignore[operator]


async def test_a_chat_waits_for_its_answer_while_others_go_on(
    emulator: Emulator, bot: Bot, receiver: Receiver
) -> None:
    receiver.hold = asyncio.Event()
    await bot.set_webhook(receiver.url)
    for word in ("one", "two"):
        emulator.person("Mia").write(word)
    emulator.person("Tom").write("other")

    first = {(await receiver.next())["message"]["text"] for _ in range(2)}

    assert first == {"one", "other"}
    assert receiver.taken.empty()
    receiver.hold.set()
    assert (await receiver.next())["message"]["text"] == "two"


async def test_a_call_in_the_answer_is_carried_out(
    emulator: Emulator, bot: Bot, receiver: Receiver
) -> None:
    mia = emulator.person("Mia")
    receiver.body = {"method": "sendMessage", "chat_id": mia.chat_id, "text": "by answer"}
    listener = emulator.listen()
    await bot.set_webhook(receiver.url)

    mia.write("hello")

    await listener.wait_for(
        lambda event: event["type"] == "message" and event["message"]["text"] == "by answer"
    )


async def test_pending_updates_stay_when_the_webhook_goes(
    emulator: Emulator, bot: Bot, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 50
    await bot.set_webhook(receiver.url)
    emulator.person("Mia").write("hello")
    await receiver.next()

    await bot.delete_webhook()

    (update,) = await bot.get_updates()
    assert update.message is not None


async def test_addresses_beyond_loopback_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="loopback only"):
        await bot.set_webhook("https://example.org/hook")
