"""That a person is away on leave, as supervision tells it: days alone, never where to or why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from shared.eventstore.aggregate import Aggregate

ON_LEAVE, OVERSTAYED = "on_leave", "leave_overstayed"


@dataclass(frozen=True, kw_only=True)
class Leave:
    """A leave from which nobody has returned yet; `until` is the day of return as reported."""

    since: date
    until: date

    def state_on(self, day: date) -> str:
        """Whether the person is away on that day, and with a report that still covers it."""
        if day < self.since:
            return ""
        return ON_LEAVE if day <= self.until else OVERSTAYED


class LeaveNoted(Aggregate.Event):
    """Supervision says that the person reported in writing that he leaves, from when to when."""

    noted_on: date
    absence_id: UUID
    depart_on: date
    return_on: date

    def apply(self, aggregate: Any) -> None:
        """A return is awaited."""
        aggregate.leaves[self.absence_id] = Leave(since=self.depart_on, until=self.return_on)


class LeaveEnded(Aggregate.Event):
    """Supervision says that the person is back."""

    returned_on: date
    absence_id: UUID

    def apply(self, aggregate: Any) -> None:
        """Nobody is awaited."""
        del aggregate.leaves[self.absence_id]
