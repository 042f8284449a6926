"""The two logistic models: fitting, judging, storing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.answers import calibration, fitting
from bot.answers.calibration import FEATURES, Calibration
from bot.answers.fitting import Sample

SEED = 7


def synthetic(rows: int = 400) -> Sample:
    """Questions whose score says what they are: ours above 0, right above 1."""
    random = np.random.default_rng(SEED)
    features = random.normal(size=(rows, len(FEATURES)))
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
    features = random.normal(size=(200, len(FEATURES)))
    right = random.random(200) < 0.3
    fitted = fitting.fit(Sample(features, right, right | (random.random(200) < 0.5)))
    assert fitted.figures["coverage"] < 0.1


def test_a_judgement_follows_the_thresholds() -> None:
    fitted = fitting.fit(synthetic())
    sure, never = np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    sure[0], never[0] = 6.0, -6.0
    assert fitted.judge(sure).answer
    assert fitted.judge(sure).offer
    assert not fitted.judge(never).answer
    assert not fitted.judge(never).offer


def test_extreme_features_do_not_overflow() -> None:
    huge = np.full(len(FEATURES), 1e12)
    assert 0.0 <= calibration.CAUTIOUS.judge(huge).right <= 1.0


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    fitted = fitting.fit(synthetic())
    calibration.save(fitted, tmp_path)
    assert calibration.load(tmp_path) == fitted


def test_a_folder_without_numbers_is_cautious(tmp_path: Path) -> None:
    assert calibration.load(tmp_path) is calibration.CAUTIOUS


@pytest.mark.parametrize("content", [b"{}", b"[", b"\xff", b'{"right": 1}'])
def test_other_numbers_are_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / calibration.FILE).write_bytes(content)
    with pytest.raises(ValueError, match="fit it again"):
        calibration.load(tmp_path)


def test_the_command_fits_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["id\tlang\tstyle\ttext\ttopic\talso_ok"]
    lines += [f"a{i}\tde\tshort\tMetadaten entfernen {i}\texif-remove\t" for i in range(30)]
    lines += [f"b{i}\tde\tshort\tWie wird das Wetter {i}\toos\t" for i in range(30)]
    questions = folder / "questions.tsv"
    questions.write_text("\n".join(lines), "utf-8")
    assert fitting.main([str(folder), str(questions)]) == 0
    assert "precision" in capsys.readouterr().out
    assert isinstance(calibration.load(folder), Calibration)


def test_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert fitting.main([]) == 2
    assert "usage:" in capsys.readouterr().err
