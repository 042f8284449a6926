"""Everything that must hold across the knowledge folder, beyond the form of each file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.answers import forbidden
from bot.answers.entries import (
    BOTS_OWN_GROUP,
    CRISIS_FILE,
    LANGUAGES,
    OFF_TOPIC_FILE,
    REFUSALS_FILE,
    Fault,
    Knowledge,
    Placed,
    all_read,
    read,
)
from bot.answers.readability import HARDEST, LONGEST_SENTENCE, readability
from bot.answers.results import Language
from bot.answers.text import words

LONGEST_ANSWER: Final = 850
LONGEST_CRISIS_ANSWER: Final = 1150
SOURCES_LINE: Final = 150
"""What the bot adds may take: a text and its sources together still fit one screen."""

LONGEST_REVIEW: Final = 184
LONGEST_REVIEW_SENSITIVE: Final = 31
"""Days between two reviews: six months, and one for what people in distress read."""

ADDRESSES_FILE: Final = "addresses.txt"
"""Domains that texts may name without being a source, one a line; `#` starts a remark."""

_ADDRESS: Final = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+(?:com|org|net|de|at|ch|eu|uk|us|gov|io|app|ai|info|me|co))\b",
    re.IGNORECASE,
)

Check = Callable[[Placed], Iterator[Fault]]


def check(folder: Path, *, strict: bool = False, today: Callable[[], date]) -> tuple[Fault, ...]:
    """Every fault and warning in `folder`, in the order of files and lines.

    With `strict` a warning is a fault. `today` decides which reviews are overdue.
    """
    knowledge, found = examine(folder, today=today)
    hard = (fault for placed in knowledge.topics.values() for fault in _readable(placed))
    told = tuple(sorted({*found, *hard}))
    if strict:
        return tuple(replace(fault, severity="fault") for fault in told)
    return told


def examine(folder: Path, *, today: Callable[[], date]) -> tuple[Knowledge, tuple[Fault, ...]]:
    """The knowledge in `folder` as far as it can be read, and everything wrong with it.

    How well its texts read is left to `check`: the bot starts without asking.
    """
    knowledge, faults = read(folder)
    hashes = forbidden.read(folder)
    found = {*faults, *_across(knowledge), *_named(hashes, knowledge)}
    checks = _checks(hashes, today())
    if all_read(folder, knowledge):  # what a broken file holds would seem to be missing
        found.update(_targets(knowledge))
        hosts = _hosts(knowledge) | _allowed(folder)
        checks += (partial(_followups, knowledge), partial(_addresses, hosts))
    for one in checks:
        for placed in knowledge.topics.values():
            found.update(one(placed))
    return knowledge, tuple(sorted(found))


def _checks(hashes: frozenset[str], today: date) -> tuple[Check, ...]:
    return (
        _sourced,
        _law_rests_on_facts,
        _proved,
        _short_enough,
        partial(_reviewed, today),
        _due_in_time,
        partial(_names_no_service, hashes),
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


def _law_rests_on_facts(placed: Placed) -> Iterator[Fault]:
    if placed.topic.jurisdiction and not placed.topic.facts:
        problem = "facts: a country is named, but no checked claim that the answer rests on"
        yield placed.fault(problem, "facts", warning=True)


def _proved(placed: Placed) -> Iterator[Fault]:
    """What the bot says of itself is proved, and a proof names words that still stand there."""
    if placed.group == BOTS_OWN_GROUP and not placed.topic.proved_by:
        problem = "proved_by: name the tests that prove what the bot says of itself"
        yield placed.fault(problem, "id", warning=True)
    for index, proof in enumerate(placed.topic.proved_by):
        for lang in LANGUAGES:
            texts = (text for _, text in placed.topic.wording(lang).texts())
            if not any(proof.words(lang) in text for text in texts):
                problem = f"proved_by: {proof.words(lang)!r} stands in no text"
                yield placed.fault(problem, "proved_by", index, lang, warning=True)


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


def _due_in_time(placed: Placed) -> Iterator[Fault]:
    topic = placed.topic
    most = LONGEST_REVIEW_SENSITIVE if topic.sensitive else LONGEST_REVIEW
    days = (topic.review_by - topic.reviewed).days
    if days > most:
        problem = f"review_by: {days} days after the last review, {most} at most"
        yield placed.fault(problem, "review_by", warning=True)


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


def _names_no_service(hashes: frozenset[str], placed: Placed) -> Iterator[Fault]:
    problem = "names a service that must not be named"
    for lang in LANGUAGES:
        wording = placed.topic.wording(lang)
        shown = [*wording.texts(), ("title", wording.title), ("keywords", wording.keywords)]
        shown += [("questions", question) for question in wording.questions]
        if not forbidden.names_a_service("\n".join(text for _, text in shown), hashes):
            continue  # nearly always: one look at the whole spares most of the work
        for field, text in shown:
            if forbidden.names_a_service(text, hashes):
                yield placed.fault(f"{field}: {problem}", lang, field)
    for index, source in enumerate(placed.topic.sources):
        if forbidden.names_a_service(f"{source.title} {source.url}", hashes):
            yield placed.fault(f"sources: {problem}", "sources", index)


def _named(hashes: frozenset[str], knowledge: Knowledge) -> Iterator[Fault]:
    """Refusals and off-topic phrases that name a service; the file is told, not the line.

    Most of them are read and never shown, so that the bot may start with them.
    """
    refusals = knowledge.refusals
    held = {REFUSALS_FILE: list(refusals.neighbours), OFF_TOPIC_FILE: list[str]()}
    for refusal in refusals.reasons.values():
        held[REFUSALS_FILE] += [refusal.de, refusal.en, *refusal.examples]
    for theme in knowledge.off_topic.themes:
        held[OFF_TOPIC_FILE] += [*theme.de, *theme.en]
    for file, texts in held.items():
        if any(forbidden.names_a_service(text, hashes) for text in texts):
            yield Fault(file, 1, "names a service that must not be named", "warning")


def _readable(placed: Placed) -> Iterator[Fault]:
    """Answers and what opens below them; letters to companies may be as stiff as they are."""
    for lang in LANGUAGES:
        for field, text in placed.topic.wording(lang).texts():
            if field == "template":
                continue
            read = readability(text)
            if read.words > LONGEST_SENTENCE:
                start = " ".join(read.longest.split()[:5])
                problem = f"{field}: a sentence of {read.words} words, {LONGEST_SENTENCE} at most"
                yield placed.fault(f"{problem}: “{start} …”", lang, field, warning=True)
            if read.lix > HARDEST[lang]:
                most = f"{HARDEST[lang]:.0f} at most: use shorter sentences and words"
                yield placed.fault(
                    f"{field}: LIX {read.lix:.1f}, {most}", lang, field, warning=True
                )


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
