"""What a load balancer, a container engine and Prometheus ask: /healthz, /readyz, /metrics."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, Protocol

from aiohttp import web

from bot.delivery import metrics
from bot.store import StoreError

METRICS_TYPE: Final = "text/plain; version=0.0.4"
RETRY_AFTER: Final = {"Retry-After": "2"}  # seconds


class Countable(Protocol):
    """Where waiting jobs are counted: `Store.jobs`."""

    async def count(self) -> int:
        """Count all jobs; raises `StoreError`."""


class Probes:
    """The three routes; `state` says in a word whether updates may come: None = not now."""

    def __init__(self, jobs: Countable, state: Callable[[], str | None]) -> None:
        self._jobs = jobs
        self._state = state

    def add_to(self, application: web.Application) -> None:
        """Serve the routes."""
        application.router.add_get("/healthz", self.health)
        application.router.add_get("/readyz", self.readiness)
        application.router.add_get("/metrics", self.metrics)

    async def health(self, _: web.Request) -> web.Response:
        """Say that the process turns."""
        return web.Response(text="ok")

    async def readiness(self, _: web.Request) -> web.Response:
        """Say whether updates are taken, which needs the database."""
        state = self._state()
        if state is None or await self._counted() is None:
            return web.Response(status=503, headers=RETRY_AFTER)
        return web.Response(text=state)

    async def metrics(self, _: web.Request) -> web.Response:
        """Write out the metrics; without the database the number of its jobs is not a number."""
        counted = await self._counted()
        metrics.jobs_stored.set(float("nan") if counted is None else counted)
        return web.Response(
            body=metrics.written_out(), headers={"Content-Type": f"{METRICS_TYPE}; charset=utf-8"}
        )

    async def _counted(self) -> int | None:
        try:
            return await self._jobs.count()
        except StoreError:
            return None


@asynccontextmanager
async def served(application: web.Application, listen: str) -> AsyncIterator[None]:
    """Serve on `host:port` inside; raises `OSError` where the port is taken."""
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        yield
    finally:
        await runner.cleanup()
