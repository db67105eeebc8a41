"""The supervision file of one case: what is decided when something is to be written into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.supervision.domain import events
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
from services.supervision.rules import notices, refusals, sampling, talks
from services.supervision.rules.outcomes import Outcome, outcomes, window_on
from services.supervision.rules.terms import it_happened_during_the_term
from services.supervision.rules.windows import Window
from shared.eventstore.aggregate import Aggregate
from shared.law import Unknown, defects

TESTS = "test"
"""The counter of tests that were evaded or refused (戒毒条例 20)."""


class Supervision(Aggregate):
    """The file that supervision keeps on one case."""

    Opened = events.Opened
    DrugTestScheduled = events.DrugTestScheduled
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
        self.tracked_from = tracked_from
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
        window = window_on(taken.collected_on, self.windows)
        found = self._defects_of_test(taken, window=window, kit_used=kit_used)
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
        found = self._defects_of_refusal(refusing, notice)
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
        found = defects(it_happened_during_the_term(on=talk.held_on, windows=self.windows))
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

    def _defects_of_test(
        self, taken: Sampling, *, window: Window | None, kit_used: bool
    ) -> tuple[str, ...]:
        kind, on = taken.sample, taken.collected_on
        return defects(
            sampling.the_police_test(officer=taken.officer),
            sampling.two_people_test(testers=(taken.tester_1, taken.tester_2), on=on),
            sampling.a_woman_takes_a_womans_urine(
                sample=kind, sex=self.sex, collector_sex=taken.collector_sex
            ),
            sampling.a_kit_is_named(sample=kind, batch=taken.kit_batch, serial=taken.kit_serial),
            sampling.a_kit_has_not_expired(sample=kind, expires_on=taken.kit_expires_on, on=on),
            sampling.a_kit_is_used_once(used=kit_used),
            sampling.the_subject_signs(signed=taken.subject_signed, note=taken.signing_note),
            sampling.a_sample_is_taken_in_a_window(window=window),
            sampling.counted_tests_keep_apart(on=on, counted=self._counted_tests),
        )

    def _defects_of_refusal(self, refusing: Refusing, notice: Notice) -> tuple[str, ...]:
        counted = [it for it in self.refusals if it.counted]
        same = any(it.notice_id == refusing.notice_id for it in counted)
        before = None if same else _latest(counted, window=notice.window)
        warned = min((on for on in self.admonished if before and on >= before), default=None)
        tested = {window_on(on, self.windows) for on in self._counted_tests}
        return defects(
            refusals.a_refusal_is_witnessed(
                witnesses=len(set(refusing.witnesses)),
                officer_note=refusing.officer_note,
                on=refusing.refused_on,
            ),
            refusals.a_notice_counts_once(counted=same),
            refusals.a_further_notice_follows_an_admonition(
                refused_on=before, admonished_on=warned, served_on=notice.served_on
            ),
            refusals.further_notices_keep_apart(refused_on=before, served_on=notice.served_on),
            refusals.a_tested_window_asks_no_more(
                tested=any(it is not None and it.number == notice.window for it in tested)
            ),
            it_happened_during_the_term(on=refusing.refused_on, windows=self.windows),
        )

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


def _latest(refused: Iterable[Refused], *, window: int) -> date | None:
    return max((it.on for it in refused if it.window == window), default=None)
