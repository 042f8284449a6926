"""The lexical ranker: BM25 over character 3-, 4- and 5-grams, one document an entry.

Characters instead of words find typos, German compounds and inflected forms alike. BM25 after
Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), 3.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answers.text import words

Scores = NDArray[np.float64]

_LENGTHS: Final = (3, 4, 5)
_SATURATION: Final = 1.2
_LENGTH_WEIGHT: Final = 0.4
_QUERY_REPEATS: Final = 2


class Ranker(Protocol):
    """Anything that can say how well a text fits each of a fixed row of documents."""

    def fit(self, documents: Sequence[str]) -> None:
        """Learn `documents`; the order given is the order of every score vector."""

    def scores(self, text: str) -> Scores:
        """One number a document, higher is nearer; shape (documents,)."""


def grams(text: str) -> Iterator[str]:
    """Character n-grams inside each folded word, which is padded with one space on both sides."""
    for word in words(text):
        yield from _grams_of(word)


def _grams_of(word: str) -> Iterator[str]:
    padded = f" {word} "
    for length in _LENGTHS:
        if len(padded) <= length:
            yield padded
            break
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


def _counted(documents: Sequence[str]) -> list[Counter[str]]:
    """The n-grams of each document; a word is cut up once, however often it stands anywhere."""
    known: dict[str, tuple[str, ...]] = {}
    counts = []
    for document in documents:
        count = Counter[str]()
        for word, times in Counter(words(document)).items():
            if word not in known:
                known[word] = tuple(_grams_of(word))
            for gram in known[word]:
                count[gram] += times
        counts.append(count)
    return counts


class LexicalRanker:
    """BM25 over character n-grams. Deterministic; a query costs well under a millisecond."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}
        self._start = np.zeros(1, np.int64)
        self._document = np.zeros(0, np.int64)
        self._weight = np.zeros(0)
        self._idf = np.zeros(0)
        self._size = 0

    def fit(self, documents: Sequence[str]) -> None:
        """Index `documents`: postings by n-gram, weights already multiplied by the idf."""
        counts = _counted(documents)
        spread = Counter(gram for count in counts for gram in count)
        self._size = len(counts)
        self._row = {gram: row for row, gram in enumerate(sorted(spread))}
        found = np.array([spread[gram] for gram in self._row], float)
        self._idf = np.log1p((self._size - found + 0.5) / (found + 0.5))
        self._start = np.concatenate(([0], np.cumsum(found).astype(np.int64)))
        self._fill(counts)

    def _fill(self, counts: Sequence[Counter[str]]) -> None:
        lengths = np.array([count.total() for count in counts], float)
        relative = lengths / max(float(lengths.mean()), 1.0) if len(counts) else lengths
        norm = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * relative)
        self._document = np.zeros(int(self._start[-1]), np.int64)
        self._weight = np.zeros(int(self._start[-1]))
        free = self._start[:-1].copy()
        for index, count in enumerate(counts):
            rows = np.array([self._row[gram] for gram in count], np.int64)
            times = np.array(list(count.values()), float)
            self._document[free[rows]] = index
            saturated = times * (_SATURATION + 1) / (times + norm[index])
            self._weight[free[rows]] = self._idf[rows] * saturated
            free[rows] += 1

    def scores(self, text: str) -> Scores:
        """BM25 of `text` against every document, divided by the root of its number of n-grams."""
        asked = Counter(grams(text))
        rows, repeats = self._known(asked)
        if not len(rows):
            return np.zeros(self._size)
        spans = [np.arange(self._start[row], self._start[row + 1]) for row in rows]
        postings = np.concatenate(spans)
        times = np.repeat(repeats, [len(span) for span in spans])
        total = np.bincount(
            self._document[postings],
            weights=self._weight[postings] * times,
            minlength=self._size,
        )
        return np.asarray(total / np.sqrt(asked.total()), float)

    def _known(self, asked: Counter[str]) -> tuple[NDArray[np.int64], Scores]:
        known = [(self._row[gram], n) for gram, n in asked.items() if gram in self._row]
        rows = np.array([row for row, _ in known], np.int64)
        repeats = np.array([min(n, _QUERY_REPEATS) for _, n in known], float)
        return rows, repeats

    def covered_share(self, text: str, document: int) -> float:
        """The share of the text's different n-grams that occur in `document`, 0 to 1."""
        asked = set(grams(text))
        rows, _ = self._known(Counter(asked))
        held = sum(self._holds(row, document) for row in rows.tolist())
        return held / max(len(asked), 1)

    def _holds(self, row: int, document: int) -> bool:
        found = self._document[self._start[row] : self._start[row + 1]]
        place = int(found.searchsorted(document))
        return place < len(found) and int(found[place]) == document

    def known_share(self, text: str) -> float:
        """The share of the text's different n-grams that occur in any document, 0 to 1."""
        asked = set(grams(text))
        return sum(gram in self._row for gram in asked) / max(len(asked), 1)
