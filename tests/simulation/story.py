"""What happened, line by line, and how often each kind of fault did."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.simulation.chance import Hub

TOLD = ("department", "upstream", "event_name", "position", "error", "why")
"""The fields of a log line that belong into the story."""


class Story(logging.Handler):
    """Keeps what is told by the simulation, and what the kernel itself logs meanwhile."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub = hub
        self.lines: list[str] = []
        self.faults: Counter[str] = Counter()

    def tell(self, who: str, what: str) -> None:
        """One line."""
        self.lines.append(f"{self._hub.now:10.4f}  {who:14}  {what}")

    def fault(self, kind: str, who: str, what: str = "") -> None:
        """One line about a fault that has just happened."""
        self.faults[kind] += 1
        self.tell(who, f"FAULT {kind} {what}".rstrip())

    def emit(self, record: logging.LogRecord) -> None:
        """What the kernel says."""
        told = [f"{name}={vars(record)[name]}" for name in TOLD if name in vars(record)]
        self.tell("log", " ".join([record.getMessage(), *told]))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the kernel's log, which nobody else needs now."""
        kernel = logging.getLogger("shared")
        propagated, kernel.propagate = kernel.propagate, False
        kernel.addHandler(self)
        try:
            yield
        finally:
            kernel.removeHandler(self)
            kernel.propagate = propagated
