"""What supervision knows of treatment: yes or no; and what the police alone are told of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from shared.eventstore.aggregate import Aggregate, Sealed

YES, NO = "yes", "no"


class MaintenanceNoted(Aggregate.Event):
    """The health institution let us know whether the person is in maintenance treatment."""

    noted_on: date
    in_maintenance: str

    def apply(self, aggregate: Any) -> None:
        """The latest word stands."""
        aggregate.in_maintenance = self.in_maintenance == YES


class UseInTreatmentNoted(Aggregate.Event):
    """The health institution reported drug use during treatment to the police (禁毒法 37(2))."""

    reported_on: date
    found_on: date
    report_id: UUID

    def apply(self, aggregate: Any) -> None:
        """It waits for the police's answer."""
        aggregate.uses_in_treatment[self.report_id] = self.found_on


class UseInTreatmentAnswered(Aggregate.Event):
    """The police said what they did about it."""

    answered_on: date
    report_id: UUID
    outcome: str
    note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nobody waits for it any more."""
        aggregate.uses_in_treatment.pop(self.report_id, None)
