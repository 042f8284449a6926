"""Times that can be compared on a busy machine: rivals take turns, and medians are kept."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

Act = Callable[[], object]


def race(rivals: Mapping[str, Act], *, rounds: int) -> dict[str, float]:
    """Return the median time of each rival in milliseconds.

    In each round every rival runs once, so that whatever slows the machine down slows all alike.
    A first round warms caches and is not counted.
    """
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for number in range(rounds + 1):
        for name, act in rivals.items():
            spent = timed(act)
            if number:
                times[name].append(spent)
    return {name: statistics.median(spent) for name, spent in times.items()}


def timed(act: Act) -> float:
    """Return how long an act takes, in milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def slope(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Fit a line through (x, y) by least squares; return its slope and the fit's R squared."""
    line = statistics.linear_regression(*zip(*points, strict=True))
    return line.slope, statistics.correlation(*zip(*points, strict=True)) ** 2
