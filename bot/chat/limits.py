"""Limits of pictures (contract, "Limits"); those a person are counted by `bot.delivery.quota`."""

from __future__ import annotations

WAITING_PICTURES = 20
DOWNLOAD_BYTES = 20_971_520  # what the Bot API lets a bot download (getFile)
