"""The two logistic models: fitting, judging, storing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from bot.answers import calibration, fitting, vectors
from bot.answers.calibration import FUSED, LEXICAL, SEMANTIC, SHARED, Calibrations
from bot.answers.fitting import Sample
from bot.answers.vectors import Embedder

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

SEED = 7


def synthetic(rows: int = 400) -> Sample:
    """Questions whose score says what they are: ours above 0, right above 1."""
    random = np.random.default_rng(SEED)
    features = random.normal(size=(rows, len(LEXICAL)))
    noise = random.normal(scale=0.1, size=rows)
    features[:, 0] = random.normal(scale=2.0, size=rows)
    return Sample(features, features[:, 0] + noise > 1.0, features[:, 0] + noise > 0.0)


def test_the_fit_finds_the_feature_that_matters() -> None:
    sample = synthetic()
    weights = fitting.fit_logistic(sample.features, sample.right).weights
    assert max(weights) == weights[0] > 3 * max(map(abs, weights[1:]))


def test_probabilities_match_frequencies() -> None:
    sample = synthetic(2000)
    model = fitting.fit_logistic(sample.features, sample.ours)
    chance = np.array([model.probability(row) for row in sample.features])
    assert chance.mean() == pytest.approx(sample.ours.mean(), abs=0.01)


def test_the_thresholds_reach_what_was_asked_for() -> None:
    fitted = fitting.fit(synthetic())
    assert fitted.figures["precision"] >= fitting.PRECISION
    assert fitted.figures["off_topic_answered"] <= fitting.OFF_TOPIC_ANSWERED
    assert fitted.figures["off_topic_offered"] <= fitting.OFF_TOPIC_OFFERED + 0.01
    assert fitted.figures["coverage"] > 0.2


def test_labels_without_signal_lead_to_silence() -> None:
    random = np.random.default_rng(SEED)
    features = random.normal(size=(200, len(LEXICAL)))
    right = random.random(200) < 0.3
    fitted = fitting.fit(Sample(features, right, right | (random.random(200) < 0.5)))
    assert fitted.figures["coverage"] < 0.1


def test_a_judgement_follows_the_thresholds() -> None:
    fitted = fitting.fit(synthetic())
    sure, never = np.zeros(len(LEXICAL)), np.zeros(len(LEXICAL))
    sure[0], never[0] = 6.0, -6.0
    assert fitted.judge(sure).answer
    assert fitted.judge(sure).offer
    assert not fitted.judge(never).answer
    assert not fitted.judge(never).offer


def test_extreme_features_do_not_overflow() -> None:
    huge = np.full(len(LEXICAL), 1e12)
    assert 0.0 <= calibration.CAUTIOUS.lexical.judge(huge).right <= 1.0


def test_the_cautious_numbers_ignore_what_is_only_meant() -> None:
    features = np.linspace(0.1, 2.0, len(FUSED))
    others = np.concatenate([features[: len(SHARED)], np.full(len(SEMANTIC), 9.0)])
    judge = calibration.CAUTIOUS.of(semantic=True)
    assert judge.judge(features) == judge.judge(others)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    alone = fitting.fit(synthetic())
    both = calibration.CAUTIOUS.model_copy(update={"lexical": alone})
    calibration.save(both, tmp_path)
    assert calibration.load(tmp_path) == both


def test_a_folder_without_numbers_is_cautious(tmp_path: Path) -> None:
    assert calibration.load(tmp_path) is calibration.CAUTIOUS


@pytest.mark.parametrize("content", [b"{}", b"[", b"\xff", b'{"right": 1}'])
def test_other_numbers_are_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / calibration.FILE).write_bytes(content)
    with pytest.raises(ValueError, match="fit it again"):
        calibration.load(tmp_path)


def test_numbers_for_other_features_are_refused() -> None:
    alone = calibration.CAUTIOUS.lexical.model_dump()
    with pytest.raises(ValidationError, match="must have 8 features"):
        Calibrations.model_validate_json(json.dumps({"fused": alone, "lexical": alone}))


@pytest.mark.parametrize("mode", ["fused", "lexical"])
def test_the_shipped_numbers_reach_what_is_promised(mode: str) -> None:
    figures = getattr(calibration.load(KNOWLEDGE), mode).figures
    assert figures["precision"] >= fitting.PRECISION
    assert figures["off_topic_answered"] <= fitting.OFF_TOPIC_ANSWERED
    assert figures["coverage"] >= 0.65
    assert figures["ours_offered"] >= 0.97


def test_the_command_fits_a_folder(
    folder: Path, model: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["id\tlang\tstyle\ttext\ttopic\talso_ok"]
    lines += [f"a{i}\tde\tshort\tMetadaten entfernen {i}\texif-remove\t" for i in range(15)]
    lines += [f"b{i}\tde\tshort\tWie wird das Wetter {i}\toos\t" for i in range(15)]
    questions = folder / "questions.tsv"
    questions.write_text("\n".join(lines), "utf-8")
    assert fitting.main([str(folder), str(questions)]) == 0
    assert "precision" in capsys.readouterr().out
    assert calibration.load(folder) != calibration.CAUTIOUS
    assert (folder / vectors.FILE).is_file()


def test_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert fitting.main([]) == 2
    assert "usage:" in capsys.readouterr().err
