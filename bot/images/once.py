"""What is read of a file once and used several times while its picture is examined.

Outside `one_job`, and after it, nothing is remembered: no byte of a picture outlives its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

_Parts = TypeVar("_Parts")
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def one_job() -> Iterator[None]:
    """Remember what is read of files inside the `with`."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def noted(key: Hashable, read: Callable[[], _Parts]) -> _Parts:
    """Return what this job noted under the key; read and note it the first time."""
    known = _known.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    parts: _Parts = known[key]
    return parts


def once(read: Callable[[bytes], _Parts]) -> Callable[[bytes], _Parts]:
    """Read the same file only once in a job; what is returned must not be changed."""

    @wraps(read)
    def remembered(data: bytes) -> _Parts:
        # The file is noted with its parts, so that its identity stays its own.
        _, parts = noted((read, id(data)), lambda: (data, read(data)))
        return parts

    return remembered
