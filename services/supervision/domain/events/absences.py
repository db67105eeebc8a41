"""Leave that was reported, and absences that were not."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.records.absences import Absence, Leave
from shared.eventstore.aggregate import Aggregate, Sealed


class AbsenceReported(Aggregate.Event):
    """The person reported in writing that he leaves the county."""

    written_on: date
    absence_id: UUID
    depart_on: date
    return_on: date
    defects: tuple[str, ...]
    destination: Sealed[str]
    because: Sealed[str]
    contact: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """A return is awaited."""
        aggregate.leaves[self.absence_id] = Leave(
            depart_on=self.depart_on, return_on=self.return_on
        )
        aggregate.leave_reports[self.absence_id] = self.written_on


class LeaveApproved(Aggregate.Event):
    """The leave was approved, where that is the custom."""

    approved_on: date
    absence_id: UUID
    approver: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Note it."""
        aggregate.leaves[self.absence_id] = aggregate.leaves[self.absence_id].agreed()


class RemoteTestArranged(Aggregate.Event):
    """A test is to be taken where the person is on leave."""

    arranged_on: date
    absence_id: UUID
    window: int
    place: Sealed[str]


class ReturnRecorded(Aggregate.Event):
    """The person came back from a reported leave."""

    returned_on: date
    absence_id: UUID
    days: int

    def apply(self, aggregate: Any) -> None:
        """The leave is over."""
        leave = aggregate.leaves[self.absence_id]
        aggregate.leaves[self.absence_id] = leave.back(self.returned_on)


class UnauthorisedAbsenceOpened(Aggregate.Event):
    """It was found that the person left the county without a report, or overstays a leave."""

    found_on: date
    absence_id: UUID
    kind: str
    from_on: date
    leave_id: UUID | None
    defects: tuple[str, ...]
    found_by: Sealed[str]
    proof: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Its days grow until the return."""
        aggregate.absences[self.absence_id] = Absence(
            kind=self.kind,
            from_on=self.from_on,
            leave_id=self.leave_id,
            founded=not self.defects,
        )


class UnauthorisedAbsenceClosed(Aggregate.Event):
    """The person came back from an unauthorised absence."""

    returned_on: date
    absence_id: UUID
    days: int

    def apply(self, aggregate: Any) -> None:
        """Its days grow no more."""
        absence = aggregate.absences[self.absence_id]
        aggregate.absences[self.absence_id] = absence.back(self.returned_on)
