"""The station's check-in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shared.eventstore.aggregate import Aggregate


class CodesGiven(Aggregate.Event):
    """Whoever tested gave each an own code at a shared machine, with the result in sight."""

    given_on: date
    test_id: UUID
    machine_id: UUID
    accounts: tuple[str, ...]


class CheckedIn(Aggregate.Event):
    """It was noted at the station whether the person came.

    It keeps no window and counts for nothing: a test is its own record, and so is a miss.
    """

    checked_on: date
    checked_at: datetime
    check_in_id: UUID
    arrival: str
    window: int | None
    asked_on: date | None
