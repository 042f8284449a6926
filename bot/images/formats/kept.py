"""What a clean copy may keep, and why, as codes (each has a text in every language)."""

from __future__ import annotations

from bot.images.results import Kept

ORIENTATION = Kept("orientation", "upright")
DATE = Kept("date", "asked-for")
COLOUR_PROFILE = Kept("colour-profile", "true-colours")
GAIN_MAP = Kept("gain-map", "asked-for")
CROPPED_PIXELS = Kept("cropped-pixels", "same-pixels")
UNREAD_BITSTREAM = Kept("coded-picture", "not-examined")
CODESTREAM_END = Kept("codestream-end", "not-examined")
NOT_REWRITTEN = Kept("pixels", "not-rewritten")
IN_PIXELS = Kept("hidden-in-pixels", "same-pixels")
