"""Commands of whoever runs the bot: run, demo, doctor."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot import why
from bot.cli.words import EXAMPLE, AsJson, fail, json_line

commands = typer.Typer()


@commands.command(help=f"Run the bot.{EXAMPLE}BOT_TOKEN=… image-privacy-bot run")
def run() -> None:
    """Run the bot until SIGTERM."""
    import asyncio

    from bot import log, settings

    loaded = settings.load()
    log.configure(loaded.log_level, loaded.log_format)
    loaded.bot_token()  # a missing token is told before anything is imported or built
    from bot import app as application

    asyncio.run(application.run(loaded))


@commands.command(
    help=f"Try the bot in your browser, without a token.{EXAMPLE}image-privacy-bot demo"
)
def demo(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.", min=0, max=65535)] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print it.")] = False,
) -> None:
    """Run the bot against a Bot API emulator on loopback, with a web chat page."""
    import asyncio

    from bot import app as application
    from bot import demo as demonstration
    from bot import log

    log.configure("WARNING")

    def ready(address: str) -> None:
        typer.echo(f"The demo is at {address} (stop it with Ctrl+C)")

    try:
        asyncio.run(
            demonstration.serve(port, application.run, ready=ready, open_browser=not no_browser)
        )
    except OSError as error:
        fail(f"port {port} cannot be used: {why(error)}; try another with --port")


@commands.command(help=f"Look at everything `run` needs.{EXAMPLE}image-privacy-bot doctor")
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, token, sandbox, database and more; exit status 1 if something is to do."""
    import asyncio

    from bot import doctor as examination
    from bot import log

    log.silence()
    lines = asyncio.run(examination.examine())
    for line in lines:
        typer.echo(json_line(line.plain()) if as_json else str(line))
    sys.exit(int(not all(line.ok for line in lines)))
