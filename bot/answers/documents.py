"""What the rankers compare a question with: one document an entry, one line a way to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.entries import Knowledge
from bot.answers.schema import Theme, Topic


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a knowledge folder, in the order of its files."""

    topics: tuple[str, ...]
    themes: tuple[str, ...]
    requests: tuple[str, ...]
    """Requests for harm, one document a reason, in the order of `refusals.yaml`."""
    neighbours: tuple[str, ...]
    """Harmless messages that resemble such a request; one document, or none."""

    def lines(self) -> Iterator[str]:
        """Every line of every document."""
        for part in (self.topics, self.themes, self.requests, self.neighbours):
            for document in part:
                yield from document.split("\n")


def documents(knowledge: Knowledge) -> Documents:
    """The documents of `knowledge`; a reason without examples has an empty one."""
    refusals = knowledge.refusals
    return Documents(
        topics=tuple(_topic(placed.topic) for placed in knowledge.topics.values()),
        themes=tuple(map(_theme, knowledge.off_topic.themes)),
        requests=tuple("\n".join(reason.examples) for reason in refusals.reasons.values()),
        neighbours=("\n".join(refusals.neighbours),) if refusals.neighbours else (),
    )


def _topic(topic: Topic) -> str:
    wordings = (topic.de, topic.en)
    return "\n".join(part for w in wordings for part in (w.title, *w.questions, w.keywords))


def _theme(theme: Theme) -> str:
    return "\n".join((*theme.de, *theme.en))
