"""What moderation holds between two messages, in memory only: bounded, gone at a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from telegram import ChatMember, Message

from bot.chat.memory import HOUR, MINUTE, Recent
from bot.moderation.activity import Recently
from bot.moderation.addresses import AddressList, AddressLists
from bot.moderation.moderator import Moderator
from bot.moderation.results import Message as Plain
from bot.moderation.results import Verdict
from bot.moderation.settings import GroupSettings
from bot.store import NewJob

SETTINGS_SECONDS = 15.0  # another replica's change counts that much later


class Judges(Protocol):
    """What the chat needs of `bot.moderation.Moderator`."""

    def judge(self, message: Plain, *, newcomer: bool, lists: AddressLists = ...) -> Verdict:
        """Say what a message is found to be."""
        ...


@dataclass(frozen=True, slots=True)
class Room:
    """A group with all that decides in it; its rows stand under `home`."""

    chat_id: int
    home: int
    settings: GroupSettings
    lang: str
    lists: AddressLists


@dataclass(slots=True)
class Album:
    """An album under watch: its messages so far, and the case it goes with as a whole."""

    messages: list[int] = field(default_factory=list)
    case_id: int | None = None


@dataclass(slots=True)
class Counted:
    """A member: messages written, trust, and how many messages are not in the store yet."""

    messages: int
    trusted: bool
    unwritten: int = 0


@dataclass
class Moderating:
    """The rules and what they remember."""

    moderator: Judges = field(default_factory=Moderator)
    operators_list: AddressList = field(default_factory=AddressList)
    recently: Recently = field(default_factory=Recently)
    rooms: Recent[int, Room] = field(default_factory=lambda: Recent(SETTINGS_SECONDS))
    administrators: Recent[int, Mapping[int, ChatMember]] = field(
        default_factory=lambda: Recent(MINUTE)
    )
    linked: Recent[int, tuple[int | None]] = field(default_factory=lambda: Recent(HOUR))
    # By group and person, as the store knows them and what is not written there yet.
    members: Recent[tuple[int, int], Counted] = field(default_factory=lambda: Recent(HOUR, 50_000))
    noticed: Recent[tuple[int, int], datetime] = field(default_factory=lambda: Recent(24 * HOUR))
    reminded: Recent[tuple[int, int], bool] = field(default_factory=lambda: Recent(HOUR))
    carded: Recent[tuple[int, int, str], bool] = field(default_factory=lambda: Recent(10 * MINUTE))
    albums: Recent[tuple[int, str], Album] = field(default_factory=lambda: Recent(48 * HOUR))
    # A file under watch whose caption or quote its replacement has to keep.
    files: Recent[tuple[int, int], Message] = field(default_factory=lambda: Recent(HOUR))
    # A picture that a /notme was about, by group and message, until it is decided: its job.
    asked_about: Recent[tuple[int, int], NewJob] = field(default_factory=lambda: Recent(48 * HOUR))
    # Groups in which a fingerprint is being taken.
    taking: Recent[int, bool] = field(default_factory=lambda: Recent(MINUTE))
    reports: Recent[tuple[int, int, int], bool] = field(default_factory=lambda: Recent(HOUR))
    requests: Recent[tuple[int, int, int], bool] = field(default_factory=lambda: Recent(HOUR))
    log_codes: Recent[str, int] = field(default_factory=lambda: Recent(15 * MINUTE))
    closed: Recent[int, bool] = field(default_factory=lambda: Recent(10 * MINUTE))
    whispers: bool = True  # until a server is met that does not know ephemeral messages

    def forget_group(self, chat_id: int) -> None:
        """Read a group's settings and administrators anew at the next message."""
        for kept in (self.rooms, self.administrators, self.linked):
            kept.drop(lambda key: key == chat_id)
