"""The topics for one question, best first, and what the calibration is told about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answers.calibration import LEXICAL, SHARED
from bot.answers.documents import documents
from bot.answers.entries import Knowledge
from bot.answers.harm_model import Likeness
from bot.answers.lexical import LexicalRanker, Ranker, Scores
from bot.answers.names import Names
from bot.answers.semantic import Reading, SemanticRanker
from bot.answers.text import LONGEST_QUESTION, condense, words
from bot.answers.vectors import Vector

SEMANTIC_WEIGHT: Final = 2.0
"""Of the semantic ranker against the lexical one, both in standard deviations."""

_VERBATIM: Final = 50.0
"""Added to the entry whose title or question was typed as it stands: more than any score."""

_CONTEXT_SHARE: Final = 1 / 3
"""What a follow-up's context counts beside its own words."""

_LONGEST_FOLLOW_UP: Final = 7
_CONTINUING: Final = frozenset({"und", "aber", "oder", "auch", "and", "but", "or", "also"})
_FOLLOW_UP_STARTS: Final = _CONTINUING | {
    "dann",
    "gilt",
    "in",
    "wie",
    "warum",
    "what",
    "how",
    "why",
}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every topic with its scores, best first; `scores` are relative to the best one.

    `semantic` and `likeness` are None where the lexical ranker works alone.
    """

    question: str
    topics: tuple[str, ...]
    scores: tuple[float, ...]
    lexical: tuple[float, ...]
    semantic: tuple[float, ...] | None
    theme: str
    likeness: Likeness | None
    features: NDArray[np.float64]

    def score_of(self) -> Mapping[str, float]:
        """Scores by topic."""
        return dict(zip(self.topics, self.scores, strict=True))


class TopicIndex:
    """The topics and the off-topic themes of a knowledge folder, ready to be ranked together."""

    def __init__(
        self, knowledge: Knowledge, vector_of: Callable[[str], Vector] | None = None
    ) -> None:
        self._placed = knowledge.topics
        self._topics = tuple(knowledge.topics)
        self._themes = tuple(theme.id for theme in knowledge.off_topic.themes)
        self._reasons = tuple(knowledge.refusals.reasons)
        self._verbatim = _verbatim(knowledge)
        self._names = Names(knowledge)
        held = documents(knowledge)
        self._lexical = LexicalRanker()
        self._lexical.fit([*held.topics, *held.themes])
        self._semantic = SemanticRanker(vector_of) if vector_of else None
        self._lines = tuple(held.lines())
        if self._semantic:
            shaping = [*held.topics, *held.themes]
            everything = [*shaping, *held.requests, *held.neighbours]
            self._semantic.fit(everything, len(shaping))

    @property
    def semantic(self) -> bool:
        """Whether both rankers work, or the lexical one alone."""
        return self._semantic is not None

    def rank(self, question: str, context: str | None = None) -> Ranking:
        """Rank every topic for `question`, which is read together with the topic `context`."""
        asked = question if len(question) <= LONGEST_QUESTION else self._condensed(question)
        read = self._with_context(asked, context)
        lexical = _shared(self._lexical, asked, read)
        reading = self._semantic.read(asked) if self._semantic else None
        semantic = None
        if self._semantic and reading:
            semantic = _shared(self._semantic, asked, read, reading.scores)
        size = len(self._topics)
        total = fused(lexical[:size], None if semantic is None else semantic[:size])
        total += self._names.weights(asked)
        exact = self._verbatim.get(_key(asked))
        if exact is not None:
            total[exact] += _VERBATIM
        likeness = self._likeness(reading) if reading else None
        return self._ranking(read, total, lexical, semantic, likeness)

    def example_lines(self) -> Iterator[tuple[str, bool, Likeness]]:
        """Every line of the folder, whether it asks for harm, and where it stands without itself.

        For fitting; nothing where the lexical ranker works alone.
        """
        if self._semantic is None:
            return
        first = len(self._topics) + len(self._themes)
        asking = range(first, first + len(self._reasons))
        for line, (owner, reading) in zip(self._lines, self._semantic.own_readings(), strict=True):
            yield line, owner in asking, self._likeness(reading)

    def _condensed(self, post: str) -> str:
        """The sentences of `post` that are nearest to some entry: what surrounds the question."""
        return condense(
            post, lambda s: float(self._lexical.scores(s)[: len(self._topics)].max(initial=0.0))
        )

    def _ranking(
        self,
        asked: str,
        total: Scores,
        lexical: Scores,
        semantic: Scores | None,
        likeness: Likeness | None,
    ) -> Ranking:
        size = len(self._topics)
        order = np.argsort(-total, kind="stable")
        relative = np.exp((total - total.max(initial=-np.inf)) / 2) if size else total
        themes = lexical[size:]
        features = self._lexical_features(asked, lexical, total)
        if semantic is not None:
            kept = [LEXICAL.index(name) for name in SHARED]
            features = np.concatenate([features[kept], self._semantic_features(total, semantic)])
        return Ranking(
            question=asked,
            topics=tuple(self._topics[i] for i in order),
            scores=tuple(round(float(relative[i]), 4) for i in order),
            lexical=tuple(float(lexical[i]) for i in order),
            semantic=None if semantic is None else tuple(float(semantic[i]) for i in order),
            theme=self._themes[int(themes.argmax())] if len(themes) else "",
            likeness=likeness,
            features=features,
        )

    def continues(self, question: str) -> bool:
        """Whether `question` is short and begins with a word that goes on from something."""
        told = words(question)
        return 0 < len(told) <= _LONGEST_FOLLOW_UP and told[0] in _CONTINUING

    def may_continue(self, question: str) -> bool:
        """Whether `question` is short and begins as a follow-up or a new question could."""
        told = words(question)
        return 0 < len(told) <= _LONGEST_FOLLOW_UP and told[0] in _FOLLOW_UP_STARTS

    def _with_context(self, asked: str, context: str | None) -> str:
        placed = self._placed.get(context or "")
        if placed is None:
            return asked
        return f"{asked} {placed.topic.de.title} {placed.topic.en.title}"

    def _lexical_features(self, asked: str, lexical: Scores, total: Scores) -> Scores:
        """The values of `calibration.LEXICAL` for this question."""
        ours, themes = lexical[: len(self._topics)], lexical[len(self._topics) :]
        second, best = np.sort(np.concatenate(([0.0, 0.0], ours)))[-2:]
        lead = (best - ours.mean()) / (ours.std() + 0.1) if len(ours) else 0.0
        first = int(total.argmax()) if len(total) else 0
        return np.array(
            [
                best,
                (best - second) / (best + 0.1),
                lead,
                min(float(themes.max(initial=0.0)) / (best + 0.1), 3.0),
                self._lexical.covered_share(asked, first),
                self._lexical.known_share(asked),
                np.log1p(len(asked)),
            ]
        )

    def _semantic_features(self, total: Scores, semantic: Scores) -> Scores:
        """The values of `calibration.SEMANTIC` for this question."""
        size = len(self._topics)
        ours = np.concatenate(([-2.0], semantic[:size]))
        themes = semantic[size : size + len(self._themes)]
        best = ours.max()
        fused = np.sort(np.concatenate(([0.0, 0.0], total)))
        agreed = size > 0 and int(total.argmax()) == int(semantic[:size].argmax())
        return np.array(
            [
                best,
                (best - semantic[:size].mean()) / (semantic[:size].std() + 0.05) if size else 0.0,
                float(themes.max(initial=-2.0)) - best,
                min(fused[-1] - fused[-2], _VERBATIM / 2),
                float(agreed),
            ]
        )

    def _likeness(self, reading: Reading) -> Likeness:
        """What the harm model is told; a kind without documents is as far as can be."""
        ends = np.cumsum([0, len(self._topics), len(self._themes), len(self._reasons)])
        topics, themes, requests, neighbours = (
            part.max(initial=-2.0) for part in np.split(reading.scores, ends[1:])
        )
        asked = reading.scores[ends[2] : ends[3]]
        reason = self._reasons[int(asked.argmax())] if len(asked) else ""
        nearness = (float(topics), float(themes), float(requests), float(neighbours))
        return Likeness(reason, nearness, reading.place)


def _shared(ranker: Ranker, asked: str, read: str, alone: Scores | None = None) -> Scores:
    """The scores of `asked`, mixed with those of `read`, which has its context too."""
    alone = ranker.scores(asked) if alone is None else alone
    if read == asked:
        return alone
    return (1 - _CONTEXT_SHARE) * alone + _CONTEXT_SHARE * ranker.scores(read)


def fused(lexical: Scores, semantic: Scores | None) -> Scores:
    """One score a document from both rankers, each in standard deviations; shape (documents,)."""
    total = _standard(lexical)
    return total if semantic is None else total + SEMANTIC_WEIGHT * _standard(semantic)


def _standard(scores: Scores) -> Scores:
    """`scores` in standard deviations from their mean."""
    return (scores - scores.mean()) / (scores.std() + 1e-6) if len(scores) else scores.copy()


def _verbatim(knowledge: Knowledge) -> dict[str, int]:
    """Titles and questions as they stand: whoever types one means its entry."""
    found: dict[str, int] = {}
    for index, placed in enumerate(knowledge.topics.values()):
        for wording in (placed.topic.de, placed.topic.en):
            for line in (wording.title, *wording.questions):
                found.setdefault(_key(line), index)
    return found


def _key(line: str) -> str:
    return " ".join(words(line))
