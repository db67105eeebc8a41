"""What others decide about a case while it runs: the office records it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.course import Paper
from services.registry.rules.days import what_happened_is_not_ahead
from shared import clock
from shared.eventstore.performing import command


class Courses(Files):
    """Cases that stand still, go on, or end before their time."""

    @command
    def record_suspension(
        self, *, case_id: UUID, suspended_on: date, ground: str, authority: str, doc_no: str
    ) -> None:
        """Record that the person was detained or arrested: the term stands still."""
        what_happened_is_not_ahead(today=clock.today(), suspended_on=suspended_on)
        case = self.case(case_id)
        paper = Paper(authority=authority, doc_no=doc_no)
        case.suspend(suspended_on=suspended_on, ground=ground, paper=paper)
        self.save(case)

    @command
    def record_resumption(
        self, *, case_id: UUID, resumed_on: date, authority: str, doc_no: str
    ) -> str:
        """Record that the person was released: the term goes on; answers its new last day."""
        what_happened_is_not_ahead(today=clock.today(), resumed_on=resumed_on)
        case = self.case(case_id)
        case.resume(resumed_on=resumed_on, paper=Paper(authority=authority, doc_no=doc_no))
        self.save(case)
        return case.last_day.isoformat() if case.last_day else ""

    @command
    def record_termination(
        self, *, case_id: UUID, ended_on: date, cause: str, authority: str, doc_no: str
    ) -> None:
        """Record the decision or the document that ends the measure before its term."""
        what_happened_is_not_ahead(today=clock.today(), ended_on=ended_on)
        case = self.case(case_id)
        paper = Paper(authority=authority, doc_no=doc_no)
        case.terminate(ended_on=ended_on, cause=cause, paper=paper)
        self.save(case)
