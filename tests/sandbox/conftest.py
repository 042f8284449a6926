"""A sandbox whose children run hostile jobs (hostile.py) under small limits."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.images.results import Examined, Report
from bot.sandbox.client import Sandbox
from bot.sandbox.limits import Limits
from bot.sandbox.sequential import Sequential

SCRIPT = Path(__file__).parent / "hostile.py"
SMALL = Limits(cpu_seconds=1, wall_seconds=2)
GOOD = b"\x89PNG\r\n\x1a\n" + bytes(1000)


@pytest.fixture(scope="session", autouse=True)
def kernel_that_can(lock: None) -> None:
    """All of these tests need the lock."""


@pytest.fixture
def good() -> bytes:
    """A picture the hostile decoder treats honestly."""
    return GOOD


def hostile_command(limits: Limits) -> tuple[str, ...]:
    """Return the command of a zygote with hostile.py as its decoder."""
    return (sys.executable, "-I", str(SCRIPT), json.dumps(asdict(limits)))


@pytest.fixture
def hostile_sequential() -> Iterator[Sequential]:
    """The same without an event loop, started."""
    with Sequential(command=hostile_command(SMALL), limits=SMALL) as sandbox:
        yield sandbox


@pytest.fixture
def hostile_sandbox() -> Callable[..., Sandbox]:
    """Make a sandbox (not started) with hostile.py as its decoder."""

    def make(limits: Limits = SMALL, **options: int) -> Sandbox:
        return Sandbox(hostile_command(limits), limits=limits, **options)

    return make


@pytest.fixture
async def sandbox(hostile_sandbox: Callable[..., Sandbox]) -> AsyncIterator[Sandbox]:
    """A running sandbox with a hostile decoder, 1 s of CPU and 2 s in all."""
    sandbox = hostile_sandbox()
    await sandbox.start()
    yield sandbox
    await sandbox.close()


@pytest.fixture
def outcome() -> Callable[[Examined], str]:
    """Read the one value a hostile job tells."""

    def read(examined: Examined) -> str:
        assert isinstance(examined.report, Report), examined
        (value,) = examined.report.findings[0].values.values()
        return value

    return read
