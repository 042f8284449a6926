"""A Telegram bot that answers image-privacy questions and cleans pictures, keeping nothing."""

import os

__version__ = "0.1.0"


class Mendable(Exception):  # noqa: N818 - what an operator can mend, in one sentence
    """Ends a command with its sentence and exit status 2."""


def why(error: OSError | UnicodeDecodeError) -> str:
    """Say in the system's words why a file or an address cannot be used."""
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text"
    if error.errno is not None and error.errno > 0:  # name resolution has numbers of its own
        return os.strerror(error.errno)
    return error.strerror or type(error).__name__
