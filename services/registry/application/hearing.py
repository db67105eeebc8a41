"""What registry does with what it hears: each message becomes one notice in the inbox."""

from __future__ import annotations

from dataclasses import asdict

from services.registry.application.files import Files, case_claim
from services.registry.domain.case import Case
from services.registry.domain.leave import Leave
from services.registry.domain.notices import (
    ConfirmedUse,
    EndedEscalation,
    EscalatedDuty,
    OverturnedUse,
    PaperElsewhere,
    PoliceAnswer,
    PoliceReport,
    RefusedTest,
    SeriousBreach,
    WithdrawnBreach,
)
from services.registry.policies import (
    AbsenceClosed,
    BreachOverturned,
    DrugTestRefused,
    DrugUseConfirmed,
    DutyEscalated,
    EscalationEnded,
    LeaveReported,
    LeaveReturned,
    PaperWritten,
    PoliceDecided,
    ReportedToPolice,
    SeriousBreachDetected,
    SeriousBreachWithdrawn,
)
from shared.eventstore.hearing import hears

USE = "use"
"""What supervision calls its count of findings of use."""


class Hearing(Files):
    """The inbox."""

    @hears(DrugTestRefused)
    def on_drug_test_refused(self, fact: DrugTestRefused) -> None:
        """Let the office know."""
        self.save(RefusedTest(**asdict(fact)))

    @hears(SeriousBreachDetected)
    def on_serious_breach_detected(self, fact: SeriousBreachDetected) -> None:
        """Let the office know."""
        self.save(SeriousBreach(**asdict(fact)))

    @hears(SeriousBreachWithdrawn)
    def on_serious_breach_withdrawn(self, fact: SeriousBreachWithdrawn) -> None:
        """Let the office know that nothing is left of it."""
        self.save(WithdrawnBreach(**asdict(fact)))

    @hears(DrugUseConfirmed)
    def on_drug_use_confirmed(self, fact: DrugUseConfirmed) -> None:
        """Let the office know; what was outside the term is no matter of the measure.

        Either way the file of the case rests three years after the day of the use, no sooner.
        """
        if fact.counted:
            known = asdict(fact)
            del known["counted"], known["used_on"]
            self.save(ConfirmedUse(**known))
        if case := self._case_told_of(fact.case_ref):
            case.date_use(use_id=fact.use_id, used_on=fact.used_on, on=fact.decided_on)
            self.save(case)

    @hears(BreachOverturned)
    def on_breach_overturned(self, fact: BreachOverturned) -> None:
        """Let the office know that a finding of use was taken back, and of no other count."""
        if fact.counter == USE and not fact.defective:
            known = asdict(fact)
            del known["counter"], known["defective"], known["matter_id"]
            self.save(OverturnedUse(**known))
            self._take_back_use(fact)

    def _take_back_use(self, fact: BreachOverturned) -> None:
        case = self._case_told_of(fact.case_ref)
        if case is not None and fact.matter_id is not None:
            case.take_back_use(use_id=fact.matter_id, on=fact.overturned_on)
            self.save(case)

    @hears(ReportedToPolice)
    def on_reported_to_police(self, fact: ReportedToPolice) -> None:
        """Let the office know."""
        self.save(PoliceReport(**asdict(fact)))

    @hears(PoliceDecided)
    def on_police_decided(self, fact: PoliceDecided) -> None:
        """Let the office know what came of a report."""
        self.save(PoliceAnswer(**asdict(fact)))

    @hears(PaperWritten)
    def on_paper_written(self, fact: PaperWritten) -> None:
        """Await the paper in the file of the case."""
        self.save(PaperElsewhere(**asdict(fact)))

    @hears(LeaveReported)
    def on_leave_reported(self, fact: LeaveReported) -> None:
        """Await the paper in the file of the case, and show from when to when somebody is away."""
        paper = {name: getattr(fact, name) for name in ("person_id", "case_ref", "code")}
        self.save(PaperElsewhere(**paper, written_on=fact.written_on))
        case = self._case_told_of(fact.case_ref)
        if case and fact.absence_id and fact.depart_on and fact.return_on:
            leave = Leave(since=fact.depart_on, until=fact.return_on)
            case.note_leave(fact.absence_id, leave, on=fact.written_on)
            self.save(case)

    @hears(LeaveReturned)
    def on_leave_returned(self, fact: LeaveReturned) -> None:
        """Show that the person is back."""
        if case := self._case_told_of(fact.case_ref):
            case.end_leave(fact.absence_id, on=fact.returned_on)
            self.save(case)

    @hears(AbsenceClosed)
    def on_absence_closed(self, fact: AbsenceClosed) -> None:
        """Show that the person is back from a leave that was overstayed."""
        if case := self._case_told_of(fact.case_ref):
            case.end_overstayed_leaves(on=fact.returned_on)
            self.save(case)

    def _case_told_of(self, case_ref: str) -> Case | None:
        case_id = self.holder(case_claim(case_ref))
        return None if case_id is None else self.case(case_id)

    @hears(DutyEscalated)
    def on_duty_escalated(self, fact: DutyEscalated) -> None:
        """Have the office look at it; what an earlier release noted cannot be told when it ends."""
        if fact.alarm_id is not None:
            self.save(EscalatedDuty(**asdict(fact)))

    @hears(EscalationEnded)
    def on_escalation_ended(self, fact: EscalationEnded) -> None:
        """Take it off the desk."""
        self.save(EndedEscalation(**asdict(fact)))
