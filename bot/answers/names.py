"""Names in a question: a product, a service or a country points at its entries.

A name is a word that does not change between languages: it stands in an entry's German and in
its English title, or in several questions of both. Nobody has to list them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

import numpy as np

from bot.answers.entries import Knowledge
from bot.answers.lexical import Scores
from bot.answers.schema import Country, Topic, Wording
from bot.answers.text import words

_SHORTEST: Final = 3
_MOST_ENTRIES: Final = 3
"""A word of more entries than this tells them apart no longer."""

_QUESTIONS: Final = 2
_ALIKE: Final = frozenset({"was", "will", "out", "opt", "private", "online", "person", "album"})
"""Words of both languages that name nothing."""

_COUNTRIES: Final[dict[Country, re.Pattern[str]]] = {
    "DE": re.compile(r"deutschland|germany|german|deutsch\w*"),
    "AT": re.compile(r"(oe|o)sterr?eich(s|isch\w*)?|austrian?|wien|vienna"),
    "CH": re.compile(r"schweiz(er\w*)?|switzerland|swiss"),
    "UK": re.compile(r"uk|england|englisch\w*|brit\w*|gross?britannien|scotland|wales"),
    "US": re.compile(r"usa|america\w*|amerika\w*|california|kalifornien"),
}
_FOREIGN: Final = frozenset({"AT", "CH", "UK", "US"})
"""Germany and the EU are what is meant where no country is named."""

_THE_STATES: Final = re.compile(r"\bU\.?S\b")
"""In capitals among small letters: the pronoun is no country."""

_OF_A_COUNTRY: Final = 4.0
_OF_ANOTHER: Final = -2.0


class Names:
    """The names of a knowledge folder and the entries they point at."""

    def __init__(self, knowledge: Knowledge) -> None:
        topics = [placed.topic for placed in knowledge.topics.values()]
        self._size = len(topics)
        self._owners = _owners(topics)
        self._foreign = {
            index: topic.jurisdiction[0]
            for index, topic in enumerate(topics)
            if topic.jurisdiction is not None
            and len(topic.jurisdiction) == 1
            and topic.jurisdiction[0] in _FOREIGN
        }

    def weights(self, text: str) -> Scores:
        """What names in `text` add to each topic, in standard deviations of a ranker's scores."""
        told = set(words(text))
        weights = np.zeros(self._size)
        for word in told & self._owners.keys():
            owners = self._owners[word]
            weights[owners] = np.maximum(weights[owners], 1 / len(owners))
        return weights + self._of_countries(text, told)

    def _of_countries(self, text: str, told: Iterable[str]) -> Scores:
        """The law of one foreign country gains if it is named and loses if another one is."""
        asked = {c for c, name in _COUNTRIES.items() if any(map(name.fullmatch, told))}
        if _THE_STATES.search(text) and not text.isupper():
            asked.add("US")
        weights = np.zeros(self._size)
        for index, country in self._foreign.items():
            if asked:
                weights[index] = _OF_A_COUNTRY if country in asked else _OF_ANOTHER
        return weights


def _owners(topics: Iterable[Topic]) -> dict[str, list[int]]:
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for index, topic in enumerate(topics):
        for name in _names(topic):
            owners[name].append(index)
    return {name: held for name, held in owners.items() if len(held) <= _MOST_ENTRIES}


def _names(topic: Topic) -> set[str]:
    titled = set(words(topic.de.title)) & set(words(topic.en.title))
    asked = _repeated(topic.de) & _repeated(topic.en)
    return {word for word in titled | asked if len(word) >= _SHORTEST} - _ALIKE


def _repeated(wording: Wording) -> set[str]:
    counts = Counter(word for question in wording.questions for word in set(words(question)))
    return {word for word, count in counts.items() if count >= _QUESTIONS}
