"""The answer engine: a question in, an Answer out. Nothing is generated, nothing is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Final

from bot.answers import calibration, language, vectors
from bot.answers.calibration import Calibrations, Judgement
from bot.answers.checks import examine
from bot.answers.crisis import GRAVEST, CrisisWords
from bot.answers.entries import Fault, Group, Knowledge, KnowledgeError
from bot.answers.harm import HarmfulRequests
from bot.answers.ranking import Ranking, TopicIndex
from bot.answers.results import Answer, Answered, Candidate, Entry, Language, Refused, Unsure
from bot.answers.text import clean
from bot.answers.vectors import Vector

CANDIDATES: Final = 3

CRISIS_ANSWERED_FROM: Final = 0.6
"""How likely a crisis topic must be right: who needs help is not sent away to ask again."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question is answered as it is: for `ask --explain` and for editors."""

    answer: Answer
    lang: Language
    foreign: bool
    crisis: tuple[str, ...]
    refusal: str | None
    ranking: Ranking
    judgement: Judgement

    def __str__(self) -> str:
        """Readable lines, for a terminal."""
        names = calibration.LEXICAL if self.ranking.semantic is None else calibration.FUSED
        values = zip(names, self.ranking.features.tolist(), strict=True)
        likeness = self.ranking.likeness
        lines = [
            f"status      {type(self.answer).__name__.lower()}",
            f"language    {'neither; ' if self.foreign else ''}{self.lang}",
            f"crisis      {', '.join(self.crisis) or '-'}",
            f"refusal     {self.refusal or '-'}",
            f"read as     {self.ranking.question}",
            f"first right {self.judgement.right:.3f}",
            f"ours        {self.judgement.ours:.3f}",
            f"off topic   {self.ranking.theme or '-'}",
            f"like harm   {f'{likeness.reason} {likeness.nearness[2]:.2f}' if likeness else '-'}",
            "features    " + ", ".join(f"{name} {value:.2f}" for name, value in values),
            "score  characters  meaning  topic",
            *self._best(),
        ]
        return "\n".join(lines)

    def _best(self) -> Iterator[str]:
        """The first topics with the score of each ranker."""
        it = self.ranking
        for topic, score, lexical, semantic in zip(
            it.topics[:5], it.scores, it.lexical, it.semantic or repeat(None), strict=False
        ):
            meaning = "   -" if semantic is None else f"{semantic:.3f}"
            yield f"{score:.3f}  {lexical:10.2f}  {meaning:>7}  {topic}"


class Engine:
    """Answers from one knowledge folder.

    Safe to share between tasks and threads: nothing is changed once it is loaded, and every
    question works on values of its own. The model lets go of the interpreter while it embeds.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        judges: Calibrations,
        today: Callable[[], date],
        vector_of: Callable[[str], Vector] | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._today = today
        self._crisis = CrisisWords(knowledge.crisis)
        self._harm = HarmfulRequests(knowledge.refusals, judges.harm)
        self._index = TopicIndex(knowledge, vector_of)
        self._judge = judges.of(semantic=self.semantic)

    @classmethod
    def load(cls, folder: Path, *, today: Callable[[], date], semantic: bool = True) -> Engine:
        """The engine over `folder`; `today` decides which dated answers hold.

        Without `semantic`, or where its model has no build, the lexical ranker works alone.
        Raises KnowledgeError with every fault of the folder, each with file and line.
        """
        with ThreadPoolExecutor(max_workers=1) as beside:
            # Unpacking it lets go of the interpreter, so that the second core can do it.
            warm = beside.submit(language.warm_up)
            engine = cls._read(folder, today, semantic=semantic)
            warm.result()
        return engine

    @classmethod
    def _read(cls, folder: Path, today: Callable[[], date], *, semantic: bool) -> Engine:
        knowledge, found = examine(folder, today=today)
        faults = [fault for fault in found if fault.fatal]
        judges = calibration.CAUTIOUS
        try:
            judges = calibration.load(folder)
        except ValueError as error:
            faults.append(Fault(calibration.FILE, 1, str(error)))
        if faults:
            raise KnowledgeError(faults)
        model = vectors.load_model() if semantic else None
        return cls(knowledge, judges, today, vectors.reader(folder, model) if model else None)

    @property
    def semantic(self) -> bool:
        """Whether questions are compared by meaning too, or by their characters alone."""
        return self._index.semantic

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic id, in the order of the files."""
        return tuple(self._knowledge.topics)

    def entry(self, topic: str, lang: Language) -> Entry | None:
        """A topic as it reads today; None where there is no such topic."""
        return self._knowledge.entry(topic, lang, self._today())

    def groups(self, lang: Language) -> tuple[Group, ...]:
        """Every group with its topics, for a menu."""
        return self._knowledge.groups(lang)

    def ask(
        self, text: str, *, lang: Language | None = None, context: str | None = None
    ) -> Answer:
        """The answer to `text`, which may be anything.

        `lang` overrides the language that is recognised. `context` is the topic this person
        asked about last: a short follow-up is read together with it.
        """
        return self.explain(text, lang=lang, context=context).answer

    def explain(
        self, text: str, *, lang: Language | None = None, context: str | None = None
    ) -> Explanation:
        """`ask` with every reason; the same arguments."""
        question = clean(text)
        detected = language.identify(question)
        spoken = lang or detected.lang
        ranking, judgement = self._judged(question, context)
        urgent = tuple(t for t in self._crisis.topics(question) if t in self._knowledge.topics)
        reason = self._harm.reason(question, ranking.likeness, by_rule=bool(urgent))
        if GRAVEST in urgent:
            reason = None
        answer: Answer
        if reason:
            answer = self._refused(reason, spoken, ranking)
        elif urgent:
            answer = self._urgent(urgent, spoken, ranking)
        elif self._may_answer(ranking, judgement) and not detected.foreign:
            answer = self._answered(spoken, ranking, judgement)
        else:
            answer = self._unsure(spoken, ranking, judgement, foreign=detected.foreign)
        return Explanation(answer, spoken, detected.foreign, urgent, reason, ranking, judgement)

    def _judged(self, question: str, context: str | None) -> tuple[Ranking, Judgement]:
        """The ranking of `question`, read with its context where it is a follow-up."""
        ranking = self._index.rank(question)
        judgement = self._judge.judge(ranking.features)
        follows = self._index.continues(question) or (
            self._index.may_continue(question) and judgement.offer and not judgement.answer
        )
        if context in self._knowledge.topics and follows:
            ranking = self._index.rank(question, context)
            judgement = self._judge.judge(ranking.features)
        return ranking, judgement

    def _may_answer(self, ranking: Ranking, judgement: Judgement) -> bool:
        """Whether the first topic is sure enough; help in a crisis has to be less so."""
        if not ranking.topics or not judgement.offer:
            return False
        pressing = ranking.topics[0] in self._crisis.all_topics
        return judgement.answer or (pressing and judgement.right >= CRISIS_ANSWERED_FROM)

    def _refused(self, reason: str, lang: Language, ranking: Ranking) -> Refused:
        refusal = self._knowledge.refusals.reasons[reason]
        helping = tuple(t for t in refusal.topics if t in self._knowledge.topics)
        said = refusal.de if lang == "de" else refusal.en
        return Refused(lang, reason, said, self._candidates(ranking, lang, helping))

    def _urgent(self, topics: tuple[str, ...], lang: Language, ranking: Ranking) -> Answered:
        entry = self._existing(topics[0], lang)
        return Answered(entry, 1.0, self._candidates(ranking, lang, topics), crisis=True)

    def _answered(self, lang: Language, ranking: Ranking, judgement: Judgement) -> Answered:
        entry = self._existing(ranking.topics[0], lang)
        return Answered(entry, judgement.right, self._candidates(ranking, lang))

    def _unsure(
        self, lang: Language, ranking: Ranking, judgement: Judgement, *, foreign: bool
    ) -> Unsure:
        candidates = self._candidates(ranking, lang)
        near = candidates if judgement.offer and not foreign else ()
        return Unsure(lang, judgement.right, candidates, near)

    def _existing(self, topic: str, lang: Language) -> Entry:
        return self._knowledge.shown(self._knowledge.topics[topic], lang, self._today())

    def _candidates(
        self, ranking: Ranking, lang: Language, first: tuple[str, ...] = ()
    ) -> tuple[Candidate, ...]:
        """The three best topics, best first; those of `first` come before what was ranked."""
        scored = {**ranking.score_of(), **dict.fromkeys(first, 1.0)}
        chosen = list(dict.fromkeys([*first, *ranking.topics]))[:CANDIDATES]
        return tuple(self._knowledge.candidate(t, lang, scored[t]) for t in chosen)
