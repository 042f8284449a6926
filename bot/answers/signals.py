"""Signals: named groups of phrases, and rules that say which groups together mean something.

A phrase is a row of words: `word` (typing errors forgiven from six letters on), `wor*` and
`*ord*` (any ending, any beginning), `a|b` (either), `<age>` (a number from 5 to 17, also
`15yo`), `$` (the edge of a clause). Up to two words may stand between two of them, none at
`a+b`, up to eight at `a .. b`. `a|b_c` is either `a` or `b+c`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from bot.answers.schema import Shape
from bot.answers.spelling import AGE_MARK, Vocabulary, plainer
from bot.answers.text import sentences, words

_EDGE: Final = "$"
_GAP: Final = 2
_WIDE_GAP: Final = 8
_CLAUSE_END: Final = re.compile(r"[.!?…,;:()\n]+")

Phrase = Annotated[str, StringConstraints(min_length=2, max_length=700)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*$")]


class Rule(Shape):
    """Fires where every group of `all` is found and none of `unless` is.

    `within` says where the groups of `all` must stand together. What a `certain` rule takes for
    harm is not spared by what was learned.
    """

    then: Name
    all: Annotated[tuple[Name, ...], Field(min_length=1)]
    unless: tuple[Name, ...] = ()
    within: Literal["sentence", "message"] = "sentence"
    certain: bool = False

    @field_validator("all", "unless", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Signals(Shape):
    """The part that crisis.yaml and refusals.yaml share."""

    lookalikes: tuple[str, ...] = ()
    words: dict[Name, tuple[Phrase, ...]]
    rules: tuple[Rule, ...]

    @field_validator("lookalikes", "rules", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("words", mode="before")
    @classmethod
    def _tuples(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}

    @model_validator(mode="after")
    def _groups_exist(self) -> Signals:
        named = {name for rule in self.rules for name in (*rule.all, *rule.unless)}
        unknown = sorted(named - self.words.keys())
        if unknown:
            raise ValueError(f"rules name groups that do not exist: {', '.join(unknown)}")
        return self


class Refusal(Shape):
    """What is said to a request for harm, and the topics that help instead."""

    de: Annotated[str, StringConstraints(min_length=40, max_length=500)]
    en: Annotated[str, StringConstraints(min_length=40, max_length=500)]
    topics: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @field_validator("topics", "examples", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Refusals(Signals):
    """`refusals.yaml`: signals whose rules lead to a reason, and examples of such requests.

    `acts` are groups that name something harmful, `spared` such that speak for the asker.
    `neighbours` are messages that resemble an example and are harmless.
    """

    reasons: dict[Name, Refusal]
    acts: tuple[Name, ...] = ()
    spared: tuple[Name, ...] = ()
    neighbours: tuple[str, ...] = ()

    @field_validator("acts", "spared", "neighbours", mode="before")
    @classmethod
    def _lists(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _reasons_exist(self) -> Refusals:
        unknown = sorted({rule.then for rule in self.rules} - self.reasons.keys())
        if unknown:
            raise ValueError(f"rules lead to reasons that do not exist: {', '.join(unknown)}")
        unnamed = sorted({*self.acts, *self.spared} - self.words.keys())
        if unnamed:
            raise ValueError(f"acts or spared name missing groups: {', '.join(unnamed)}")
        return self


@dataclass(frozen=True, slots=True)
class _Step:
    patterns: frozenset[str]
    reach: int  # how many words may stand between the step before and this one


def _spelt_out(phrase: str) -> Iterator[str]:
    """`phrase` without alternatives of several words: `deepfake|deep_fake` becomes two phrases."""
    found = re.search(r"[^\s|+]+_[^\s|+]+", phrase)
    if found is None:
        yield phrase
        return
    before, after = phrase[: found.start()], phrase[found.end() :]
    start = max(before.rfind(" "), before.rfind("+")) + 1
    end = re.search(r"[\s+]|$", after)
    rest = after[end.start() :] if end else ""
    yield from _spelt_out(before[:start] + found[0].replace("_", "+") + rest)
    others = [*before[start:].split("|"), *after[: len(after) - len(rest)].split("|")]
    kept = "|".join(filter(None, others))
    if kept:
        yield from _spelt_out(before[:start] + kept + rest)


def _steps(phrase: str) -> tuple[_Step, ...]:
    steps, reach = [], _GAP
    for part in phrase.split():
        if part == "..":
            reach = _WIDE_GAP
            continue
        for position, word in enumerate(part.split("+")):
            patterns = frozenset(map(plainer, word.split("|")))
            adjacent = position > 0 or word == _EDGE
            steps.append(_Step(patterns, 0 if adjacent else reach))
        reach = _GAP
    return tuple(steps)


class Matcher:
    """Finds the groups of `signals` in a text and the rules that fire."""

    def __init__(self, signals: Signals) -> None:
        self._rules = signals.rules
        self._groups = {
            name: tuple(_steps(spelt) for phrase in phrases for spelt in _spelt_out(phrase))
            for name, phrases in signals.words.items()
        }
        patterns = {
            p
            for group in self._groups.values()
            for phrase in group
            for s in phrase
            for p in s.patterns
        }
        self._vocabulary = Vocabulary(sorted(patterns - {AGE_MARK, _EDGE}), signals.lookalikes)
        self._starts = self._by_first_pattern()

    def _by_first_pattern(self) -> Mapping[str, list[tuple[str, tuple[_Step, ...]]]]:
        starts: defaultdict[str, list[tuple[str, tuple[_Step, ...]]]] = defaultdict(list)
        for name, phrases in self._groups.items():
            for phrase in phrases:
                for pattern in phrase[0].patterns:
                    starts[pattern].append((name, phrase))
        return starts

    def groups(self, text: str) -> frozenset[str]:
        """The names of the groups with a phrase in `text`."""
        return self._groups_in(self._fits(text))

    def _fits(self, text: str) -> list[frozenset[str]]:
        """What each word of `text` fits, in order, with an edge around every clause."""
        edge = frozenset({_EDGE})
        known: dict[str, frozenset[str]] = {}
        fits = [edge]
        for clause in _CLAUSE_END.split(text):
            for word in words(clause):
                if word not in known:
                    known[word] = self._vocabulary.fitting(word)
                fits.append(known[word])
            fits.append(edge)
        return fits

    def _groups_in(self, fits: Sequence[frozenset[str]]) -> frozenset[str]:
        found = set[str]()
        for name, phrase, at in self._begun(fits):
            if name not in found and _goes_on(phrase, 1, at, fits):
                found.add(name)
        return frozenset(found)

    def _begun(
        self, fits: Sequence[frozenset[str]]
    ) -> Iterator[tuple[str, tuple[_Step, ...], int]]:
        for at, found in enumerate(fits):
            for pattern in found:
                for name, phrase in self._starts.get(pattern, ()):
                    yield name, phrase, at

    def fired(self, text: str, found: frozenset[str] | None = None) -> tuple[Rule, ...]:
        """The rules that fire on `text`, in the file's order; `found` are its groups, if known."""
        whole = self.groups(text) if found is None else found
        likely = [r for r in self._rules if whole.issuperset(r.all) and whole.isdisjoint(r.unless)]
        if all(rule.within == "message" for rule in likely):
            return tuple(likely)
        parts = [self.groups(part) for part in sentences(text)]
        return tuple(
            rule
            for rule in likely
            if rule.within == "message" or any(part.issuperset(rule.all) for part in parts)
        )


def _goes_on(
    phrase: tuple[_Step, ...], step: int, at: int, fits: Sequence[frozenset[str]]
) -> bool:
    """Whether the words from `step` on follow the word at `at`, each within its reach."""
    if step == len(phrase):
        return True
    wanted = phrase[step]
    following = range(at + 1, min(at + 2 + wanted.reach, len(fits)))
    return any(
        not wanted.patterns.isdisjoint(fits[i]) and _goes_on(phrase, step + 1, i, fits)
        for i in following
    )
