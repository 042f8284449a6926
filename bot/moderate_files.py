"""What `image-privacy-bot moderate` does: judge a file of messages, one JSON object a line."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bot import Mendable, blas, why  # noqa: F401 - blas comes before numpy
from bot.answers.vectors import load_model
from bot.moderation.meaning import Meaning
from bot.moderation.moderator import Moderator
from bot.moderation.reading import read
from bot.moderation.results import Verdict

_DEFANGED: Final = re.compile(r"\b((?:[\w-]+\.)+[a-z]{2,})\.example\b")
_ENDING: Final = len(".example")
_TEXTS: Final = (("text", "entities"), ("caption", "caption_entities"))


def judge_file(path: Path) -> Iterator[dict[str, Any]]:
    """Yield a line of results for each line of `path`; raise `Mendable` for what is not of it.

    A line holds `id`, `message` (a Bot API message, or the flat shape of a labelled set) and
    `new_member`. Such sets keep every real host with an extra `.example`, so that they store no
    working link; it is taken off here, and the UTF-16 offsets of entities are moved along.
    """
    model = load_model()
    moderator = Moderator(Meaning(model.embed) if model else None)
    for row in _rows(path):
        verdict = moderator.judge(
            read(refanged(row["message"])), newcomer=bool(row.get("new_member"))
        )
        yield line(str(row["id"]), verdict)


def line(name: str, verdict: Verdict) -> dict[str, Any]:
    """The JSON shape of one verdict; `score` repeats `confidence` for scorers that ask for it."""
    return {
        "id": name,
        "verdict": verdict.outcome.value,
        "rule": verdict.rule.value if verdict.rule else None,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "score": verdict.confidence,
    }


def worded(result: Mapping[str, Any]) -> str:
    """One result for a terminal."""
    cause = f"  {result['rule']} ({result['reason']})" if result["rule"] else ""
    return f"{result['id']}: {result['verdict']:<6} {result['confidence']:.2f}{cause}"


def refanged(message: Mapping[str, Any]) -> dict[str, Any]:
    """`message` with its real hosts, and with the offsets of entities moved to fit."""
    whole: dict[str, Any] = _everywhere(message)
    for words, marks in _TEXTS:
        if isinstance(text := message.get(words), str) and text:
            key = marks if message.get(marks) else "entities"
            whole[key] = _moved(text, whole.get(key))
    return whole


def _everywhere(value: Any) -> Any:
    if isinstance(value, str):
        return _DEFANGED.sub(r"\1", value)
    if isinstance(value, Mapping):
        return {key: _everywhere(each) for key, each in value.items()}
    return [_everywhere(each) for each in value] if isinstance(value, list) else value


def _moved(text: str, entities: Any) -> list[dict[str, Any]]:
    ends = [_units(text[: hit.end(1)]) for hit in _DEFANGED.finditer(text)]

    def moved(offset: int) -> int:
        return offset - _ENDING * bisect_left(ends, offset)

    if not isinstance(entities, list):
        return []
    spans = [(each, each["offset"], each["offset"] + each["length"]) for each in entities]
    return [
        {**each, "offset": moved(start), "length": moved(end) - moved(start)}
        for each, start, end in spans
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, raw in enumerate(lines, start=1):
                if raw.strip():
                    yield _row(path, number, raw)
    except (OSError, UnicodeDecodeError) as error:
        raise Mendable(f"{path} cannot be read: {why(error)}") from None


def _row(path: Path, number: int, raw: str) -> dict[str, Any]:
    try:
        row = json.loads(raw)
    except ValueError:
        raise Mendable(f"{path}, line {number}: not JSON") from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("message"), dict):
        raise Mendable(f"{path}, line {number}: needs the keys id and message")
    return row
