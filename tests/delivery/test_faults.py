"""What a bad day of Telegram and its network does to requests, by the emulator's faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Update
from telegram.error import Forbidden, NetworkError
from telegram.ext import ExtBot

from bot.chat.download import GoneError, TooLargeError, download
from bot.delivery import polling
from bot.delivery.client import Client
from bot.delivery.contact import Growing
from bot.delivery.handling import Handling
from bot.delivery.lanes import Lanes
from bot.delivery.outcome import Outcome, UploadUnconfirmed, classify
from bot.delivery.sender import Sender
from bot.demo.emulator import Emulator, Fault, Person


class Skipping:
    """A clock whose sleepers do not wait."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as started:
        yield started


@pytest.fixture
def time() -> Skipping:
    return Skipping()


@pytest.fixture
async def bot(emulator: Emulator, time: Skipping) -> AsyncIterator[Bot]:
    """The bot's client as `bot.app` builds it, with little patience."""
    made: ExtBot = ExtBot(
        emulator.token,
        base_url=f"{emulator.url}/bot",
        base_file_url=f"{emulator.url}/file/bot",
        request=Client(8, read=0.3, upload=0.1),
        get_updates_request=Client(1, read=5.0),
        rate_limiter=Sender(30, clock=time.clock, sleep=time.sleep),
    )
    async with made:
        yield made


@pytest.fixture
def mia(emulator: Emulator) -> Person:
    person = emulator.person("Mia")
    person.write("/start")
    return person


def received(emulator: Emulator, person: Person) -> list[dict[str, object]]:
    messages = emulator.world.messages.all(person.chat_id)
    return [each for each in messages if each["from"]["is_bot"]]


PASSING = [
    Fault("sendMessage", error=429, retry_after=7),
    Fault("sendMessage", error=429),
    Fault("sendMessage", error=500),
    Fault("sendMessage", error=502, html=True),
    Fault("sendMessage", drop="before"),
    Fault("sendMessage", times=3, error=502),
]


@pytest.mark.parametrize("fault", PASSING, ids=str)
async def test_a_text_arrives_once_in_spite_of(emulator, bot, mia, fault):
    emulator.fail(fault)
    await bot.send_message(mia.chat_id, "hello")
    assert [each["text"] for each in received(emulator, mia)] == ["hello"]


async def test_retry_after_is_waited_for(emulator, bot, mia, time):
    emulator.fail(Fault("sendMessage", error=429, retry_after=7))
    await bot.send_message(mia.chat_id, "hello")
    assert time.now == pytest.approx(7)


async def test_a_text_whose_answer_was_lost_may_arrive_twice(emulator, bot, mia):
    emulator.fail(Fault("sendMessage", drop="after"))
    await bot.send_message(mia.chat_id, "hello")
    assert [each["text"] for each in received(emulator, mia)] == ["hello", "hello"]


@pytest.mark.parametrize(
    "fault",
    [Fault("sendDocument", drop="after"), Fault("sendDocument", delay=0.5)],
    ids=["lost", "slow"],
)
async def test_a_file_whose_answer_was_lost_is_not_sent_again(emulator, bot, mia, fault):
    emulator.fail(fault)
    with pytest.raises(UploadUnconfirmed):
        await bot.send_document(mia.chat_id, b"file", filename="picture.png", read_timeout=0.2)
    await asyncio.sleep(0.6 if fault.delay else 0)
    assert len(received(emulator, mia)) <= 1


@pytest.mark.parametrize(
    "fault",
    [Fault("sendDocument", error=502, html=True), Fault("sendDocument", error=429, retry_after=1)],
    ids=["502", "429"],
)
async def test_a_file_that_was_refused_for_now_is_sent_again(emulator, bot, mia, fault):
    emulator.fail(fault)
    await bot.send_document(mia.chat_id, b"file", filename="picture.png")
    assert len(received(emulator, mia)) == 1


async def test_someone_who_blocked_the_bot_is_asked_once(emulator, bot, mia):
    emulator.fail(Fault("sendMessage", times=9, error=403))
    with pytest.raises(Forbidden):
        await bot.send_message(mia.chat_id, "hello")
    assert len(emulator.calls("sendMessage")) == 1


async def test_a_fault_without_end_is_raised_as_passing(emulator, bot, mia):
    emulator.fail(Fault("sendMessage", times=50, error=502))
    with pytest.raises(NetworkError) as raised:
        await bot.send_message(mia.chat_id, "hello")
    assert classify(raised.value) is Outcome.RETRY


@pytest.mark.parametrize(
    "fault",
    [Fault("download", reset_after=1000), Fault("download", times=9, drop="before"),
     Fault("download", error=502, html=True), Fault("getFile", times=9, error=500)],
    ids=["reset", "dropped", "502", "getFile"],
)  # fmt: skip
async def test_a_download_that_broke_off_is_passing_and_succeeds_later(emulator, bot, mia, fault):
    content = bytes(range(256)) * 1000
    file_id = mia.send_document("x.bin", content)["document"]["file_id"]
    emulator.fail(fault)
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is, it must be passing
        await download(bot, file_id)
    assert classify(raised.value) is Outcome.RETRY
    emulator.world.faults.clear()
    assert await download(bot, file_id) == content


@pytest.mark.parametrize(
    "fault",
    [Fault("getFile", error=400), Fault("download", error=404, html=True)],
    ids=["getFile", "link"],
)
async def test_a_file_that_telegram_no_longer_has_is_not_tried_again(emulator, bot, mia, fault):
    file_id = mia.send_document("x.bin", b"content")["document"]["file_id"]
    emulator.fail(fault)
    with pytest.raises(GoneError) as raised:
        await download(bot, file_id)
    assert classify(raised.value) is Outcome.FINISHED


async def test_a_file_larger_than_it_claims_is_cut_off_while_it_comes(bot, mia):
    file_id = mia.send_document("x.bin", bytes(5000))["document"]["file_id"]
    with pytest.raises(TooLargeError):
        await download(bot, file_id, limit=4999)


@pytest.mark.parametrize("trouble", ["none", "repeated", "reordered", "409", "502", "dropped"])
async def test_every_update_is_handled_once_in_spite_of(
    emulator, bot, mia, store, eventually, trouble: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Growing.__init__, "__defaults__", (0.001, 0.002))
    updates = emulator.world.updates
    faults = {
        "409": Fault("getUpdates", times=3, error=409),
        "502": Fault("getUpdates", times=3, error=502, html=True),
        "dropped": Fault("getUpdates", times=2, drop="before"),
    }
    if trouble in faults:
        emulator.fail(faults[trouble])
    updates.repeat_next = 5 if trouble == "repeated" else 0
    updates.reverse_next = 3 if trouble == "reordered" else 0
    handled: list[str] = []

    async def handle(update: Update) -> None:
        assert update.effective_message is not None
        handled.append(str(update.effective_message.text))

    stop = asyncio.Event()
    process = Handling(handle, store.updates, bot.id, wake=lambda: None, on_poison=handle)
    task = asyncio.create_task(polling.poll(bot, Lanes(process), store, stop=stop))
    for number in range(20):
        mia.write(str(number))
    await eventually(lambda: len(handled) >= 21 and len(updates) == 0)
    stop.set()
    await task
    assert sorted(handled) == sorted(["/start", *map(str, range(20))])
