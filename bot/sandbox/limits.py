"""What one picture may cost its process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one picture may cost; memory is address space in bytes, times are in seconds.

    The largest honest pictures measured need 0.8 GiB (a 48 megapixel WebP being opened).
    """

    memory: int = 1 << 30
    cpu_seconds: int = 20
    wall_seconds: int = 25
    descriptors: int = 32

    @property
    def answer_seconds(self) -> float:
        """How long an answer is waited for: a second over the child's own alarm."""
        return self.wall_seconds + 1.0


# A child that reads text holds models and their libraries: 0.4 GB in use, 0.9 GB of addresses.
READING = Limits(memory=2 << 30)
