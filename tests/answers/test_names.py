"""Products, services and countries in a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.entries import Knowledge, read
from bot.answers.names import Names

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read(KNOWLEDGE)[0]


@pytest.fixture(scope="module")
def names(knowledge: Knowledge) -> Names:
    return Names(knowledge)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Was passiert, wenn ich Bilder in ChatGPT hochlade?", "ai-chatgpt-images"),
        ("does grok keep my pics", "ai-grok-x-images"),
        ("what is stopncii", "stopncii"),
        ("Ist das in der Schweiz anders?", "law-switzerland"),
        ("Gilt das auch in Österreich?", "law-austria"),
        ("what about the UK", "law-uk"),
        ("is there a US law", "law-us"),
    ],
)
def test_a_name_points_at_its_entry(
    names: Names, knowledge: Knowledge, question: str, topic: str
) -> None:
    assert list(knowledge.topics)[int(names.weights(question).argmax())] == topic


def test_the_law_of_another_country_loses(names: Names, knowledge: Knowledge) -> None:
    weights = dict(zip(knowledge.topics, names.weights("Und in der Schweiz?"), strict=True))
    assert weights["law-austria"] < 0 < weights["law-switzerland"]
    assert weights["own-image-de"] == 0


@pytest.mark.parametrize("text", ["my photo was private", "they told us", "", "THEY TOLD US NO"])
def test_plain_words_name_nothing(names: Names, text: str) -> None:
    assert not names.weights(text).any()
