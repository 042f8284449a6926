"""What Prometheus may ask: counts and times without anybody's id, name or text in a label.

Label values are our own words and the Bot API's method names, so their number is bounded. One
registry a process; `bot.delivery.probes` writes it out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot.images.results import Cleaned, Examined, Options, Refused
from bot.sandbox import Isolation
from bot.sandbox.wire import DEFAULT

REGISTRY: Final = CollectorRegistry()
PREFIX: Final = "image_privacy_bot"
QUICK: Final = (0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SLOW: Final = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0, 300.0)

ProcessCollector(namespace=PREFIX, registry=REGISTRY)
updates = Counter(
    f"{PREFIX}_updates_total", "Handlings of an update.", ["outcome"], registry=REGISTRY
)  # finished, retry, repeat, elsewhere, poison
update_seconds = Histogram(
    f"{PREFIX}_update_seconds", "Seconds one handling took.", buckets=QUICK, registry=REGISTRY
)
updates_in_flight = Gauge(
    f"{PREFIX}_updates_in_flight", "Updates taken and not finished.", registry=REGISTRY
)
jobs = Counter(
    f"{PREFIX}_jobs_total", "Runs of a job.", ["outcome"], registry=REGISTRY
)  # done, retry, failed, given_up, broken_off
job_seconds = Histogram(
    f"{PREFIX}_job_seconds", "Seconds one run took.", buckets=SLOW, registry=REGISTRY
)
jobs_running = Gauge(f"{PREFIX}_jobs_running", "Jobs running here.", registry=REGISTRY)
jobs_stored = Gauge(
    f"{PREFIX}_jobs_stored", "Jobs waiting and running in all replicas.", registry=REGISTRY
)
sends = Counter(
    f"{PREFIX}_sends_total", "Answers to requests.", ["method", "outcome"], registry=REGISTRY
)  # ok, retry_after, refused, timeout, fault
sends_waiting = Gauge(
    f"{PREFIX}_sends_waiting", "Requests that wait for their turn.", registry=REGISTRY
)
pictures = Counter(
    f"{PREFIX}_pictures_total", "Results of the sandbox.", ["result"], registry=REGISTRY
)  # cleaned, or the code of the refusal
picture_seconds = Histogram(
    f"{PREFIX}_picture_seconds", "Seconds in the sandbox.", buckets=SLOW, registry=REGISTRY
)


def written_out() -> bytes:
    """Return all in Prometheus' text format."""
    return generate_latest(REGISTRY)


@contextmanager
def timed(histogram: Histogram, clock: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    """Observe how long a block takes, however it ends."""
    began = clock()
    try:
        yield
    finally:
        histogram.observe(clock() - began)


class Counted:
    """A sandbox whose results are counted."""

    def __init__(self, sandbox: Isolation) -> None:
        self._sandbox = sandbox

    async def start(self) -> None:
        """See `Isolation.start`."""
        await self._sandbox.start()

    async def close(self) -> None:
        """See `Isolation.close`."""
        await self._sandbox.close()

    async def examine(self, data: bytes, options: Options = DEFAULT) -> Examined:
        """See `Isolation.examine`."""
        with timed(picture_seconds):
            examined = await self._sandbox.examine(data, options)
        pictures.labels(_result(examined)).inc()
        return examined


def _result(examined: Examined) -> str:
    match examined.cleaned or examined.report:
        case Cleaned():
            return "cleaned"
        case Refused(reason=reason):
            return reason.value
        case _:
            return "reported"
