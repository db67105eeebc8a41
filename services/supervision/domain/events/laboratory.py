"""What follows a positive strip: laboratory, retest, and what the police find in the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.records.police import Told
from services.supervision.rules.laboratory import ACCEPTED, REFUSED, a_retest_stands
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
    """The police found that drugs were used: only this is renewed use (复吸).

    Version 2: nobody has to report it (`report_by` is None): the police know what they found, and
    decide on it (domain.md 0.3).
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Unless it answered a suspicion, it was to be reported."""

    decided_on: date
    use_id: UUID
    used_on: date
    test_id: UUID | None
    matter: str | None
    counted: bool
    defects: tuple[str, ...]
    found_at: datetime
    report_by: datetime | None
    document_no: Sealed[str]
    substance: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It counts if it was in the term; the police decide on it, and nobody reports it to them.

        As earlier releases had it, it was to be reported unless it answered a suspicion.
        """
        if self.test_id is not None:
            known = aggregate.positives[self.test_id]
            aggregate.positives[self.test_id] = known.now(ended="confirmed")
        if not self.counted:
            aggregate.uses_outside[self.use_id] = self.decided_on
            return
        aggregate.uses[self.use_id] = self.decided_on
        if self.matter is None:
            self._await_decision(aggregate)

    def _await_decision(self, aggregate: Any) -> None:
        known = None if self.report_by is not None else self.use_id
        aggregate.matters[str(self.use_id)] = Matter(
            ground=DRUG_USE,
            detected_at=self.found_at,
            report_by=self.report_by or self.found_at,
            report_id=known,
        )
        if known is not None:
            aggregate.reports[known] = Told(matter=str(known), acknowledged=True)


class ObjectionLodged(Aggregate.Event):
    """The person objects to what a strip or a laboratory found (异议)."""

    lodged_on: date
    test_id: UUID
    contests: str
    lodged_by: str
    told_on: date
    defects: tuple[str, ...]
    grounds: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The police have to answer; until then the result grounds nothing."""
        known = aggregate.positives[self.test_id]
        aggregate.positives[self.test_id] = known.now(
            objected_on=self.lodged_on, contests=self.contests, answer=None
        )


class ObjectionAnswered(Aggregate.Event):
    """The police answered: the sample is looked at, or the result stands."""

    answered_on: date
    test_id: UUID
    contests: str
    accepted: bool
    defects: tuple[str, ...]
    document_no: Sealed[str]
    reason: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """One that was accepted is open until the laboratory has looked."""
        known = aggregate.positives[self.test_id]
        answer = ACCEPTED if self.accepted else REFUSED
        aggregate.positives[self.test_id] = known.now(answer=answer)


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
