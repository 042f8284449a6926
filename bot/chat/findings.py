"""Findings in words: what strangers find in one sentence, then line by line, the worst first.

Each line begins with its severity as a mark and a word; the exact values stand in `details`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.markup import Markup, bold, italic, join, plain
from bot.chat.render import spoken
from bot.images.results import Category, Finding, Severity
from bot.texts import say
from bot.texts.findings import file_name as name_summary
from bot.texts.findings import summary, things_in_name

LEARNED = 4  # things that the first sentence names
TELLING = (Severity.HIGH, Severity.MEDIUM)
SMALL = (Severity.LOW, Severity.INFO)
# What a category's usual name would get wrong.
NAMES = {
    (Category.AI, Severity.MEDIUM): "ai-prompt",
    (Category.GPS, Severity.MEDIUM): "gps-partial",
    (Category.GPS, Severity.INFO): "gps-blank",
    (Category.OTHER, Severity.INFO): "other-damaged",
}


def headline(found: Sequence[Finding], lang: str) -> Markup:
    """What a stranger finds in the file, in one sentence."""
    if not found:
        return spoken(lang, "report-clean")
    telling = [each for each in found if each.severity in TELLING]
    small = [each for each in found if each.severity is Severity.LOW]
    if not (telling or small):
        return spoken(lang, "report-harmless")
    learned = [say(lang, f"learn-{_name(each)}") for each in telling or small]
    things = _listed(list(dict.fromkeys(learned)), lang)
    return spoken(lang, "report-telling" if telling else "report-little", things=things)


def lines(
    found: Sequence[Finding], lang: str, *, risks: bool = True, name: Sequence[Finding] = ()
) -> Markup:
    """What can harm line by line, the small things in one; the risk below what harms most.

    Without `risks` where they were said for all findings together. What the file's `name` gives
    away stands among what is as bad.
    """
    show = _with_risk if risks else _line
    first = [show(each, lang) for each in found if each.severity in TELLING]
    small = [merged(found, severity, lang) for severity in SMALL]
    named = _name_line(name, lang)
    telling = any(each.severity in TELLING for each in name)
    return join("\n", [*first, named, *small] if telling else [*first, *small, named])


def merged(found: Sequence[Finding], severity: Severity, lang: str) -> Markup:
    """All findings of a severity in one line: their names, or the sentence of a single one."""
    same = [each for each in found if each.severity is severity]
    if len(same) == 1 and severity in SMALL:
        return _line(same[0], lang)
    named = ", ".join(say(lang, f"category-{_name(each)}") for each in same)
    return _mark(severity, lang) + plain(f"{named}.") if named else Markup()


def names(found: Sequence[Finding], lang: str) -> Markup:
    """What the names of an album's files give away, for all of them together."""
    kinds = list(dict.fromkeys(each.category.value for each in found))
    if not kinds:
        return Markup()
    return spoken(lang, "file-names", things=things_in_name(lang, kinds))


def _line(each: Finding, lang: str) -> Markup:
    """One finding in one line, with its severity in a mark and a word."""
    return _mark(each.severity, lang) + plain(summary(lang, each.category.value, each.values))


def _name_line(name: Sequence[Finding], lang: str) -> Markup:
    if not name:
        return Markup()
    kinds = [each.category.value for each in name]
    worst = min((each.severity for each in name), key=list(Severity).index)
    said = [name_summary(lang, kinds), say(lang, "file-name-copy")]
    return _mark(worst, lang) + plain(" ".join(said))


def _with_risk(each: Finding, lang: str) -> Markup:
    if each.severity is not Severity.HIGH:
        return _line(each, lang)
    risk = italic(say(lang, f"risk-{each.category.value}"))
    return join("\n", [_line(each, lang), risk])


def _mark(severity: Severity, lang: str) -> Markup:
    return bold(f"{say(lang, f'severity-{severity.value}')}: ")


def _name(each: Finding) -> str:
    return NAMES.get((each.category, each.severity), each.category.value)


def _listed(things: list[str], lang: str) -> str:
    """Enumerate as a sentence does; what goes beyond the first few is only said to exist."""
    if len(things) > LEARNED:
        things = [*things[:LEARNED], say(lang, "learn-more")]
    *before, last = things
    return f"{', '.join(before)} {say(lang, 'and')} {last}" if before else last
