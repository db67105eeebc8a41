"""The course of a case: how it is interrupted, moved, corrected and ended (domain.md 2, T4 to T18).

What is impossible is refused with its article; a fact that falls short is kept as defective.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from services.registry.domain.correcting import Correcting
from services.registry.domain.course_leave import Leaving
from services.registry.domain.course_moves import Moves
from services.registry.domain.course_refusing import Refusing
from services.registry.domain.course_resting import Resting
from services.registry.rules import course, once, reporting, term
from services.registry.rules.reporting import TO_JUSTIFY
from shared.calendar import DAY
from shared.law import Refusal, defects


class Course(Moves, Refusing, Correcting, Resting, Leaving):
    """What happens to a case between its decision and its end."""

    # Late, and not signed.

    def justify_late_report(self, *, reason: str, signer: str, signed_on: date, on: date) -> None:
        """Keep the paper by which the late report-in has a reason (戒毒条例 14(1))."""
        self.must_be_in_force()
        course.only_lateness_without_a_finding_is_justified(
            is_late=self.punctuality in TO_JUSTIFY, on=on
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
        course.nobody_refuses_before_service(
            served_on=self.decision.served_on, refused_on=refused_on
        )
        found = course.a_refusal_is_witnessed(witnesses=len(set(witnesses)), on=refused_on)
        self.trigger_event(
            self.AgreementRefused,
            refused_on=refused_on,
            defects=defects(found),
            reason=reason,
            witnesses=tuple(witnesses),
        )

    # Held and set free.

    def note_custody_release(
        self, *, released_on: date, authority: str, document_no: str, on: date
    ) -> None:
        """Keep since when a person is free who was served in detention (程序规定 221)."""
        self.must_be_in_force()
        decision = self.decision
        reporting.only_whoever_was_served_in_detention_is_released(
            detained=decision.served_while_detained, released_on=decision.released_on, on=on
        )
        reporting.nobody_is_released_before_being_served(
            served_on=decision.served_on, released_on=released_on
        )
        reported_on, free = self.reported_on, replace(decision, released_on=released_on)
        self.trigger_event(
            self.CustodyReleaseRecorded,
            released_on=released_on,
            justified_until=self._in_time_until(free),
            punctuality="" if reported_on is None else self._punctuality(reported_on, free),
            authority=authority,
            document_no=document_no,
        )

    def suspend(
        self, *, suspended_on: date, cause: str, authority: str, document_no: str
    ) -> tuple[str, ...]:
        """Stop the term while the person is held; answers what the fact falls short of."""
        self.must_be_in_force()
        course.a_term_runs_before_it_stops(reported_on=self.reported_on, on=suspended_on)
        found = defects(
            course.a_term_stops_once_it_runs(
                reported_on=self.reported_on, suspended_on=suspended_on
            ),
            course.a_term_stops_within_it(last_day=self.last_day, suspended_on=suspended_on),
        )
        number, last_day, status = self.held_before + 1, self.last_day, self.status
        if not found:
            last_day = self._end(spans=[*self.suspensions.values(), (suspended_on, None)])
            status = self._status_with(last_day, held=True)
        self.trigger_event(
            self.CaseSuspended,
            number=number,
            suspended_on=suspended_on,
            cause=cause,
            status=status,
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

    # How it ends.

    def terminate(self, *, ended_on: date, cause: str, authority: str, document_no: str) -> None:
        """End the case by a decision or a death (戒毒条例 24(1), 禁毒法 38).

        An order that is revoked is so in the town to which the case has moved, too.
        """
        if cause != course.REVOKED or self.transferred_on is None:
            self.must_be_in_force()
        once.a_case_ends_once(ended_on=self.terminated_on)
        course.a_known_cause_ends_a_case(cause=cause)
        self.must_have_begun_by(ended_on=ended_on)
        course.what_is_over_is_not_ended_again(last_day=self.last_day, ended_on=ended_on)
        self.trigger_event(
            self.CaseTerminated,
            ended_on=ended_on,
            cause=cause,
            status=self._status_with(self.last_day, terminated=True, sealed=False),
            authority=authority,
            document_no=document_no,
        )

    def reopen(self, *, reopened_on: date, authority: str, document_no: str) -> None:
        """Carry the case on: the paper that ended it was revoked (T14, T15)."""
        once.a_replaced_case_rests(replaced_by=self.replaced_by)
        course.only_an_ended_case_is_reopened(ended_on=self.terminated_on, on=reopened_on)
        self.trigger_event(
            self.CaseReopened,
            reopened_on=reopened_on,
            status=self._status_with(self.last_day, terminated=False, sealed=False),
            authority=authority,
            document_no=document_no,
        )

    def let_time_pass(self, day: date) -> None:
        """Write what the passing of time brought about by that day.

        By law a measure is over from the day after its last day (戒毒条例 23). Done again, done
        late or after an outage, each is written once, with the day on which it came about.
        """
        if not self.is_gone:
            self._let_term_end(day)

    def _let_term_end(self, day: date) -> None:
        if self.completed_on is None and self.last_day is not None and day > self.last_day:
            over = self.last_day + DAY
            self.trigger_event(self.TermCompleted, completed_on=over, last_day=self.last_day)
            status = self._status_with(self.last_day, released=True)
            self.trigger_event(self.CaseReleased, released_on=over, status=status)

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

    # What is open to argument.

    def choose_reading(self, *, last_day: date, why: str, chooser: str, on: date) -> None:
        """Have the term end as one of the readings has it, where the law is silent (0.22)."""
        self.must_be_in_force()
        chosen = next((it for it in self.readings if it.last_day == last_day), None)
        if chosen is None:
            raise Refusal(
                "期满日 {last_day} 不在可以主张的算法之中", field="last_day", last_day=last_day
            )
        self.trigger_event(
            self.ReadingChosen,
            chosen_on=on,
            chosen_by=chooser,
            last_day=last_day,
            counted_from=chosen.counted_from,
            left_out=chosen.left_out,
            status=self._status_with(last_day),
            why=why,
        )

    def settle_term_dates(
        self, *, answered_on: date, first_on: date, last_on: date, authority: str, document_no: str
    ) -> None:
        """Have the term be what the police answered, detained days apart (戒毒条例 14(2))."""
        self.must_be_in_force()
        reported_on, months = self.reported_on, self.decision.term_months
        if reported_on is None or self.conflict_since is None:
            raise Refusal("决定书的起止日期没有待答复的不一致", field="last_on")
        term.a_term_ends_after_it_begins(
            first=first_on, last=last_on, reported_on=reported_on, field="last_on"
        )
        credit = term.credit_to_end_on(reported_on=reported_on, months=months, last_day=last_on)
        last_day = self._end(credit=credit) if self.suspensions_known else None
        self.trigger_event(
            self.TermDatesSettled,
            answered_on=answered_on,
            first_on=first_on,
            last_on=last_on,
            reported_on=reported_on,
            term_months=months,
            credit_days=credit,
            suspensions=self.spans,
            last_day=last_day,
            status=self._status_with(last_day),
            authority=authority,
            document_no=document_no,
        )
