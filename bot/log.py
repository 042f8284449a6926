"""Log events, not sentences: an allow list of keys, third parties kept quiet.

`event("picture.cleaned", ms=12)` writes one JSON object or one console line. A key
that is not on the list is dropped (and raises in tests): no text, name or id can slip in. Of the
libraries' own records only level, place and class of the error are shown: their messages carry
addresses with the token and people's words.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Literal

ALLOWED = {
    *("event", "level", "timestamp", "version", "mode", "setting", "port"),
    *("ms", "seconds", "bytes", "mp", "frames", "count", "pending", "attempt"),
    *("format", "result", "reason", "rule", "action", "method", "status", "lang", "topic"),
    *("error", "where"),
}
STRICT = False  # tests set it: an unknown key is then an error
SILENT = False  # the commands for files set it; they have nothing to log and start faster


class ThirdParty(logging.Filter):
    """Reduce a library's record to where it comes from: its message may carry anybody's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drops it."""
        error = record.exc_info[1] if record.exc_info else None
        where = f"{record.name} {record.filename}:{record.lineno}"
        record.msg = f"{where} {describe(error)}" if error else where
        record.args = None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


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
    import structlog

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
    configure_libraries(shared, renderer)


def configure_libraries(shared: list[Any], renderer: Any) -> None:
    """Let the standard library's loggers speak from WARNING up, and only say where."""
    import structlog

    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(ThirdParty())
    drop_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[drop_meta, renderer]
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # httpx writes each address with the token at INFO, PTB update bodies at DEBUG.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)


def silence() -> None:
    """Write no events in this process."""
    global SILENT  # noqa: PLW0603 - one switch a process
    SILENT = True


def event(name: str, *, level: str = "info", **values: Any) -> None:
    """Write one event; values are numbers, codes and our own words only."""
    if SILENT:
        return
    import structlog

    getattr(structlog.get_logger(), level)(name, **values)
