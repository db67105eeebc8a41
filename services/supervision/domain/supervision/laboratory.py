"""The part of a file that follows a positive strip to the end."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from services.supervision.domain.events import laboratory as events
from services.supervision.domain.records.laboratory import (
    Clearing,
    Confirming,
    LabRequest,
    LabResult,
    Objecting,
    ObjectionAnswer,
)
from services.supervision.domain.supervision.counting import Counting
from services.supervision.rules import laboratory
from services.supervision.rules.laboratory import Screened
from services.supervision.rules.terms import it_happened_during_the_term
from shared.law import Unknown, defects


class Laboratory(Counting):
    """Laboratory, retest, confirmation, clearing."""

    def request_lab(self, *, asked: LabRequest) -> tuple[str, ...]:
        """Write down that a laboratory is asked; answers what is wrong with that."""
        self._positive(asked.test_id)
        found = defects(
            laboratory.it_is_asked_in_time(told_on=asked.told_on, on=asked.requested_on)
        )
        self.trigger(events.LabRequested, defects=found, **asdict(asked))
        return found

    def record_lab(self, *, result: LabResult) -> tuple[str, ...]:
        """Write down what the laboratory found; answers what is wrong with that."""
        known = self._positive(result.test_id)
        laboratory.a_step_follows_the_one_before(there=known.lab_asked_on is not None)
        found = defects(
            laboratory.it_is_sent_in_time(
                asked_on=known.lab_asked_on or known.on, on=result.sent_on
            )
        )
        facts = asdict(result)
        del facts["elsewhere"]
        self.trigger(events.LabRecorded, defects=found, **facts)
        return found

    def request_retest(self, *, asked: LabRequest) -> tuple[str, ...]:
        """Write down that the B sample is to be looked at; answers what is wrong with that."""
        known = self._positive(asked.test_id)
        laboratory.a_step_follows_the_one_before(there=known.lab_result is not None)
        found = defects(
            laboratory.it_is_asked_in_time(told_on=asked.told_on, on=asked.requested_on)
        )
        self.trigger(events.RetestRequested, defects=found, **asdict(asked))
        return found

    def record_retest(self, *, result: LabResult) -> tuple[str, ...]:
        """Write down what was found in the B sample; answers what is wrong with that."""
        known = self._positive(result.test_id)
        laboratory.a_step_follows_the_one_before(there=known.retest_asked_on is not None)
        found = defects(
            laboratory.it_is_sent_in_time(
                asked_on=known.retest_asked_on or known.on, on=result.sent_on
            ),
            laboratory.a_retest_is_done_elsewhere(elsewhere=result.elsewhere),
            laboratory.a_retest_is_of_the_b_sample(kept=result.test_id not in self.no_b_samples),
        )
        self.trigger(events.RetestRecorded, defects=found, **asdict(result))
        return found

    def object_to_result(self, *, objecting: Objecting) -> tuple[str, ...]:
        """Write down that the person objects to what was found; answers what is wrong with that."""
        known = self._positive(objecting.test_id)
        laboratory.one_objection_waits_at_a_time(waits=known.awaits_answer)
        found = defects(
            laboratory.it_is_asked_in_time(told_on=objecting.told_on, on=objecting.lodged_on)
        )
        self.trigger(
            events.ObjectionLodged, contests=known.last_result, defects=found, **asdict(objecting)
        )
        return found

    def answer_objection(self, *, answer: ObjectionAnswer) -> tuple[str, ...]:
        """Write down what the police answered; answers what is wrong with that."""
        known = self._positive(answer.test_id)
        lodged_on = known.objected_on if known.awaits_answer else None
        laboratory.an_answer_has_its_objection(lodged_on=lodged_on, on=answer.answered_on)
        laboratory.a_refused_objection_has_its_reason(
            accepted=answer.accepted, reason=answer.reason
        )
        found = defects(
            laboratory.it_is_answered_in_time(
                lodged_on=lodged_on or answer.answered_on, on=answer.answered_on
            )
        )
        self.trigger(
            events.ObjectionAnswered, contests=known.contests, defects=found, **asdict(answer)
        )
        return found

    def confirm_use(
        self, *, use_id: UUID, confirming: Confirming, now: datetime
    ) -> tuple[str, ...]:
        """Write down the police's finding; answers why it does not count, if it does not.

        Nobody reports to the police what they found themselves (戒毒条例 21; domain.md 0.3).
        """
        if confirming.test_id is not None:
            known = self._positive(confirming.test_id)
            laboratory.a_contested_result_grounds_nothing(contested=known.is_contested)
        if confirming.matter is not None and confirming.matter not in self.matters:
            raise Unknown("档案里没有这件涉嫌吸毒", field="matter")
        found = defects(
            it_happened_during_the_term(
                on=confirming.used_on, windows=self.windows, ended_on=self.ended_on
            )
        )
        self.trigger(
            events.DrugUseConfirmed,
            use_id=use_id,
            counted=not found,
            defects=found,
            found_at=now,
            report_by=None,
            **asdict(confirming),
        )
        return found

    def clear_positive(self, *, clearing: Clearing) -> None:
        """Write down that a positive strip is no finding."""
        known = self._positive(clearing.test_id)
        laboratory.a_negative_laboratory_clears(
            because=clearing.because, results=(known.lab_result, known.retest_result)
        )
        self.trigger(events.PositiveCleared, **asdict(clearing))

    def _positive(self, test_id: UUID) -> Screened:
        known = self.positives.get(test_id)
        if known is None:
            raise Unknown("档案里没有这次阳性", field="test_id")
        laboratory.a_positive_is_settled_once(ended=known.ended)
        return known
