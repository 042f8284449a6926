"""Read a Bot API message, as plain data, into what moderation judges.

Taken in are the shape `telegram.Message.to_dict()` gives, an update that holds such a message
(new or edited, from a group or a channel), and the flat shape of labelled messages (`buttons`,
`quote`, `forwarded_from` and `via_bot` as plain text). Offsets of entities count UTF-16 units
(Bot API, "MessageEntity").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.moderation import rich
from bot.moderation.results import Button, Message

Payload = Mapping[str, Any]

_HOLDERS: Final = (
    "message", "edited_message", "channel_post", "edited_channel_post",
    "business_message", "edited_business_message", "guest_message",
)  # fmt: skip
_QUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})
_PICTURES: Final = (
    "photo", "document", "video", "animation", "live_photo", "video_note", "sticker", "paid_media",
)  # fmt: skip

_WORDY: Final = (
    "question", "title", "description", "address", "explanation", "text",
    "prize_description", "first_name", "last_name", "vcard",
)  # fmt: skip


@dataclass(slots=True)
class _Parts:
    """What has been read so far."""

    own: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    quoted_urls: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


def read(payload: Payload) -> Message:
    """Return the message in `payload`; whatever is missing or of another type is passed over."""
    message = _message_in(payload)
    parts = _Parts()
    for words, marks in (("text", "entities"), ("caption", "caption_entities")):
        _text(_string(message, words), _entities(message, words, marks), parts)
    _quote(message, parts)
    _extras(message, parts)
    _article(message, parts)
    parts.buttons += _buttons(message)
    parts.urls += (button.url for button in parts.buttons if button.url)
    return Message(
        own="\n".join(line for line in parts.own if line),
        quoted=tuple(parts.quoted),
        urls=tuple(dict.fromkeys(parts.urls)),
        mentions=tuple(dict.fromkeys(parts.mentions)),
        buttons=tuple(parts.buttons),
        via_bot=_name(message.get("via_bot")),
        forwarded_from=_origin(message),
        has_contact=isinstance(message.get("contact"), Mapping),
        has_picture=any(message.get(kind) for kind in _PICTURES),
        quoted_urls=tuple(dict.fromkeys(parts.quoted_urls)),
    )


def _message_in(payload: Payload) -> Payload:
    for holder in _HOLDERS:
        if isinstance(inner := payload.get(holder), Mapping):
            return inner
    return payload


def _string(holder: Payload, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _mappings(value: Any) -> list[Payload]:
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [each for each in items if isinstance(each, Mapping)]


def _entities(message: Payload, words: str, marks: str) -> list[Payload]:
    """The entities of a text; the flat shape keeps those of a caption under `entities` too."""
    if words == "caption" and not message.get(marks) and not message.get("text"):
        marks = "entities"
    return _mappings(message.get(marks))


def _text(text: str, entities: Iterable[Payload], parts: _Parts) -> None:
    """Part `text` into own and quoted words, with the addresses of each."""
    units = text.encode("utf-16-le", "surrogatepass")
    own = bytearray(units)
    for entity, start, end in _spans(entities, len(units)):
        words = units[start:end].decode("utf-16-le", "replace")
        if entity.get("type") in _QUOTES:
            own[start:end] = "\n".encode("utf-16-le") * ((end - start) // 2)
            parts.quoted.append(words)
        else:
            _entity(entity, words, parts, quoted=not own[start:end].strip(b"\n\0"))
    parts.own.append(own.decode("utf-16-le", "replace").strip())


def _spans(entities: Iterable[Payload], size: int) -> Iterator[tuple[Payload, int, int]]:
    """Entities with their byte offsets in UTF-16, quotations first."""
    for entity in sorted(entities, key=lambda e: e.get("type") not in _QUOTES):
        offset, length = entity.get("offset"), entity.get("length")
        if isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length > 0:
            yield entity, min(2 * offset, size), min(2 * (offset + length), size)


def _entity(entity: Payload, words: str, parts: _Parts, *, quoted: bool) -> None:
    urls = parts.quoted_urls if quoted else parts.urls
    match entity.get("type"):
        case "url":
            urls.append(words)
        case "text_link":
            urls.append(_string(entity, "url"))
        case "email":
            urls.append(f"mailto:{words}")
        case "phone_number":
            urls.append(f"tel:{words}")
        case "mention" if not quoted:
            parts.mentions.append(words.lstrip("@"))
        case "text_mention" if not quoted:
            parts.mentions += filter(None, [_name(entity.get("user"))])


def _quote(message: Payload, parts: _Parts) -> None:
    """Read the quoted part of the message replied to, and a reply into another chat."""
    match message.get("quote"):
        case str(words):
            parts.quoted.append(words)
        case Mapping() as quote:
            inner = _Parts()
            _text(_string(quote, "text"), _mappings(quote.get("entities")), inner)
            parts.quoted += [*inner.own, *inner.quoted]
            parts.quoted_urls += [*inner.urls, *inner.quoted_urls]
    if isinstance(other := message.get("external_reply"), Mapping):
        inner = _Parts()
        _extras(other, inner)
        parts.quoted += [
            *inner.own,
            *filter(None, [_origin({"forward_origin": other.get("origin")})]),
        ]
        parts.quoted_urls += inner.urls


def _extras(message: Payload, parts: _Parts) -> None:
    """Read the words of polls, places, invoices, games, checklists, contacts and file names."""
    for kind in ("poll", "venue", "invoice", "game", "checklist", "contact", "giveaway"):
        if isinstance(extra := message.get(kind), Mapping):
            parts.own += _words_of(extra)
    for kind in ("document", "audio", "video"):
        if isinstance(file := message.get(kind), Mapping):
            parts.own += filter(None, (_string(file, key) for key in ("title", "performer")))
    if isinstance(preview := message.get("link_preview_options"), Mapping):
        parts.urls += filter(None, [_string(preview, "url")])


def _words_of(extra: Payload) -> list[str]:
    lines = [words for key in _WORDY if (words := _string(extra, key))]
    for part in ("options", "tasks"):
        lines += [_string(each, "text") for each in _mappings(extra.get(part))]
    return lines


def _article(message: Payload, parts: _Parts) -> None:
    unknown = message.get("api_kwargs")
    holder = unknown if isinstance(unknown, Mapping) and "rich_message" in unknown else message
    if isinstance(article := holder.get("rich_message"), Mapping):
        flat = rich.flatten(article)
        parts.own += flat.own
        parts.quoted += flat.quoted
        parts.urls += flat.urls
        parts.quoted_urls += flat.quoted_urls
        parts.buttons += flat.buttons


def _buttons(message: Payload) -> list[Button]:
    """Read an inline keyboard, or the flat list of labelled messages."""
    flat = _mappings(message.get("buttons"))
    if isinstance(markup := message.get("reply_markup"), Mapping):
        rows = markup.get("inline_keyboard")
        flat += [b for row in (rows if isinstance(rows, Sequence) else ()) for b in _mappings(row)]
    return [Button(_string(button, "text"), _opens(button)) for button in flat]


def _opens(button: Payload) -> str:
    for holder in (button.get("web_app"), button.get("login_url")):
        if isinstance(holder, Mapping):
            return _string(holder, "url")
    return _string(button, "url")


def _name(user: Any) -> str | None:
    """A username, or the title of a chat without one."""
    if isinstance(user, str):
        return user.lstrip("@") or None
    if not isinstance(user, Mapping):
        return None
    return _string(user, "username") or _string(user, "title") or None


def _origin(message: Payload) -> str | None:
    """Where a forwarded message came from: title and username, as far as they are known."""
    if isinstance(flat := message.get("forwarded_from"), str):
        return flat or None
    if not isinstance(origin := message.get("forward_origin"), Mapping):
        return None
    chat = origin.get("chat") or origin.get("sender_chat") or origin.get("sender_user")
    chat = chat if isinstance(chat, Mapping) else {}
    names = [_string(chat, key) for key in ("title", "first_name", "last_name")]
    names += [f"@{name}" for name in [_string(chat, "username")] if name]
    names += [_string(origin, "sender_user_name"), _string(origin, "author_signature")]
    return " ".join(filter(None, names)) or None
