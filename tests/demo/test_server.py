from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import ClientPayloadError, ClientSession
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.demo.emulator import Emulator, Fault


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


def method(emulator: Emulator, name: str) -> str:
    return f"{emulator.url}/bot{emulator.token}/{name}"


@pytest.mark.parametrize("name", ["getMe", "GETME", "getme"])
async def test_method_names_ignore_case(
    emulator: Emulator, http: ClientSession, name: str
) -> None:
    async with http.get(method(emulator, name)) as response:
        assert (await response.json())["result"]["is_bot"] is True


async def test_parameters_come_as_query_form_json_or_parts(
    emulator: Emulator, http: ClientSession, mia: int
) -> None:
    params = {"chat_id": str(mia), "text": "x"}
    send = method(emulator, "sendMessage")
    for body in ({"params": params}, {"data": params}, {"json": {**params, "chat_id": mia}}):
        async with http.post(send, **body) as response:
            assert (await response.json())["ok"] is True

    assert len(emulator.world.messages.all(mia)) == 3


@pytest.mark.parametrize(
    ("path", "code"), [("bot1:unknown/getMe", 401), ("botnonsense/getMe", 404)]
)
async def test_a_wrong_token_is_refused(
    emulator: Emulator, http: ClientSession, path: str, code: int
) -> None:
    async with http.get(f"{emulator.url}/{path}") as response:
        assert response.status == (await response.json())["error_code"] == code


async def test_an_unknown_method_is_not_found(emulator: Emulator, http: ClientSession) -> None:
    async with http.get(method(emulator, "sendNonsense")) as response:
        assert await response.json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found: method not found",
        }


async def test_names_that_merely_resolve_to_loopback_are_refused(
    emulator: Emulator, http: ClientSession
) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        async with http.get(f"{emulator.url}/demo/state", headers=headers) as response:
            assert response.status == 403


async def test_the_emulator_serves_loopback_only() -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await Emulator().start("0.0.0.0")  # noqa: S104


async def test_a_flood_error_names_the_pause(
    emulator: Emulator, bot: Bot, mia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    emulator.fail(Fault("sendMessage", error=429, retry_after=7))

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(mia, "x")

    assert refused.value.retry_after == timedelta(seconds=7)
    assert (await bot.send_message(mia, "x")).text == "x"


@pytest.mark.parametrize(
    ("code", "error"), [(400, BadRequest), (403, Forbidden), (500, NetworkError)]
)
async def test_errors_come_as_often_as_asked_for(
    emulator: Emulator, bot: Bot, mia: int, code: int, error: type[Exception]
) -> None:
    emulator.fail(Fault("sendMessage", times=2, error=code))

    for _ in range(2):
        with pytest.raises(error):
            await bot.send_message(mia, "x")

    assert (await bot.send_message(mia, "x")).message_id == 1


async def test_a_fault_for_one_chat_spares_the_others(
    emulator: Emulator, bot: Bot, mia: int
) -> None:
    emulator.fail(Fault("sendMessage", error=500, chat_id=mia))

    assert await bot.send_message(emulator.person("Tom").chat_id, "x")
    with pytest.raises(NetworkError):
        await bot.send_message(mia, "x")


async def test_a_proxys_error_page_is_html(emulator: Emulator, http: ClientSession) -> None:
    emulator.fail(Fault(error=502, html=True))

    async with http.get(method(emulator, "getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")


@pytest.mark.parametrize(("drop", "posted"), [("before", 0), ("after", 1)])
async def test_a_dropped_call_may_have_been_carried_out(
    emulator: Emulator, bot: Bot, mia: int, drop: str, posted: int
) -> None:
    emulator.fail(Fault("sendMessage", drop=drop))  # type: ignore[arg-type]

    with pytest.raises(NetworkError):
        await bot.send_message(mia, "x")

    assert len(emulator.world.messages.all(mia)) == posted


async def test_a_slow_answer_times_out(emulator: Emulator, bot: Bot, mia: int) -> None:
    emulator.fail(Fault("sendMessage", delay=5))

    with pytest.raises(TimedOut):
        await bot.send_message(mia, "x", read_timeout=0.05)


async def test_a_download_can_break_in_the_middle(emulator: Emulator, http: ClientSession) -> None:
    sent = emulator.person("Mia").send_document("a.bin", b"x" * 200_000)
    path = emulator.world.files.get(sent["document"]["file_id"]).path
    emulator.fail(Fault("download", reset_after=70_000))

    async with http.get(f"{emulator.url}/file/bot{emulator.token}/{path}") as response:
        with pytest.raises((ClientPayloadError, OSError)):
            await response.read()


async def test_a_lost_file_is_not_found(emulator: Emulator, http: ClientSession) -> None:
    sent = emulator.person("Mia").send_document("a.bin", b"x")
    file = emulator.world.files.get(sent["document"]["file_id"])
    emulator.world.files.lose(file.id)

    async with http.get(f"{emulator.url}/file/bot{emulator.token}/{file.path}") as response:
        assert response.status == 404


async def test_calls_are_recorded_with_hashes_of_their_uploads(
    emulator: Emulator, bot: Bot, mia: int
) -> None:
    await bot.send_document(mia, b"data", filename="a.bin")

    (call,) = emulator.calls("sendDocument")
    (upload,) = call["uploads"].values()
    assert upload["size"] == 4
    assert upload["sha256"].startswith("3a6eb0790f39ac87")
    assert json.dumps(call)


async def test_an_event_stream_tells_what_happens(emulator: Emulator, http: ClientSession) -> None:
    async with http.get(f"{emulator.url}/demo/events") as stream:
        assert await stream.content.readline() == b": listening\n"
        await stream.content.readline()
        emulator.person("Mia").write("hello")
        line = await asyncio.wait_for(stream.content.readline(), 5)

    assert json.loads(line.removeprefix(b"data: "))["message"]["text"] == "hello"
