"""Leave that is reported, and absences that are not."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import past_day
from services.supervision.application.forms import Forms
from services.supervision.domain.records import (
    AbsenceFound,
    Approving,
    LeaveAsked,
    Paper,
    RemoteTest,
    Returning,
)
from services.supervision.domain.records.forms import LEAVE
from shared import clock
from shared.eventstore.performing import command
from shared.scans import Scan


class Absences(Forms):
    """What is recorded about who is away."""

    @command
    def report_absence(
        self, *, file_id: UUID, asked: LeaveAsked, paper: Paper | None = None
    ) -> dict[str, Any]:
        """Record a written report of leaving; answers its id, and what is wrong with it."""
        past_day(asked.written_on, "written_on")
        file, absence_id, on = self.file(file_id), uuid4(), asked.written_on
        with self.on_paper(file, paper, written_on=on, record=LEAVE, record_id=absence_id):
            found = file.report_absence(absence_id=absence_id, asked=asked)
        self.save(file)
        return {"absence_id": str(absence_id), "defects": list(found)}

    @command
    def approve_leave(self, *, file_id: UUID, absence_id: UUID) -> None:
        """Approve a leave, where that is the custom; not by whoever entered its report."""
        file, reported_by = self.file(file_id), self._who_reported(file_id, absence_id)
        approving = Approving(
            absence_id=absence_id, approved_on=clock.today(), approver=self.account
        )
        file.approve_leave(approving=approving, author=(reported_by,))
        self.save(file)

    @command
    def approve_leave_on_paper(
        self, *, file_id: UUID, approving: Approving, proof: Scan | None = None
    ) -> None:
        """Record the paper by which somebody else approved a leave."""
        past_day(approving.approved_on, "approved_on")
        file = self.file(file_id)
        file.approve_leave_on_paper(approving=approving, scan=proof, author=self.author)
        self.save(file)

    @command
    def arrange_remote_test(self, *, file_id: UUID, test: RemoteTest) -> None:
        """Record where a test is taken during a leave."""
        past_day(test.arranged_on, "arranged_on")
        file = self.file(file_id)
        file.arrange_remote_test(test=test)
        self.save(file)

    @command
    def record_return(self, *, file_id: UUID, returning: Returning) -> dict[str, Any]:
        """Record a return from a leave; answers how many days it was."""
        past_day(returning.returned_on, "returned_on")
        file = self.file(file_id)
        days = file.record_return(returning=returning)
        self.save(file)
        return {"days": days}

    @command
    def open_absence(self, *, file_id: UUID, found: AbsenceFound) -> dict[str, Any]:
        """Record an unauthorised absence; answers its id, and why it grounds nothing."""
        past_day(found.found_on, "found_on")
        past_day(found.from_on, "from_on")
        file, absence_id = self.file(file_id), uuid4()
        wrong = file.open_absence(absence_id=absence_id, found=found)
        self.save(file)
        return {"absence_id": str(absence_id), "defects": list(wrong)}

    @command
    def close_absence(self, *, file_id: UUID, returning: Returning) -> dict[str, Any]:
        """Record a return from an unauthorised absence; answers how many days count."""
        past_day(returning.returned_on, "returned_on")
        file = self.file(file_id)
        days = file.close_absence(returning=returning)
        self.save(file)
        return {"days": days}

    def _who_reported(self, file_id: UUID, absence_id: UUID) -> str:
        """The account that entered the report of a leave."""
        found = (
            it.account
            for it in self.stream(file_id)
            if it.name == "supervision.absence_reported" and it.facts["absence_id"] == absence_id
        )
        return next(found, "")
