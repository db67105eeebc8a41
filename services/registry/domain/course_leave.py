"""Whether the person is away on leave: what supervision tells of it (domain.md 2, T7)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.domain.course_state import CourseState
from services.registry.domain.leave import Leave


class Leaving(CourseState):
    """Leaves that go on; the term runs meanwhile."""

    def note_leave(self, absence_id: UUID, leave: Leave, *, on: date) -> None:
        """Note that the person is away, or will be."""
        if self.leaves.get(absence_id) != leave:
            self.trigger_event(
                self.LeaveNoted,
                noted_on=on,
                absence_id=absence_id,
                depart_on=leave.since,
                return_on=leave.until,
            )

    def end_leave(self, absence_id: UUID, *, on: date) -> None:
        """Note that the person came back from it; one that nobody told of is none."""
        if absence_id in self.leaves:
            self.trigger_event(self.LeaveEnded, returned_on=on, absence_id=absence_id)

    def end_overstayed_leaves(self, *, on: date) -> None:
        """Whoever is back from an absence without leave is back from a leave that it overstayed."""
        for absence_id, leave in list(self.leaves.items()):
            if leave.until < on:
                self.end_leave(absence_id, on=on)

    def leave_on(self, day: date) -> Leave | None:
        """The leave that the person is on that day, or overstays; None if there is none."""
        away = [leave for leave in self.leaves.values() if leave.state_on(day)]
        return max(away, key=lambda leave: leave.until, default=None)
