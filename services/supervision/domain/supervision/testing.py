"""The part of a file that holds notices, tests, refusals and misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.events import testing as events
from services.supervision.domain.judging import (
    defects_of_excuse,
    defects_of_refusal,
    defects_of_test,
)
from services.supervision.domain.records.testing import (
    INVALID,
    NEGATIVE,
    POSITIVE,
    Asking,
    Missed,
    Missing,
    Notice,
    ProofFiling,
    Refused,
    Refusing,
    Sampling,
)
from services.supervision.domain.records.waiving import EXCUSE, WaiverAsked
from services.supervision.domain.supervision.counting import Counting
from services.supervision.domain.supervision.waiving import Excusing
from services.supervision.rules import notices, other_days, refusals, sampling, terms
from services.supervision.rules.defects import NOT_APPROVED
from services.supervision.rules.kits import Kit
from services.supervision.rules.outcomes import window_on
from services.supervision.rules.terms import is_over
from services.supervision.rules.waivers import JUSTIFIED_MISS
from shared.law import Unknown, defects
from shared.scans import Scan, facts_of

EVENT_OF = {
    NEGATIVE: events.DrugTestNegative,
    POSITIVE: events.ScreenedPositive,
    INVALID: events.DrugTestInvalid,
}


class Testing(Excusing, Counting):
    """Tests: asked for, taken, refused, missed."""

    def notify_test(self, *, notice_id: UUID, asking: Asking) -> None:
        """Write down a notice; without a delivery proof it grounds nothing."""
        appear_on = asking.appear_at.date()
        window = notices.a_notice_is_for_a_window_on_file(
            number=asking.window, windows=self.spans_of(asking.extra)
        )
        notices.a_notice_comes_before_the_test(
            served_at=asking.served_at, appear_at=asking.appear_at
        )
        notices.a_case_that_ended_asks_for_no_test(appear_on=appear_on, ended_on=self.ended_on)
        terms.nobody_in_custody_is_asked(on=appear_on, spans=self.suspensions)
        notices.a_notice_names_a_day_of_its_window(window=window, appear_on=appear_on)
        found = defects(notices.what_is_served_is_proven(proofs=asking.proofs))
        self.trigger(events.DrugTestNotified, notice_id=notice_id, defects=found, **asdict(asking))

    def file_proof(self, *, filing: ProofFiling, scan: Scan) -> None:
        """Write down a picture that shows that a notice was served."""
        if filing.notice_id not in self.notices:
            raise Unknown("档案里没有这份通知", field="notice_id")
        self.trigger(events.DeliveryProofFiled, **facts_of(scan), **asdict(filing))

    def record_test(self, *, test_id: UUID, taken: Sampling, kit: Kit) -> tuple[str, ...]:
        """Write down a test as it was taken; answers what is wrong with it."""
        sampling.items_agree_with_the_result(
            positive=taken.result == POSITIVE, items=taken.items, showed=taken.positive_items
        )
        over = is_over(on=taken.collected_on, ended_on=self.ended_on)
        window = None if over else window_on(taken.collected_on, self.windows)
        found = defects_of_test(
            taken,
            sex=self.sex,
            window=window,
            kit=kit,
            in_custody=terms.nobody_in_custody_comes(on=taken.collected_on, spans=self.suspensions),
            counted=self._counted_tests,
        )
        fields: dict[str, Any] = asdict(taken)
        result = fields.pop("result")
        self.trigger(
            EVENT_OF[result],
            test_id=test_id,
            window=window.number if window else None,
            collected_on=taken.collected_on,
            counted=result != INVALID and not found,
            b_kept=bool(taken.sample_b.strip()),
            defects=found,
            **fields,
        )
        return found

    def record_refusal(self, *, refusing: Refusing) -> tuple[str, ...]:
        """Write down a refusal; answers why it does not count."""
        notice = self._notice(refusing.notice_id)
        refusals.a_refusal_follows_its_notice(
            served_on=notice.served_on, refused_on=refusing.refused_on
        )
        found = self._why_it_does_not_count(refusing, notice, on=refusing.refused_on)
        self.trigger(
            events.DrugTestRefused,
            window=notice.window,
            extra=notice.extra,
            counted=not found,
            count=self.refused_tests + (not found),
            defects=found,
            **asdict(refusing),
        )
        return found

    def record_miss(
        self, *, missing: Missing, scan: Scan | None, author: Sequence[str], on: date
    ) -> tuple[str, ...]:
        """Write down a miss; answers why it does not count, or does not excuse.

        What only lacks a second person's word is proposed to one: another account decides.
        """
        notice = self._notice(missing.notice_id)
        refusals.a_miss_follows_the_hour(
            appear_on=self.appointments[missing.notice_id], missed_on=missing.missed_on
        )
        by = author[0] if author else ""
        found = (
            defects_of_excuse(missing, notice, author=author, shown=scan is not None)
            if missing.justified
            else self._why_it_does_not_count(missing, notice, on=missing.missed_on)
        )
        counted = not missing.justified and not found
        fields: dict[str, Any] = asdict(missing)
        signed_on = fields.pop("approved_on")
        self.trigger(
            events.DrugTestMissed,
            window=notice.window,
            extra=notice.extra,
            counted=counted,
            count=self.refused_tests + counted,
            defects=found,
            **fields,
        )
        if scan is not None and signed_on is not None:
            self._file_paper(
                EXCUSE, str(missing.notice_id), missing.approver, on=signed_on, scan=scan
            )
        if found == (NOT_APPROVED.code,) and not notice.extra:
            self._ask_for_an_excuse(notice.window, missing.because, by=by, on=on)
        return found

    def _ask_for_an_excuse(self, window: int, because: str, *, by: str, on: date) -> None:
        if window in self.waivers or window in self.waived:
            return
        asked = WaiverAsked(window=window, because=JUSTIFIED_MISS, note=because)
        self.propose_waiver(asked=asked, by=by, on=on)

    @property
    def _evaded(self) -> Sequence[Refused | Missed]:
        return [*self._counted_refusals, *self._counted_misses]

    def _notice(self, notice_id: UUID) -> Notice:
        return refusals.a_refusal_answers_a_notice(self.notices.get(notice_id))

    def _why_it_does_not_count(
        self, told: Refusing | Missing, notice: Notice, *, on: date
    ) -> tuple[str, ...]:
        return defects_of_refusal(
            told,
            notice,
            on=on,
            window=self.window_of(notice),
            counted=self._evaded,
            admonished=self.admonished,
            tested=self._came(told.notice_id, on=on),
            spent=self._is_spent(told.notice_id),
            outside_term=(
                self._nothing_adverse(on),
                other_days.nothing_counts_before_the_answer(
                    waits=self._waits_for_a_day(told.notice_id, on=on)
                ),
            ),
        )

    def _waits_for_a_day(self, notice_id: UUID, *, on: date) -> bool:
        """Whether the person had asked for another day by then, and was not answered."""
        return any(
            it.notice_id == notice_id and it.asked_on <= on for it in self.other_days.values()
        )

    def _is_spent(self, notice_id: UUID) -> bool:
        """Whether a notice was counted once, also if that was overturned since."""
        refused = (it.notice_id for it in self.refusals if it.counted)
        return notice_id in refused or notice_id in (
            it.notice_id for it in self.misses if it.counted
        )
