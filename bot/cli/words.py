"""What all commands share: options of one meaning, and how results and faults are said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

EXAMPLE = "\n\nExample: "
# `readable`: what cannot be read is told in its turn, and the other files are still done.
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Picture files.", readable=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Lang = Annotated[Literal["de", "en"] | None, typer.Option("--lang", help="Language of the text.")]
Sandboxed = Annotated[
    Literal["on", "off"],
    typer.Option("--sandbox", envvar="BOT_SANDBOX", help="off: only for development."),
]


def fail(sentence: str, status: int = 2) -> NoReturn:
    """Say what is wrong on stderr and leave."""
    typer.echo(f"image-privacy-bot: {sentence}", err=True)
    sys.exit(status)


def json_line(line: dict[str, Any]) -> str:
    """Word a result for a program."""
    return json.dumps(line, ensure_ascii=False)
