"""The course of a case: how it is interrupted, moved, corrected and ended (domain.md 2, T4 to T18).

What is impossible is refused with its article; a fact that falls short is kept as defective.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from services.registry.domain import course_events as events
from services.registry.domain.course_events import Correction, StoredSpan
from services.registry.domain.papers import Agreement, Decision
from services.registry.domain.standing import OVER, Standing
from services.registry.rules import course, term
from services.registry.rules.reporting import LATE_WITHOUT_REASON
from shared.calendar import DAY, merge
from shared.eventstore.aggregate import Aggregate
from shared.law import Refusal, defects


class Course(Aggregate):
    """What happens to a case between its decision and its end."""

    LateReportJustified = events.LateReportJustified
    AgreementRefused = events.AgreementRefused
    CaseSuspended = events.CaseSuspended
    CaseResumed = events.CaseResumed
    TransferOrdered = events.TransferOrdered
    TransferMaterialsSent = events.TransferMaterialsSent
    TransferReceiptConfirmed = events.TransferReceiptConfirmed
    TransferCancelled = events.TransferCancelled
    TransferredIn = events.TransferredIn
    CaseTerminated = events.CaseTerminated
    TermCompleted = events.TermCompleted
    CaseReleased = events.CaseReleased
    ReleaseNoticeRecorded = events.ReleaseNoticeRecorded
    CaseSealed = events.CaseSealed
    CorrectionProposed = events.CorrectionProposed
    CorrectionDeclined = events.CorrectionDeclined
    TermCorrected = events.TermCorrected
    ReadingChosen = events.ReadingChosen

    if TYPE_CHECKING:
        decision: Decision
        reported_on: date | None
        punctuality: str
        last_day: date | None
        agreement: Agreement | None
        replaced_by: str | None
        suspensions: dict[int, StoredSpan]

        def must_be_in_force(self) -> None:
            """Refuse to go on with a case that is closed here."""

    def begin_course(self) -> None:
        """Nothing has interrupted, moved or ended it yet."""
        self.suspensions = {}
        self.held_before = 0
        self.suspensions_known = True
        self.moving_since: date | None = None
        self.report_there_by: date | None = None
        self.sent_on: date | None = None
        self.transferred_on: date | None = None
        self.terminated_on: date | None = None
        self.ended_by = ""
        self.completed_on: date | None = None
        self.released_on: date | None = None
        self.noticed_on: date | None = None
        self.sealed_on: date | None = None
        self.refused_to_sign_on: date | None = None
        self.proposal: Correction | None = None
        self.chosen_last_day: date | None = None

    # How it stands.

    @property
    def standing(self) -> Standing:
        """What decides its recorded status."""
        return Standing(
            replaced=self.replaced_by is not None,
            transferred=self.transferred_on is not None,
            terminated=self.terminated_on is not None,
            sealed=self.sealed_on is not None,
            noticed=self.noticed_on is not None,
            released=self.released_on is not None,
            held=self.is_held,
            moving=self.moving_since is not None,
            signed=self.agreement is not None,
            reported=self.reported_on is not None,
        )

    @property
    def status(self) -> str:
        """How far the case has come by what was recorded."""
        return self.standing.status

    @property
    def spans(self) -> tuple[StoredSpan, ...]:
        """The days on which the term stood still, in order, without overlap."""
        return merge(self.suspensions.values())

    @property
    def open_suspensions(self) -> tuple[int, ...]:
        """The numbers of those that nobody ended yet."""
        return tuple(number for number, (_, end) in self.suspensions.items() if end is None)

    @property
    def is_held(self) -> bool:
        """Whether the person is held now, as far as the file knows."""
        return bool(self.open_suspensions)

    def is_held_on(self, day: date) -> bool:
        """Whether the term stood still that day; the day of release counts again."""
        return any(first <= day and (end is None or day < end) for first, end in self.spans)

    def last_day_from(self, reported_on: date) -> date | None:
        """The last day of the term if it began on that day."""
        return self._end(reported_on=reported_on)

    @property
    def last_days_argued(self) -> tuple[date, date | None] | None:
        """The earliest and the latest last day that can be argued; None before the term runs."""
        if self.reported_on is None:
            return None
        return term.last_days_that_can_be_argued(
            reported_on=self.reported_on,
            months=self.decision.term_months,
            suspensions=self.spans,
            credit_days=self.decision.credit_days,
        )

    def is_contested_on(self, day: date) -> bool:
        """Whether the case still runs that day only by some of the readings, and nobody chose."""
        argued = self.last_days_argued
        if argued is None or self.chosen_last_day is not None:
            return False
        earliest, latest = argued
        return day > earliest and (latest is None or day <= latest)

    def move_end(self, last_day: date | None) -> None:
        """Have the term end on that day; what was over by an earlier end goes on again."""
        self.last_day, self.chosen_last_day = last_day, None
        if self.completed_on and (last_day is None or last_day >= self.completed_on):
            self.completed_on = self.released_on = self.noticed_on = self.sealed_on = None

    def note_suspensions(self, spans: Iterable[StoredSpan]) -> None:
        """Have these be the days on which the term stood still."""
        self.suspensions = dict(enumerate(spans, start=self.held_before + 1))
        self.held_before += len(self.suspensions)

    # Late, and not signed.

    def justify_late_report(self, *, reason: str, signer: str, signed_on: date, on: date) -> None:
        """Keep the paper by which the late report-in has a reason (戒毒条例 14(1))."""
        self.must_be_in_force()
        course.only_lateness_without_reason_is_justified(
            is_late=self.punctuality == LATE_WITHOUT_REASON, on=on
        )
        self.trigger_event(
            self.LateReportJustified,
            justified_on=on,
            signed_on=signed_on,
            reason=reason,
            signer=signer,
        )

    def refuse_to_sign(self, *, refused_on: date, reason: str, witnesses: Sequence[str]) -> None:
        """Keep that the person would not sign; what that amounts to is for the police."""
        self.must_be_in_force()
        found = course.a_refusal_is_witnessed(witnesses=len(set(witnesses)), on=refused_on)
        self.trigger_event(
            self.AgreementRefused,
            refused_on=refused_on,
            defects=defects(found),
            reason=reason,
            witnesses=tuple(witnesses),
        )

    # Held and set free.

    def suspend(
        self, *, suspended_on: date, cause: str, authority: str, document_no: str
    ) -> tuple[str, ...]:
        """Stop the term while the person is held; answers what the fact falls short of."""
        self.must_be_in_force()
        course.a_term_runs_before_it_stops(reported_on=self.reported_on, on=suspended_on)
        found = defects(
            course.a_term_stops_within_it(last_day=self.last_day, suspended_on=suspended_on)
        )
        number = self.held_before + 1
        spans = [*self.suspensions.values()] + ([] if found else [(suspended_on, None)])
        last_day = self._end(spans=spans)
        self.trigger_event(
            self.CaseSuspended,
            number=number,
            suspended_on=suspended_on,
            cause=cause,
            status=self._status_with(last_day, held=any(end is None for _, end in spans)),
            last_day=last_day,
            defects=found,
            authority=authority,
            document_no=document_no,
        )
        return found

    def resume(
        self, *, resumed_on: date, authority: str, document_no: str, number: int | None = None
    ) -> None:
        """Let the term run on from the day of release; `number` says which suspension ends."""
        self.must_be_in_force()
        held = self.open_suspensions
        course.what_is_not_suspended_cannot_go_on(
            suspended=bool(held) and number in {None, *held}, on=resumed_on
        )
        number = held[0] if number is None else number
        first, _ = self.suspensions[number]
        course.nobody_is_freed_before_being_held(suspended_on=first, resumed_on=resumed_on)
        spans = (self.suspensions | {number: (first, resumed_on)}).values()
        last_day = self._end(spans=spans)
        self.trigger_event(
            self.CaseResumed,
            number=number,
            resumed_on=resumed_on,
            status=self._status_with(last_day, held=len(held) > 1),
            last_day=last_day,
            authority=authority,
            document_no=document_no,
        )

    # To another town.

    def order_transfer(self, *, ordered_on: date, destination: str, reason: str) -> None:
        """Have the measure carried out in another town (戒毒条例 22)."""
        self.must_be_in_force()
        self._must_not_be_over(ordered_on)
        course.only_a_running_case_moves(reported_on=self.reported_on, on=ordered_on)
        course.a_case_that_rests_is_not_moved(suspended=self.is_held, on=ordered_on)
        course.a_case_moves_to_one_town(moving=self.moving_since is not None, on=ordered_on)
        self.trigger_event(
            self.TransferOrdered,
            ordered_on=ordered_on,
            report_by=course.transfer_report_due(ordered_on=ordered_on).on,
            status=self._status_with(self.last_day, moving=True),
            destination=destination,
            reason=reason,
        )

    def send_materials(self, *, sent_on: date, document_no: str) -> None:
        """Note that the file was sent."""
        self._must_be_moving(sent_on, field="sent_on")
        self.trigger_event(self.TransferMaterialsSent, sent_on=sent_on, document_no=document_no)

    def confirm_receipt(self, *, received_on: date, document_no: str) -> None:
        """Close the case here: the other town has it."""
        self._must_be_moving(received_on, field="received_on")
        self.trigger_event(
            self.TransferReceiptConfirmed,
            received_on=received_on,
            status=self._status_with(self.last_day, transferred=True),
            document_no=document_no,
        )

    def cancel_transfer(self, *, cancelled_on: date, reason: str) -> None:
        """Keep the case: the other town refused, or the person did not report there."""
        self._must_be_moving(cancelled_on, field="cancelled_on")
        self.trigger_event(
            self.TransferCancelled,
            cancelled_on=cancelled_on,
            status=self._status_with(self.last_day, moving=False),
            reason=reason,
        )

    def take_in(
        self,
        *,
        received_on: date,
        reported_on: date,
        suspensions: Sequence[StoredSpan] | None,
        refused_tests: int,
        village: str | None,
        station: str | None,
        sex: str,
        origin: str,
        document_no: str,
    ) -> None:
        """Carry on what another town began; its end is unknown until its suspensions are."""
        spans = tuple(suspensions or ())
        known = suspensions is not None
        decision = self.decision
        self.trigger_event(
            self.TransferredIn,
            received_on=received_on,
            reported_on=reported_on,
            kind=decision.kind,
            term_months=decision.term_months,
            credit_days=decision.credit_days,
            suspensions=spans,
            suspensions_known=known,
            refused_tests=refused_tests,
            last_day=self._end(reported_on=reported_on, spans=spans) if known else None,
            status=Standing(reported=True, held=any(end is None for _, end in spans)).status,
            village=village,
            station=station,
            sex=sex,
            origin=origin,
            document_no=document_no,
        )

    # How it ends.

    def terminate(self, *, ended_on: date, cause: str, authority: str, document_no: str) -> None:
        """End the case by a decision or a death (戒毒条例 24(1), 禁毒法 38)."""
        self.must_be_in_force()
        course.a_known_cause_ends_a_case(cause=cause)
        self.trigger_event(
            self.CaseTerminated,
            ended_on=ended_on,
            cause=cause,
            status=self._status_with(self.last_day, terminated=True),
            authority=authority,
            document_no=document_no,
        )

    def let_time_pass(self, day: date) -> bool:
        """Write what the passing of time brought about by that day; tells whether it was anything.

        By law a measure is over from the day after its last day (戒毒条例 23). Done again, done
        late or after an outage, each is written once, with the day on which it came about.
        """
        wrote = False
        if self.terminated_on or self.transferred_on or self.replaced_by:
            return wrote
        if self.completed_on is None and self.last_day is not None and day > self.last_day:
            over = self.last_day + DAY
            self.trigger_event(self.TermCompleted, completed_on=over, last_day=self.last_day)
            status = self._status_with(self.last_day, released=True)
            self.trigger_event(self.CaseReleased, released_on=over, status=status)
            wrote = True
        if self.released_on and self.sealed_on is None:
            sealed_on = course.seals_on(released_on=self.released_on)
            if day >= sealed_on:
                status = self._status_with(self.last_day, sealed=True)
                self.trigger_event(self.CaseSealed, sealed_on=sealed_on, status=status)
                wrote = True
        return wrote

    def note_release(self, *, told_on: date, document_no: str) -> None:
        """Keep the notice of the police, which declares the release."""
        self.must_be_in_force()
        released = self.last_day is not None and told_on > self.last_day
        course.only_a_released_case_has_a_notice(released=released, on=told_on)
        self.let_time_pass(told_on)
        self.trigger_event(
            self.ReleaseNoticeRecorded,
            told_on=told_on,
            status=self._status_with(self.last_day, noticed=True),
            document_no=document_no,
        )

    # What was wrong, and what is open to argument.

    def propose_correction(
        self,
        *,
        reported_on: date,
        credit_days: int,
        suspensions: Sequence[StoredSpan],
        why: str,
        author: str,
        on: date,
    ) -> None:
        """Say which days of the term are right; somebody else decides."""
        self.must_be_in_force()
        course.a_term_runs_before_it_stops(reported_on=self.reported_on, on=on)
        self._end(reported_on=reported_on, credit=credit_days, spans=suspensions)
        self.trigger_event(
            self.CorrectionProposed,
            proposed_on=on,
            proposed_by=author,
            reported_on=reported_on,
            credit_days=credit_days,
            suspensions=tuple(suspensions),
            why=why,
        )

    def decide_correction(
        self, *, approved: bool, why: str, approver: str, on: date, signer: str = ""
    ) -> None:
        """Let the proposed days hold, or not; `signer` signed a paper, else another approves."""
        self.must_be_in_force()
        proposal = self.proposal
        if proposal is None:
            raise Refusal("没有待审批的更正")
        if not signer:
            course.somebody_else_approves(author=proposal.proposed_by, approver=approver)
        if not approved:
            self.trigger_event(self.CorrectionDeclined, declined_on=on, why=why)
            return
        last_day = self._end(
            reported_on=proposal.reported_on,
            credit=proposal.credit_days,
            spans=proposal.suspensions,
        )
        held = any(end is None for _, end in proposal.suspensions)
        self.trigger_event(
            self.TermCorrected,
            corrected_on=on,
            reported_on=proposal.reported_on,
            term_months=self.decision.term_months,
            credit_days=proposal.credit_days,
            suspensions=proposal.suspensions,
            last_day=last_day,
            status=self._status_with(last_day, held=held),
            on_paper=bool(signer),
            signer=signer,
            why=why,
        )

    def choose_reading(self, *, last_day: date, why: str, chooser: str, on: date) -> None:
        """Say by which last day the town acts, where the law can be read in several ways."""
        self.must_be_in_force()
        argued = self.last_days_argued
        if argued is None or argued[1] is None or last_day not in {*argued, self.last_day}:
            raise Refusal(
                "期满日 {last_day} 不在可以主张的算法之中", field="last_day", last_day=last_day
            )
        self.trigger_event(
            self.ReadingChosen, chosen_on=on, chosen_by=chooser, last_day=last_day, why=why
        )

    # What several of these need.

    def _end(
        self,
        *,
        reported_on: date | None = None,
        credit: int | None = None,
        spans: Iterable[StoredSpan] | None = None,
    ) -> date | None:
        begun = reported_on or self.reported_on
        if begun is None:
            return None
        months = self.decision.term_months
        credit = self.decision.credit_days if credit is None else credit
        term.credit_leaves_something(reported_on=begun, months=months, credit_days=credit)
        return term.last_day_of_term(
            reported_on=begun,
            months=months,
            credit_days=credit,
            suspensions=self.spans if spans is None else spans,
        )

    def _status_with(self, last_day: date | None, **changed: bool) -> str:
        """The recorded status after a change, as its event carries it."""
        over = self.completed_on
        if over and (last_day is None or last_day >= over):
            changed = {"released": False, "noticed": False, "sealed": False, **changed}
        return Standing(**(vars(self.standing) | changed)).status

    def _must_be_moving(self, on: date, *, field: str) -> None:
        self.must_be_in_force()
        moving = self.moving_since
        course.only_an_ordered_transfer_goes_on(moving=moving is not None, on=on)
        course.steps_follow_each_other(before=moving or on, on=on, field=field)

    def _must_not_be_over(self, on: date) -> None:
        course.a_term_goes_on(
            over=self.status in OVER or (self.last_day is not None and on > self.last_day), on=on
        )
