"""What registry does with what it hears: each message becomes one notice in the inbox."""

from __future__ import annotations

from dataclasses import asdict

from services.registry.application.files import Files
from services.registry.domain.notices import (
    EndedEscalation,
    EscalatedDuty,
    RefusedTest,
    SeriousBreach,
)
from services.registry.policies import (
    DrugTestRefused,
    DutyEscalated,
    EscalationEnded,
    SeriousBreachDetected,
)
from shared.eventstore.hearing import hears


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

    @hears(DutyEscalated)
    def on_duty_escalated(self, fact: DutyEscalated) -> None:
        """Have the office look at it; what an earlier release noted cannot be told when it ends."""
        if fact.alarm_id is not None:
            self.save(EscalatedDuty(**asdict(fact)))

    @hears(EscalationEnded)
    def on_escalation_ended(self, fact: EscalationEnded) -> None:
        """Take it off the desk."""
        self.save(EndedEscalation(**asdict(fact)))
