"""The way in: `image-privacy-bot` and `python -m bot` are the same."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; where it looks at pictures, their sandbox starts while it is imported.

    The commands that do are known by name here, because to ask for them would take the import.
    """
    if sys.argv[1:2] not in (["clean"], ["report"]):
        _run()
        return
    from bot.sandbox.sequential import start_ahead

    start_ahead()
    try:
        _run()
    except SystemExit as ending:
        if isinstance(ending.code, int):
            _leave(ending.code)
        raise


def _run() -> None:
    try:
        from bot.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


def _leave(status: int) -> None:
    """End at once: tearing down hundreds of modules takes longer than a picture."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads it: the interpreter says so in its own way
        return
    os._exit(status)


if __name__ == "__main__":
    main()
