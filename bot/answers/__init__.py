"""Question in, answer out: word for word from the knowledge folder, or an honest "not covered"."""

from bot.answers.checks import check
from bot.answers.engine import Engine, Explanation
from bot.answers.entries import Fault, Group, Knowledge, KnowledgeError
from bot.answers.results import (
    Answer,
    Answered,
    Candidate,
    Entry,
    Language,
    Refused,
    Source,
    Unsure,
)

__all__ = [
    "Answer",
    "Answered",
    "Candidate",
    "Engine",
    "Entry",
    "Explanation",
    "Fault",
    "Group",
    "Knowledge",
    "KnowledgeError",
    "Language",
    "Refused",
    "Source",
    "Unsure",
    "check",
]
