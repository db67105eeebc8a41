"""How a case moves to another town, and how one of another town comes here (戒毒条例 22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.registry.domain.course_events import StoredSpan
from services.registry.domain.course_state import CourseState
from services.registry.domain.papers import UNSTATED, Change
from services.registry.domain.standing import Standing
from services.registry.rules import course, reporting


class Moves(CourseState):
    """Transfers out and in."""

    def order_transfer(
        self, *, ordered_on: date, destination: str, reason: str, change: Change = UNSTATED
    ) -> None:
        """Have the measure carried out in another town (戒毒条例 22)."""
        self.must_be_in_force()
        self._must_not_be_over(ordered_on)
        course.only_a_running_case_moves(reported_on=self.reported_on, on=ordered_on)
        course.a_case_that_rests_is_not_moved(suspended=self.is_held, on=ordered_on)
        course.steps_follow_each_other(
            before=self.reported_on or ordered_on, on=ordered_on, field="ordered_on"
        )
        course.a_case_moves_to_one_town(moving=self.moving_since is not None, on=ordered_on)
        self.trigger_event(
            self.TransferOrdered,
            ordered_on=ordered_on,
            report_by=course.transfer_report_due(ordered_on=ordered_on).on,
            status=self._status_with(self.last_day, moving=True),
            destination=destination,
            reason=reason,
            **vars(change),
        )

    def send_materials(self, *, sent_on: date, document_no: str) -> None:
        """Note that the file was sent."""
        self._must_be_moving(sent_on, field="sent_on")
        self.trigger_event(self.TransferMaterialsSent, sent_on=sent_on, document_no=document_no)

    def confirm_receipt(self, *, received_on: date, document_no: str) -> None:
        """Close the case here: the other town has it, if it had it before the term was over."""
        self._must_be_moving(received_on, field="received_on")
        course.what_is_over_goes_to_no_other_town(last_day=self.last_day, received_on=received_on)
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
        left_on: date | None,
        suspensions: Sequence[StoredSpan] | None,
        counters: Mapping[str, int],
        village: str | None,
        station: str | None,
        sex: str,
        origin: str,
        document_no: str,
        change: Change = UNSTATED,
    ) -> None:
        """Carry on what another town began; its end is unknown until its suspensions are.

        `counters` are those that its papers state; the others stay unknown.
        """
        decision = self.decision
        reporting.reporting_follows_service(
            kind=decision.kind, served_on=decision.served_on, reported_on=reported_on
        )
        course.steps_follow_each_other(
            before=left_on or reported_on, on=received_on, field="received_on"
        )
        known = suspensions is not None
        transit = course.days_on_the_way(left_on, received_on)
        spans = (*(suspensions or ()), *transit)
        self.trigger_event(
            self.TransferredIn,
            received_on=received_on,
            left_on=left_on,
            reported_on=reported_on,
            kind=decision.kind,
            term_months=decision.term_months,
            credit_days=decision.credit_days,
            suspensions=spans,
            suspensions_known=known,
            counters=tuple(counters.items()),
            last_day=(
                self._end(reported_on=reported_on, spans=spans, transit=transit) if known else None
            ),
            status=Standing(reported=True, held=any(end is None for _, end in spans)).status,
            village=village,
            station=station,
            sex=sex,
            origin=origin,
            document_no=document_no,
            **vars(change),
        )
        self.hold_paper_against_term(on=received_on)
