"""Sending: paced, halted for one chat, repeated after faults, a file never blindly."""

from __future__ import annotations

import asyncio
import heapq
from collections import defaultdict
from datetime import timedelta
from itertools import count

import pytest
from aiohttp import ConnectionTimeoutError, SocketTimeoutError
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.delivery.client import HalfSentError
from bot.delivery.outcome import UploadUnconfirmed
from bot.delivery.pacing import Priority
from bot.delivery.sender import Sender


class VirtualTime:
    """A clock that jumps to the next sleeper as soon as nobody else can run."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._numbers = count()

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._numbers), woken))
        await woken.wait()

    async def run(self, *tasks: asyncio.Task[object]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(8):
                await asyncio.sleep(0)
            if self._sleepers and not all(task.done() for task in tasks):
                self.now, _, woken = heapq.heappop(self._sleepers)
                woken.set()


class Api:
    """What lies behind the sender: notes the time of each request, fails as planned."""

    def __init__(self, time: VirtualTime) -> None:
        self.time = time
        self.sent: list[tuple[float, str, object]] = []
        self.faults: dict[object, list[Exception]] = defaultdict(list)

    async def __call__(self, endpoint: str, chat: object) -> bool:
        self.sent.append((self.time.now - 1000.0, endpoint, chat))
        if self.faults[chat]:
            raise self.faults[chat].pop(0)
        return True

    def times(self, chat: object) -> list[float]:
        return [time for time, _, to in self.sent if to == chat]


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def api(time: VirtualTime) -> Api:
    return Api(time)


@pytest.fixture
def send(time: VirtualTime, api: Api):
    """Send requests at one moment and wait for all of them, in virtual time."""
    senders: dict[float, Sender] = {}

    async def all_of(*requests, rate: float = 30.0, **data: object):
        sender = senders.setdefault(rate, Sender(rate, clock=time.clock, sleep=time.sleep))

        def one(endpoint: str, chat: object, priority: Priority | None = None):
            content = data | ({} if chat is None else {"chat_id": chat})
            return asyncio.create_task(
                sender.process_request(api, (endpoint, chat), {}, endpoint, content, priority)
            )

        tasks = [one(*request) for request in requests]
        await time.run(*tasks)
        return await asyncio.gather(*tasks, return_exceptions=True)

    return all_of


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


def most_in(times: list[float], seconds: float) -> int:
    return max(sum(start <= each < start + seconds for each in times) for start in times)


async def test_no_second_holds_more_messages_than_the_rate(send, api):
    await send(*(("sendMessage", chat) for chat in range(1, 201)))
    times = [time for time, _, _ in api.sent]
    assert most_in(times, 1.0) == 30
    assert max(times) == pytest.approx(6.0, abs=0.1)


async def test_a_rate_below_one_a_second_is_kept(send, api):
    await send(*(("sendMessage", chat) for chat in range(1, 4)), rate=0.5)
    assert [time for time, _, _ in api.sent] == pytest.approx([0, 2, 4])


async def test_a_private_chat_gets_five_at_once_and_then_one_a_second(send, api):
    await send(*[("sendMessage", 1)] * 8)
    assert api.times(1) == pytest.approx([0, 0, 0, 0, 0, 1, 2, 3])


async def test_a_group_gets_twenty_a_minute(send, api):
    await send(*[("sendMessage", -100)] * 25)
    assert most_in(api.times(-100), 60.0) == 20
    assert api.times(-100)[20:] == pytest.approx([60] * 5)


async def test_the_items_of_an_album_count_each(send, api):
    await send(("sendMediaGroup", -100), media=[{}] * 10)
    await send(*[("sendMessage", -100)] * 11)
    assert api.times(-100)[10:] == pytest.approx([0, 60])


async def test_a_full_group_delays_no_other_chat(send, api):
    await send(*[("sendMessage", -100)] * 40, ("sendMessage", 1))
    assert api.times(1) == pytest.approx([0.0])


async def test_a_rate_of_zero_paces_nothing(send, api):
    await send(*[("sendMessage", -100)] * 100, rate=0.0)
    assert {time for time, _, _ in api.sent} == {0.0}


async def test_questions_about_files_and_button_answers_are_not_paced(send, api):
    await send(*[("getFile", None)] * 50, *[("answerCallbackQuery", None)] * 50)
    assert {time for time, _, _ in api.sent} == {0.0}


async def test_deletions_go_before_answers_and_answers_before_notices(send, api):
    await send(*(("sendMessage", chat) for chat in range(1, 31)))
    api.sent.clear()
    await send(
        *(("sendMessage", chat, Priority.NOTICE) for chat in range(100, 140)),
        *(("sendMessage", chat) for chat in range(200, 240)),
        *(("deleteMessage", chat) for chat in range(300, 340)),
    )
    notices, answers, deletions = (
        [time for time, _, chat in api.sent if int(chat) // 100 == hundred]
        for hundred in (1, 2, 3)
    )
    assert max(deletions) <= min(answers)
    assert max(answers) <= min(notices)
    assert min(deletions) < max(answers) < max(notices)


async def test_a_deletion_needs_no_room_in_its_group(send, api):
    await send(*[("sendMessage", -100)] * 20)
    await send(("deleteMessage", -100))
    assert api.times(-100)[-1] == 0.0


async def test_retry_after_halts_only_its_chat(send, api):
    api.faults[1] = [RetryAfter(timedelta(seconds=30))]
    assert await send(("sendMessage", 1), ("sendMessage", 2)) == [True, True]
    assert api.times(1) == pytest.approx([0, 30])
    assert api.times(2) == pytest.approx([0])


async def test_others_of_a_halted_chat_wait_too(send, api, time):
    api.faults[1] = [RetryAfter(timedelta(seconds=30))]
    await send(("sendMessage", 1))
    api.faults[1] = [RetryAfter(timedelta(seconds=10))]
    await send(("sendMessage", 1), ("sendChatAction", 1))
    assert min(api.times(1)[3:]) == pytest.approx(40)


async def test_retry_after_without_a_chat_halts_all(send, api, time):
    api.faults[None] = [RetryAfter(timedelta(seconds=7))]
    await send(("setMyCommands", None))
    assert api.times(None) == pytest.approx([0, 7])


async def test_a_halt_longer_than_anyone_waits_is_raised(send, api):
    api.faults[1] = [RetryAfter(timedelta(seconds=3600))]
    (result,) = await send(("sendMessage", 1))
    assert isinstance(result, RetryAfter)
    assert api.times(1) == [0]


async def test_a_server_fault_is_repeated_with_growing_pauses(send, api):
    api.faults[1] = [NetworkError("Bad Gateway")] * 4
    assert await send(("sendMessage", 1)) == [True]
    assert api.times(1) == pytest.approx([0, 0.5, 1.5, 3.5, 7.5])


async def test_after_four_repeats_the_fault_is_raised(send, api):
    api.faults[1] = [NetworkError("Bad Gateway")] * 9
    (result,) = await send(("sendMessage", 1))
    assert isinstance(result, NetworkError)
    assert len(api.sent) == 5


@pytest.mark.parametrize("error", [BadRequest("message is not modified"), Forbidden("blocked")])
async def test_a_refusal_is_not_repeated(send, api, error: TelegramError):
    api.faults[1] = [error]
    assert await send(("sendMessage", 1)) == [error]
    assert len(api.sent) == 1


@pytest.mark.parametrize("endpoint", ["sendDocument", "sendMediaGroup", "sendPhoto"])
@pytest.mark.parametrize("cause", [None, SocketTimeoutError()])
async def test_a_file_without_an_answer_is_not_sent_again(send, api, endpoint, cause):
    api.faults[1] = [caused(TimedOut(), cause)]
    (result,) = await send((endpoint, 1))
    assert isinstance(result, UploadUnconfirmed)
    assert len(api.sent) == 1


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("Bad Gateway"),
        caused(NetworkError("Bad Gateway"), TelegramError("Invalid server response")),
        caused(NetworkError("HalfSentError"), HalfSentError()),
        caused(TimedOut(), ConnectionTimeoutError()),
    ],
)
async def test_a_file_that_cannot_have_arrived_is_sent_again(send, api, error):
    api.faults[1] = [error]
    assert await send(("sendDocument", 1)) == [True]
    assert len(api.sent) == 2


async def test_a_text_without_an_answer_is_sent_again(send, api):
    api.faults[1] = [caused(TimedOut(), SocketTimeoutError())]
    assert await send(("sendMessage", 1)) == [True]
    assert len(api.sent) == 2


async def test_a_queue_that_is_too_long_is_said_and_not_grown(send, api):
    results = await send(*[("sendMessage", 1)] * 1100)
    refused = [each for each in results if isinstance(each, RetryAfter)]
    assert len(refused) >= 1000
    assert len(api.sent) <= 100
