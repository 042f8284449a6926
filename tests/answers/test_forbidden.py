"""Names of undress services, found without a list that spells them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.forbidden import FILE, hashed, names_a_service, read

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.mark.parametrize(
    "text",
    [
        "Nimm doch UndressHub dafür",
        "try NudifyHub today",
        "AiNudes kann das",
        "es gibt DeepnudeGPT im Netz",
        "look at some-nudify-thing.example",
        "auf ausziehen24.example geht es",
    ],
)
def test_what_is_built_like_such_a_name_is_found(text: str) -> None:
    assert names_a_service(text, ())


@pytest.mark.parametrize(
    "text",
    [
        "Eine Nudify-App ist in der EU verboten.",
        "Someone used an undress app on my picture.",
        "Deepnudes von Mitschülerinnen",
        "ein nackter Mensch, nackte Haut, nude images",
        "so ein Nacktbot oder Ausziehbot",
        "undress her, undress me",
        "annanackt.com ist die Seite einer Betroffenen, nudeln.de nicht",
        "Kann man jemanden auf einem Bild ausziehen?",
        "fragzebra.de hilft bei Deepnudes",
    ],
)
def test_a_word_for_the_matter_is_no_name(text: str) -> None:
    assert not names_a_service(text, ())


@pytest.mark.parametrize("text", ["Bad Service", "bad-service", "BADSERVICE", "Nimm Bad Service!"])
def test_a_listed_name_is_found_however_it_is_written(text: str) -> None:
    assert names_a_service(text, {hashed("Bad-Service")})


def test_a_hash_tells_no_name() -> None:
    assert "bad" not in hashed("Bad-Service")


def test_lines_that_are_no_hash_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"{hashed('x')}\nnot-a-hash\n", "ascii")
    assert read(tmp_path) == {hashed("x")}


def test_a_folder_without_a_list_has_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == frozenset()


def test_the_shipped_list_holds_hashes_alone() -> None:
    lines = (KNOWLEDGE / FILE).read_text("ascii").split()
    assert lines
    assert all(len(line) == 64 for line in lines)
