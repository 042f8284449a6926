"""A Telegram bot that answers image-privacy questions and cleans pictures, keeping nothing."""

__version__ = "0.1.0"


class Mendable(Exception):  # noqa: N818 - what an operator can mend, in one sentence
    """Ends a command with its sentence and exit status 2."""
