"""The semantic ranker, on points drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.answers.semantic import SemanticRanker
from bot.answers.vectors import Vector

POINTS = {
    "cat": (1.0, 0.1, 0.0, 0.3), "kitten": (0.9, 0.2, 0.1, -0.3),
    "car": (0.0, 1.0, 0.1, 0.3), "lorry": (0.1, 0.9, 0.0, -0.3),
    "bread": (0.1, 0.0, 1.0, 0.3), "cake": (0.0, 0.1, 0.9, -0.3),
    "tomcat": (0.8, 0.3, 0.1, 0.0),
    "loud car": (0.3, 0.6, 0.0, 0.9),
}  # fmt: skip
DOCUMENTS = ("cat\nkitten", "car\nlorry", "bread\ncake")


def vector_of(text: str) -> Vector:
    return np.array(POINTS[text], np.float32)


@pytest.fixture
def ranker() -> SemanticRanker:
    ranker = SemanticRanker(vector_of)
    ranker.fit(DOCUMENTS)
    return ranker


def test_the_nearest_meaning_wins(ranker: SemanticRanker) -> None:
    assert int(ranker.scores("tomcat").argmax()) == 0


def test_a_document_scores_most_for_its_own_line(ranker: SemanticRanker) -> None:
    assert [int(ranker.scores(line).argmax()) for line in ("kitten", "lorry", "cake")] == [0, 1, 2]


def test_what_differs_within_entries_counts_less(ranker: SemanticRanker) -> None:
    plain = [max(_cosine("loud car", line) for line in d.split("\n")) for d in DOCUMENTS]
    whitened = ranker.scores("loud car")
    assert whitened[1] - whitened[0] > plain[1] - plain[0]


def test_scores_lie_between_minus_two_and_two(ranker: SemanticRanker) -> None:
    scores = np.array([ranker.scores(text) for text in POINTS])
    assert (np.abs(scores) <= 2.0 + 1e-5).all()


def test_no_documents_give_no_scores() -> None:
    ranker = SemanticRanker(vector_of)
    ranker.fit(())
    assert ranker.scores("cat").shape == (0,)


def test_the_order_of_documents_does_not_matter(ranker: SemanticRanker) -> None:
    turned = SemanticRanker(vector_of)
    turned.fit(DOCUMENTS[::-1])
    np.testing.assert_allclose(
        turned.scores("tomcat")[::-1], ranker.scores("tomcat"), rtol=1e-4, atol=1e-4
    )


def _cosine(a: str, b: str) -> float:
    x, y = vector_of(a), vector_of(b)
    return float(x @ y / np.linalg.norm(x) / np.linalg.norm(y))
