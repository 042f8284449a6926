"""Commands for the moderation of groups: moderate, blocklist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.words import EXAMPLE, AsJson, json_line

commands = typer.Typer()


@commands.command(
    help=f"Judge group messages.{EXAMPLE}image-privacy-bot moderate --batch messages.jsonl"
)
def moderate(
    batch: Annotated[
        Path,
        typer.Option(
            help="JSON lines with id, message and new_member. Hosts in it may carry an extra "
            ".example (t.me.example stands for t.me): it is taken off."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Say what the rules find in each message, under the default policy."""
    from bot.moderate_files import judge_file, worded

    for result in judge_file(batch):
        typer.echo(json_line(result) if as_json else worded(result))


blocklist = typer.Typer(
    help=f"Lines for BOT_BLOCKLIST_FILE.{EXAMPLE}image-privacy-bot blocklist add example.org",
    no_args_is_help=True,
)
commands.add_typer(blocklist, name="blocklist")


@blocklist.callback()
def of_blocklist() -> None:
    """Keep a list of addresses that names none of them."""


@blocklist.command(
    "add", help=f"Print the line of an address.{EXAMPLE}image-privacy-bot blocklist add @name"
)
def add_to_blocklist(
    address: Annotated[str, typer.Argument(help="A link, a host, or a Telegram @name.")],
) -> None:
    """Print the line that lists an address, hashed as the list of BOT_BLOCKLIST_FILE is."""
    from bot import settings
    from bot.blocklist import line, salt_of
    from bot.clock import today

    typer.echo(line(address, today=today(), salt=salt_of(settings.load().blocklist_file)))
