"""Another day that the person asks for, and what was answered."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.records.other_days import OpenRequest
from shared.eventstore.aggregate import Aggregate, Sealed


class OtherDayAsked(Aggregate.Event):
    """The person asked for another day for a test, a visit or a report.

    That is no refusal and no miss, nor evidence of one.
    """

    asked_on: date
    request_id: UUID
    kind: str
    how: str
    notice_id: UUID | None
    wanted_on: date | None
    because: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """An answer is awaited."""
        aggregate.other_days[self.request_id] = OpenRequest(
            kind=self.kind,
            asked_on=self.asked_on,
            notice_id=self.notice_id,
            wanted_on=self.wanted_on,
        )


class OtherDayAnswered(Aggregate.Event):
    """The person was answered; a granted request moves the day of its notice.

    `window` is that of the notice of a test of the plan.
    """

    answered_on: date
    request_id: UUID
    granted: bool
    notice_id: UUID | None
    window: int | None
    new_day: date | None
    answer: Sealed[str]
    by: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nobody waits any more; who was granted another day is expected on that day."""
        aggregate.other_days.pop(self.request_id, None)
        if self.granted and self.notice_id is not None:
            aggregate.appointments[self.notice_id] = self.new_day
