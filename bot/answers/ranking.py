"""The topics for one question, best first, and what the calibration is told about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answers.entries import Knowledge
from bot.answers.lexical import LexicalRanker, Scores, grams
from bot.answers.schema import Theme, Topic
from bot.answers.text import condense, words

_SHORT_FOLLOW_UP: Final = 7
_FOLLOW_UP_STARTS: Final = frozenset(
    {"und", "aber", "oder", "auch", "dann", "gilt", "in", "wie", "warum"}
    | {"and", "but", "or", "also", "what", "how", "why"}
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every topic with its score, best first; scores are relative to the best one."""

    question: str
    topics: tuple[str, ...]
    scores: tuple[float, ...]
    theme: str
    features: NDArray[np.float64]

    def score_of(self) -> Mapping[str, float]:
        """Scores by topic."""
        return dict(zip(self.topics, self.scores, strict=True))


class TopicIndex:
    """The topics and the off-topic themes of a knowledge folder, ready to be ranked together."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._placed = knowledge.topics
        self._topics = tuple(knowledge.topics)
        self._themes = tuple(theme.id for theme in knowledge.off_topic.themes)
        documents = [_document(placed.topic) for placed in knowledge.topics.values()]
        self._verbatim = _verbatim(knowledge)
        self._grams = [frozenset(grams(document)) for document in documents]
        self._ranker = LexicalRanker()
        self._ranker.fit([*documents, *map(_theme_document, knowledge.off_topic.themes)])

    def rank(self, question: str, context: str | None = None) -> Ranking:
        """Rank every topic for `question`; a short follow-up is read together with `context`."""
        asked = self._with_context(condense(question, self._ranker.telling), context)
        scores = self._ranker.scores(asked)
        ours, themes = scores[: len(self._topics)], scores[len(self._topics) :]
        exact = self._verbatim.get(_key(asked))
        if exact is not None:
            ours[exact] += ours.max()
        order = np.argsort(-ours, kind="stable")
        top = max(float(ours.max(initial=0.0)), 1e-9)
        return Ranking(
            question=asked,
            topics=tuple(self._topics[i] for i in order),
            scores=tuple(round(float(ours[i]) / top, 4) for i in order),
            theme=self._themes[int(themes.argmax())] if len(themes) else "",
            features=self._features(asked, ours, themes),
        )

    def _with_context(self, asked: str, context: str | None) -> str:
        placed = self._placed.get(context or "")
        told = words(asked)
        short = 0 < len(told) <= _SHORT_FOLLOW_UP
        if placed is None or not short or told[0] not in _FOLLOW_UP_STARTS:
            return asked
        return f"{asked} {placed.topic.de.title} {placed.topic.en.title}"

    def _features(self, asked: str, ours: Scores, themes: Scores) -> NDArray[np.float64]:
        """The row of `calibration.FEATURES` for this question."""
        second, best = np.sort(np.concatenate(([0.0, 0.0], ours)))[-2:]
        lead = (best - ours.mean()) / (ours.std() + 0.1) if len(ours) else 0.0
        told = set(grams(asked))
        hit = len(told & self._grams[int(ours.argmax())]) if len(ours) else 0
        return np.array(
            [
                best,
                (best - second) / (best + 0.1),
                lead,
                min(float(themes.max(initial=0.0)) / (best + 0.1), 3.0),
                hit / max(len(told), 1),
                self._ranker.known_share(asked),
                np.log1p(len(asked)),
            ]
        )


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


def _document(topic: Topic) -> str:
    """What a topic is found by: titles, questions and keywords in both languages."""
    wordings = (topic.de, topic.en)
    return "\n".join(part for w in wordings for part in (w.title, *w.questions, w.keywords))


def _theme_document(theme: Theme) -> str:
    return "\n".join((*theme.de, *theme.en))
