"""What paper says of the time before the take-over, as one value each (domain.md 0.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Span = tuple[date, date]
"""From the day of leaving or of detention to that of the return or of release."""


@dataclass(frozen=True, kw_only=True)
class SpansBefore:
    """All leaves, absences or detentions of one kind that the paper has; perhaps none."""

    kind: str
    recorded_on: date
    spans: tuple[Span, ...]
    page: str
    checker: str


@dataclass(frozen=True, kw_only=True)
class TestsBefore:
    """What the paper has of tests that were over by the take-over: one result, which windows."""

    __test__ = False  # pytest would take it for one of its own

    result: str
    recorded_on: date
    windows: tuple[int, ...]
    page: str
    checker: str
