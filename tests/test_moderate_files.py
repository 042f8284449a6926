"""`image-privacy-bot moderate`: a file of messages in, a verdict a line out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import Mendable
from bot.cli import app
from bot.moderate_files import judge_file, refanged

ADVERT = "Undress any girl, first photo free: https://t.me.example/some__bot"


def written(folder: Path, *rows: object) -> Path:
    path = folder / "messages.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_each_message_gets_a_line_of_the_documented_shape(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": "a", "message": {"text": ADVERT}, "new_member": True})

    result = CliRunner().invoke(app, ["moderate", "--batch", str(path), "--json"])

    found = json.loads(result.stdout)
    assert {key: found[key] for key in ("id", "verdict", "rule", "reason")} == {
        "id": "a", "verdict": "act", "rule": "undress-promotion", "reason": "nudify-offer-link",
    }  # fmt: skip


def test_a_message_left_alone_names_no_rule(tmp_path: Path) -> None:
    (found,) = judge_file(written(tmp_path, {"id": "a", "message": {"text": "Guten Morgen"}}))

    assert (found["verdict"], found["rule"], found["reason"]) == ("ignore", None, None)


def test_the_score_repeats_the_confidence(tmp_path: Path) -> None:
    (found,) = judge_file(written(tmp_path, {"id": "a", "message": {"text": ADVERT}}))

    assert found["score"] == found["confidence"]


def test_without_json_the_result_is_a_line_to_read(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": "a", "message": {"text": ADVERT}})

    result = CliRunner().invoke(app, ["moderate", "--batch", str(path)])

    assert result.stdout.startswith("a: act")


def test_the_extra_ending_is_taken_off_and_offsets_move() -> None:
    text = "😏 https://t.me.example/a and https://b.org.example/c"
    marks = [
        {"type": "url", "offset": 3, "length": 22},
        {"type": "url", "offset": 30, "length": 23},
    ]

    found = refanged({"text": text, "entities": marks})

    assert found["text"] == "😏 https://t.me/a and https://b.org/c"
    assert [(e["offset"], e["length"]) for e in found["entities"]] == [(3, 14), (22, 15)]


def test_an_invented_host_keeps_its_ending() -> None:
    assert refanged({"text": "https://shop.example"})["text"] == "https://shop.example"


@pytest.mark.parametrize(
    ("content", "what"),
    [("{", "line 1: not JSON"), ("[1]\n", "line 1: needs the keys"), ('{"id": 1}', "needs")],
)
def test_a_broken_line_is_told_by_its_number(tmp_path: Path, content: str, what: str) -> None:
    path = tmp_path / "messages.jsonl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(Mendable, match=what):
        list(judge_file(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Mendable, match="cannot be read"):
        list(judge_file(tmp_path / "none.jsonl"))
