"""The JSON shapes of the command line: results of the core as the public contract names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.images import filenames
from bot.images.results import Cleaned, Examined, Finding, Refused, Report, Visible
from bot.places import placed
from bot.texts import say
from bot.texts.findings import file_name as worded
from bot.texts.findings import summary
from bot.texts.visible import sentences
from bot.texts.visible import things as worded_things

if TYPE_CHECKING:  # the answer engine takes longer to import than a picture to clean
    from bot.answers import results as answers


def report(file: str, examined: Examined, lang: str) -> dict[str, Any]:
    """One line of `report --json`; `visible` is null: the picture was not looked at for it."""
    match placed(examined).report:
        case Report() as found:
            return {
                "file": file,
                "ok": True,
                "error": None,
                "format": found.format.value,
                "width": found.width,
                "height": found.height,
                "frames": found.frames,
                "findings": [finding(each, lang) for each in found.findings],
                "together": [together(each.value, lang) for each in found.together],
                "file_name": file_name(file, lang),
                "visible": visible(found.visible),
                "seen": seen(found.visible, lang),
            }
        case Refused() as refused:
            return {
                **_refusal(file, refused, lang),
                "width": None,
                "height": None,
                "findings": [],
                "together": [],
                "file_name": file_name(file, lang),
                "visible": None,
                "seen": [],
            }


def visible(found: Visible | None) -> dict[str, Any] | None:
    """What the picture itself shows; null for what was not looked for."""
    if found is None:
        return None
    return {
        "faces": None
        if found.faces is None
        else [{"box": list(face.box), "score": face.score} for face in found.faces],
        "codes": None
        if found.codes is None
        else [
            {"box": list(code.box), "kind": code.kind, "content": code.content.value}
            for code in found.codes
        ],
        "text": None
        if found.text is None
        else [{"box": list(line.box), "kind": line.writing.value} for line in found.text],
    }


def seen(found: Visible | None, lang: str) -> list[str]:
    """The same in sentences, with what was not looked for."""
    shown = found or Visible()
    things = worded_things(
        lang,
        len(shown.faces or ()),
        (code.content.value for code in shown.codes or ()),
        (line.writing.value for line in shown.text or ()),
    )
    return list(sentences(lang, things, shown.missing))


def finding(each: Finding, lang: str) -> dict[str, Any]:
    """One finding with its sentence."""
    return {
        "category": each.category.value,
        "severity": each.severity.value,
        "summary": summary(lang, each.category.value, each.values),
        "values": dict(each.values),
    }


def together(code: str, lang: str) -> dict[str, str]:
    """What several findings say together, with its sentence."""
    return {"code": code, "summary": say(lang, f"together-{code}")}


def file_name(file: str, lang: str) -> dict[str, Any] | None:
    """What the name of a file gives away, null where it says nothing."""
    found = filenames.file_name(file)
    if not found:
        return None
    values = {name: text for each in found for name, text in each.values.items()}
    return {"summary": worded(lang, [each.category.value for each in found]), "values": values}


def clean(file: str, examined: Examined, *, output: str | None, size: int) -> dict[str, Any]:
    """One line of `clean --json`; sizes in bytes."""
    match examined.cleaned:
        case Cleaned() as cleaned:
            return {
                "file": file,
                "output": output,
                "ok": True,
                "error": None,
                "format": cleaned.format.value,
                "pixels": cleaned.pixels,
                "removed": [category.value for category in cleaned.removed],
                "kept": [
                    {"what": _word("kept", kept.what), "why": _word("why", kept.why)}
                    for kept in cleaned.kept
                ],
                "covered": [list(box) for box in cleaned.covered],
                "bytes_in": size,
                "bytes_out": len(cleaned.data),
            }
        case refused:
            return {
                **_refusal(file, refused or Refused(examined.report.reason), "en"),  # type: ignore[union-attr]
                "output": None,
                "pixels": None,
                "removed": [],
                "kept": [],
                "covered": [],
                "bytes_in": size,
                "bytes_out": 0,
            }


def answer(result: answers.Answer) -> dict[str, Any]:
    """One line of `ask --json`."""
    from bot.answers import results as answers

    match result:
        case answers.Answered(entry=entry):
            found: Mapping[str, Any] = {
                "status": "answered",
                "topic": entry.topic,
                "lang": entry.lang,
                "confidence": round(result.confidence, 4),
                "answer": entry.answer,
                "sources": [source(each) for each in entry.sources],
            }
        case answers.Unsure():
            found = {
                "status": "unsure",
                "topic": None,
                "lang": result.lang,
                "confidence": round(result.confidence, 4),
                "answer": None,
                "sources": [],
            }
        case answers.Refused():
            found = {
                "status": "refused",
                "topic": None,
                "lang": result.lang,
                "confidence": 1.0,
                "answer": result.text,
                "sources": [],
            }
    candidates = [{"topic": c.topic, "score": round(c.score, 4)} for c in result.candidates]
    return {**found, "candidates": candidates}


def source(each: answers.Source) -> dict[str, str]:
    """One source with the day of its last review."""
    return {"title": each.title, "url": each.url, "reviewed": each.reviewed.isoformat()}


def _refusal(file: str, refused: Refused, lang: str) -> dict[str, Any]:
    return {
        "file": file,
        "ok": False,
        "error": say(lang, f"file-{refused.reason.value}"),
        "reason": refused.reason.value,
        "format": refused.format.value if refused.format else None,
    }


def _word(prefix: str, code: str) -> str:
    return say("en", f"{prefix}-{code}")
