"""Assessments of a half-year or a year of a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.supervision.domain.records.assessing import Assessed
from shared.eventstore.aggregate import Aggregate, Sealed


class AssessmentHeld(Aggregate.Event):
    """Those who look after the person sat together and said how the half-year, or year, went.

    `scope` is "half_year" or "year": the second half-year of each is assessed with its year.
    """

    held_on: date
    period: int
    scope: str
    result: str
    participants: Sealed[tuple[str, ...]]
    summary: Sealed[str]
    advice: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """A later one of the same half-year goes before an earlier one."""
        aggregate.assessed[self.period] = Assessed(held_on=self.held_on, result=self.result)
