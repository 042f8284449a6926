"""Window polling: Telegram keeps each update until it is finished here.

The framework's own updater confirms a batch once it is in memory and loses it when the process
is killed. Here the offset passes finished updates only, and the finished ids on disk remove those
that Telegram sends again after a crash. The price: a hundred unfinished updates hold up the rest,
so long work leaves its lane as a job (`bot.delivery.jobs`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import Final, Protocol

from aiohttp import web
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.delivery.claims import Claims, kept
from bot.delivery.contact import Growing, Sparingly, TokenRefusedError, reach, rest, retry_seconds
from bot.delivery.lanes import Lanes
from bot.delivery.outcome import Outcome
from bot.delivery.probes import Countable, Probes, served
from bot.delivery.window import Window
from bot.store import Standing, StoreError

ALLOWED_UPDATES: Final = (
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query",
    "inline_query", "my_chat_member", "chat_member", "guest_message",
)  # fmt: skip
BATCH: Final = 100  # getUpdates gives no more
LONG_POLL: Final = 25  # seconds, while nothing is in flight
TICK: Final = 0.1  # seconds between polls, while something is
FULL_TICK: Final = 0.25  # the same, while the whole window is in flight: nothing new can come
DRAIN_SECONDS: Final = 25.0
CONFIRM_SECONDS: Final = 3.0
QUIET_DAY: Final = 86_400.0
LEADER_SECONDS: Final = 2.0  # between two looks at who leads


class Api(Protocol):
    """The two calls of `telegram.Bot` that polling needs."""

    @property
    def id(self) -> int:
        """The bot's user id."""

    async def get_updates(
        self,
        *,
        offset: int | None,
        limit: int,
        timeout: int,  # noqa: ASYNC109 - PTB names it
        allowed_updates: Sequence[str],
    ) -> Sequence[Update]:
        """Bot API getUpdates."""

    async def delete_webhook(self, *, drop_pending_updates: bool) -> bool:
        """Bot API deleteWebhook."""


class Leading(Protocol):
    """Who polls, of several processes with one database: `Store.leader`."""

    async def acquire(self, bot_id: int) -> bool:
        """Say whether this process polls from now on; raises `StoreError`."""

    async def held(self) -> bool:
        """Say whether it still does."""

    async def resign(self) -> None:
        """Let another process poll."""


class Stored(Protocol):
    """The part of `Store` that intake needs."""

    @property
    def updates(self) -> Claims:
        """Claims on updates."""

    @property
    def jobs(self) -> Countable:
        """Jobs, for their number."""

    @property
    def leader(self) -> Leading:
        """Who polls."""

    @property
    def embedded(self) -> bool:
        """Say whether this process is the database's only one."""


async def poll(
    api: Api, lanes: Lanes, store: Stored, *, stop: asyncio.Event, listen: str | None = None
) -> None:
    """Take updates into the lanes until `stop` is set, then drain them and confirm what is done.

    Of several processes with one PostgreSQL database one polls, the others stand by. A webhook is
    deleted first, its pending updates are kept. With `listen` (host:port) the probes are served.
    Raises `TokenRefusedError`, and `OSError` where `listen` cannot be served.
    """
    poller = Poller(api, lanes, store.updates, store.leader, stop)
    async with AsyncExitStack() as around:
        around.push_async_callback(store.leader.resign)
        await around.enter_async_context(kept(store.updates, alone=store.embedded))
        if listen is not None:
            routes = web.Application()
            Probes(store.jobs, lambda: poller.state).add_to(routes)
            await around.enter_async_context(served(routes, listen))
        try:
            await poller.run()
        finally:
            poller.state = None
            await lanes.drain(DRAIN_SECONDS)
            await poller.confirm()


class Poller:
    """The loop between Telegram's queue and the lanes."""

    def __init__(
        self, api: Api, lanes: Lanes, updates: Claims, leader: Leading, stop: asyncio.Event
    ) -> None:
        self._api = api
        self._lanes = lanes
        self._updates = updates
        self._leader = leader
        self._stop = stop
        self._window = Window()
        self._progress = asyncio.Event()
        self._pause = Growing()
        self._sparingly = Sparingly()
        self._heard = time.monotonic()
        self._looked = 0.0
        self.state: str | None = "standby"  # polling, standby, or None for not ready

    async def run(self) -> None:
        """Poll until stopped, whenever this process leads."""
        while await self._elected():
            await reach(partial(self._api.delete_webhook, drop_pending_updates=False), self._stop)
            # What was under way is remembered by the lanes and the claims.
            self._window = Window()
            while not self._stop.is_set() and await self._still_leads():
                updates = await self._fetch()
                if updates:
                    await self._take(updates)
                await self._wait(full=len(updates) >= BATCH)

    async def _elected(self) -> bool:
        """Stand by until this process leads; False at a stop."""
        while not self._stop.is_set():
            try:
                if await self._leader.acquire(self._api.id):
                    self._looked = time.monotonic()
                    return True
                self._stand_by()
            except StoreError as error:
                self._sparingly.say("store.unavailable", error)
            await rest(self._stop, LEADER_SECONDS)
        return False

    def _stand_by(self, error: BaseException | None = None) -> None:
        self.state = "standby"
        self._sparingly.say("poll.standby", error)

    async def _still_leads(self) -> bool:
        """Look every two seconds; a leader that lost its database stands by."""
        if time.monotonic() - self._looked < LEADER_SECONDS:
            return True
        self._looked = time.monotonic()
        return await self._leader.held()

    async def confirm(self) -> None:
        """Tell Telegram what is finished; without this call it would only be sent again."""
        if self._window.offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(CONFIRM_SECONDS):
                    await self._get(0, limit=1)

    async def _fetch(self) -> Sequence[Update]:
        """Ask once; a fault is said sparingly, waited out and comes back as no updates."""
        seconds = 0 if self._window.in_flight else LONG_POLL
        try:
            updates = await self._unless_stopped(seconds)
        except InvalidToken:
            raise TokenRefusedError from None
        except RetryAfter as error:
            await rest(self._stop, retry_seconds(error))
        except Conflict as error:
            self._stand_by(error)
            await rest(self._stop, self._pause())
        except TelegramError as error:
            self.state = None
            self._sparingly.say("api.unreachable", error)
            await rest(self._stop, self._pause())
        else:
            self.state = "polling"
            self._pause.reset()
            self._renumber(bool(updates))
            return updates
        return ()

    async def _unless_stopped(self, seconds: int) -> Sequence[Update]:
        """Poll; a stop breaks a long poll off, which loses nothing: nothing was confirmed."""
        request = asyncio.ensure_future(self._get(seconds, BATCH))
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({request, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return request.result() if request.done() else ()
        finally:
            for task in (request, stopped):
                task.cancel()
            await asyncio.gather(request, stopped, return_exceptions=True)

    async def _get(self, seconds: int, limit: int) -> Sequence[Update]:
        return await self._api.get_updates(
            offset=self._window.offset,
            limit=limit,
            timeout=seconds,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _take(self, updates: Sequence[Update]) -> None:
        """Put what is new into the lanes."""
        new = set(self._window.take(update.update_id for update in updates))
        if not new:
            return
        done = await self._done_before(new)
        if done is None:
            return
        for update in {each.update_id: each for each in updates}.values():
            if update.update_id in done:
                self._window.finish(update.update_id)
            elif update.update_id in new:
                future = self._lanes.submit(update)
                future.add_done_callback(partial(self._settled, update.update_id, self._window))

    async def _done_before(self, ids: Collection[int]) -> set[int] | None:
        """Claim a batch at once; returns the repeats, or at a stop without an answer None."""
        while not self._stop.is_set():
            try:
                standing = await self._updates.claim(self._api.id, ids)
                return {each for each, how in standing.items() if how is Standing.DONE}
            except StoreError as error:
                self._sparingly.say("store.unavailable", error)
                await rest(self._stop, self._pause())
        return None

    def _settled(self, update_id: int, window: Window, future: asyncio.Future[Outcome]) -> None:
        """Let the window pass a finished update; one that a drain left undone stays in it."""
        if not future.cancelled() and future.result() is Outcome.FINISHED:
            window.finish(update_id)
            self._progress.set()

    async def _wait(self, *, full: bool) -> None:
        """Wait a tick while updates are in flight, less when all or half a window is done."""
        ending = time.monotonic() + (FULL_TICK if full else TICK)
        enough = self._window.in_flight // 2 if full else 0
        while self._window.in_flight > enough and not self._stop.is_set():
            self._progress.clear()
            left = ending - time.monotonic()
            if left <= 0:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._progress.wait(), left)

    def _renumber(self, heard: bool) -> None:
        """After a day of silence ask without an offset: all was confirmed, ids may begin anew."""
        now = time.monotonic()
        if heard:
            self._heard = now
        elif now - self._heard > QUIET_DAY:
            self._heard = now
            self._window.restart()
