"""Loading the knowledge folder: every fault at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import Engine, KnowledgeError, check
from bot.answers.entries import Fault, read
from bot.answers.forbidden import hashed
from bot.answers.marked_yaml import LARGEST_FILE

Today = Callable[[], date]


def change(folder: Path, old: str, new: str, file: str = "basics.yaml") -> int:
    """Replace the first `old`; the line on which it stood."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(folder: Path, today: Today, *, strict: bool = False) -> list[str]:
    return [str(fault) for fault in check(folder, strict=strict, today=today) if fault.fatal]


def test_a_sound_folder_has_no_faults(folder: Path, today: Today) -> None:
    assert check(folder, strict=True, today=today) == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("followups: [google-remove]", "followups: [nowhere]", "no topic 'nowhere'"),
        ("followups: [google-remove]", "followups: [exif-remove]", "does not follow itself"),
        ("sensitive: false", "sensitive: maybe", "entries.sensitive: "),
        ("reviewed: 2026-11-23", "reviewed: 2026-13-23", "month must be in 1..12"),
        ("reviewed: 2026-11-23", "reviewed: 2026-12-24", "lies in the future"),
        ("facts: []", "facts: []\n  colour: red", "there is no field of this name"),
        ("https://example.org/exif-remove", "http://example.org/x", "entries.sources.url: "),
        ("Das ist die deutsche Antwort", "Das **ist die deutsche Antwort", "no partner"),
        ("Das ist die deutsche Antwort", "<b>Das</b> ist die Antwort, ja", "HTML"),
        ("Das ist die deutsche Antwort", "[Das](https://x.org) ist die Antwort", "Markdown"),
        ("Das ist die deutsche", "- Das ist die deutsche", "bullets"),
        ("Das ist die deutsche Antwort", "Ja. " * 250, "850 at most"),
        ("- id: google-remove", "- id: Google_Remove", "entries.id: small letters"),
        ("reviewed: 2026-11-23", "reviewed: yesterday", "must be a day like 2026-11-23"),
        ("followups: [google-remove]", "followups: google-remove", "must be a list"),
        ("sensitive: false", "sensitive: false: true", "into quotes"),
        ("  sensitive: false", "\tsensitive: false", "indent with spaces"),
    ],
)
def test_a_fault_is_told_with_its_line(
    folder: Path, today: Today, old: str, new: str, problem: str
) -> None:
    line = change(folder, old, new)
    told = faults(folder, today)
    assert any(problem in fault for fault in told), told
    near = [int(fault.split(":")[1]) for fault in told if problem in fault]
    assert all(abs(each - line) <= 2 for each in near)


def test_one_broken_file_does_not_make_its_topics_seem_missing(folder: Path, today: Today) -> None:
    change(folder, "- id: google-remove", "- id: Google_Remove")
    told = faults(folder, today)
    assert len(told) == 1
    assert "entries.id: " in told[0]


def test_a_missing_language_is_a_fault(folder: Path, today: Today) -> None:
    change(folder, "\n  en:\n    title: Blackmail", "\n  fr:\n    title: Blackmail")
    assert any("entries.en: is missing" in fault for fault in faults(folder, today))


def test_a_topic_that_stands_twice_is_a_fault(folder: Path, today: Today) -> None:
    line = change(folder, "- id: google-remove", "- id: exif-remove")
    told = faults(folder, today)
    assert f"basics.yaml:{line}: 'exif-remove' exists already at basics.yaml:6" in told


def test_a_question_of_another_entry_is_a_fault(folder: Path, today: Today) -> None:
    change(
        folder,
        "Bild aus der Google-Suche entfernen Wie geht das genau?",
        "standort und metadaten entfernen wie geht das genau",
    )
    assert any("is asked by 'exif-remove' too" in fault for fault in faults(folder, today))


def test_an_answer_without_source_is_a_fault(folder: Path, today: Today) -> None:
    change(
        folder,
        "sources:\n  - title: A page\n    url: https://example.org/exif-remove",
        "sources: []",
    )
    assert any("needs at least one source" in fault for fault in faults(folder, today))


def test_an_overdue_review_is_a_warning_and_with_strict_a_fault(folder: Path) -> None:
    late = lambda: date(2028, 1, 1)  # noqa: E731
    assert faults(folder, late) == []
    assert len(faults(folder, late, strict=True)) == 4


def test_an_unknown_address_is_a_warning(folder: Path, today: Today) -> None:
    change(folder, "Das ist die deutsche Antwort", "Gehe auf www.unbekannt.com und lies")
    told = [fault for fault in check(folder, today=today) if not fault.fatal]
    assert any("unbekannt.com" in fault.problem for fault in told)
    (folder / "addresses.txt").write_text("unbekannt.com  # checked\n", "utf-8")
    assert check(folder, today=today) == ()


def test_a_forbidden_name_is_a_fault_and_is_not_repeated(folder: Path, today: Today) -> None:
    (folder / "forbidden.sha256").write_text(hashed("Bad-Service") + "\n", "ascii")
    change(folder, "Das ist die deutsche Antwort", "Das ist bad service, ein Name")
    told = faults(folder, today)
    assert any("must not be named" in fault for fault in told)
    assert not any("bad" in fault.lower() for fault in told)


def test_all_faults_are_told_at_once(folder: Path, today: Today) -> None:
    change(folder, "followups: [google-remove]", "followups: [nowhere]")
    change(folder, "then: sextortion", "then: not-there", "crisis.yaml")
    change(folder, "topics: [crisis-support]", "topics: [gone]", "refusals.yaml")
    change(folder, "id: weather", "id: 7", "off-topic.yaml")
    files = {fault.split(":")[0] for fault in faults(folder, today)}
    assert files == {"basics.yaml", "crisis.yaml", "refusals.yaml", "off-topic.yaml"}


def test_the_engine_does_not_start_on_faults(folder: Path, today: Today) -> None:
    change(folder, "followups: [google-remove]", "followups: [nowhere, gone]")
    with pytest.raises(KnowledgeError) as raised:
        Engine.load(folder, today=today)
    assert len(raised.value.faults) == 2
    assert str(raised.value).count("basics.yaml:") == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: &x [1]\nb: *x\n", "anchors and aliases"),
        (b"a: !!python/object:os.system []\n", "tags"),
        (b"a: [1\nb: 2\n", ""),
        (b"\xff\xfe", "not UTF-8"),
        (b"a: 1\na: 2\n", "stands here twice"),
        (b"a: " + b"[" * 30 + b"]" * 30, "nested deeper"),
        (b"? [a]\n: 1\n", "a key must be a plain word"),
        (b"#" * (LARGEST_FILE + 1), "is larger than"),
        (b"", "valid dictionary"),
        (b"a: \x00\n", "control characters"),
    ],
)
def test_a_hostile_file_is_a_fault_with_a_line(
    folder: Path, today: Today, content: bytes, problem: str
) -> None:
    (folder / "more.yaml").write_bytes(content)
    told = [f for f in check(folder, today=today) if f.file == "more.yaml"]
    assert told
    assert any(problem in fault.problem for fault in told), told
    assert all(fault.line >= 1 for fault in told)


def test_the_billion_laughs_are_not_built(folder: Path, today: Today) -> None:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    (folder / "more.yaml").write_text("\n".join(lines))
    assert any("more.yaml:1: anchors" in fault for fault in faults(folder, today))


def test_an_empty_folder_says_so(tmp_path: Path, today: Today) -> None:
    assert any("holds no YAML files" in fault for fault in faults(tmp_path, today))


def test_a_fault_reads_like_a_compilers() -> None:
    assert str(Fault("a.yaml", 3, "is wrong")) == "a.yaml:3: is wrong"


DATED = """answer:
    - valid_until: 2026-12-01
      text: Noch gilt hier die alte Regel.
    - valid_from: 2026-12-02
      text: Jetzt gilt hier die neue Regel.
"""


@pytest.mark.parametrize(
    ("day", "shown"), [(date(2026, 12, 1), "alte"), (date(2026, 12, 2), "neue")]
)
def test_the_dated_form_of_today_shows(folder: Path, day: date, shown: str) -> None:
    plain = "answer: |\n      Das ist die deutsche Antwort zu diesem Thema.\n"
    change(folder, plain, DATED)
    entry = read(folder)[0].entry("exif-remove", "de", day)
    assert entry is not None
    assert shown in entry.answer


def test_dated_forms_leave_no_day_out(folder: Path, today: Today) -> None:
    plain = "answer: |\n      Das ist die deutsche Antwort zu diesem Thema.\n"
    change(folder, plain, DATED.replace("2026-12-02", "2026-12-05"))
    assert any("without a gap or an overlap" in fault for fault in faults(folder, today))


def test_an_entry_carries_sources_with_their_review(folder: Path) -> None:
    entry = read(folder)[0].entry("exif-remove", "en", date(2026, 11, 25))
    assert entry is not None
    assert entry.sources[0].reviewed == date(2026, 11, 23)
    assert [c.topic for c in entry.followups] == ["google-remove"]
    assert entry.followups[0].title == "Remove an image from Google search"
