"""What the bot says of itself is proved: every test that an entry names exists and runs."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from bot.answers.entries import BOTS_OWN_GROUP, LANGUAGES, read

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = read(ROOT / "knowledge")[0]
NAMED = sorted(
    {
        (topic, test)
        for topic, placed in KNOWLEDGE.topics.items()
        for proof in placed.topic.proved_by
        for test in proof.tests
    }
)
COMMAND = re.compile(r"(?<!\w)/[a-z_]+")
OWN = [topic for topic, placed in KNOWLEDGE.topics.items() if placed.group == BOTS_OWN_GROUP]


@cache
def functions(file: str) -> frozenset[str]:
    """Names of the test functions in `file`, also of those in classes."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize(("topic", "test"), NAMED, ids=[f"{t}-{n}" for t, n in NAMED])
def test_a_test_that_is_named_exists(topic: str, test: str) -> None:
    file, name = test.split("::")
    assert name in functions(file)


@pytest.mark.parametrize("topic", OWN)
def test_the_same_commands_are_named_in_both_languages(topic: str) -> None:
    entry = KNOWLEDGE.topics[topic].topic
    named = [
        {command for _, text in entry.wording(lang).texts() for command in COMMAND.findall(text)}
        for lang in LANGUAGES
    ]
    assert named[0] == named[1]
