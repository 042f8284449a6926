"""Style sheets and style attributes, read rule by rule and written with what is allowed.

Of the at-rules only @media, @supports and @keyframes remain; fonts and imports go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.images.formats.svg.rules import ATTRIBUTES, PROPERTIES
from bot.images.formats.svg.values import clean, reference, unmarked
from bot.images.results import Reason, Rejected

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_TOKEN = re.compile(r""""[^"]*"|'[^']*'|\([^(){}"']*\)|[{};]|[^"'{};(]+|["'(]""")
_PIECE = re.compile(r""""[^"]*"|'[^']*'|[();]|[^"'();]+|["']""")
_CONDITION = re.compile(r"@(?:media|supports)\b[\w\s():,.%<>=/-]{0,200}", re.IGNORECASE)
_KEYFRAMES = re.compile(r"@(?:-webkit-)?keyframes\s+[\"']?([\w-]+)[\"']?\s*", re.IGNORECASE)
_STEP = re.compile(r"(?:\s*(?:from|to|[\d.]+%)\s*,?)+", re.IGNORECASE)
_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\[^0-9a-fA-F\n])+"
_NAMED = re.compile(rf"\[[^\]]*\]|([.#])({_NAME})")
_CONDITIONED = (
    r"""\[[a-zA-Z-]+(?:[~|^$*]?=(?:"[\w#.%\s-]{0,40}"|'[\w#.%\s-]{0,40}'|[\w-]{1,40}))?\]"""
)
_ATTRIBUTE = re.compile(r"\[\s*([a-zA-Z-]+)")
_SELECTOR = re.compile(
    rf"(?:[.#]{_NAME}|{_CONDITIONED}|[a-zA-Z][a-zA-Z0-9]*|\*|::?[a-z-]+|\([^()\[\]{{}}\"']*\)|[\s>+~])++"
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_VARIABLE = re.compile(r"--[\w-]+")
_DEEPEST = 4
_MOST_RULES = 50_000

Rule = tuple[str, "str | list[Rule]"]


class Names:
    """Neutral names for classes, variables, key frames and filter results, in order of use."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def get(self, prefix: str, name: str) -> str:
        """Return the neutral name, a new one at first sight."""
        key = prefix, name
        if key not in self._known:
            self._counts[prefix] = self._counts.get(prefix, 0) + 1
            self._known[key] = f"{prefix}{self._counts[prefix]}"
        return self._known[key]

    def known(self, prefix: str, name: str) -> str | None:
        """Return the neutral name of something seen before."""
        return self._known.get((prefix, name))


def clean_sheet(text: str, names: Names) -> str:
    """Return a style sheet with the allowed rules and declarations alone."""
    if text.count("{") > _MOST_RULES:
        raise Rejected(Reason.DAMAGED, "more rules than any style sheet has")
    tokens = iter(_TOKEN.findall(_COMMENT.sub(" ", unmarked(text))))
    return "".join(_write(rule, names) for rule in _read(tokens, 0))


def _read(tokens: Iterator[str], depth: int) -> list[Rule]:
    """Read rules up to the end of the block they stand in."""
    rules: list[Rule] = []
    prelude = ""
    for piece in tokens:
        if piece == "}":
            break
        if piece == ";":
            prelude = ""
        elif piece == "{":
            nested = prelude.lstrip().startswith("@") and depth < _DEEPEST
            fonts = prelude.lstrip().lower().startswith("@font-face")
            body = _read(tokens, depth + 1) if nested and not fonts else _read_body(tokens)
            rules.append((prelude.strip(), body))
            prelude = ""
        else:
            prelude += piece
    return rules


def _read_body(tokens: Iterator[str]) -> str:
    body, depth = [], 1
    for piece in tokens:
        depth += (piece == "{") - (piece == "}")
        if not depth:
            break
        body.append(piece)
    return "".join(body)


def _write(rule: Rule, names: Names) -> str:
    prelude, body = rule
    if isinstance(body, str):
        # A class whose rules all go must get no name: declarations first.
        declarations = "" if prelude.startswith("@") else clean_declarations(body, names)
        selector = _clean_selectors(prelude, names) if declarations else ""
        return f"{selector}{{{declarations}}}" if selector else ""
    if found := _KEYFRAMES.fullmatch(prelude):
        steps = "".join(
            f"{' '.join(step.split())}{{{clean_declarations(inside, names)}}}"
            for step, inside in body
            if isinstance(inside, str) and _STEP.fullmatch(step)
        )
        return f"@keyframes {names.get('k', found[1])}{{{steps}}}"
    if _CONDITION.fullmatch(prelude):
        inside = "".join(_write(inner, names) for inner in body)
        return f"{' '.join(prelude.split())}{{{inside}}}" if inside else ""
    return ""


def _clean_selectors(text: str, names: Names) -> str:
    kept = []
    for selector in text.split(","):
        plain = " ".join(selector.split())
        if _SELECTOR.fullmatch(plain) and ATTRIBUTES.issuperset(_ATTRIBUTE.findall(plain)):
            kept.append(_NAMED.sub(lambda found: _rename(found, names), plain))
    return ",".join(kept)


def _rename(found: re.Match[str], names: Names) -> str:
    if not found[1]:
        return found[0]
    name = _ESCAPE.sub(lambda part: part[2] or chr(min(int(part[1], 16), 0xFFFF)), found[2])
    return f"#{reference(name)}" if found[1] == "#" else f".{names.get('c', name)}"


def clean_declarations(text: str, names: Names) -> str:
    """Return the declarations of a rule or a style attribute that may remain."""
    kept = []
    for declaration in _split(_COMMENT.sub(" ", text)):
        name, colon, value = declaration.partition(":")
        name = name.strip()
        name = name if name.startswith("--") else name.lower()
        if not colon or not (name in PROPERTIES or _VARIABLE.fullmatch(name)):
            continue
        cleaned = clean(name, " ".join(value.split()))
        if cleaned:
            kept.append(f"{_neutral(name, names)}:{_clean_names(name, cleaned, names)}")
    return ";".join(kept)


def _split(text: str) -> Iterator[str]:
    """Yield the declarations: a semicolon in a string or in parentheses parts none."""
    declaration, depth = list[str](), 0
    for piece in _PIECE.findall(text):
        depth = max(depth + (piece == "(") - (piece == ")"), 0)
        if piece == ";" and not depth:
            yield "".join(declaration)
            declaration = []
        else:
            declaration.append(piece)
    yield "".join(declaration)


def _neutral(text: str, names: Names) -> str:
    """Return text with the names of custom properties replaced."""
    return _VARIABLE.sub(lambda found: names.get("--v", found[0]), text)


def _clean_names(name: str, value: str, names: Names) -> str:
    if name in ("animation", "animation-name"):
        words = (names.known("k", word) or word for word in re.split(r"([\s,]+)", value))
        return "".join(words)
    return _neutral(value, names)
