"""What registry does with what it hears: each message becomes one notice in the inbox."""

from __future__ import annotations

from dataclasses import asdict

from services.registry.application.files import Files
from services.registry.domain.notices import RefusedTest, SeriousBreach
from services.registry.policies import DrugTestRefused, SeriousBreachDetected
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
