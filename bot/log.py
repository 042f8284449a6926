"""Log events, not sentences: an allow list of keys, secrets filtered, third parties kept quiet.

`event("picture.cleaned", ms=12, format="jpeg")` writes one JSON object or one console line. A key
that is not on the list is dropped (and raises in tests), so no text, name or id can slip in. Records
of the standard library's loggers pass a filter that replaces anything that looks like a bot token.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Literal

import structlog

ALLOWED = frozenset({
    "event", "level", "timestamp", "ms", "bytes", "format", "mp", "frames", "result", "rule",
    "action", "attempt", "error", "where", "count", "seconds", "status", "lang", "topic", "version",
    "pending", "mode", "method", "reason", "setting", "port",
})  # fmt: skip
TOKEN = re.compile(r"(bot)?\d{3,20}(:|%3A)[A-Za-z0-9_-]{3,}")
# They log whole requests with the token in the address, and update bodies with people's words.
NOISY = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "sqlalchemy", "alembic",
         "aiosqlite", "asyncio")  # fmt: skip
STRICT = False  # tests set it: an unknown key is then an error


class TokenFilter(logging.Filter):
    """Replace tokens in any record, its arguments and its traceback text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drops it."""
        record.msg = redact(record.getMessage())
        record.args = None
        if record.exc_info and record.exc_info[1] is not None:
            record.msg += f" [{describe(record.exc_info[1])}]"
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def redact(text: str) -> str:
    """Return the text with every token replaced."""
    return TOKEN.sub("<token>", text)


def describe(error: BaseException) -> str:
    """Name an exception by class and our own code's line; its message may carry people's words."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/bot/" in f.filename]
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def only_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the allow list."""
    unknown = [key for key in event if key not in ALLOWED]
    if unknown and STRICT:
        raise ValueError(f"log keys not on the allow list: {unknown}")
    for key in unknown:
        del event[key]
    return event


def configure(level: str = "INFO", form: Literal["console", "json"] | None = None) -> None:
    """Send events and third-party warnings to stderr."""
    form = form or ("console" if sys.stderr.isatty() else "json")
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, only_allowed, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(TokenFilter())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                renderer,
            ],
        )  # fmt: skip
    )
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)),
                        handlers=[handler], force=True)  # fmt: skip
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # PTB writes the raw update at CRITICAL when it cannot read one: never show that.
    logging.getLogger("telegram.Bot").setLevel(logging.CRITICAL + 1)


def event(name: str, *, level: str = "info", **values: Any) -> None:
    """Write one event; values are numbers, codes and our own words only."""
    getattr(structlog.get_logger(), level)(name, **values)
