"""What a file of the knowledge folder may hold; unknown fields are faults, no type is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from bot.answers.results import Language

Country = Literal["DE", "AT", "CH", "EU", "UK", "US"]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=300)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
TestName = Annotated[str, StringConstraints(pattern=r"^tests/[\w/]+\.py::test_\w+$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+\.[^\s]+$", max_length=500)]

_MARKUP: Final = (
    (re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE), "HTML is not used; bold is **so**"),
    (re.compile(r"\[[^\]]+\]\([^)]*\)"), "no Markdown links; addresses stand in sources"),
    (re.compile(r"^\s*[-*]\s", re.MULTILINE), 'bullets start with "• "'),
    (re.compile(r"^\s*#+\s", re.MULTILINE), "no headings; bold is **so**"),
    (re.compile(r"\*\*\s|(?<!\*)\*(?![*\s])[^*\n]+(?<!\*)\*(?!\*)|__\w"), "bold is **so**"),
)


def markup_problem(text: str) -> str | None:
    """What breaks the rules of markup in `text`: only `**bold**`, "• " bullets and "1. " steps."""
    if any(line.count("**") % 2 for line in text.splitlines()):
        return "a ** has no partner on its line"
    bare = re.sub(r"\*\*([^*\n]+)\*\*", r"\1", text)
    return next((problem for pattern, problem in _MARKUP if pattern.search(bare)), None)


class Shape(BaseModel):
    """Settings of every part: no unknown fields, no guessing, no change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Both(Shape):
    """One line in both languages."""

    de: Line
    en: Line

    def of(self, lang: Language) -> str:
        """The line in `lang`."""
        return self.de if lang == "de" else self.en


class SourceLine(Shape):
    """Where a claim can be checked."""

    title: Line
    url: Address


class Form(Shape):
    """A text with the first and the last day on which it is right; None is without end."""

    text: str = Field(min_length=20, max_length=2500)
    valid_from: date | None = None
    valid_until: date | None = None

    @field_validator("text")
    @classmethod
    def _plain(cls, text: str) -> str:
        problem = markup_problem(text)
        if problem:
            raise ValueError(problem)
        return text.strip()

    def holds(self, today: date) -> bool:
        """Whether this form is the right one on `today`."""
        after = self.valid_from is None or self.valid_from <= today
        return after and (self.valid_until is None or today <= self.valid_until)


Forms = Annotated[tuple[Form, ...], Field(min_length=1)]


def as_forms(value: object) -> object:
    """A plain text is a single form without dates."""
    if isinstance(value, str):
        value = [{"text": value}]
    return tuple(value) if isinstance(value, list) else value


class Wording(Shape):
    """An entry in one language."""

    title: Title
    questions: Annotated[tuple[Line, ...], Field(min_length=1, max_length=40)]
    keywords: Line
    answer: Forms
    more: Forms | None = None
    template: Annotated[str, StringConstraints(min_length=20, max_length=3500)] | None = None

    @field_validator("questions", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("answer", "more", mode="before")
    @classmethod
    def _as_forms(cls, value: object) -> object:
        return as_forms(value)

    @field_validator("answer", "more")
    @classmethod
    def _every_day_once(cls, forms: tuple[Form, ...] | None) -> tuple[Form, ...] | None:
        for before, after in zip((forms or ())[:-1], (forms or ())[1:], strict=True):
            end, start = before.valid_until, after.valid_from
            if end is None or start is None or start != end + timedelta(days=1):
                raise ValueError("dated forms must follow each other without a gap or an overlap")
        if forms and (forms[0].valid_from or forms[-1].valid_until):
            raise ValueError("the first form has no valid_from, the last one no valid_until")
        return forms

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that is shown, with the name of its field."""
        for form in self.answer:
            yield "answer", form.text
        for form in self.more or ():
            yield "more", form.text
        if self.template:
            yield "template", self.template


class Proof(Shape):
    """Words of an entry, as they stand in both languages, and the tests that prove them."""

    de: Line
    en: Line
    tests: Annotated[tuple[TestName, ...], Field(min_length=1)]

    @field_validator("tests", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    def words(self, lang: Language) -> str:
        """The statement in `lang`."""
        return self.de if lang == "de" else self.en


class Topic(Shape):
    """One item of a group's file: an entry in both languages."""

    id: Id
    jurisdiction: tuple[Country, ...] | None
    sensitive: bool
    reviewed: date
    review_by: date
    facts: tuple[Id, ...]
    followups: Annotated[tuple[Id, ...], Field(max_length=3)]
    sources: Annotated[tuple[SourceLine, ...], Field(max_length=3)]
    proved_by: tuple[Proof, ...] = ()
    de: Wording
    en: Wording

    @field_validator("jurisdiction", "facts", "followups", "sources", "proved_by", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _dates_in_order(self) -> Topic:
        if self.review_by <= self.reviewed:
            raise ValueError("review_by must be later than reviewed")
        return self

    def wording(self, lang: Language) -> Wording:
        """The entry in `lang`."""
        return self.de if lang == "de" else self.en


class GroupFile(Shape):
    """`<group>.yaml`: a group's title and its entries."""

    group: Id
    title: Both
    entries: Annotated[tuple[Topic, ...], Field(min_length=1)]

    @field_validator("entries", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Theme(Shape):
    """Something people ask that is not ours, in everyday phrases."""

    id: Id
    de: Annotated[tuple[str, ...], Field(min_length=1)]
    en: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("de", "en", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class OffTopic(Shape):
    """`off-topic.yaml`."""

    themes: tuple[Theme, ...]

    @field_validator("themes", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value
