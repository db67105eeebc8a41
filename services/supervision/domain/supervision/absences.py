"""The part of a file that holds leave and absences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from services.supervision.domain.events import absences as events
from services.supervision.domain.records.absences import (
    AbsenceFound,
    Approving,
    Leave,
    LeaveAsked,
    RemoteTest,
    Returning,
)
from services.supervision.domain.records.waiving import LEAVE
from services.supervision.domain.supervision.counting import Counting
from services.supervision.domain.supervision.waiving import Excusing
from services.supervision.rules import leave, notices, waivers
from services.supervision.rules.leave import OVERSTAY
from services.supervision.rules.violations import what_is_alleged_is_founded
from shared.law import Unknown, defects
from shared.scans import Scan


class Absences(Excusing, Counting):
    """Who is away, with a report or without."""

    def report_absence(self, *, absence_id: UUID, asked: LeaveAsked) -> tuple[str, ...]:
        """Write down a written report; answers what is wrong with it."""
        leave.a_return_follows_the_departure(
            depart_on=asked.depart_on, return_on=asked.return_on, field="return_on"
        )
        found = defects(
            leave.a_report_is_written_before(
                depart_on=asked.depart_on, return_on=asked.return_on, on=asked.written_on
            ),
            self._outside_term(asked.depart_on),
        )
        self.trigger(events.AbsenceReported, absence_id=absence_id, defects=found, **asdict(asked))
        return found

    def approve_leave(self, *, approving: Approving, author: Iterable[str]) -> None:
        """Write down that a leave was approved by another than its `author`."""
        self._leave(approving.absence_id)
        leave.a_leave_has_a_second_person(approver=approving.approver, author=author)
        leave.a_leave_is_approved_once_reported(
            written_on=self.leave_reports[approving.absence_id], approved_on=approving.approved_on
        )
        self.trigger(events.LeaveApproved, **asdict(approving))

    def approve_leave_on_paper(
        self, *, approving: Approving, scan: Scan | None, author: Iterable[str]
    ) -> None:
        """Write down that a leave was approved, as a paper says that another signed."""
        shown = waivers.a_paper_is_shown(scan)
        self.approve_leave(approving=approving, author=author)
        self._file_paper(
            LEAVE,
            str(approving.absence_id),
            approving.approver,
            on=approving.approved_on,
            scan=shown,
        )

    def arrange_remote_test(self, *, test: RemoteTest) -> None:
        """Write down where a test is taken during a leave."""
        self._leave(test.absence_id)
        notices.a_notice_is_for_a_window_on_file(number=test.window, windows=self.windows)
        self.trigger(events.RemoteTestArranged, **asdict(test))

    def record_return(self, *, returning: Returning) -> int:
        """Write down a return from a leave; answers how many days it was."""
        known = self._leave(returning.absence_id)
        leave.an_absence_is_closed_once(returned_on=known.returned_on)
        leave.a_return_follows_the_departure(
            depart_on=known.depart_on, return_on=returning.returned_on, field="returned_on"
        )
        days = (returning.returned_on - known.depart_on).days
        self.trigger(events.ReturnRecorded, days=days, **asdict(returning))
        return days

    def open_absence(self, *, absence_id: UUID, found: AbsenceFound) -> tuple[str, ...]:
        """Write down an unauthorised absence; answers why it grounds nothing, if it does not."""
        leave.one_absence_at_a_time(away=any(not it.returned_on for it in self.absences.values()))
        if found.kind == OVERSTAY:
            self._leave(found.leave_id)
        wrong = defects(
            what_is_alleged_is_founded(facts=found.found_by, proof=found.proof),
            self._outside_term(found.from_on),
        )
        self.trigger(
            events.UnauthorisedAbsenceOpened,
            absence_id=absence_id,
            defects=wrong,
            **asdict(found),
        )
        return wrong

    def close_absence(self, *, returning: Returning) -> int:
        """Write down a return from an unauthorised absence; answers how many days count."""
        known = self.absences.get(returning.absence_id)
        if known is None:
            raise Unknown("档案里没有这次外出", field="absence_id")
        leave.an_absence_is_closed_once(returned_on=known.returned_on)
        leave.a_return_follows_the_departure(
            depart_on=known.from_on, return_on=returning.returned_on, field="returned_on"
        )
        days = self.leave_days(returning.returned_on).get(returning.absence_id, 0)
        self.trigger(events.UnauthorisedAbsenceClosed, days=days, **asdict(returning))
        return days

    def leave_total(self) -> int:
        """How many days of reported leave there were, returned from or not yet: as asked for."""
        return sum(
            ((it.returned_on or it.return_on) - it.depart_on).days for it in self.leaves.values()
        )

    def _leave(self, absence_id: UUID | None) -> Leave:
        known = self.leaves.get(absence_id) if absence_id else None
        if known is None:
            raise Unknown("档案里没有这次外出", field="absence_id")
        return known
