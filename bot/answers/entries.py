"""The knowledge folder, loaded whole: every fault in it is found at once, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from bot.answers import marked_yaml
from bot.answers.marked_yaml import Marked, Place
from bot.answers.results import Candidate, Entry, Language, Source
from bot.answers.schema import Both, Form, GroupFile, OffTopic, Topic
from bot.answers.signals import Refusals, Signals

LANGUAGES: tuple[Language, ...] = ("de", "en")
BOTS_OWN_GROUP = "this-bot"
LAW_GROUP = "rights-and-law"
CRISIS_FILE, REFUSALS_FILE, OFF_TOPIC_FILE = "crisis.yaml", "refusals.yaml", "off-topic.yaml"

_SPECIAL = frozenset({CRISIS_FILE, REFUSALS_FILE, OFF_TOPIC_FILE})
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong with the folder. A warning does not keep the bot from starting."""

    file: str
    line: int
    problem: str
    severity: Literal["fault", "warning"] = "fault"

    @property
    def fatal(self) -> bool:
        """Whether the folder cannot be used with it."""
        return self.severity == "fault"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


class KnowledgeError(Exception):
    """The folder cannot be used; `faults` holds every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Group:
    """A group of topics as a menu shows it, in one language."""

    id: str
    title: str
    topics: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A topic with its group and where it stands."""

    topic: Topic
    group: str
    file: str
    marked: Marked
    place: Place

    def fault(self, problem: str, *place: str | int, warning: bool = False) -> Fault:
        """A fault at a field of this topic."""
        line = self.marked.line((*self.place, *place))
        return Fault(self.file, line, problem, "warning" if warning else "fault")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the folder holds, in the order of its files."""

    topics: Mapping[str, Placed]
    titles: Mapping[str, Both]
    crisis: Signals
    refusals: Refusals
    off_topic: OffTopic

    def entry(self, topic: str, lang: Language, today: date) -> Entry | None:
        """`topic` in `lang` as it reads today; None where there is no such topic."""
        placed = self.topics.get(topic)
        return self.shown(placed, lang, today) if placed else None

    def shown(self, placed: Placed, lang: Language, today: date) -> Entry:
        """`placed` in `lang` as it reads today."""
        it, wording = placed.topic, placed.topic.wording(lang)
        return Entry(
            topic=it.id,
            lang=lang,
            title=wording.title,
            answer=_form_of(wording.answer, today),
            sources=tuple(Source(s.title, s.url, it.reviewed) for s in it.sources),
            reviewed=it.reviewed,
            review_by=it.review_by,
            sensitive=it.sensitive,
            more=_form_of(wording.more, today) if wording.more else None,
            template=wording.template,
            followups=tuple(self.candidate(t, lang) for t in it.followups if t in self.topics),
            legal=it.jurisdiction is not None or placed.group == LAW_GROUP,
        )

    def candidate(self, topic: str, lang: Language, score: float = 1.0) -> Candidate:
        """`topic`, which must exist, as a button shows it."""
        return Candidate(topic, self.topics[topic].topic.wording(lang).title, score)

    def groups(self, lang: Language) -> tuple[Group, ...]:
        """Every group with its topics, in the order of the files."""
        return tuple(
            Group(group, title.of(lang), tuple(self._in_group(group, lang)))
            for group, title in self.titles.items()
        )

    def _in_group(self, group: str, lang: Language) -> Iterator[Candidate]:
        return (self.candidate(t, lang) for t, p in self.topics.items() if p.group == group)


def _form_of(forms: tuple[Form, ...], today: date) -> str:
    return next((form.text for form in forms if form.holds(today)), forms[-1].text)


def read(folder: Path) -> tuple[Knowledge, list[Fault]]:
    """What could be read of `folder`, and the faults of its files' form.

    Missing special files are faults; where one is missing or broken an empty one stands in.
    """
    faults: list[Fault] = []
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not files:
        faults.append(Fault(folder.name, 1, "holds no YAML files; is this a knowledge folder?"))
    topics: dict[str, Placed] = {}
    titles: dict[str, Both] = {}
    for path in files:
        if path.name not in _SPECIAL:
            _add_group(path, topics, titles, faults)
    crisis = _special(folder / CRISIS_FILE, Signals, faults)
    refusals = _special(folder / REFUSALS_FILE, Refusals, faults)
    off_topic = _special(folder / OFF_TOPIC_FILE, OffTopic, faults)
    knowledge = Knowledge(
        topics,
        titles,
        crisis or Signals(words={}, rules=()),
        refusals or Refusals(words={}, rules=(), reasons={}),
        off_topic or OffTopic(themes=()),
    )
    return knowledge, faults


def all_read(folder: Path, knowledge: Knowledge) -> bool:
    """Whether every group's file of `folder` had its form, so that no topic is missing."""
    files = {path.name for path in folder.glob("*.yaml")} - _SPECIAL
    return files <= {placed.file for placed in knowledge.topics.values()}


def _add_group(
    path: Path, topics: dict[str, Placed], titles: dict[str, Both], faults: list[Fault]
) -> None:
    marked = _marked(path, faults)
    group = _shaped(GroupFile, path, marked, faults) if marked else None
    if group is None or marked is None:
        return
    if group.group != path.stem:
        line = marked.line(("group",))
        faults.append(Fault(path.name, line, f"group {group.group!r} must be the file's name"))
    titles[group.group] = group.title
    for index, topic in enumerate(group.entries):
        placed = Placed(topic, group.group, path.name, marked, ("entries", index))
        if topic.id in topics:
            first = topics[topic.id]
            where = f"{first.file}:{first.marked.line(first.place)}"
            faults.append(placed.fault(f"{topic.id!r} exists already at {where}", "id"))
        else:
            topics[topic.id] = placed


def _special(path: Path, shape: type[_M], faults: list[Fault]) -> _M | None:
    marked = _marked(path, faults)
    return _shaped(shape, path, marked, faults) if marked else None


def _marked(path: Path, faults: list[Fault]) -> Marked | None:
    try:
        marked = marked_yaml.read(path)
    except marked_yaml.PlainYamlError as problem:
        faults.append(Fault(path.name, problem.line, problem.problem))
        return None
    faults.extend(Fault(path.name, p.line, p.problem) for p in marked.repeated)
    return marked


def _shaped(shape: type[_M], path: Path, marked: Marked, faults: list[Fault]) -> _M | None:
    try:
        return shape.model_validate(marked.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            place = tuple(detail["loc"])
            message = _message(place, detail["type"], detail["msg"])
            faults.append(Fault(path.name, marked.line(place), _worded(place, message)))
        return None


_WORDS: Final = {
    "extra_forbidden": "there is no field of this name, or not here",
    "missing": "is missing",
    "tuple_type": "must be a list: [one, two], or a line each with `- `",
    "string_type": "must be text; with `: ` or ` #` in it, put it into quotes",
    "date_type": "must be a day like 2026-11-23",
    "date_from_datetime_parsing": "must be a day like 2026-11-23",
}
_SHAPES: Final = {
    "id": "small letters, digits and hyphens only",
    "url": "must begin with https://",
}


def _message(place: Place, kind: str, otherwise: str) -> str:
    """What an editor can do about a fault of form; pydantic's own words where we have none."""
    if kind == "string_pattern_mismatch":
        return _SHAPES.get(str(place[-1]), otherwise)
    return _WORDS.get(kind, otherwise)


def _worded(place: Place, message: str) -> str:
    field = ".".join(str(step) for step in place if not isinstance(step, int))
    message = message.removeprefix("Value error, ")
    if message[1:2].islower():
        message = f"{message[:1].lower()}{message[1:]}"
    return f"{field}: {message}" if field else message
