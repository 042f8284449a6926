"""The command line: results to stdout, diagnostics to stderr, never a traceback for bad input.

Only what a command needs is imported, when it runs, and the sandbox starts meanwhile.
"""

from __future__ import annotations

import errno
import sys
from typing import Annotated

import typer

from bot import Mendable, __version__, why
from bot.cli import groups, knowledge, operation, pictures
from bot.cli.words import fail

FULL = {errno.ENOSPC, errno.EDQUOT}
app = typer.Typer(
    name="image-privacy-bot",
    help="A Telegram bot that people trust with their pictures, and its tools for the terminal.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for each in (operation, pictures, knowledge, groups):
    app.add_typer(each.commands)


def main() -> None:
    """Run the command line; what an operator can mend is one sentence and exit status 2."""
    try:
        app()
    except Mendable as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno not in FULL:
            raise
        fail(f"there is no room for the output: {why(error)}")


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Show the version, or go on to the command."""
    if version:
        typer.echo(__version__)
        raise typer.Exit
