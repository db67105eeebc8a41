"""Signs of use, reports to the police, and what the police answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.records.police import Told
from services.supervision.rules.police import DRUG_USE, Matter
from shared.eventstore.aggregate import Aggregate, Sealed


class DrugUseSuspected(Aggregate.Event):
    """Somebody of the station saw signs of use; the police find out whether it was.

    Version 2: what was seen outside the term is none of this case.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """All of it was to be reported."""
        state.update(counted=True, defects=())

    suspected_at: datetime
    matter: str
    observed_on: date
    report_by: datetime
    counted: bool
    defects: tuple[str, ...]
    source: Sealed[str]
    facts: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is to be reported, if it was in the term."""
        if not self.counted:
            return
        aggregate.matters[self.matter] = Matter(
            ground=DRUG_USE, detected_at=self.suspected_at, report_by=self.report_by
        )


class ReportedToPolice(Aggregate.Event):
    """A matter was reported to the police, with the counters as they were."""

    sent_at: datetime
    report_id: UUID
    matter: str
    ground: str
    counters: tuple[str, ...]
    counts: tuple[int, ...]
    proofs: tuple[str, ...]
    reporter: Sealed[str]
    facts: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The duty to report is met; a receipt is awaited."""
        matter = aggregate.matters[self.matter]
        aggregate.matters[self.matter] = matter.reported(self.report_id)
        aggregate.reports[self.report_id] = Told(matter=self.matter)


class PoliceReportAcknowledged(Aggregate.Event):
    """The police gave a receipt for a report."""

    acknowledged_on: date
    report_id: UUID
    receipt_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It has arrived."""
        known = aggregate.reports[self.report_id]
        aggregate.reports[self.report_id] = Told(
            matter=known.matter, acknowledged=True, decision=known.decision
        )


class PoliceDecisionRecorded(Aggregate.Event):
    """The police decided on a report; what ends the case is told by the town office."""

    decided_on: date
    report_id: UUID
    decision: str
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is answered."""
        known = aggregate.reports[self.report_id]
        aggregate.reports[self.report_id] = Told(
            matter=known.matter, acknowledged=known.acknowledged, decision=self.decision
        )
