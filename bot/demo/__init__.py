"""The token-free demo: the very same bot against an emulated Telegram, with a web chat page."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.demo.emulator import Emulator
from bot.demo.emulator.world import GROUP_ID
from bot.settings import Settings, load

Run = Callable[[Settings], Awaitable[None]]


async def serve(
    port: int,
    run: Run,
    *,
    ready: Callable[[str], object] = lambda _: None,
    open_browser: bool = False,
    sandbox: str | None = None,
) -> None:
    """Serve emulator and page on loopback and `run` the bot against them until it returns.

    `ready` is given the page's address. The operator's own token, database and webhook are left
    alone: the demo's live in a folder that goes with it. Raises `OSError` where the port is taken.
    """
    emulator = Emulator()
    emulator.person("Anna", GROUP_ID).invite_bot()
    await emulator.start(port=port)
    try:
        with TemporaryDirectory(prefix="image-privacy-demo-") as folder:
            settings = demo_settings(emulator, Path(folder), sandbox)
            ready(f"{emulator.url}/")
            if open_browser:
                await asyncio.to_thread(webbrowser.open, f"{emulator.url}/")
            await run(settings)
    finally:
        await emulator.stop()


def demo_settings(emulator: Emulator, folder: Path, sandbox: str | None = None) -> Settings:
    """Return settings that reach nothing but the emulator and `folder`."""
    chosen = {} if sandbox is None else {"sandbox": sandbox}
    return load(
        token=emulator.token,
        token_file=None,
        api_url=emulator.url,
        database_url=f"sqlite:///{folder / 'demo.sqlite'}",
        redis_url=None,
        webhook_url=None,
        webhook_secret=None,
        listen=None,
        key_file=folder / "demo.key",
        operator_contact="Demo, 127.0.0.1",
        **chosen,
    )
