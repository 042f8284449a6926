"""Composition root: builds every part once, wires them, and drains them on SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

from telegram.error import InvalidToken
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot import __version__, chat, log
from bot.answers import Engine, KnowledgeError
from bot.chat import pictures, profile
from bot.chat.services import Services
from bot.clock import now, today
from bot.delivery.jobs import Workers
from bot.delivery.lanes import Lanes
from bot.delivery.polling import poll
from bot.delivery.sender import Sender
from bot.sandbox import SandboxUnavailable, open_sandbox
from bot.settings import Settings, SettingsError
from bot.store import Store, StoreError
from bot.store.pseudonym import load_or_make_key

DRAIN_SECONDS = 25.0  # the container's grace period is 30 s
RETENTION_SECONDS = 3600.0


async def run(settings: Settings, stop: asyncio.Event | None = None) -> None:
    """Run the bot until `stop` is set or SIGTERM or SIGINT arrives, then drain.

    Raises `SettingsError` with one sentence for anything the operator has to mend.
    """
    stop = stop or stop_on_signals()
    async with AsyncExitStack() as parts:
        services = await build(settings, parts)
        application = build_application(settings)
        chat.register(application, services)
        await parts.enter_async_context(started(application))
        services = chat.introduce(application, services)
        await profile.publish(application.bot)
        await serve(application, services, stop)
    log.event("bot.stopped")


async def build(settings: Settings, parts: AsyncExitStack) -> Services:
    """Open everything that can fail for an operator's reason, each with its own sentence."""
    try:
        engine = Engine.load(settings.knowledge(), today=today)
        key = load_or_make_key(settings.pseudonym_key_file())
        store = await Store.open(settings.database(), key=key, clock=now)
        parts.push_async_callback(store.close)
        sandbox = open_sandbox(settings.sandbox)
        await sandbox.start()
        parts.push_async_callback(sandbox.close)
    except KnowledgeError as error:
        faults = "\n".join(str(fault) for fault in error.faults)
        raise SettingsError(f"the knowledge base has faults:\n{faults}") from None
    except (StoreError, SandboxUnavailable) as error:
        raise SettingsError(str(error)) from None
    warn(settings)
    return Services(
        settings=settings, store=store, engine=engine, sandbox=sandbox, clock=now,
        version=__version__, username="",
    )  # fmt: skip


def warn(settings: Settings) -> None:
    """Say loudly what an operator should know at start."""
    if settings.sandbox == "off":
        log.event("sandbox.off", level="warning", setting="BOT_SANDBOX")
    if not settings.operator_contact:
        log.event("contact.missing", level="warning", setting="BOT_OPERATOR_CONTACT")


def build_application(settings: Settings) -> Application:  # type: ignore[type-arg]
    """Build the Bot API client; updates come from `bot.delivery`, never from PTB's updater."""
    return (
        ApplicationBuilder()
        .token(settings.bot_token())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(HTTPXRequest(connection_pool_size=64, pool_timeout=30, media_write_timeout=60))
        .get_updates_request(HTTPXRequest(connection_pool_size=2, read_timeout=40))
        .rate_limiter(Sender(rate=settings.send_rate))
        .updater(None)
        .job_queue(None)
        .build()
    )


@asynccontextmanager
async def started(application: Application) -> AsyncIterator[None]:  # type: ignore[type-arg]
    """Log in; a token that Telegram refuses is a setting to mend."""
    try:
        await application.initialize()
    except InvalidToken:
        raise SettingsError(
            "Telegram refuses BOT_TOKEN: copy it again from @BotFather (/mybots, API Token)"
        ) from None
    try:
        yield
    finally:
        await application.shutdown()


async def serve(application: Application, services: Services, stop: asyncio.Event) -> None:  # type: ignore[type-arg]
    """Take updates until `stop`, then finish what was begun."""
    bot, store = application.bot, services.store
    run_jobs = partial(pictures.run, bot=bot, services=services)
    workers = Workers(store, run_jobs, concurrency=os.cpu_count() or 2)
    lanes = Lanes(partial(chat.process, application))
    await workers.start()
    retention = asyncio.create_task(sweep(store))
    log.event("bot.started", version=__version__, mode="polling")
    try:
        await poll(bot, lanes, store, workers=workers, stop=stop)
    finally:
        retention.cancel()
        with suppress(asyncio.CancelledError):
            await retention
        await workers.drain(DRAIN_SECONDS)


async def sweep(store: Store) -> None:
    """Delete what is past its time, at start and then every hour."""
    while True:
        count = await store.sweep()
        log.event("retention.swept", count=count)
        await asyncio.sleep(RETENTION_SECONDS)


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
