"""The part of a file that answers breaches: admonitions, and what the law calls serious."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from services.supervision.domain.events import breaches as events
from services.supervision.domain.records.breaches import Admonition
from services.supervision.domain.supervision.testing import Testing
from services.supervision.rules import notices, refusals
from shared.law import defects

TESTS = "test"
"""The counter of tests that were evaded or refused (戒毒条例 20)."""


class Breaches(Testing):
    """What follows when an agreement is broken."""

    def admonish(self, *, admonition: Admonition) -> tuple[str, ...]:
        """Write down a written admonition; answers what is wrong with it."""
        refusals.an_admonition_needs_a_breach(refusals=self.refused_tests)
        found = defects(notices.what_is_served_is_proven(proofs=admonition.proofs))
        self.trigger(events.Admonished, defects=found, **asdict(admonition))
        return found

    def detect_serious_breach(self, *, now: datetime) -> None:
        """Write down that a counter has reached what the law calls serious, once a matter."""
        limit = refusals.serious_at(on=now.date())
        if self.refused_tests < limit.number or TESTS in self.breaches:
            return
        self.trigger(
            events.SeriousBreachDetected,
            detected_at=now,
            counter=TESTS,
            count=self.refused_tests,
            report_by=refusals.report_by(detected_at=now),
            law=limit.citation.law,
            article=limit.citation.article,
            table=limit.table,
        )
