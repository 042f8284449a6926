"""Everything that must hold across the knowledge folder, beyond the form of each file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.answers.entries import (
    BOTS_OWN_GROUP,
    CRISIS_FILE,
    LANGUAGES,
    REFUSALS_FILE,
    Fault,
    Knowledge,
    Placed,
    read,
)
from bot.answers.results import Language
from bot.answers.text import words

LONGEST_ANSWER: Final = 850
LONGEST_CRISIS_ANSWER: Final = 1150
SOURCES_LINE: Final = 150
"""What the bot adds may take: a text and its sources together still fit one screen."""

ADDRESSES_FILE: Final = "addresses.txt"
"""Domains that texts may name without being a source, one a line; `#` starts a remark."""

FORBIDDEN_FILE: Final = "forbidden.sha256"
"""Hashes of folded words, one a line: names of undress services, never written out."""

_ADDRESS: Final = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+(?:com|org|net|de|at|ch|eu|uk|us|gov|io|app|ai|info|me|co))\b",
    re.IGNORECASE,
)

Check = Callable[[Placed], Iterator[Fault]]


def check(folder: Path, *, strict: bool = False, today: Callable[[], date]) -> tuple[Fault, ...]:
    """Every fault and warning in `folder`, in the order of files and lines.

    With `strict` a warning is a fault. `today` decides which reviews are overdue.
    """
    _, found = examine(folder, today=today)
    if strict:
        return tuple(replace(fault, severity="fault") for fault in found)
    return found


def examine(folder: Path, *, today: Callable[[], date]) -> tuple[Knowledge, tuple[Fault, ...]]:
    """The knowledge in `folder` as far as it can be read, and everything wrong with it."""
    knowledge, faults = read(folder)
    found = {*faults, *_across(knowledge), *_targets(knowledge)}
    for one in _checks(knowledge, folder, today()):
        for placed in knowledge.topics.values():
            found.update(one(placed))
    return knowledge, tuple(sorted(found))


def _checks(knowledge: Knowledge, folder: Path, today: date) -> tuple[Check, ...]:
    return (
        partial(_followups, knowledge),
        _sourced,
        _short_enough,
        partial(_reviewed, today),
        partial(_addresses, _hosts(knowledge) | _allowed(folder)),
        partial(_unforbidden, _hashes(folder)),
    )


def _followups(knowledge: Knowledge, placed: Placed) -> Iterator[Fault]:
    for index, topic in enumerate(placed.topic.followups):
        place = ("followups", index)
        if topic not in knowledge.topics:
            yield placed.fault(f"followups: there is no topic {topic!r}", *place)
        elif topic == placed.topic.id:
            yield placed.fault("followups: a topic does not follow itself", *place)


def _sourced(placed: Placed) -> Iterator[Fault]:
    if not placed.topic.sources and placed.group != BOTS_OWN_GROUP:
        yield placed.fault("sources: an answer needs at least one source", "sources")


def _short_enough(placed: Placed) -> Iterator[Fault]:
    sensitive = placed.topic.sensitive
    limit = LONGEST_CRISIS_ANSWER if sensitive else LONGEST_ANSWER
    added = len("; ".join(s.title for s in placed.topic.sources)) + len("Stand: 23.11.2026")
    for lang in LANGUAGES:
        for form in placed.topic.wording(lang).answer:
            size = len(form.text)
            if size > limit:
                yield placed.fault(f"answer: {size} characters, {limit} at most", lang, "answer")
            elif size + added > limit + SOURCES_LINE:
                most = limit + SOURCES_LINE
                problem = f"answer: {size + added} characters with its sources, {most} at most"
                yield placed.fault(problem, lang, "answer", warning=True)


def _reviewed(today: date, placed: Placed) -> Iterator[Fault]:
    if placed.topic.review_by < today:
        due = placed.topic.review_by.isoformat()
        yield placed.fault(f"review_by: was due on {due}", "review_by", warning=True)
    if placed.topic.reviewed > today:
        yield placed.fault("reviewed: lies in the future", "reviewed")


def _hosts(knowledge: Knowledge) -> frozenset[str]:
    urls = (s.url for placed in knowledge.topics.values() for s in placed.topic.sources)
    return frozenset(_domain(urlsplit(url).hostname or "") for url in urls)


def _allowed(folder: Path) -> frozenset[str]:
    path = folder / ADDRESSES_FILE
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return frozenset(_domain(line.split("#")[0].strip()) for line in lines)


def _domain(host: str) -> str:
    """The registrable part, roughly: two labels, three under a short second level (co.uk)."""
    labels = host.lower().split(".")
    deep = len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2
    return ".".join(labels[-3:] if deep else labels[-2:])


def _addresses(known: frozenset[str], placed: Placed) -> Iterator[Fault]:
    for lang, field, text in _texts(placed):
        for host in _ADDRESS.findall(text):
            if _domain(host) not in known:
                problem = f"{field}: {host} is neither a source nor in addresses.txt"
                yield placed.fault(problem, lang, field, warning=True)


def _texts(placed: Placed) -> Iterator[tuple[Language, str, str]]:
    for lang in LANGUAGES:
        wording = placed.topic.wording(lang)
        for field, text in wording.texts():
            yield lang, field, text


def _hashes(folder: Path) -> frozenset[str]:
    path = folder / FORBIDDEN_FILE
    lines = path.read_text("ascii").split() if path.is_file() else []
    return frozenset(line for line in lines if len(line) == 64)


def forbidden_hash(word: str) -> str:
    """How a name stands in forbidden.sha256: the hash of its folded letters and digits."""
    return hashlib.sha256("".join(words(word)).encode()).hexdigest()


def _unforbidden(hashes: frozenset[str], placed: Placed) -> Iterator[Fault]:
    if not hashes:
        return
    for lang in LANGUAGES:
        wording = placed.topic.wording(lang)
        shown = [(field, text) for field, text in wording.texts()]
        shown += [("questions", question) for question in wording.questions]
        shown += [("keywords", wording.keywords), ("title", wording.title)]
        for field, text in shown:
            told = words(text)
            pairs = [a + b for a, b in pairwise(told)]
            if any(forbidden_hash(word) in hashes for word in {*told, *pairs}):
                yield placed.fault(f"{field}: names a service that must not be named", lang, field)


def _across(knowledge: Knowledge) -> Iterator[Fault]:
    """Questions that stand twice: neither entry could win them."""
    first: dict[str, Placed] = {}
    for placed in knowledge.topics.values():
        for lang in LANGUAGES:
            for index, question in enumerate(placed.topic.wording(lang).questions):
                other = first.setdefault(" ".join(words(question)), placed)
                if other is not placed:
                    problem = f"questions: {question!r} is asked by {other.topic.id!r} too"
                    yield placed.fault(problem, lang, "questions", index)
    yield from _repeated_within(knowledge)


def _repeated_within(knowledge: Knowledge) -> Iterator[Fault]:
    for placed in knowledge.topics.values():
        for lang in LANGUAGES:
            seen = set[str]()
            for index, question in enumerate(placed.topic.wording(lang).questions):
                key = " ".join(words(question))
                if key in seen:
                    problem = f"questions: {question!r} stands here twice"
                    yield placed.fault(problem, lang, "questions", index)
                seen.add(key)


def _targets(knowledge: Knowledge) -> Iterator[Fault]:
    """Crisis rules and refusals must lead to topics that exist."""
    for target in sorted({rule.then for rule in knowledge.crisis.rules} - knowledge.topics.keys()):
        yield Fault(CRISIS_FILE, 1, f"rules: there is no topic {target!r}")
    for reason, refusal in knowledge.refusals.reasons.items():
        for topic in refusal.topics:
            if topic not in knowledge.topics:
                yield Fault(REFUSALS_FILE, 1, f"reasons: {reason}: there is no topic {topic!r}")
