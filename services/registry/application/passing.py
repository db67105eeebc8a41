"""What the passing of time brings about in cases: duties that fall due, terms that end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.application.affairs.deadlines import Deadlines
from services.registry.application.courses import Courses
from services.registry.application.lapsing import Lapsing
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.duties import (
    ASK_RELEASE,
    REASSESS,
    RELEASE_TOLD,
    REMIND_POLICE,
    REPORT_IN,
    SEND_RELEASE_FILE,
)
from services.registry.domain.standing import ENDED, RELEASED
from services.registry.rules import course
from services.registry.rules.reporting import ask_release_due
from shared import clock
from shared.eventstore.act import acting, system_act
from shared.eventstore.performing import command

CLOCK = "到期时钟补记"


class Passing(Lapsing, Deadlines, Courses):
    """The clock of the office."""

    def run_clock(self) -> int:
        """Write what today and the days before it brought about; answers in how many files.

        It may run twice, late or after an outage: each is written once, under the day on which it
        came about, with the clock's own reason where it is late.
        """
        touched = 0
        for case_id in self._opened():
            if not self._bring_about(self.case(case_id), self.care(case_id), clock.today()):
                continue  # nothing is written, not even that the clock looked
            with acting(replace(system_act(self.name), reason=CLOCK, command_id=None)):
                self.mark_time(case_id=case_id, day=clock.today())
            touched += 1
        return touched + self.let_candidates_lapse() + self.tell_deadlines() + self.tell_age()

    @command
    def mark_time(self, *, case_id: UUID, day: date) -> None:
        """Write what the days up to this one brought about in a case."""
        case, care = self.case(case_id), self.care(case_id)
        self._bring_about(case, care, day)
        self.save(case)
        self.save(care)

    def _bring_about(self, case: Case, care: Care, day: date) -> bool:
        """Change both files by what time brought about; answers whether that is anything."""
        case.let_time_pass(day)
        if case.may_rest_or_not(day):
            case.let_file_rest(day, beside=self.cases_beside(case))
        if case.status not in ENDED:
            self._owe_question(case, care, day)
            self._owe_release(case, care, day)
            self._owe_reassessment(case, care, day)
            self._tell_duties(case, care, day)
        elif case.status == RELEASED and case.released_on is not None:
            told = course.release_told_due(released_on=case.released_on)
            care.owe({RELEASE_TOLD: told}, on=case.released_on)
            care.tell_time(RELEASE_TOLD, due_on=told.on, day=day, adverse=False)
        return bool(case.pending_events or care.pending_events)

    def _opened(self) -> Iterator[UUID]:
        for entry in self.entries(names=["registry.decision_received"], limit=None):
            yield entry.stream_id

    def _owe_question(self, case: Case, care: Care, day: date) -> None:
        """The detention house is asked, once the release was to be expected (程序规定 221)."""
        expected_on = case.release_to_be_asked_from
        if expected_on is not None and day > expected_on:
            care.owe({ASK_RELEASE: ask_release_due(expected_on=expected_on)}, on=expected_on)

    def _owe_release(self, case: Case, care: Care, day: date) -> None:
        """The police are reminded, and sent the file, before the last day (戒毒条例 23)."""
        last_day = case.last_day
        if last_day is None:
            return
        reminder = course.reminder_due(last_day=last_day)
        if day >= reminder.on and REMIND_POLICE not in care.due:
            file = course.release_file_due(last_day=last_day)
            care.owe({REMIND_POLICE: reminder, SEND_RELEASE_FILE: file}, on=reminder.on)

    def _owe_reassessment(self, case: Case, care: Care, day: date) -> None:
        """The measures are looked at anew after every 12 months of a case (戒毒条例 18)."""
        if case.reported_on is None or REASSESS in care.due:
            return
        begun, since = case.reported_on, case.tracked_from or case.reported_on
        before = course.reassessments_before(reported_on=begun, since=since)
        due = course.reassessment_due(reported_on=begun, done=before + care.reassessed)
        told_from = max(since, course.reassessment_is_told_from(due_on=due.on))
        if day >= told_from and (case.last_day is None or due.on <= case.last_day):
            care.owe_reassessment(due, on=told_from)

    def _tell_duties(self, case: Case, care: Care, day: date) -> None:
        for duty, stated in list(care.due.items()):
            due_on = course.due_past((*case.spans, *case.rested), stated)
            if due_on is not None:
                adverse = self._may_be_missed(case, duty, due_on, day)
                care.tell_time(duty, due_on=due_on, day=day, adverse=adverse)

    def _may_be_missed(self, case: Case, duty: str, due_on: date, day: date) -> bool:
        """Nothing is held against anybody where the law can be read otherwise (0.22)."""
        if duty == REPORT_IN and case.decision.served_while_detained:
            return case.in_time_until is not None and day > case.in_time_until
        return not case.is_contested_on(due_on)
