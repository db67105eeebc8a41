"""What is written into a case while it runs: days that do not count, an end before its time."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.eventstore.aggregate import Aggregate, Sealed


class CaseSuspended(Aggregate.Event):
    """The person was detained or arrested, and the term stands still (戒毒条例 24(2))."""

    suspended_on: date
    ground: str
    authority: Sealed[str]
    doc_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nobody knows the last day until the release."""
        aggregate.spans = (*aggregate.spans, (self.suspended_on, None))
        aggregate.last_day = None


class CaseResumed(Aggregate.Event):
    """The person was released, and the term goes on; the day of release is served."""

    HAPPENED = "resumed_on"

    suspended_on: date
    resumed_on: date
    last_day: date
    authority: Sealed[str]
    doc_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The last day moves by the days between."""
        aggregate.spans = (*aggregate.spans[:-1], (self.suspended_on, self.resumed_on))
        aggregate.last_day = self.last_day


class CaseTerminated(Aggregate.Event):
    """The measure ended before its term, by a decision or a document of others."""

    ended_on: date
    cause: str
    authority: Sealed[str]
    doc_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nothing more is done under it."""
        aggregate.ended_on = self.ended_on
        aggregate.end_cause = self.cause
