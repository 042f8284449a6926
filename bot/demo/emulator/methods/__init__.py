"""The emulated methods of the Bot API, one module a group, found by their lower-case names."""

from bot.demo.emulator.methods import (
    chats,
    editing,
    ephemeral,
    media,
    profile,
    queries,
    sending,
    updates,
)
from bot.demo.emulator.methods.table import METHODS

__all__ = [
    "METHODS",
    "chats",
    "editing",
    "ephemeral",
    "media",
    "profile",
    "queries",
    "sending",
    "updates",
]
