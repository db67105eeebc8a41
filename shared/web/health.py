"""Is the process alive, and is all that a desk needs in order: figures, each with its bound.

Anybody may read this (it tells a proxy where to send people, and a watchman when to call), so
nothing here holds an address, the text of an error, or anything personal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import eventlet

from shared.hub import time_limit

ASKING_SECONDS = 2.0
"""What does not answer within these seconds is not ready."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that a desk needs; in order while its figure is at most the bound."""

    name: str
    figure: float | None  # None: no answer in time
    bound: float
    unit: str

    @property
    def ready(self) -> bool:
        """Whether it is in order."""
        return self.figure is not None and self.figure <= self.bound

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        figure = None if self.figure is None else round(self.figure, 3)
        return {
            "part": self.name,
            "ready": self.ready,
            "figure": figure,
            "bound": self.bound,
            "unit": self.unit,
        }


Check = Callable[[], Iterable[Part]]
Checks = Mapping[str, Check]


def look(checks: Checks) -> list[Part]:
    """Ask all at once; whoever fails or is late is a part that is not ready."""
    if not checks:
        return []
    pool = eventlet.GreenPool(len(checks))
    return [part for parts in pool.starmap(_asked, checks.items()) for part in parts]


def report(parts: Iterable[Part]) -> dict[str, Any]:
    """What is read of one desk: whether it is ready, what is not, and every figure."""
    told = [part.told() for part in parts]
    wanting = [part["part"] for part in told if not part["ready"]]
    return {"status": _status(wanting), "not_ready": wanting, "parts": told}


def report_of_process(departments: Mapping[str, Checks]) -> dict[str, Any]:
    """What is read of a process: each of its departments."""
    found = {name: report(look(checks)) for name, checks in departments.items()}
    wanting = [f"{name}: {part}" for name, told in found.items() for part in told["not_ready"]]
    return {"status": _status(wanting), "not_ready": wanting, "departments": found}


def _status(wanting: list[str]) -> str:
    return "not ready" if wanting else "ready"


def _asked(name: str, check: Check) -> list[Part]:
    try:
        with time_limit(ASKING_SECONDS):
            return list(check())
    except Exception:  # noqa: BLE001 - whatever a check fails with, the answer is "no"
        return [Part(name=name, figure=None, bound=0, unit="")]
