"""Leave and absences as one value each; and what the file remembers of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class LeaveAsked:
    """A written report of leaving the county: where to, when, why, how to be reached."""

    written_on: date
    depart_on: date
    return_on: date
    destination: str
    because: str
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Approving:
    """A leave that was approved, where that is the custom; on paper, or by an account."""

    absence_id: UUID
    approved_on: date
    approver: str


@dataclass(frozen=True, kw_only=True)
class RemoteTest:
    """Where a test is taken while the person is on leave."""

    absence_id: UUID
    arranged_on: date
    window: int
    place: str


@dataclass(frozen=True, kw_only=True)
class Returning:
    """A return from a leave or from an unauthorised absence."""

    absence_id: UUID
    returned_on: date


@dataclass(frozen=True, kw_only=True)
class AbsenceFound:
    """An absence that nobody had reported, or that overstays a leave: who found it, and how."""

    kind: str
    found_on: date
    from_on: date
    found_by: str
    proof: str
    leave_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Leave:
    """A reported leave on file."""

    depart_on: date
    return_on: date
    approved: bool = False
    returned_on: date | None = None

    def excuses(self, *, written_on: date) -> tuple[date, date]:
        """The days on which nobody is away without a report: the first, and the day of return.

        A report that came late excuses from its own day on; who came back early and left again
        left without one.
        """
        end = min(self.return_on, self.returned_on or self.return_on)
        return max(self.depart_on, written_on), end

    def agreed(self) -> Leave:
        """The same, approved."""
        return replace(self, approved=True)

    def back(self, on: date) -> Leave:
        """The same, with the day of return."""
        return replace(self, returned_on=on)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """An unauthorised absence on file; without proof it grounds nothing."""

    kind: str
    from_on: date
    founded: bool
    leave_id: UUID | None = None
    returned_on: date | None = None

    def back(self, on: date) -> Absence:
        """The same, with the day of return."""
        return replace(self, returned_on=on)
