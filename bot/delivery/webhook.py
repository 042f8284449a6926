"""The webhook: Telegram hears 200 only when an update is finished or handed to a job row.

Anything else, a 503 or no answer, makes Telegram send it again (Bot API, setWebhook), one chat's
updates in order, so its queue is the durable store here too.
"""

from __future__ import annotations

import asyncio
import hmac
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, Update

from bot import log
from bot.delivery.claims import kept
from bot.delivery.contact import reach
from bot.delivery.lanes import Lanes
from bot.delivery.outcome import Outcome
from bot.delivery.polling import ALLOWED_UPDATES, DRAIN_SECONDS, Stored
from bot.delivery.probes import RETRY_AFTER, Probes, served
from bot.store import Standing, StoreError

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST_BODY: Final = 1 << 20  # bytes; an update is a few kilobytes
ANSWER_WITHIN: Final = 20.0  # seconds; Telegram itself waits 60
MOST_IN_FLIGHT: Final = 500


class Webhook:
    """The webhook's own path, and the probes beside it."""

    def __init__(self, bot: Bot, lanes: Lanes, store: Stored, *, secret: str) -> None:
        """Take the secret that setWebhook was given."""
        self._bot = bot
        self._lanes = lanes
        self._updates = store.updates
        self._probes = Probes(store.jobs, self._state)
        self._secret = secret.encode()
        self._closing = False

    def application(self, path: str) -> web.Application:
        """Return the aiohttp application for a webhook path such as `/telegram`."""
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post(path, self.receive)
        self._probes.add_to(application)
        return application

    def close(self) -> None:
        """Refuse what comes from now on: the load balancer and Telegram turn elsewhere."""
        self._closing = True

    async def receive(self, request: web.Request) -> web.Response:
        """Take one update."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if self._closing or self._lanes.in_flight >= MOST_IN_FLIGHT:
            return _later()
        try:
            update = Update.de_json(await request.json(), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # Sent again it would be no easier to read.
            log.event("webhook.unreadable", level="error", error=type(error).__name__)
            return web.Response()
        return await self._handled(update)

    def _state(self) -> str | None:
        return None if self._closing else "ready"

    async def _handled(self, update: Update) -> web.Response:
        """Wait until an update is finished, here or elsewhere; it may go on meanwhile."""
        try:
            standing = await self._updates.claim(self._bot.id, [update.update_id])
            if standing[update.update_id] is Standing.DONE:
                return web.Response()
            future = self._lanes.submit(update)
            outcome = await asyncio.wait_for(asyncio.shield(future), ANSWER_WITHIN)
        except (StoreError, TimeoutError):
            return _later()
        return web.Response() if outcome is Outcome.FINISHED else _later()


async def serve(
    bot: Bot, lanes: Lanes, store: Stored, *, url: str, secret: str, listen: str,
    stop: asyncio.Event,
) -> None:  # fmt: skip
    """Serve the path of `url` on `listen` (host:port) until `stop`, then drain.

    Calls setWebhook at start and leaves it in place at stop, for the other replicas and for the
    next start. Raises `TokenRefusedError`, and `OSError` where `listen` cannot be served.
    """
    webhook = Webhook(bot, lanes, store, secret=secret)
    routes = webhook.application(urlsplit(url).path or "/")
    async with kept(store.updates, alone=store.embedded), served(routes, listen):
        try:
            await reach(partial(_register, bot, url, secret), stop)
            await stop.wait()
        finally:
            webhook.close()
            await lanes.drain(DRAIN_SECONDS)


async def _register(bot: Bot, url: str, secret: str) -> None:
    await bot.set_webhook(
        url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), drop_pending_updates=False
    )


def _later() -> web.Response:
    return web.Response(status=503, headers=RETRY_AFTER)
