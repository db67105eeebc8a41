"""Where a fact comes from that a village's roster states, and that nobody here saw happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Mark = tuple[str, int]
"""A roster's SHA-256 and the number of the row, as events carry it."""


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """A row of a roster, on the day on which the town took it over."""

    digest: str
    row: int
    on: date

    @property
    def mark(self) -> Mark:
        """What the events that follow from this row carry."""
        return self.digest, self.row


def mark_of(source: TakenOver | None) -> Mark | None:
    """The mark of a source; None for what the office itself recorded."""
    return source.mark if source else None


def day_of(source: TakenOver | None) -> date | None:
    """From when on a case can be tracked of which the office did not see the beginning."""
    return source.on if source else None
