"""What one message cannot show: floods, duplicates, newcomers' links, and the night.

Pure: the memory is passed in and the time with it. Of a message's words only a keyed digest is
remembered, for some minutes, in memory.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.moderation.policy import Standing
from bot.moderation.results import Message, Outcome, Rule, Verdict
from bot.moderation.settings import GroupSettings, Night

SAME_SECONDS: Final = 600.0  # in which the same words again are a duplicate
SHORTEST: Final = 16  # characters below which the same words twice say nothing ("good morning")
KEPT_PEOPLE: Final = 20_000
KEPT_MESSAGES: Final = 60  # of one person; above every limit a group can set


@dataclass(frozen=True, slots=True)
class Seen:
    """One message in memory: when, in which chat, and the digest of its words ("" if short)."""

    at: float
    chat_id: int
    digest: str
    message_id: int


@dataclass(slots=True)
class Recently:
    """What people wrote last, by person over all chats; the least active are forgotten first."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    people: OrderedDict[int, deque[Seen]] = field(default_factory=OrderedDict)

    def digest(self, message: Message) -> str:
        """Return a keyed digest of the words as they sound, "" where they are too few."""
        words = " ".join(unicodedata.normalize("NFKC", message.own).casefold().split())
        if len(words) < SHORTEST:
            return ""
        return hashlib.blake2b(words.encode(), key=self.key, digest_size=8).hexdigest()

    def add(self, person: int, seen: Seen) -> None:
        """Remember a message; the same one again (an edit, a repeated update) counts once."""
        kept = self.people.setdefault(person, deque(maxlen=KEPT_MESSAGES))
        self.people.move_to_end(person)
        same = (seen.chat_id, seen.message_id)
        known = next((each for each in kept if (each.chat_id, each.message_id) == same), None)
        if known is not None:
            kept.remove(known)
        kept.append(seen)
        if len(self.people) > KEPT_PEOPLE:
            self.people.popitem(last=False)

    def of(self, person: int, since: float) -> list[Seen]:
        """Return what a person wrote since a time."""
        return [each for each in self.people.get(person, ()) if each.at >= since]


def observe(person: int, seen: Seen, recently: Recently, settings: GroupSettings) -> list[Verdict]:
    """Remember a message and say whether it is one too many."""
    recently.add(person, seen)
    found = []
    since = seen.at - settings.flood_seconds
    here = [each for each in recently.of(person, since) if each.chat_id == seen.chat_id]
    if len(here) > settings.flood_messages:
        found.append(Verdict(Outcome.ACT, Rule.FLOOD, "flood", 1.0))
    if seen.digest:
        found += _duplicates(person, seen, recently, settings)
    return found


def _duplicates(
    person: int, seen: Seen, recently: Recently, settings: GroupSettings
) -> list[Verdict]:
    last = recently.of(person, seen.at - SAME_SECONDS)
    same = [each for each in last if each.digest == seen.digest]
    if len(same) < settings.duplicates:
        return []
    across = len({each.chat_id for each in same}) > 1
    reason = "duplicate-across-groups" if across else "duplicate"
    return [Verdict(Outcome.ACT, Rule.DUPLICATE, reason, 1.0)]


def newcomer_verdicts(message: Message, standing: Standing) -> list[Verdict]:
    """Watch the first messages of somebody: links and forwarded posts."""
    if standing is not Standing.NEWCOMER:
        return []
    if message.urls or message.buttons:
        return [Verdict(Outcome.ACT, Rule.NEWCOMER_LINK, "newcomer-link", 0.5)]
    if message.forwarded_from:
        return [Verdict(Outcome.ACT, Rule.NEWCOMER_LINK, "newcomer-forward", 0.5)]
    return []


def is_night(night: Night | None, now: datetime) -> bool:
    """Tell whether it is night in a group; the hour `end` is day again."""
    if night is None or night.begin == night.end:
        return False
    hour = (now + timedelta(hours=night.utc_hours)).hour
    if night.begin < night.end:
        return night.begin <= hour < night.end
    return hour >= night.begin or hour < night.end


def standing(messages: int, *, exempt: bool, trusted: bool, settings: GroupSettings) -> Standing:
    """Return who somebody is who wrote that many messages here before."""
    if exempt:
        return Standing.EXEMPT
    if trusted:
        return Standing.TRUSTED
    if messages < settings.newcomer_messages:
        return Standing.NEWCOMER
    return Standing.KNOWN if messages >= settings.trust_messages else Standing.MEMBER
