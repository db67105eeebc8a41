"""What registry does with what it hears: each message becomes one notice in the inbox."""

from __future__ import annotations

from dataclasses import asdict

from services.registry.application.files import Files, case_claim
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
    BreachOverturned,
    DrugTestRefused,
    DrugUseConfirmed,
    DutyEscalated,
    EscalationEnded,
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
        case_id = self.holder(case_claim(fact.case_ref))
        if case_id is not None:
            case = self.case(case_id)
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
        case_id = self.holder(case_claim(fact.case_ref))
        if case_id is not None and fact.matter_id is not None:
            case = self.case(case_id)
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

    @hears(DutyEscalated)
    def on_duty_escalated(self, fact: DutyEscalated) -> None:
        """Have the office look at it; what an earlier release noted cannot be told when it ends."""
        if fact.alarm_id is not None:
            self.save(EscalatedDuty(**asdict(fact)))

    @hears(EscalationEnded)
    def on_escalation_ended(self, fact: EscalationEnded) -> None:
        """Take it off the desk."""
        self.save(EndedEscalation(**asdict(fact)))
