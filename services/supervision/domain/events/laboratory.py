"""What follows a positive strip: laboratory, retest, and what the police find in the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.rules.laboratory import a_retest_stands
from services.supervision.rules.police import DRUG_USE, Matter
from shared.eventstore.aggregate import Aggregate, Sealed


class LabRequested(Aggregate.Event):
    """A laboratory is to look at the A sample."""

    requested_on: date
    test_id: UUID
    requested_by: str
    told_on: date
    defects: tuple[str, ...]

    def apply(self, aggregate: Any) -> None:
        """A result is awaited."""
        known = aggregate.positives[self.test_id]
        aggregate.positives[self.test_id] = known.now(lab_asked_on=self.requested_on)


class LabRecorded(Aggregate.Event):
    """What the laboratory found in the A sample."""

    received_on: date
    test_id: UUID
    sent_on: date
    result: str
    defects: tuple[str, ...]
    institution: Sealed[str]
    report_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It can be objected to."""
        known = aggregate.positives[self.test_id]
        aggregate.positives[self.test_id] = known.now(
            lab_result=self.result, lab_on=self.received_on
        )


class RetestRequested(Aggregate.Event):
    """Another laboratory is to look at the B sample."""

    requested_on: date
    test_id: UUID
    requested_by: str
    told_on: date
    defects: tuple[str, ...]

    def apply(self, aggregate: Any) -> None:
        """A result is awaited."""
        known = aggregate.positives[self.test_id]
        aggregate.positives[self.test_id] = known.now(retest_asked_on=self.requested_on)


class RetestRecorded(Aggregate.Event):
    """What the other laboratory found in the B sample."""

    received_on: date
    test_id: UUID
    sent_on: date
    result: str
    elsewhere: bool
    defects: tuple[str, ...]
    institution: Sealed[str]
    report_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is the last word of a laboratory; one that stands for nothing is still awaited."""
        if a_retest_stands(self.defects):
            known = aggregate.positives[self.test_id]
            aggregate.positives[self.test_id] = known.now(retest_result=self.result)


class DrugUseConfirmed(Aggregate.Event):
    """The police found that drugs were used: only this is renewed use (复吸)."""

    decided_on: date
    use_id: UUID
    used_on: date
    test_id: UUID | None
    matter: str | None
    counted: bool
    defects: tuple[str, ...]
    found_at: datetime
    report_by: datetime
    document_no: Sealed[str]
    substance: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It counts if it was in the term; unless it answers a suspicion, it is to be reported."""
        if self.test_id is not None:
            known = aggregate.positives[self.test_id]
            aggregate.positives[self.test_id] = known.now(ended="confirmed")
        if self.counted:
            aggregate.uses[self.use_id] = self.decided_on
        if self.counted and self.matter is None:
            aggregate.matters[str(self.use_id)] = Matter(
                ground=DRUG_USE, detected_at=self.found_at, report_by=self.report_by
            )


class PositiveCleared(Aggregate.Event):
    """A positive strip is no finding."""

    cleared_on: date
    test_id: UUID
    because: str
    note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is over."""
        known = aggregate.positives[self.test_id]
        aggregate.positives[self.test_id] = known.now(ended=self.because)
