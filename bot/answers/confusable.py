"""Confusable entries: which two steal each other's questions.

Each question of an entry is asked as if it did not stand there. Where another entry is nearer in
meaning, that one would have won a person who asks just so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.answers.documents import documents
from bot.answers.entries import Knowledge
from bot.answers.semantic import SemanticRanker
from bot.answers.vectors import Vector

FEWEST: Final = 3
"""Stolen questions that make a pair worth telling: one or two are a matter of wording."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries and the questions that one loses to the other: owner, winner, question."""

    topics: tuple[str, str]
    stolen: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        """One line for the pair and one for each question."""
        lines = [f"{len(self.stolen)} questions: {self.topics[0]} <-> {self.topics[1]}"]
        lines += [f"    {owner} -> {winner}: {asked}" for owner, winner, asked in self.stolen]
        return "\n".join(lines)


def confusable(
    knowledge: Knowledge, vector_of: Callable[[str], Vector], fewest: int = FEWEST
) -> tuple[Pair, ...]:
    """The pairs with at least `fewest` stolen questions, most first."""
    found: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for owner, winner, question in _stolen(knowledge, vector_of):
        first, second = sorted((owner, winner))
        found[first, second].append((owner, winner, question))
    pairs = [Pair(topics, tuple(stolen)) for topics, stolen in found.items()]
    told = [pair for pair in pairs if len(pair.stolen) >= fewest]
    return tuple(sorted(told, key=lambda pair: (-len(pair.stolen), pair.topics)))


def _stolen(
    knowledge: Knowledge, vector_of: Callable[[str], Vector]
) -> Iterator[tuple[str, str, str]]:
    topics = tuple(knowledge.topics)
    held = documents(knowledge).topics
    ranker = SemanticRanker(vector_of)
    ranker.fit(held)
    lines = (line for document in held for line in document.split("\n"))
    for line, (owner, reading) in zip(lines, ranker.own_readings(), strict=True):
        winner = int(reading.scores.argmax())
        if winner != owner and _is_question(knowledge, topics[owner], line):
            yield topics[owner], topics[winner], line


def _is_question(knowledge: Knowledge, topic: str, line: str) -> bool:
    entry = knowledge.topics[topic].topic
    return line in entry.de.questions or line in entry.en.questions
