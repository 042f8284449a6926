"""/healthz, /readyz and /metrics while polling, and what is counted where."""

from __future__ import annotations

import asyncio
import socket
from types import SimpleNamespace

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.delivery import metrics, polling
from bot.delivery.contact import Growing
from bot.delivery.jobs import Workers
from bot.delivery.lanes import Lanes
from bot.delivery.outcome import Outcome
from bot.delivery.sender import Sender
from bot.images.results import Examined, Reason, Refused
from bot.store import StoreError


@pytest.fixture
def listen() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
async def get(queue, store, listen, eventually, monkeypatch):
    """Poll with probes beside it, and ask them."""
    monkeypatch.setattr(Growing.__init__, "__defaults__", (0.001, 0.002))

    async def process(_: object) -> Outcome:
        return Outcome.FINISHED

    stop = asyncio.Event()
    task = asyncio.create_task(
        polling.poll(queue, Lanes(process), store, stop=stop, listen=listen)
    )
    await eventually(lambda: bool(queue.asked))
    async with ClientSession() as session:

        async def ask(path: str) -> tuple[int, str]:
            async with session.get(f"http://{listen}{path}") as answer:
                return answer.status, await answer.text()

        yield ask
    stop.set()
    await task


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(f"image_privacy_bot_{name}", labels) or 0.0


async def test_a_poller_that_polls_is_ready(get, queue, message, eventually):
    queue.push(message(1))
    await eventually(lambda: queue.confirmed == [1])
    assert await get("/healthz") == (200, "ok")
    assert await get("/readyz") == (200, "polling")


async def test_a_poller_that_does_not_reach_telegram_is_not_ready(get, queue, message, eventually):
    queue.dead = True
    queue.push(message(1))
    async with asyncio.timeout(5):
        while (await get("/readyz"))[0] != 503:  # noqa: ASYNC110 - asked from outside
            await asyncio.sleep(0.005)
    assert (await get("/healthz"))[0] == 200
    queue.dead = False


async def test_without_the_database_nobody_is_ready_and_metrics_still_come(
    get, store, monkeypatch
):
    async def away() -> int:
        raise StoreError("away")

    monkeypatch.setattr(store.jobs, "count", away)
    assert (await get("/readyz"))[0] == 503
    status, text = await get("/metrics")
    assert status == 200
    assert "image_privacy_bot_jobs_stored NaN" in text


async def test_the_metrics_can_be_read_and_have_labels_of_our_own_words_only(get):
    _, text = await get("/metrics")
    families = list(text_string_to_metric_families(text))
    assert {"image_privacy_bot_updates", "image_privacy_bot_sends"} <= {f.name for f in families}
    labels = {label for f in families for sample in f.samples for label in sample.labels}
    assert labels <= {"outcome", "method", "result", "le"}


async def test_waiting_jobs_are_counted(get, store, new_job):
    await store.updates.finish(99, 1, [new_job(1), new_job(2)])
    assert "image_privacy_bot_jobs_stored 2.0" in (await get("/metrics"))[1]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "ok"),
        (RetryAfter(3600), "retry_after"),
        (Forbidden("blocked"), "refused"),
        (NetworkError("502"), "fault"),
    ],
)
async def test_requests_are_counted_by_method_and_outcome(error, outcome):
    async def callback() -> bool:
        if error:
            raise error
        return True

    async def no_sleep(_: float) -> None:
        return

    before = value("sends_total", method="sendMessage", outcome=outcome)
    sender = Sender(0, sleep=no_sleep)
    sent = sender.process_request(callback, (), {}, "sendMessage", {"chat_id": 1}, None)
    await asyncio.gather(sent, return_exceptions=True)
    assert value("sends_total", method="sendMessage", outcome=outcome) > before


async def test_runs_of_jobs_are_counted(store, new_job, eventually):
    before = value("jobs_total", outcome="done"), value("job_seconds_count")

    async def run(_: object) -> None:
        return

    await store.updates.finish(99, 1, [new_job(1)])
    workers = Workers(store, run, concurrency=1)
    await workers.start()
    await eventually(lambda: value("jobs_total", outcome="done") > before[0])
    await workers.drain(1)
    assert value("job_seconds_count") == before[1] + 1


async def test_results_of_the_sandbox_are_counted():
    refused = Refused(Reason.TIMEOUT)

    async def examine(*_: object) -> Examined:
        return Examined(refused, refused)

    before = value("pictures_total", result="timeout")
    await metrics.Counted(SimpleNamespace(examine=examine)).examine(b"")
    assert value("pictures_total", result="timeout") == before + 1
