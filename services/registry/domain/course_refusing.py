"""Nobody came to report in, and there was no reason: a refusal that the police are told of (T5)."""

from __future__ import annotations

from datetime import date

from services.registry.domain.course_state import CourseState
from services.registry.domain.standing import REPORT_OVERDUE
from services.registry.rules import refusing


class Refusing(CourseState):
    """What the town finds and reports of who never came (戒毒条例 14(2), 21)."""

    def find_no_reason(self, *, found_on: date, efforts: str, signer: str) -> None:
        """Keep that the person is overdue and nobody knows of a reason: who found it, and how."""
        self.must_be_in_force()
        refusing.a_reason_is_looked_for_once(found_on=self.no_reason_on)
        refusing.only_whoever_is_overdue_has_no_reason(
            overdue=self.status_on(found_on) == REPORT_OVERDUE
        )
        self.trigger_event(self.NoReasonFound, found_on=found_on, efforts=efforts, signer=signer)

    def report_refusal(
        self, *, reported_on: date, document_no: str, facts: str, receipt_no: str
    ) -> None:
        """Keep that the police were told; what follows is theirs to decide (禁毒法 38)."""
        self.must_be_in_force()
        refusing.only_a_refusal_that_was_found_is_reported(
            found_on=self.no_reason_on, reported_on=reported_on
        )
        refusing.a_refusal_is_reported_once(reported_on=self.refusal_reported_on)
        self.trigger_event(
            self.RefusalReported,
            reported_on=reported_on,
            document_no=document_no,
            facts=facts,
            receipt_no=receipt_no,
        )
