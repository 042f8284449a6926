"""HTML parse mode to text and entities (Bot API, "Formatting options"); offsets are UTF-16."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.demo.emulator.errors import ApiError, Json, bad_request

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
START = re.compile(rf"<([a-zA-Z][\w-]*)((?:\s+{ATTRIBUTE.pattern})*)\s*>")
END = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
PLAIN = re.compile(r"[^<&]+|&")
LINK = re.compile(r"(?:https?|tg|mailto):\S+|[\w-]+(?:\.[\w-]+)+\S*")
DETECTED = (
    ("url", re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
)


@dataclass(slots=True)
class OpenTag:
    """A start tag whose end has not come yet."""

    name: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class Parsed:
    """Text so far, its length in UTF-16 units, and the entities that have ended."""

    text: str = ""
    length: int = 0
    open: list[OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Go on with plain text."""
        self.text += text
        self.length += utf16(text)


def utf16(text: str) -> int:
    """Return the length in UTF-16 code units, Telegram's measure of offsets and limits."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities; raises `ApiError` in Telegram's words."""
    parsed, at = Parsed(), 0
    while at < len(source):
        at = _step(source, at, parsed)
    if parsed.open:
        raise _error(f'Can\'t find end tag corresponding to start tag "{parsed.open[-1].name}"')
    return trim(parsed.text, _flat(parsed.entities))


def _step(source: str, at: int, parsed: Parsed) -> int:
    """Read one tag, character reference or run of text; return where it ended."""
    if end := END.match(source, at):
        _close(end[1].lower(), source[:at], parsed)
        return end.end()
    if source[at] == "<":
        return _open(source, at, parsed)
    if reference := CHARACTER.match(source, at):
        parsed.add(html.unescape(reference[0]))
        return reference.end()
    plain = PLAIN.match(source, at)
    assert plain is not None  # noqa: S101  every other character starts a run
    parsed.add(plain[0])
    return plain.end()


def _open(source: str, at: int, parsed: Parsed) -> int:
    offset = len(source[:at].encode())
    tag = START.match(source, at)
    if tag is None and re.match(r"<[a-zA-Z][^>]*$", source[at:]):
        raise _error(f"Unclosed start tag at byte offset {offset}")
    name = tag[1].lower() if tag else re.sub(r"[\s>].*", "", source[at + 1 :], flags=re.DOTALL)
    if tag is None or name not in STYLES:
        raise _error(f'Unsupported start tag "{name}" at byte offset {offset}')
    attributes = {
        key.lower(): html.unescape(value.strip("\"'")) for key, value in ATTRIBUTE.findall(tag[2])
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _error(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    parsed.open.append(OpenTag(name, attributes, parsed.length))
    return tag.end()


def _close(name: str, before: str, parsed: Parsed) -> None:
    offset = len(before.encode())
    if not parsed.open:
        raise _error(f"Unexpected end tag at byte offset {offset}")
    tag = parsed.open.pop()
    if tag.name != name:
        raise _error(
            f"Unmatched end tag at byte offset {offset},"
            f' expected "</{tag.name}>", found "</{name}>"'
        )
    if parsed.length > tag.offset and (entity := _entity(tag, parsed)):
        parsed.entities.append(entity)


def _entity(tag: OpenTag, parsed: Parsed) -> Json | None:
    entity: Json = {
        "type": STYLES[tag.name],
        "offset": tag.offset,
        "length": parsed.length - tag.offset,
    }
    match tag.name:
        case "a":
            url = tag.attributes.get("href", "")
            return {**entity, "url": url} if LINK.fullmatch(url) else None
        case "blockquote" if "expandable" in tag.attributes:
            return {**entity, "type": "expandable_blockquote"}
        case "tg-emoji":
            return {**entity, "custom_emoji_id": tag.attributes.get("emoji-id", "")}
        case "code" if parsed.open and parsed.open[-1].name == "pre":
            # <pre><code class="language-x">: one entity, the language goes to the outer tag.
            parsed.open[-1].attributes |= tag.attributes
            return None
        case "pre" if tag.attributes.get("class", "").startswith("language-"):
            return {**entity, "language": tag.attributes["class"].removeprefix("language-")}
    return entity


def _flat(entities: list[Json]) -> list[Json]:
    """Order as Telegram does and drop what lies inside code."""
    code = [e for e in entities if e["type"] in {"code", "pre"}]
    kept = [e for e in entities if not any(e is not c and _inside(e, c) for c in code)]
    return sorted(kept, key=lambda e: (e["offset"], -e["length"]))


def _inside(inner: Json, outer: Json) -> bool:
    return bool(
        outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Drop white space at both ends and what the entities lose by it."""
    cut = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(utf16(text), entity["offset"] + entity["length"] - cut)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return text, moved


def detect(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself: links, commands, mentions, hashtags, addresses."""
    found = list(entities)
    taken = [e for e in entities if e["type"] in {"code", "pre", "text_link"}]
    for kind, pattern in DETECTED:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16(text[: match.start()]),
                "length": utf16(match[0]),
            }
            if not any(_overlap(entity, other) for other in taken):
                found.append(entity)
                taken.append(entity)
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _error(problem: str) -> ApiError:
    return bad_request(f"can't parse entities: {problem}")
