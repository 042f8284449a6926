"""Labelled group messages: this project's own in their short notation, and JSON lines of others.

The notation is explained at the top of tests/moderation/messages.txt. Entities are those that
Telegram would mark: addresses, mentions, mail addresses, and links behind words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.moderate_files import refanged

OWN: Final = Path(__file__).resolve().parent.parent / "tests" / "moderation" / "messages.txt"
LABELS: Final = {
    "N": "nudify-promo", "S": "generic-spam", "H": "harassment-threat",
    "V": "help-seeking", "D": "discussion", "O": "ordinary",
}  # fmt: skip
_FIELDS: Final = {"quote": "quote", "fwd": "forwarded_from", "via": "via_bot"}
_MARK: Final = re.compile(r"\{(\w+)(?:: ([^}]*))?\}\s*")
_HIDDEN: Final = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_SHOWN: Final = re.compile(
    r"(?P<email>[\w.]+@[\w.]+\w)|(?P<url>https?://\S+[\w/])|(?P<mention>(?<![\w/.])@\w+)"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message as the Bot API gives it, with what it is and what should be done about it."""

    name: str
    label: str
    expect: str
    newcomer: bool
    message: dict[str, Any]


def read(path: Path = OWN) -> list[Labelled]:
    """Read a file in this project's notation, or of JSON lines (harmless ones alone if unlike)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        return [each for number, line in enumerate(lines) for each in _other(number, line)]
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return [_own(f"own-{number:03}", line) for number, line in enumerate(kept)]


def _other(number: int, line: str) -> Iterator[Labelled]:
    row = json.loads(line)
    if "message" in row:
        message = refanged(row["message"])
        yield Labelled(row["id"], row["label"], row["expect"], row["new_member"], message)
    elif row["label"] == "ham":
        yield Labelled(f"ham-{number}", "ordinary", "ignore", False, {"text": row["text"]})


def _own(name: str, line: str) -> Labelled:
    head, _, text = line.partition(" | ")
    label, expect, _, tenure = head.split()
    message: dict[str, Any] = {}
    for mark in _MARK.finditer(text):
        _field(message, mark[1], mark[2] or "")
    captioned = message.pop("captioned", False)
    words, entities = _entities(_MARK.sub("", text).replace("\\n", "\n").strip())
    message |= {"text": "" if captioned else words, "entities": entities}
    message |= {"caption": words} if captioned else {}
    return Labelled(name, LABELS[label], expect, tenure == "new", message)


def _field(message: dict[str, Any], mark: str, value: str) -> None:
    if mark == "button":
        label, _, url = value.rpartition(" | ")
        message["buttons"] = [{"text": label, "url": url}]
    elif mark == "caption":
        message["captioned"] = True
    else:
        message[_FIELDS[mark]] = value


def _entities(text: str) -> tuple[str, list[dict[str, Any]]]:
    entities: list[dict[str, Any]] = []
    while hit := _HIDDEN.search(text):
        text = text[: hit.start()] + hit[1] + text[hit.end() :]
        entities.append({"type": "text_link", "url": hit[2], **_span(text, hit.start(), hit[1])})
    entities += (
        {"type": shown.lastgroup, **_span(text, shown.start(), shown[0])}
        for shown in _SHOWN.finditer(text)
    )
    return text, entities


def _span(text: str, start: int, words: str) -> dict[str, int]:
    return {"offset": _units(text[:start]), "length": _units(words)}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
