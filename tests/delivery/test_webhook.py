"""The webhook: 200 only for what is finished, 403 without the secret, 503 to see it again."""

from __future__ import annotations

import asyncio
import io
from types import SimpleNamespace

import pytest
from aiohttp.test_utils import TestClient, TestServer
from telegram import Update

from bot.delivery import webhook as module
from bot.delivery.handling import Handling
from bot.delivery.lanes import Lanes
from bot.delivery.webhook import SECRET_HEADER, Webhook
from bot.store import StoreError

SECRET = "s3cret-s3cret"


class Handlers:
    """Counts the updates, and holds them while the gate is shut."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, update: Update) -> None:
        self.ids.append(update.update_id)
        await self.gate.wait()


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
async def hook(store, handlers):
    async def refuse(_: Update) -> None:
        raise AssertionError("no update of these tests is poison")

    process = Handling(handlers, store.updates, 99, wake=lambda: None, on_poison=refuse)
    lanes = Lanes(process, pauses=(0.001,))
    yield Webhook(SimpleNamespace(id=99), lanes, store, secret=SECRET)
    await lanes.drain(0)


@pytest.fixture
async def client(hook):
    async with TestClient(TestServer(hook.application("/telegram"))) as opened:
        yield opened


@pytest.fixture
def post(client, message):
    """Post an update as Telegram does; returns the status and the headers."""

    async def send(update_id: int = 1, secret: str = SECRET, body: bytes | None = None):
        content = (
            {"data": io.BytesIO(body)}
            if body is not None
            else {"json": message(update_id).to_dict()}
        )
        answer = await client.post("/telegram", headers={SECRET_HEADER: secret}, **content)
        return answer.status, answer.headers

    return send


async def test_a_finished_update_is_200(post, handlers, store):
    assert (await post(1))[0] == 200
    assert handlers.ids == [1]
    assert await store.updates.finished(99, [1]) == {1}


async def test_a_repeat_is_200_and_not_handled(post, handlers):
    await post(1)
    assert (await post(1))[0] == 200
    assert handlers.ids == [1]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "gehéim"])
async def test_without_the_secret_it_is_403_and_nothing_is_handled(post, handlers, secret):
    assert (await post(1, secret))[0] == 403
    assert handlers.ids == []


async def test_what_takes_too_long_is_503_and_joined_when_it_comes_again(
    post, handlers, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "ANSWER_WITHIN", 0.01)
    handlers.gate.clear()
    status, headers = await post(1)
    assert (status, headers["Retry-After"]) == (503, "2")
    handlers.gate.set()
    monkeypatch.setattr(module, "ANSWER_WITHIN", 5.0)
    assert (await post(1))[0] == 200
    assert handlers.ids == [1]


async def test_overload_is_503(post, handlers, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_IN_FLIGHT", 0)
    assert (await post(1))[0] == 503
    assert handlers.ids == []


async def test_a_body_over_the_limit_is_refused_unread(post, handlers):
    assert (await post(body=b" " * (module.LARGEST_BODY + 1)))[0] == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"message": 3}'])
async def test_an_unreadable_update_does_not_come_for_ever(post, handlers, body):
    assert (await post(body=body))[0] == 200
    assert handlers.ids == []


async def test_a_closing_replica_sends_telegram_elsewhere(post, hook, client, handlers):
    assert (await client.get("/readyz")).status == 200
    hook.close()
    assert (await post(1))[0] == 503
    assert (await client.get("/readyz")).status == 503
    assert (await client.get("/healthz")).status == 200


async def test_a_database_that_is_away_is_503(post, client, store, monkeypatch, handlers):
    async def away(*_: object) -> None:
        raise StoreError("away")

    monkeypatch.setattr(store.updates, "claim", away)
    monkeypatch.setattr(store.jobs, "count", away)
    assert (await post(1))[0] == 503
    assert (await client.get("/readyz")).status == 503
    assert handlers.ids == []


async def test_what_another_replica_has_under_way_waits_for_its_end(
    post, handlers, store, other_store
):
    await other_store.updates.claim(99, [1])
    posting = asyncio.create_task(post(1))
    await asyncio.sleep(0.05)
    assert not posting.done()
    await other_store.updates.finish(99, 1)
    assert (await posting)[0] == 200
    assert handlers.ids == []


async def test_what_another_replica_has_under_way_too_long_is_503(
    post, handlers, other_store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "ANSWER_WITHIN", 0.01)
    await other_store.updates.claim(99, [1])
    assert (await post(1))[0] == 503
    assert handlers.ids == []


async def test_the_metrics_count_updates_and_name_nobody(post, client):
    await post(918273645)
    text = await (await client.get("/metrics")).text()
    assert 'image_privacy_bot_updates_total{outcome="finished"}' in text
    assert "image_privacy_bot_jobs_stored 0.0" in text
    assert "918273645" not in text
