"""Ours and the baseline take turns, so that a busy machine hurts both alike; the median counts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """Medians of the rounds, and the median of their ratios."""

    ours: float
    baseline: float
    ratio: float


def rates(
    ours: Callable[[], object], baseline: Callable[[], object], *, rounds: int, each: int
) -> Compared:
    """How many a second of each; the first round of each only warms up."""
    _rate(ours, each)
    _rate(baseline, each)
    pairs = [(_rate(ours, each), _rate(baseline, each)) for _ in range(rounds)]
    return Compared(
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _rate(act: Callable[[], object], each: int) -> float:
    return each / seconds(lambda: [act() for _ in range(each)])
