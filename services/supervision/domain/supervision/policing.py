"""The part of a file that reports to the police, and keeps what they answer."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from services.supervision.domain.events import police as events
from services.supervision.domain.records.police import (
    PoliceDecision,
    Receipt,
    Reporting,
    Suspicion,
)
from services.supervision.domain.supervision.counting import Counting
from services.supervision.rules import police
from services.supervision.rules.terms import it_happened_during_the_term
from shared.law import Unknown, defects


class Policing(Counting):
    """Matters to report, reports, receipts, decisions."""

    def suspect_use(self, *, matter: UUID, suspicion: Suspicion, now: datetime) -> tuple[str, ...]:
        """Write down signs of use; they are to be reported at once (domain.md 0.3).

        Answers why not: nothing falls due after the last day (戒毒条例 23).
        """
        found = defects(
            it_happened_during_the_term(
                on=suspicion.observed_on, windows=self.windows, ended_on=self.ended_on
            )
        )
        self.trigger(
            events.DrugUseSuspected,
            suspected_at=now,
            matter=str(matter),
            report_by=police.report_by(detected_at=now),
            counted=not found,
            defects=found,
            **asdict(suspicion),
        )
        return found

    def report_to_police(self, *, report_id: UUID, reporting: Reporting) -> None:
        """Write down a report, with every counter as it stands."""
        matter = police.a_report_has_its_matter(self.matters.get(reporting.matter))
        police.a_matter_is_reported_once(matter)
        counts = self.counters(reporting.sent_at.date())
        self.trigger(
            events.ReportedToPolice,
            report_id=report_id,
            ground=matter.ground,
            counters=tuple(counts),
            counts=tuple(it.value for it in counts.values()),
            **asdict(reporting),
        )

    def acknowledge_report(self, *, receipt: Receipt) -> None:
        """Write down the police's receipt."""
        self._known(receipt.report_id)
        self.trigger(events.PoliceReportAcknowledged, **asdict(receipt))

    def record_police_decision(self, *, decision: PoliceDecision) -> None:
        """Write down what the police decided."""
        self._known(decision.report_id)
        self.trigger(events.PoliceDecisionRecorded, **asdict(decision))

    def _known(self, report_id: UUID) -> None:
        if report_id not in self.reports:
            raise Unknown("档案里没有这份报告", field="report_id")
