"""The second look, by meaning: raises to a review at most, never against those harmed."""

from __future__ import annotations

import numpy as np
import pytest

from bench import fitting
from bot.answers.vectors import Embedder
from bot.moderation.meaning import HARMS, Meaning, likelihood, shipped, words_of
from bot.moderation.moderator import Moderator
from bot.moderation.reading import read
from bot.moderation.results import Outcome, Rule, Verdict

LIKE_AN_ADVERT = {harm: np.array([1.0, 0.0, 5.0], np.float32) for harm in HARMS}
"""Weights that find every message an advert."""


def judged(text: str, weights: dict[str, np.ndarray] | None = None) -> Verdict:
    def embed(_: str) -> np.ndarray:
        return np.array([1.0, 0.0], np.float32)

    meaning = Meaning(embed, LIKE_AN_ADVERT if weights is None else weights)
    return Moderator(meaning).judge(read({"text": text}), newcomer=True)


def test_what_reads_like_an_advert_is_reviewed_and_never_acted_on() -> None:
    found = judged("Seht es euch einfach an: https://shop-irgendwo.example")
    assert (found.outcome, found.rule) == (Outcome.REVIEW, Rule.UNDRESS_PROMOTION)


def test_what_does_not_read_like_one_is_left_alone() -> None:
    calm = {harm: -row for harm, row in LIKE_AN_ADVERT.items()}
    found = judged("Seht es euch einfach an: https://shop-irgendwo.example", calm)
    assert found.outcome is Outcome.IGNORE


@pytest.mark.parametrize(
    "text",
    [
        "Jemand hat mir das geschickt, was soll ich tun? https://irgendwo.example",
        "Please help, somebody made a fake of me and posted it here: https://somewhere.example",
    ],
)
def test_who_asks_for_help_is_not_looked_at_twice(text: str) -> None:
    assert judged(text).outcome is Outcome.IGNORE


def test_a_message_that_offers_nothing_and_leads_nowhere_costs_no_vector() -> None:
    def embed(_: str) -> np.ndarray:
        raise AssertionError("a vector was made")

    message = read({"text": "Bin um sechs da, bringt wer Kuchen mit?"})
    found = Moderator(Meaning(embed, LIKE_AN_ADVERT)).judge(message, newcomer=False)
    assert found.outcome is Outcome.IGNORE


def test_labels_of_buttons_are_part_of_what_is_compared() -> None:
    message = read({"text": "Hallo", "buttons": [{"text": "Starten", "url": "https://a.example"}]})
    assert words_of(message) == "Hallo\nStarten"


def test_fitted_weights_tell_two_kinds_of_vectors_apart() -> None:
    chance = np.random.default_rng(1)
    rows = chance.normal([1.0, 0.0], 0.05, (40, 2)), chance.normal([0.8, 0.6], 0.05, (40, 2))
    weights = fitting.fit_vectors(np.concatenate(rows), [True] * 40 + [False] * 40)
    assert likelihood(weights, np.array([1.0, 0.0])) > 0.5 > likelihood(weights, rows[1][0])


def test_the_shipped_weights_fit_the_model_of_the_answers(model: Embedder) -> None:
    assert {row.shape for row in shipped().values()} == {(len(model.embed("x")) + 1,)}
