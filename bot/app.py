"""Composition root: builds every part once, wires them, and drains them on SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.ext import Application, ApplicationBuilder

from bot import (
    __version__,
    blas,  # noqa: F401 - comes before numpy
    chat,
    heartbeat,
    log,
    why,
)
from bot.answers import Engine, KnowledgeError, vectors
from bot.chat import profile
from bot.chat.latest import LatestAnswers
from bot.chat.looks import Looks
from bot.chat.moderation import sweeping
from bot.chat.moderation.memory import Moderating
from bot.chat.services import Answers, Services
from bot.clock import now, today
from bot.delivery import polling, webhook
from bot.delivery.client import Client
from bot.delivery.contact import TokenRefusedError, reach
from bot.delivery.handling import Handling
from bot.delivery.jobs import Workers
from bot.delivery.lanes import Lanes
from bot.delivery.metrics import Counted
from bot.delivery.quota import Quota
from bot.delivery.sender import Sender
from bot.delivery.shared import Shared
from bot.moderation.addresses import AddressList, ListError, parse_list
from bot.moderation.meaning import Meaning
from bot.moderation.moderator import Moderator
from bot.sandbox import SandboxUnavailable, open_sandbox
from bot.settings import Settings, SettingsError
from bot.store import Store, StoreError
from bot.store.pseudonym import load_or_make_key

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
DRAIN_SECONDS = 25.0  # the container's grace period is 30 s
RETENTION_SECONDS = 3600.0
LISTEN = "127.0.0.1:8080"


async def run(settings: Settings, stop: asyncio.Event | None = None) -> None:
    """Run the bot until `stop` is set or SIGTERM or SIGINT arrives, then drain.

    Raises `SettingsError` with one sentence for anything the operator has to mend.
    """
    stop = stop or stop_on_signals()
    async with AsyncExitStack() as parts:
        services = await build(settings, parts)
        shared = open_shared(settings, parts)
        services.memory.limits = Quota(shared)
        application = build_application(settings, shared, parts)
        try:
            await reach(application.initialize, stop)
            if not stop.is_set():
                parts.push_async_callback(application.shutdown)
                await serve(application, services, stop)
        except TokenRefusedError as error:
            raise SettingsError(str(error)) from None
        except OSError as error:
            raise SettingsError(f"BOT_LISTEN cannot be used: {why(error)}") from None
    log.event("bot.stopped")


async def build(settings: Settings, parts: AsyncExitStack) -> Services:
    """Open everything that can fail for an operator's reason, each with its own sentence."""
    try:
        engine = LatestAnswers(partial(load_engine, settings.knowledge()))
        addresses = operators_list(settings)
        key = load_or_make_key(settings.pseudonym_key_file())
        store = await Store.open(settings.database(), key=key, clock=now, alone=True)
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
        settings=settings, store=store, engine=engine, sandbox=Counted(sandbox), clock=now,
        version=__version__, username="",
        moderating=Moderating(Moderator(second_look()), addresses),
    )  # fmt: skip


def second_look() -> Meaning | None:
    """Return what compares group messages by meaning, where the model has a build."""
    model = vectors.load_model()
    return Meaning(model.embed) if model else None


def operators_list(settings: Settings) -> AddressList:
    """Read the operator's list of addresses; raises `SettingsError` for a file that is none."""
    path = settings.blocklist_file
    if path is None:
        return AddressList()
    try:
        return parse_list(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"BOT_BLOCKLIST_FILE cannot be read ({why(error)}): check the path and its permissions"
        ) from None
    except ListError as error:
        raise SettingsError(f"BOT_BLOCKLIST_FILE: {error}") from None


def load_engine(folder: Path) -> Engine:
    """Load the answers, and log whether their meaning is compared or their characters alone."""
    engine = Engine.load(folder, today=today)
    log.event("engine.semantic", mode="both" if engine.semantic else "lexical")
    return engine


def warn(settings: Settings) -> None:
    """Say loudly what an operator should know at start."""
    if settings.sandbox == "off":
        log.event("sandbox.off", level="warning", setting="BOT_SANDBOX")
    if not settings.operator_contact:
        log.event("contact.missing", level="warning", setting="BOT_OPERATOR_CONTACT")


def open_shared(settings: Settings, parts: AsyncExitStack) -> Shared | None:
    """Return the limits that replicas share, where a server for them is set."""
    if settings.redis_url is None:
        return None
    shared = Shared(settings.redis_url, key=load_or_make_key(settings.pseudonym_key_file()))
    parts.push_async_callback(shared.close)
    return shared


def build_application(
    settings: Settings, shared: Shared | None, parts: AsyncExitStack
) -> AnyApplication:
    """Build the Bot API client; updates come from `bot.delivery`, never from PTB's updater."""
    calls, polls = Client(64), Client(2, read=40)
    for client in (calls, polls):  # PTB leaves them open where the token is refused
        parts.push_async_callback(client.shutdown)
    return (
        ApplicationBuilder()
        .token(settings.bot_token())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .rate_limiter(Sender(rate=settings.send_rate, shared=shared))
        .updater(None)
        .job_queue(None)
        .build()
    )


async def serve(application: AnyApplication, services: Services, stop: asyncio.Event) -> None:
    """Take updates until `stop`, then finish what was begun."""
    bot, store = application.bot, services.store
    services = replace(services, username=bot.username)
    chat.register(application, services)
    workers = Workers(
        store,
        partial(chat.work, bot=bot, services=services),
        concurrency=os.cpu_count() or 2,
        give_up=partial(chat.give_up, bot=bot, services=services),
    )
    process = Handling(
        application.process_update, store.updates, bot.id,
        wake=workers.wake, on_poison=partial(chat.refuse, bot=bot, services=services),
    )  # fmt: skip
    await workers.start()
    beside = [asyncio.create_task(sweep(store)), asyncio.create_task(profile.publish(bot))]
    beside.append(asyncio.create_task(sweeping.keep(bot, services)))
    reload_on_sighup(services.engine, beside)
    if (path := services.settings.heartbeat_file) is not None:
        beside.append(asyncio.create_task(heartbeat.keep(path, store.jobs.count)))
    drained = asyncio.create_task(drain(workers, services.looks, stop))
    try:
        await take_updates(bot, Lanes(process), services, stop)
    finally:
        stop.set()
        await drained
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def take_updates(bot: Bot, lanes: Lanes, services: Services, stop: asyncio.Event) -> None:
    """Take updates by webhook where one is set, else by polling; returns when drained."""
    settings, store = services.settings, services.store
    log.event(
        "bot.started", version=__version__, mode="webhook" if settings.webhook_url else "polling"
    )
    if settings.webhook_url is None or settings.webhook_secret is None:
        await polling.poll(bot, lanes, store, stop=stop, listen=settings.listen)
        return
    await webhook.serve(
        bot, lanes, store, url=settings.webhook_url,
        secret=settings.webhook_secret.get_secret_value(),
        listen=settings.listen or LISTEN, stop=stop,
    )  # fmt: skip


async def drain(workers: Workers, looks: Looks, stop: asyncio.Event) -> None:
    """Let running pictures finish while the lanes do the same."""
    await stop.wait()
    loop = asyncio.get_running_loop()
    end = loop.time() + DRAIN_SECONDS
    await workers.drain(DRAIN_SECONDS)
    await looks.drain(end - loop.time())


async def sweep(store: Store) -> None:
    """Delete what is past its time, at start and then every hour."""
    while True:
        try:
            log.event("retention.swept", count=await store.sweep())
        except StoreError as error:
            log.event("retention.failed", level="error", error=log.describe(error))
        await asyncio.sleep(RETENTION_SECONDS)


def reload_on_sighup(engine: Answers, tasks: list[asyncio.Task[Any]]) -> None:
    """Load the knowledge base again at each SIGHUP; a faulty one does not take its place."""
    if isinstance(engine, LatestAnswers):
        reload = engine.reload

        def begin() -> None:
            tasks.append(asyncio.create_task(reload()))

        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, begin)


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
