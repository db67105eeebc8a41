"""Signs of use, reports to the police, and what the police answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import Files, past, past_day
from services.supervision.domain.records import (
    PoliceDecision,
    Receipt,
    Reporting,
    Suspicion,
    TreatmentReportAnswer,
)
from shared import clock
from shared.eventstore.performing import command


class Policing(Files):
    """What is told to the police."""

    @command
    def suspect_use(self, *, file_id: UUID, suspicion: Suspicion) -> dict[str, Any]:
        """Record signs of use; answers the matter that is to be reported, or why none is."""
        past_day(suspicion.observed_on, "observed_on")
        file, matter = self.file(file_id), uuid4()
        found = file.suspect_use(matter=matter, suspicion=suspicion, now=clock.now())
        self.save(file)
        return {"matter": str(matter), "defects": list(found)}

    @command
    def report_to_police(self, *, file_id: UUID, reporting: Reporting) -> str:
        """Record a report about one matter; answers its id."""
        reporting = replace(reporting, sent_at=past(reporting.sent_at, "sent_at"))
        file, report_id = self.file(file_id), uuid4()
        file.report_to_police(report_id=report_id, reporting=reporting)
        self.save(file)
        return str(report_id)

    @command
    def acknowledge_report(self, *, file_id: UUID, receipt: Receipt) -> None:
        """Record the police's receipt for a report."""
        past_day(receipt.acknowledged_on, "acknowledged_on")
        file = self.file(file_id)
        file.acknowledge_report(receipt=receipt)
        self.save(file)

    @command
    def record_police_decision(self, *, file_id: UUID, decision: PoliceDecision) -> None:
        """Record what the police decided; what ends the case is for the town office to say."""
        past_day(decision.decided_on, "decided_on")
        file = self.file(file_id)
        file.record_police_decision(decision=decision)
        self.save(file)

    @command
    def answer_use_in_treatment(self, *, file_id: UUID, answer: TreatmentReportAnswer) -> None:
        """Record what the police did about a health institution's report (禁毒法 37(2))."""
        past_day(answer.answered_on, "answered_on")
        file = self.file(file_id)
        file.answer_use_in_treatment(answer=answer)
        self.save(file)
