"""YAML as plain values together with the line of each of them, so that a fault can be pointed at.

Only plain YAML is read: no tags, no anchors or aliases (they can blow a small file up to
gigabytes, the "billion laughs"), no repeated keys, bounded size, depth and number of nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml
from yaml.constructor import SafeConstructor

LARGEST_FILE: Final = 1_000_000
DEEPEST: Final = 12
MOST_NODES: Final = 100_000

HINTS: Final = {
    "cannot start any token": ": indent with spaces instead of tabs; special signs need quotes",
    "tab character": ": indent with spaces instead",
    "mapping values are not allowed": ": put a text with `: ` in it into quotes",
    "did not find expected": ": look at quotes and indentation, here and just above",
    "could not find expected": ": look at quotes and indentation, here and just above",
}
"""What an editor can do about the usual slips, by words of the parser's complaint."""

Place = tuple[str | int, ...]
"""The way to a value: keys and positions, as pydantic reports them."""

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class PlainYamlError(Exception):
    """What is wrong with a file, and where; `line` counts from 1."""

    line: int
    problem: str


@dataclass(slots=True)
class Marked:
    """A document: its plain `value`, the line of every place in it, and repeated keys."""

    value: object
    lines: dict[Place, int] = field(default_factory=dict)
    repeated: list[PlainYamlError] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest place around it (1 where nothing is known)."""
        known: Place = ()
        for step in place:
            if (*known, step) in self.lines:
                known = (*known, step)
        return self.lines.get(known, 1)


def read(path: Path) -> Marked:
    """The document in `path`.

    Raises PlainYamlError where it is no plain YAML, no UTF-8, or larger than the limits above.
    """
    text = _text(path)
    try:
        _guard(text)
        node = yaml.compose(text, Loader=_Loader)
        marked = Marked(None)
        marked.value = _plain(node, (), marked) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context)
        hint = next((hint for sign, hint in HINTS.items() if sign in problem), "")
        raise PlainYamlError(mark.line + 1 if mark else 1, f"{problem}{hint}") from None
    except yaml.YAMLError as error:
        raise PlainYamlError(1, " ".join(str(error).split())) from None
    return marked


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PlainYamlError(1, f"cannot be read: {error.strerror}") from None
    if len(data) > LARGEST_FILE:
        raise PlainYamlError(1, f"is larger than {LARGEST_FILE:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PlainYamlError(line, "is not UTF-8") from None


def _guard(text: str) -> None:
    """Look at the events alone, which cost no memory, before anything is built from them."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if count > MOST_NODES:
            raise PlainYamlError(line, f"has more than {MOST_NODES:,} values")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise PlainYamlError(line, "anchors and aliases (& and *) are not used here")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise PlainYamlError(line, "tags (!) are not used here")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise PlainYamlError(line, f"is nested deeper than {DEEPEST} levels")


def _plain(node: yaml.Node, place: Place, marked: Marked) -> object:
    marked.lines.setdefault(place, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return {
                key: _plain(value, (*place, key), marked)
                for key, value in _items(node, place, marked)
            }
        case yaml.SequenceNode():
            return [_plain(item, (*place, i), marked) for i, item in enumerate(node.value)]
        case _:
            return _scalar(node)


def _items(
    node: yaml.MappingNode, place: Place, marked: Marked
) -> Iterator[tuple[str, yaml.Node]]:
    seen = set[str]()
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise PlainYamlError(line, "a key must be a plain word")
        key = str(key_node.value)
        if key in seen:
            marked.repeated.append(PlainYamlError(line, f"{key!r} stands here twice"))
        seen.add(key)
        marked.lines[(*place, key)] = line
        yield key, value


def _scalar(node: yaml.Node) -> object:
    """A scalar as YAML's core types read it: text, number, boolean, null or date."""
    constructor = SafeConstructor()
    try:
        return constructor.construct_object(node)
    except ValueError as error:
        raise PlainYamlError(node.start_mark.line + 1, f"{node.value!r}: {error}") from None
