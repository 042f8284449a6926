"""What moderation reads and says: a plain message in, a verdict out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The rules a group can set, by the names its settings use."""

    PICTURE_METADATA = "picture-metadata"
    UNDRESS_PROMOTION = "undress-promotion"
    UNDRESS_REQUEST = "undress-request"
    SPAM = "spam"
    THREAT = "threat"
    FLOOD = "flood"
    DUPLICATE = "duplicate"
    NEWCOMER_LINK = "newcomer-link"
    NOT_ME = "notme"


class Outcome(StrEnum):
    """How sure a verdict is: act on it, tell the administrators, or leave the message alone."""

    ACT = "act"
    REVIEW = "review"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: its label, and the address it opens ("" where it opens none)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """A group message without Telegram: what its author says, and all it can lead to.

    `own` are the author's own words, `quoted` those of others (quotes, block quotes, the message
    replied to). `urls` holds every address in the text, behind it, and below it, in that order,
    and `quoted_urls` those inside quoted words; `mentions` are usernames without the @.
    `forwarded_from` is the title or username of the origin.
    """

    own: str
    quoted: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    via_bot: str | None = None
    forwarded_from: str | None = None
    has_contact: bool = False
    has_picture: bool = False
    quoted_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one message was found to be; `reason` is a code such as `nudify-offer-link`.

    `confidence` in 0..1 rises with how surely the message should be acted on.
    """

    outcome: Outcome
    rule: Rule | None
    reason: str | None
    confidence: float
