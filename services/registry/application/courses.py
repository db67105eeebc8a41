"""The course of a case: interruptions, transfers, ends, corrections, and what time brings about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.application.cases import Cases, check_days
from services.registry.application.files import note_duties
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.course_events import StoredSpan
from services.registry.domain.duties import (
    REASSESS,
    RECONTACT,
    RELEASE_TOLD,
    REMIND_POLICE,
    REPORT_IN,
    SEND_MATERIALS,
    SEND_RELEASE_FILE,
)
from services.registry.domain.papers import Decision
from services.registry.domain.standing import ENDED, RELEASED
from services.registry.rules import course
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.reporting import lateness_is_justified_until
from shared import clock
from shared.eventstore.act import acting, system_act
from shared.eventstore.performing import command
from shared.law import Refusal

CLOCK = "到期时钟补记"


class Courses(Cases):
    """What interrupts, moves, corrects and ends cases."""

    @command
    def justify_late_report(
        self, *, case_id: UUID, reason: str, signer: str, signed_on: date
    ) -> None:
        """Keep the leading group's paper by which a late report-in had a reason."""
        what_happened_is_not_ahead(today=clock.today(), signed_on=signed_on)
        case = self.case(case_id)
        case.justify_late_report(
            reason=reason, signer=signer, signed_on=signed_on, on=clock.today()
        )
        self.save(case)

    @command
    def record_refusal_to_sign(
        self, *, case_id: UUID, refused_on: date, reason: str, witnesses: Sequence[str]
    ) -> None:
        """Record that the person would not sign, and who saw it."""
        what_happened_is_not_ahead(today=clock.today(), refused_on=refused_on)
        case = self.case(case_id)
        case.refuse_to_sign(refused_on=refused_on, reason=reason, witnesses=witnesses)
        self.save(case)

    @command
    def suspend_case(
        self, *, case_id: UUID, suspended_on: date, cause: str, authority: str, document_no: str
    ) -> list[str]:
        """Record a detention or an arrest; answers what the fact falls short of."""
        what_happened_is_not_ahead(today=clock.today(), suspended_on=suspended_on)
        case = self.case(case_id)
        found = case.suspend(
            suspended_on=suspended_on, cause=cause, authority=authority, document_no=document_no
        )
        self.save(case)
        return list(found)

    @command
    def resume_case(
        self, *, case_id: UUID, resumed_on: date, authority: str, document_no: str
    ) -> None:
        """Record that the person was set free; to contact them again is owed."""
        what_happened_is_not_ahead(today=clock.today(), resumed_on=resumed_on)
        case, care = self.case(case_id), self.care(case_id)
        case.resume(resumed_on=resumed_on, authority=authority, document_no=document_no)
        if not case.is_held:
            care.owe({RECONTACT: course.recontact_due(resumed_on=resumed_on)}, on=resumed_on)
        self.save(case)
        self.save(care)

    @command
    def record_deed(self, *, case_id: UUID, duty: str, done_on: date) -> None:
        """Record that the person was contacted again, or the police reminded or sent the file."""
        what_happened_is_not_ahead(today=clock.today(), done_on=done_on)
        care = self._care_in_force(case_id)
        if duty not in care.due:
            raise Refusal("此案现在没有这项待办", field="duty")
        care.meet(duty, on=done_on)
        self.save(care)

    @command
    def order_transfer(
        self, *, case_id: UUID, ordered_on: date, destination: str, reason: str
    ) -> None:
        """Have the measure carried out in another town; to send the file is owed."""
        what_happened_is_not_ahead(today=clock.today(), ordered_on=ordered_on)
        case, care = self.case(case_id), self.care(case_id)
        case.order_transfer(ordered_on=ordered_on, destination=destination, reason=reason)
        care.owe({SEND_MATERIALS: course.materials_due(ordered_on=ordered_on)}, on=ordered_on)
        self.save(case)
        self.save(care)

    @command
    def send_materials(self, *, case_id: UUID, sent_on: date, document_no: str) -> None:
        """Record that the file was sent to the other town."""
        what_happened_is_not_ahead(today=clock.today(), sent_on=sent_on)
        case, care = self.case(case_id), self.care(case_id)
        case.send_materials(sent_on=sent_on, document_no=document_no)
        care.meet(SEND_MATERIALS, on=sent_on)
        self.save(case)
        self.save(care)

    @command
    def confirm_receipt(self, *, case_id: UUID, received_on: date, document_no: str) -> None:
        """Record the other town's receipt: the case is closed here."""
        what_happened_is_not_ahead(today=clock.today(), received_on=received_on)
        case = self.case(case_id)
        case.confirm_receipt(received_on=received_on, document_no=document_no)
        self.save(case)

    @command
    def cancel_transfer(self, *, case_id: UUID, cancelled_on: date, reason: str) -> None:
        """Record that the case stays after all."""
        what_happened_is_not_ahead(today=clock.today(), cancelled_on=cancelled_on)
        case = self.case(case_id)
        case.cancel_transfer(cancelled_on=cancelled_on, reason=reason)
        self.save(case)

    @command
    def accept_transfer_in(
        self,
        *,
        person_id: UUID,
        decision: Decision,
        received_on: date,
        reported_on: date,
        left_on: date | None = None,
        suspensions: Sequence[StoredSpan] | None,
        refused_tests: int,
        origin: str,
        document_no: str,
        replaces: str | None = None,
        both_stand: bool = False,
    ) -> dict[str, str]:
        """Carry on a case of another town; without its suspensions the end stays unknown.

        A new agreement is owed from the day on which the case is here (戒毒条例 22(3)).
        """
        check_days(decision)
        what_happened_is_not_ahead(
            today=clock.today(), received_on=received_on, reported_on=reported_on, left_on=left_on
        )
        person, case, care = self.open_beside(
            person_id, decision, replaces=replaces, both_stand=both_stand
        )
        case.take_in(
            received_on=received_on,
            reported_on=reported_on,
            left_on=left_on,
            suspensions=suspensions,
            refused_tests=refused_tests,
            village=person.village,
            station=self.area_of(person.village),
            sex=person.sex,
            origin=origin,
            document_no=document_no,
        )
        care.meet(REPORT_IN, on=reported_on)
        note_duties(case, care, since=received_on)
        return {"case_id": str(case.id), "case_ref": case.ref}

    @command
    def terminate_case(
        self, *, case_id: UUID, ended_on: date, cause: str, authority: str, document_no: str
    ) -> None:
        """Record the decision or the death that ends a case."""
        what_happened_is_not_ahead(today=clock.today(), ended_on=ended_on)
        case = self.case(case_id)
        case.terminate(ended_on=ended_on, cause=cause, authority=authority, document_no=document_no)
        self.save(case)

    @command
    def reopen_case(
        self, *, case_id: UUID, reopened_on: date, authority: str, document_no: str
    ) -> None:
        """Record that what ended a case was revoked: it goes on."""
        what_happened_is_not_ahead(today=clock.today(), reopened_on=reopened_on)
        case = self.case(case_id)
        case.reopen(reopened_on=reopened_on, authority=authority, document_no=document_no)
        self.save(case)

    @command
    def record_release_notice(self, *, case_id: UUID, told_on: date, document_no: str) -> None:
        """Record that the police's notice of release came in."""
        what_happened_is_not_ahead(today=clock.today(), told_on=told_on)
        case, care = self.case(case_id), self.care(case_id)
        case.note_release(told_on=told_on, document_no=document_no)
        care.meet(RELEASE_TOLD, on=told_on)
        self.save(case)
        self.save(care)

    @command
    def propose_correction(
        self,
        *,
        case_id: UUID,
        reported_on: date,
        credit_days: int,
        suspensions: Sequence[StoredSpan],
        why: str,
    ) -> None:
        """Say which days of the term are right; somebody else decides (0.23)."""
        what_happened_is_not_ahead(today=clock.today(), reported_on=reported_on)
        case = self.case(case_id)
        case.propose_correction(
            reported_on=reported_on,
            credit_days=credit_days,
            suspensions=suspensions,
            why=why,
            author=self.account,
            on=clock.today(),
        )
        self.save(case)

    @command
    def decide_correction(
        self, *, case_id: UUID, approved: bool, why: str = "", signer: str = ""
    ) -> None:
        """Decide on a proposed correction; `signer` is whoever signed a paper."""
        case = self.case(case_id)
        case.decide_correction(
            approved=approved, why=why, approver=self.account, on=clock.today(), signer=signer
        )
        self.save(case)

    @command
    def choose_reading(self, *, case_id: UUID, last_day: date, why: str) -> None:
        """Choose, where the law is silent, by which last day the town acts (0.22)."""
        case = self.case(case_id)
        case.choose_reading(last_day=last_day, why=why, chooser=self.account, on=clock.today())
        self.save(case)

    # The clock.

    def run_clock(self) -> int:
        """Write what today and the days before it brought about; answers in how many cases.

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
        return touched

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
        if case.status not in ENDED:
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
        released_on = case.decision.released_on
        if duty == REPORT_IN and released_on is not None:
            served_on = case.decision.served_on
            justified = lateness_is_justified_until(
                kind=case.kind, served_on=served_on, released_on=released_on
            )
            return day > justified.on
        return not case.is_contested_on(due_on)
