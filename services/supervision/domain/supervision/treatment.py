"""The part of a file that knows of treatment: yes or no; and what the police alone are told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from services.supervision.domain.events import treatment as events
from services.supervision.domain.records.police import TreatmentReportAnswer
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import treatment


class Treatment(FileState):
    """Whether the person is in maintenance treatment, and reports of drug use during treatment."""

    def note_maintenance(self, *, in_maintenance: bool, noted_on: date) -> None:
        """Note yes or no."""
        if in_maintenance != self.in_maintenance:
            said = events.YES if in_maintenance else events.NO
            self.trigger(events.MaintenanceNoted, noted_on=noted_on, in_maintenance=said)

    def note_use_in_treatment(self, *, report_id: UUID, found_on: date, reported_on: date) -> None:
        """Note a health institution's report; the police answer it."""
        self.trigger(
            events.UseInTreatmentNoted,
            reported_on=reported_on,
            found_on=found_on,
            report_id=report_id,
        )

    def answer_use_in_treatment(self, *, answer: TreatmentReportAnswer) -> None:
        """Write down what the police did about it."""
        treatment.an_outcome_is_listed(answer.outcome)
        treatment.an_answer_is_to_a_report(
            report_id=answer.report_id, waiting=self.uses_in_treatment
        )
        treatment.an_answer_follows_the_finding(
            answered_on=answer.answered_on, found_on=self.uses_in_treatment[answer.report_id]
        )
        self.trigger(events.UseInTreatmentAnswered, **asdict(answer))
