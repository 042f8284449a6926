"""The character n-gram ranker."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.lexical import LexicalRanker, grams

DOCUMENTS = (
    "Standort und Metadaten aus Fotos entfernen",
    "Erpressung mit intimen Bildern",
    "Remove a picture from Google search",
)


@pytest.fixture(scope="module")
def ranker() -> LexicalRanker:
    ranker = LexicalRanker()
    ranker.fit(DOCUMENTS)
    return ranker


def test_grams_stay_inside_a_padded_word() -> None:
    assert list(grams("ab")) == [" ab", "ab ", " ab "]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Standortdaten löschen", 0),
        ("metadatn entferne", 0),
        ("werde erprest mit bildern", 1),
        ("googel serch picture", 2),
    ],
)
def test_typos_and_compounds_find_their_document(
    ranker: LexicalRanker, question: str, best: int
) -> None:
    assert int(ranker.scores(question).argmax()) == best


def test_an_unknown_text_scores_nothing(ranker: LexicalRanker) -> None:
    assert ranker.scores("qqq ѫѫѫ").tolist() == [0.0, 0.0, 0.0]
    assert ranker.known_share("qqq ѫѫѫ") == 0.0


def test_no_documents_give_no_scores() -> None:
    ranker = LexicalRanker()
    ranker.fit(())
    assert ranker.scores("anything").shape == (0,)


def test_scores_are_the_bm25_formula() -> None:
    ranker = LexicalRanker()
    ranker.fit(("ab", "cd"))
    once, idf = 2.2 / (1 + 1.2), np.log(1 + 1.5 / 1.5)
    # Three n-grams, each once in the only document that holds them and of average length.
    assert ranker.scores("ab")[0] == pytest.approx(3 * idf * once / np.sqrt(3))


@given(st.text(max_size=80))
def test_scores_are_finite_and_repeatable(text: str) -> None:
    ranker = LexicalRanker()
    ranker.fit(DOCUMENTS)
    first = ranker.scores(text)
    assert np.isfinite(first).all()
    assert (first == ranker.scores(text)).all()


@given(st.permutations(range(3)))
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    ranker, shuffled = LexicalRanker(), LexicalRanker()
    ranker.fit(DOCUMENTS)
    shuffled.fit([DOCUMENTS[i] for i in order])
    question = "Bilder von Google entfernen"
    np.testing.assert_allclose(shuffled.scores(question), ranker.scores(question)[order])
