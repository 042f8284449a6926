"""Scores the engine on labelled questions and lists what it gets wrong, readably.

A question is labelled with a topic, `oos` (not covered) or `refuse` (a request for harm);
`also_ok` names further right topics. Top-1 and top-3 count the candidates, whatever the status.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from bot.answers.results import Answer, Answered, Language, Refused, Unsure

OFF_TOPIC: Final = "oos"
REFUSE: Final = "refuse"

_COLUMNS: Final = ("id", "lang", "text", "topic")


class Asked(Protocol):
    """What is evaluated: the engine, or anything that answers like it."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics it could answer with."""

    def ask(self, text: str) -> Answer:
        """The answer to one question."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and what is right for it."""

    id: str
    lang: str
    style: str
    text: str
    topic: str
    also_ok: frozenset[str] = frozenset()

    @property
    def right(self) -> frozenset[str]:
        """Every right topic."""
        return self.also_ok | {self.topic}

    @property
    def covered(self) -> bool:
        """Whether a topic is expected, not silence or a refusal."""
        return self.topic not in {OFF_TOPIC, REFUSE}


def labelled(rows: Iterable[Mapping[str, str]]) -> tuple[Labelled, ...]:
    """Rows of a question file; raises ValueError with one sentence where a column is missing."""
    return tuple(map(_labelled, rows))


def _labelled(row: Mapping[str, str]) -> Labelled:
    missing = [column for column in _COLUMNS if column not in row]
    if missing:
        raise ValueError(f"the questions lack the column {missing[0]}")
    others = (row.get("also_ok") or "").replace(";", ",").split(",")
    return Labelled(
        id=row["id"],
        lang=row["lang"],
        style=row.get("style") or "",
        text=row["text"],
        topic=row["topic"],
        also_ok=frozenset(topic.strip() for topic in others if topic.strip()),
    )


def read_questions(path: Path) -> tuple[Labelled, ...]:
    """The rows of a tab-separated file with a header, UTF-8."""
    with path.open(encoding="utf-8", newline="") as file:
        return labelled(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def within(rows: Iterable[Labelled], topics: Iterable[str]) -> tuple[Labelled, ...]:
    """The rows whose topic is among `topics`, and all that expect silence or a refusal."""
    known = frozenset(topics)
    return tuple(row for row in rows if not row.covered or row.topic in known)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question."""

    row: Labelled
    answer: Answer

    @property
    def status(self) -> Literal["answered", "unsure", "refused"]:
        """The kind of answer."""
        match self.answer:
            case Answered():
                return "answered"
            case Unsure():
                return "unsure"
            case Refused():
                return "refused"

    @property
    def topic(self) -> str | None:
        """The topic that was answered."""
        return self.answer.entry.topic if isinstance(self.answer, Answered) else None

    @property
    def lang(self) -> Language:
        """The language that was spoken."""
        return self.answer.entry.lang if isinstance(self.answer, Answered) else self.answer.lang

    def found(self, among: int) -> bool:
        """Whether a right topic is among the first candidates."""
        return any(c.topic in self.row.right for c in self.answer.candidates[:among])

    @property
    def good(self) -> bool:
        """Whether the row got what its label asks for."""
        if self.row.topic == REFUSE:
            return self.status == "refused" or self.topic in self.row.also_ok
        if self.row.topic == OFF_TOPIC:
            return self.status != "answered" or self.topic in self.row.also_ok
        return self.found(1) and self.status != "refused"


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures over all rows, and the outcomes behind them."""

    outcomes: tuple[Outcome, ...]
    figures: Mapping[str, float]

    def errors(self) -> tuple[Outcome, ...]:
        """The rows that did not get what their label asks for, by topic and style."""
        wrong = (outcome for outcome in self.outcomes if not outcome.good)
        return tuple(sorted(wrong, key=lambda o: (o.row.topic, o.row.style, o.row.id)))


def evaluate(engine: Asked, rows: Iterable[Mapping[str, str]]) -> Scores:
    """Ask every row and count.

    Rows about topics that the engine does not have are left out, and their number is told.
    Raises ValueError where a column is missing.
    """
    return evaluate_labelled(engine, labelled(rows))


def evaluate_labelled(engine: Asked, rows: Sequence[Labelled]) -> Scores:
    """`evaluate` for rows that are read already."""
    asked = within(rows, engine.topics)
    start = time.perf_counter()
    outcomes = tuple(Outcome(row, engine.ask(row.text)) for row in asked)
    seconds = time.perf_counter() - start
    figures = {"left_out": len(rows) - len(asked), **_figures(outcomes, seconds)}
    return Scores(outcomes, figures)


def _figures(outcomes: Sequence[Outcome], seconds: float) -> dict[str, float]:
    ours = [o for o in outcomes if o.row.covered]
    off = [o for o in outcomes if o.row.topic == OFF_TOPIC]
    harm = [o for o in outcomes if o.row.topic == REFUSE]
    answered = [o for o in ours if o.status == "answered"]
    right = [o for o in answered if o.topic in o.row.right]
    strayed = [o for o in (*off, *harm) if o.status == "answered" and not o.good]
    return {
        "questions": len(outcomes),
        "in_scope": len(ours),
        "top1": _share([o for o in ours if o.found(1)], ours),
        "top3": _share([o for o in ours if o.found(3)], ours),
        "coverage": _share(answered, ours),
        "precision": _share(right, [*answered, *strayed]),
        "oos_answered": _share([o for o in off if not o.good], off),
        "refused_ok": _share([o for o in harm if o.good], harm),
        "refused_wrongly": sum(o.status == "refused" for o in ours),
        "language_right": _share([o for o in ours if o.lang == o.row.lang], ours),
        "ms_per_question": round(1000 * seconds / max(len(outcomes), 1), 3),
    }


def _share(some: Sequence[object], all_: Sequence[object]) -> float:
    return round(len(some) / max(len(all_), 1), 4)


def table(scores: Scores) -> str:
    """Figures, shares by language and style, and every error on its own lines."""
    lines = [f"{name:18} {value:g}" for name, value in scores.figures.items()]
    lines += ["", *_by_kind(scores.outcomes), ""]
    lines += [line for outcome in scores.errors() for line in _told(outcome)]
    return "\n".join(lines)


def _by_kind(outcomes: Sequence[Outcome]) -> list[str]:
    ours = [o for o in outcomes if o.row.covered]
    kinds = sorted({f"lang {o.row.lang}" for o in ours} | {f"style {o.row.style}" for o in ours})
    lines = []
    for kind in kinds:
        of = [o for o in ours if kind in {f"lang {o.row.lang}", f"style {o.row.style}"}]
        top1 = _share([o for o in of if o.found(1)], of)
        top3 = _share([o for o in of if o.found(3)], of)
        lines.append(f"{kind:18} {len(of):4}  top-1 {top1:.3f}  top-3 {top3:.3f}")
    return lines


def _told(outcome: Outcome) -> tuple[str, str]:
    row = outcome.row
    got = ", ".join(f"{c.topic} {c.score:.2f}" for c in outcome.answer.candidates)
    return (
        f"{row.topic} <- {row.id} [{row.lang} {row.style}] {row.text[:110]}",
        f"    {outcome.status} {outcome.topic or ''} | {got}",
    )
