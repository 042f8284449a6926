"""Conversations: the real `python -m bot run` against the emulator, awaited by event."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image

from bot.demo.emulator import Emulator, Person
from bot.demo.emulator.groups import change_bot
from bot.demo.emulator.people import Attachment
from bot.demo.emulator.world import GROUP_ID, MIA
from bot.texts import LANGUAGES, say

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300  # a net only: a start waits for the first poll, or for the end of the process
REPLY_SECONDS = 100
DRAIN_SECONDS = 35
Json = dict[str, Any]
EMOJI = re.compile("[\U0001f300-\U0001faff⚪⚠✅❌]")
WORD = re.compile("[A-Za-zÄÖÜäöüß]{2}")
NUMBERS = count(1)  # of the groups and newcomers of one process


class RunningBot:
    """The bot's process and everything it has written to stdout and stderr."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.output = ""
        self._readers = [
            asyncio.create_task(self._read(stream))
            for stream in (process.stdout, process.stderr)
            if stream is not None
        ]

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while chunk := await stream.read(65536):
            self.output += chunk.decode(errors="replace")

    async def kill(self) -> None:
        """Kill it as a power cut would (SIGKILL)."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to drain (SIGTERM); returns the exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: int) -> int:
        if self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(DRAIN_SECONDS):
            status = await self.process.wait()
            await asyncio.gather(*self._readers)
        return status


SOON = ("seen-soon", "seen-soon-album")


class Talk:
    """Somebody talking with the bot: what they do, and the bot's messages they wait for."""

    def __init__(self, emulator: Emulator, person: Person) -> None:
        self._emulator = emulator
        self.person = person
        self._heard = emulator.listen(self._concerns)
        self._emulator_wide = emulator.listen(lambda event: event["type"] == "inline")

    def _concerns(self, event: Json) -> bool:
        if event["type"] == "answer":
            return bool(event["user_id"] == self.person.user["id"])
        return (
            event["type"] in {"message", "edited"}
            and event["chat_id"] == self.person.chat_id
            and event["message"]["from"]["id"] == self._emulator.world.bot["id"]
            and event["message"].get("receiver_user", self.person.user)["id"]
            == self.person.user["id"]
        )

    async def ask(self, text: str) -> Json:
        """Write and return the bot's next message."""
        self.person.write(text)
        return await self.reply()

    def document(self, name: str, data: bytes, **more: Any) -> Json:
        """Send a file."""
        return self.person.send_document(name, data, **more)

    async def photo(self, data: bytes, **more: Any) -> Json:
        """Send a picture as photo."""
        return await self.person.send_photo(data, **more)

    async def album(self, *files: Attachment, photos: bool = False) -> list[Json]:
        """Send several files together."""
        return await self.person.send_album(files, photos=photos)

    async def press(self, message: Json, label: str) -> Json:
        """Press the button with that label; returns the event of the bot's answer."""
        query = self.person.press(message["message_id"], data_of(message, label))
        return await self._event("answer", lambda event: event["query_id"] == query.id)

    async def press_twice(self, message: Json, label: str) -> None:
        """Press a button twice at once; returns when both presses are answered."""
        data = data_of(message, label)
        queries = [self.person.press(message["message_id"], data) for _ in range(2)]
        for query in queries:
            await self._event("answer", lambda event, id_=query.id: event["query_id"] == id_)

    async def turn(self, message: Json, label: str) -> Json:
        """Press a button that turns its message into another; returns that one."""
        await self.press(message, label)
        return await self.edit(lambda each: each["message_id"] == message["message_id"])

    async def whisper(self) -> Json:
        """Return the next message that the bot shows to this person alone."""
        me = self.person.user["id"]
        return await self.reply(lambda each: each.get("receiver_user", {}).get("id") == me)

    async def reply(self, wanted: Callable[[Json], bool] = lambda _: True) -> Json:
        """Return the bot's next new message here that is `wanted`."""
        return await self._message("message", wanted)

    async def report(self) -> Json:
        """Return the bot's next word on a picture, once it holds what the picture shows.

        A progress message is passed over, and so is a report that is still to be completed.
        """
        progress = {say(lang, key) for lang in LANGUAGES for key in ("working", "working-album")}
        event = await self._heard.wait_for(
            lambda each: (
                each["type"] in {"message", "edited"}
                and each["message"].get("text", "") not in {"", *progress}
            ),
            seconds=REPLY_SECONDS,
        )
        told = event["message"]
        if not any(
            say(lang, key).split(". ")[0] in told["text"] for lang in LANGUAGES for key in SOON
        ):
            return dict(told)
        return await self.edit(lambda each: each["message_id"] == told["message_id"])

    async def inline(self, query: str) -> list[Json]:
        """Type `@bot query` and return what is offered."""
        asked = self.person.ask_inline(query)
        heard = await self._emulator_wide.wait_for(
            lambda event: event["query_id"] == asked.id, seconds=REPLY_SECONDS
        )
        return list(heard["results"])

    def heard(self) -> list[Json]:
        """Return the messages that came and were not waited for."""
        return [event["message"] for event in self._heard.unread() if event["type"] == "message"]

    async def file(self) -> bytes:
        """Return the bytes of the next file the bot sends here."""
        message = await self.reply(lambda each: "document" in each)
        return self.content(message)

    async def edit(self, wanted: Callable[[Json], bool] = lambda _: True) -> Json:
        """Return the bot's next edit of a message here that is `wanted`."""
        return await self._message("edited", wanted)

    def content(self, message: Json) -> bytes:
        """Return the bytes of a message's document."""
        return self._emulator.world.files.get(message["document"]["file_id"]).data

    async def _message(self, kind: str, wanted: Callable[[Json], bool]) -> Json:
        event = await self._event(kind, lambda each: wanted(each["message"]))
        return dict(event["message"])

    async def _event(self, kind: str, wanted: Callable[[Json], bool]) -> Json:
        return await self._heard.wait_for(
            lambda event: event["type"] == kind and wanted(event), seconds=REPLY_SECONDS
        )


def buttons_of(message: Json) -> list[Json]:
    """Return the buttons below a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def data_of(message: Json, label: str) -> str:
    """Return the callback data of the button whose label holds `label`."""
    buttons = buttons_of(message)
    for button in buttons:
        if label in button["text"] and "callback_data" in button:
            return str(button["callback_data"])
    raise AssertionError(f"no button {label!r} among {[each['text'] for each in buttons]}")


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """An emulated Telegram on a free loopback port."""
    async with Emulator() as started:
        yield started


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    """The environment of the bot's process: nothing of this machine's but PATH and the sandbox."""
    return environment_of(emulator, tmp_path)


def environment_of(emulator: Emulator, folder: Path) -> dict[str, str]:
    """Return an environment that reaches nothing but the emulator and the folder."""
    inherited = {name: os.environ[name] for name in ("PATH", "BOT_SANDBOX") if name in os.environ}
    return {
        **inherited,
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": emulator.token,
        "BOT_API_URL": emulator.url,
        "BOT_DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite'}",
        "BOT_SEND_RATE": "0",
        "BOT_LOG_LEVEL": "DEBUG",
        "BOT_LOG_FORMAT": "json",
    }


@pytest.fixture
async def start_bot(
    emulator: Emulator, environment: dict[str, str], tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[RunningBot]]]:
    """Start the bot and wait until it polls; again after a kill to start it anew."""
    started: list[RunningBot] = []

    async def start(**settings: str) -> RunningBot:
        bot = await launch({**environment, **settings}, tmp_path)
        started.append(bot)
        await first_poll(emulator, bot)
        return bot

    yield start
    for each in started:
        await each.kill()


async def launch(environment: dict[str, str], folder: Path) -> RunningBot:
    """Start the bot's process, polling or not yet."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    return RunningBot(process)


@pytest.fixture(scope="module")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bot of the module keeps its database."""
    return tmp_path_factory.mktemp("town")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(town_folder: Path) -> AsyncIterator[Emulator]:
    """One bot for all tests of a module, whose `pytestmark` asks for a loop of the module.

    It belongs to Mia, and nobody meets its limits.
    """
    async with Emulator() as started:
        settings = {"BOT_OWNER_IDS": str(MIA), "BOT_QUESTIONS_PER_MINUTE": "1000",
                    "BOT_PICTURES_PER_HOUR": "1000"}  # fmt: skip
        environment = environment_of(started, town_folder) | settings
        bot = await launch(environment, town_folder)
        await first_poll(started, bot)
        yield started
        await bot.kill()


@pytest.fixture
def meet(town: Emulator) -> Callable[..., Talk]:
    """Make somebody talk with the bot of the module: `meet("Mia")`, `meet("Tom", CLUB_ID)`."""
    return lambda first_name, chat_id=None: Talk(town, town.person(first_name, chat_id))


class Said:
    """What the bot of a module has said to people in private, as a screen reader meets it."""

    def __init__(self, town: Emulator) -> None:
        chats = [town.world.messages.all(each) for each in town.world.chats.people]
        messages = [each for chat in chats for each in chat if each["from"]["is_bot"]]
        self.lines = [line for each in messages for line in each.get("text", "").splitlines()]
        self.labels = [button["text"] for each in messages for button in buttons_of(each)]

    def only_marks(self) -> list[str]:
        """Return the lines with an emoji and no word beside it."""
        return [line for line in self.lines if EMOJI.search(line) and not WORD.search(line)]


@pytest.fixture
def said(town: Emulator) -> Said:
    """All that the bot of the module has said in private so far."""
    return Said(town)


@pytest.fixture
def newcomer(town: Emulator) -> Callable[[str], Talk]:
    """Let somebody come whom nobody else knows: `newcomer("de")`."""

    def come(lang: str) -> Talk:
        number = next(NUMBERS)
        user = town.world.chats.add_person(5_300_000_000 + number, f"Newcomer {number}", lang)
        return Talk(town, Person(town.world, user))

    return come


@pytest.fixture
async def running_bot(start_bot: Callable[..., Awaitable[RunningBot]]) -> RunningBot:
    """The bot, polling."""
    return await start_bot()


@pytest.fixture
def talk(emulator: Emulator) -> Callable[..., Talk]:
    """Make somebody talk: `talk("Mia")`, `talk("Anna", GROUP_ID)`."""

    def as_person(first_name: str, chat_id: int | None = None) -> Talk:
        return Talk(emulator, emulator.person(first_name, chat_id))

    return as_person


@pytest.fixture
def group_id() -> int:
    """The group of Anna (in charge), Ben and Chris."""
    return GROUP_ID


@pytest.fixture
def all_confirmed(emulator: Emulator) -> Callable[[], Awaitable[None]]:
    """Wait until the bot has confirmed every update."""

    async def wait() -> None:
        async with asyncio.timeout(REPLY_SECONDS):
            while len(emulator.world.updates) > 0:
                await emulator.world.updates.changed()

    return wait


async def first_poll(emulator: Emulator, bot: RunningBot) -> None:
    """Wait for the next getUpdates; fails at once where the process ends instead."""
    before = emulator.world.updates.polls
    ended = asyncio.create_task(bot.process.wait())
    polled = asyncio.create_task(_poll_after(emulator, before))
    await asyncio.wait({ended, polled}, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    if not polled.done():
        polled.cancel()
        await bot.kill()
        pytest.fail(f"the bot did not start:\n{bot.output[-3000:]}")
    ended.cancel()


async def _poll_after(emulator: Emulator, polls: int) -> None:
    while emulator.world.updates.polls <= polls:
        await emulator.world.updates.changed()


class Crowd:
    """A group of one test's own: Olga owns it, the bot leads it too, others are added by name."""

    def __init__(self, emulator: Emulator, number: int, lang: str) -> None:
        self.emulator = emulator
        self.world = emulator.world
        self.id = -1_002_000_000_000 - number
        self._number, self._people = number, 0
        self.group = self.world.chats.add_group(self.id, f"Group {number}")
        self.lang = lang
        self.admin = self.add("Olga", "creator")

    @classmethod
    async def made(cls, emulator: Emulator, lang: str = "en", **rights: bool) -> Crowd:
        """Make one with the bot in it; `rights` are the bot's."""
        group = cls(emulator, next(NUMBERS), lang)
        await group.join(**rights)
        return group

    def add(self, name: str, status: str = "member", **rights: bool) -> Talk:
        """Add somebody; an administrator has all rights but those named."""
        self._people += 1
        user_id = 6_000_000_000 + self._number * 100 + self._people
        user = self.world.chats.add_person(user_id, name, self.lang)
        self.world.chats.join(self.id, user, status, **rights)
        return Talk(self.emulator, Person(self.world, user, self.id))

    def private(self, talk: Talk) -> Talk:
        """Return somebody's private chat with the bot, which they have opened."""
        self.world.chats.started.add(talk.person.user["id"])
        return Talk(self.emulator, Person(self.world, talk.person.user))

    async def join(self, **rights: bool) -> Json:
        """Let the bot in; returns its greeting."""
        change_bot(self.world, self.id, self.admin.person.user, **rights)
        return await self.admin.reply()

    def texts(self) -> list[str]:
        """What stands in the group for all to see, oldest first."""
        return [
            message.get("text", message.get("caption", ""))
            for message in self.world.messages.all(self.id)
            if message["message_id"]
        ]

    def standing(self, talk: Talk) -> str:
        """Somebody's status in the group."""
        return self.group.members[talk.person.user["id"]].status

    def has(self, message: Json) -> bool:
        """Tell whether a message still stands."""
        return self.world.messages.get(self.id, message["message_id"]) is not None

    async def quiet(self) -> None:
        """Wait until the bot has handled all that was written."""
        async with asyncio.timeout(REPLY_SECONDS):
            while len(self.world.updates) > 0:
                await self.world.updates.changed()

    async def log_to(self, logs: Crowd) -> Talk:
        """Bind another group, which the owner owns too, as log chat; returns the owner in it."""
        code = (await self.admin.ask("/logchat"))["text"].split()[-1]
        user = self.admin.person.user
        self.world.chats.join(logs.id, user, "creator")
        owner = Talk(self.emulator, Person(self.world, user, logs.id))
        assert (await owner.ask(f"/logchat {code}"))["text"] == say(self.lang, "logchat-here")
        assert (await self.admin.reply())["text"] == say(self.lang, "logchat-set")
        return owner

    async def choose(self, *labels: str) -> Json:
        """Set something in the panel, button by button; returns what it shows then."""
        panel = await self.admin.ask("/settings")
        for label in labels:
            panel = await self.admin.turn(panel, label)
        return panel


@pytest.fixture
def crowd(town: Emulator) -> Callable[..., Awaitable[Crowd]]:
    """Make a group with the bot of the module in it: `await crowd()`, `await crowd(lang="de")`."""
    return partial(Crowd.made, town)


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A drawn JPEG without metadata."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def crowd_of(emulator: Emulator) -> Callable[..., Awaitable[Crowd]]:
    """Make a group with a bot that the test itself starts and kills."""
    return partial(Crowd.made, emulator)


@pytest.fixture(scope="session")
def betraying(gps_jpeg: bytes) -> bytes:
    """A picture that betrays where it was taken, and whose it is."""
    return gps_jpeg
