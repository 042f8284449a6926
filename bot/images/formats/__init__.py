"""The container formats: each finds its structures and writes a copy with the allowed ones."""

from __future__ import annotations

from bot.images.formats.container import Container
from bot.images.late import Late

CONTAINERS = Late[Container](__name__, str.upper)
"""The container of each format: `JPEG` of the module `jpeg`, and so on."""
