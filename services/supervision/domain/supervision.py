"""The supervision file of one case: what is decided when something is to be written into it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.supervision.domain import events
from services.supervision.domain.judging import defects_of_refusal, defects_of_test
from services.supervision.domain.records import (
    INVALID,
    NEGATIVE,
    POSITIVE,
    Admonition,
    Asking,
    Need,
    NeedFound,
    Notice,
    Refused,
    Refusing,
    Sampling,
    Talk,
    Tested,
)
from services.supervision.rules import notices, refusals, talks
from services.supervision.rules.outcomes import DONE, Outcome, outcomes, window_on
from services.supervision.rules.terms import is_over, it_happened_during_the_term
from services.supervision.rules.windows import Window
from shared.eventstore.aggregate import Aggregate
from shared.law import Defect, Unknown, defects

TESTS = "test"
"""The counter of tests that were evaded or refused (戒毒条例 20)."""


class Supervision(Aggregate):
    """The file that supervision keeps on one case."""

    Opened = events.Opened
    DrugTestScheduled = events.DrugTestScheduled
    ReportInCorrected = events.ReportInCorrected
    ReplacementNoted = events.ReplacementNoted
    AgreementNoted = events.AgreementNoted
    GroupNoted = events.GroupNoted
    DrugTestNotified = events.DrugTestNotified
    DrugTestNegative = events.DrugTestNegative
    DrugTestInvalid = events.DrugTestInvalid
    ScreenedPositive = events.ScreenedPositive
    DrugTestRefused = events.DrugTestRefused
    Admonished = events.Admonished
    SeriousBreachDetected = events.SeriousBreachDetected
    TalkHeld = events.TalkHeld
    AssistanceNeedRaised = events.AssistanceNeedRaised
    TreatmentNeedRaised = events.TreatmentNeedRaised
    LegalNeedRaised = events.LegalNeedRaised
    NeedAnswered = events.NeedAnswered

    @event(Opened)
    def __init__(
        self,
        *,
        reported_on: date,
        case_ref: str,
        person_id: UUID,
        kind: str,
        term_months: int,
        credit_days: int,
        village: str | None,
        station: str,
        sex: str | None,
        tracked_from: date | None,
    ) -> None:
        self.case_ref = case_ref
        self.person_id = person_id
        self.kind = kind
        self.village = village
        self.station = station
        self.sex = sex
        self.reported_on = reported_on
        self.term_months = term_months
        self.credit_days = credit_days
        self.tracked_from = tracked_from
        self.ended_on: date | None = None
        self.windows: tuple[Window, ...] = ()
        self.notices: dict[UUID, Notice] = {}
        self.tests: list[Tested] = []
        self.refusals: list[Refused] = []
        self.admonished: list[date] = []
        self.breaches: list[str] = []
        self.needs: dict[UUID, Need] = {}

    # What stands in it.

    @property
    def refused_tests(self) -> int:
        """Tests that were refused, as they count for the whole term (戒毒条例 20)."""
        return sum(refusal.counted for refusal in self.refusals)

    def outcomes(self, day: date) -> tuple[Outcome, ...]:
        """How each window stands on a day."""
        return outcomes(
            self.windows,
            tested=self._counted_tests,
            refused=[(it.window, it.on) for it in self.refusals if it.counted],
            day=day,
            tracked_from=self.tracked_from,
            ended_on=self.ended_on,
        )

    # The plan.

    def schedule(
        self,
        *,
        scheduled_on: date,
        plan: str,
        windows: tuple[Window, ...],
        targets: tuple[date, ...],
        table: date,
    ) -> None:
        """Lay out the plan of tests."""
        self.trigger_event(
            self.DrugTestScheduled,
            scheduled_on=scheduled_on,
            plan=plan,
            windows_total=len(windows),
            opens=tuple(window.first for window in windows),
            closes=tuple(window.last for window in windows),
            targets=targets,
            table=table,
        )

    def correct_report_in(self, *, corrected_on: date, reported_on: date) -> None:
        """The term began on another day; the plan has to be laid out anew."""
        self.trigger_event(
            self.ReportInCorrected, corrected_on=corrected_on, reported_on=reported_on
        )

    def note_replacement(self, *, replaced_on: date) -> None:
        """Note that another order took the place of this one."""
        self.trigger_event(self.ReplacementNoted, replaced_on=replaced_on)

    def note_agreement(self, *, signed_on: date) -> None:
        """Note that the agreement was signed."""
        self.trigger_event(self.AgreementNoted, signed_on=signed_on)

    def note_group(self, *, formed_on: date, kinds: tuple[str, ...]) -> None:
        """Note that the group was formed."""
        self.trigger_event(self.GroupNoted, formed_on=formed_on, kinds=kinds)

    # Tests.

    def notify_test(self, *, notice_id: UUID, asking: Asking) -> None:
        """Write down a notice; without a delivery proof it grounds nothing."""
        window = notices.a_notice_is_for_a_window_on_file(
            number=asking.window, windows=self.windows
        )
        notices.a_notice_comes_before_the_test(
            served_at=asking.served_at, appear_at=asking.appear_at
        )
        notices.a_case_that_ended_asks_for_no_test(
            appear_on=asking.appear_at.date(), ended_on=self.ended_on
        )
        notices.a_notice_names_a_day_of_its_window(window=window, appear_on=asking.appear_at.date())
        found = defects(notices.what_is_served_is_proven(proofs=asking.proofs))
        self.trigger_event(
            self.DrugTestNotified, notice_id=notice_id, defects=found, **asdict(asking)
        )

    def record_test(self, *, test_id: UUID, taken: Sampling, kit_used: bool) -> tuple[str, ...]:
        """Write down a test as it was taken; answers what is wrong with it."""
        kinds = {
            NEGATIVE: self.DrugTestNegative,
            POSITIVE: self.ScreenedPositive,
            INVALID: self.DrugTestInvalid,
        }
        over = is_over(on=taken.collected_on, ended_on=self.ended_on)
        window = None if over else window_on(taken.collected_on, self.windows)
        found = defects_of_test(
            taken, sex=self.sex, window=window, kit_used=kit_used, counted=self._counted_tests
        )
        fields: dict[str, Any] = asdict(taken)
        result = fields.pop("result")
        self.trigger_event(
            kinds[result],
            test_id=test_id,
            window=window.number if window else None,
            collected_on=taken.collected_on,
            counted=result != INVALID and not found,
            defects=found,
            **fields,
        )
        return found

    def record_refusal(self, *, refusing: Refusing, now: datetime) -> tuple[str, ...]:
        """Write down a refusal; answers why it does not count. A serious breach is detected."""
        served = {key: notice for key, notice in self.notices.items() if notice.served}
        notice = refusals.a_refusal_needs_a_served_notice(served.get(refusing.notice_id))
        refusals.a_refusal_follows_its_notice(
            served_on=notice.served_on, refused_on=refusing.refused_on
        )
        found = defects_of_refusal(
            refusing,
            notice,
            counted=[it for it in self.refusals if it.counted],
            admonished=self.admonished,
            tested=any(
                it.window.number == notice.window and it.state == DONE
                for it in self.outcomes(refusing.refused_on)
            ),
            outside_term=self._outside_term(refusing.refused_on),
        )
        self.trigger_event(
            self.DrugTestRefused,
            window=notice.window,
            counted=not found,
            count=self.refused_tests + (not found),
            defects=found,
            **asdict(refusing),
        )
        self._detect_serious_breach(now)
        return found

    def admonish(self, *, admonition: Admonition) -> tuple[str, ...]:
        """Write down a written admonition; answers what is wrong with it."""
        refusals.an_admonition_needs_a_breach(refusals=self.refused_tests)
        found = defects(notices.what_is_served_is_proven(proofs=admonition.proofs))
        self.trigger_event(self.Admonished, defects=found, **asdict(admonition))
        return found

    # Talks and needs.

    def record_talk(self, *, talk_id: UUID, talk: Talk) -> tuple[str, ...]:
        """Write down a talk; answers what is wrong with it."""
        talks.a_talk_ends_after_it_begins(started_at=talk.started_at, ended_at=talk.ended_at)
        found = defects(self._outside_term(talk.held_on))
        self.trigger_event(
            self.TalkHeld, talk_id=talk_id, held_on=talk.held_on, defects=found, **asdict(talk)
        )
        return found

    def raise_need(self, *, need_id: UUID, found: NeedFound, talk_id: UUID | None = None) -> None:
        """Ask the department that can help, if the person agrees."""
        kinds = {
            talks.ASSISTANCE: self.AssistanceNeedRaised,
            talks.TREATMENT: self.TreatmentNeedRaised,
            talks.LEGAL_AID: self.LegalNeedRaised,
        }
        department = talks.a_need_is_of_a_known_kind(found.kind)
        talks.a_referral_needs_consent(agreed=found.agreed)
        self.trigger_event(
            kinds[department],
            raised_on=found.raised_on,
            need_id=need_id,
            kind=found.kind,
            talk_id=talk_id,
            note=found.note,
        )

    def note_answer(self, *, need_id: UUID, answer: str, answered_on: date) -> None:
        """Note what the department that was asked for help answered."""
        need = self.needs.get(need_id)
        if need is None:
            raise Unknown("档案里没有这项需求：{need_id}", need_id=need_id)
        self.trigger_event(
            self.NeedAnswered,
            answered_on=answered_on,
            need_id=need_id,
            kind=need.kind,
            department=need.department,
            answer=answer,
        )

    # How it is judged.

    @property
    def _counted_tests(self) -> list[date]:
        return [test.on for test in self.tests if test.counted]

    def _outside_term(self, on: date) -> Defect | None:
        return it_happened_during_the_term(on=on, windows=self.windows, ended_on=self.ended_on)

    def _detect_serious_breach(self, now: datetime) -> None:
        limit = refusals.serious_at(on=now.date())
        if self.refused_tests < limit.number or TESTS in self.breaches:
            return
        self.trigger_event(
            self.SeriousBreachDetected,
            detected_at=now,
            counter=TESTS,
            count=self.refused_tests,
            report_by=refusals.report_by(detected_at=now),
            law=limit.citation.law,
            article=limit.citation.article,
            table=limit.table,
        )
