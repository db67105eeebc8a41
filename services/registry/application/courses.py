"""The course of a case: interruptions, transfers, ends, corrections, and what time brings about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from services.registry.application.cases import check_days, owe_question
from services.registry.application.correcting import Corrections, have_release_follow
from services.registry.application.files import note_duties
from services.registry.domain.case import Case
from services.registry.domain.course_events import StoredSpan
from services.registry.domain.duties import (
    ASK_POLICE,
    ASK_RELEASE,
    RECONTACT,
    RELEASE_TOLD,
    REPORT_IN,
    REPORT_REFUSAL,
    REPORT_THERE,
    SEND_MATERIALS,
    TRANSFER_CANCELLED,
)
from services.registry.domain.papers import UNSTATED, Change, Decision
from services.registry.rules import course
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.refusing import refusal_report_due
from services.registry.rules.register import (
    DECEASED,
    FLAG_OF_END,
    HELD,
    IN_CUSTODY,
    MOVED_AWAY,
    REGISTERED,
)
from shared import clock
from shared.eventstore.performing import command
from shared.law import Refusal


class Courses(Corrections):
    """What interrupts, moves and ends cases."""

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
    def find_no_reason(self, *, case_id: UUID, found_on: date, efforts: str, signer: str) -> None:
        """Record that nobody reported in and no reason was found; to report it is owed at once."""
        what_happened_is_not_ahead(today=clock.today(), found_on=found_on)
        case, care = self.case(case_id), self.care(case_id)
        case.find_no_reason(found_on=found_on, efforts=efforts, signer=signer)
        care.owe({REPORT_REFUSAL: refusal_report_due(found_on=found_on)}, on=found_on)
        self.save(case)
        self.save(care)

    @command
    def report_refusal(
        self,
        *,
        case_id: UUID,
        reported_on: date,
        document_no: str,
        facts: str,
        receipt_no: str = "",
    ) -> None:
        """Record that the police were told of a person who refuses to report in."""
        what_happened_is_not_ahead(today=clock.today(), reported_on=reported_on)
        case, care = self.case(case_id), self.care(case_id)
        case.report_refusal(
            reported_on=reported_on, document_no=document_no, facts=facts, receipt_no=receipt_no
        )
        care.meet(REPORT_REFUSAL, on=reported_on)
        self.save(case)
        self.save(care)

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
        if not found:
            self._have_register_follow(case, flag=IN_CUSTODY, on=suspended_on)
        return list(found)

    @command
    def record_custody_release(
        self, *, case_id: UUID, released_on: date, authority: str, document_no: str
    ) -> str:
        """Record since when a person is free who was served in detention (程序规定 221).

        Answers how the report-in stands to the 15 days after it, if there was one.
        """
        what_happened_is_not_ahead(today=clock.today(), released_on=released_on)
        case = self.case(case_id)
        case.note_custody_release(
            released_on=released_on,
            authority=authority,
            document_no=document_no,
            on=clock.today(),
        )
        self.save(case)
        care = self.care(case_id)
        if ASK_RELEASE in care.due:
            care.meet(ASK_RELEASE, on=clock.today())
            self.save(care)
        return case.punctuality

    @command
    def resume_case(
        self, *, case_id: UUID, resumed_on: date, authority: str, document_no: str
    ) -> None:
        """Record that the person was set free; to contact them again is owed."""
        what_happened_is_not_ahead(today=clock.today(), resumed_on=resumed_on)
        case, care = self.case(case_id), self.care(case_id)
        case.resume(resumed_on=resumed_on, authority=authority, document_no=document_no)
        have_release_follow(care, case.last_day)
        if not case.is_held:
            self._have_register_follow(case, flag=None, on=resumed_on)
            care.owe_anew(RECONTACT, course.recontact_due(resumed_on=resumed_on), on=resumed_on)
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
        self,
        *,
        case_id: UUID,
        ordered_on: date,
        destination: str,
        reason: str,
        change: Change = UNSTATED,
    ) -> None:
        """Have the measure carried out in another town; to send the file and to go are owed."""
        what_happened_is_not_ahead(
            today=clock.today(),
            ordered_on=ordered_on,
            change_decided_on=change.change_decided_on,
        )
        case, care = self.case(case_id), self.care(case_id)
        case.order_transfer(
            ordered_on=ordered_on, destination=destination, reason=reason, change=change
        )
        care.owe_anew(SEND_MATERIALS, course.materials_due(ordered_on=ordered_on), on=ordered_on)
        care.owe_anew(
            REPORT_THERE, course.transfer_report_due(ordered_on=ordered_on), on=ordered_on
        )
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
        case, care = self.case(case_id), self.care(case_id)
        case.confirm_receipt(received_on=received_on, document_no=document_no)
        care.meet(REPORT_THERE, on=received_on)
        self.save(case)
        self.save(care)
        self._have_register_follow(case, flag=MOVED_AWAY, on=received_on)

    @command
    def cancel_transfer(self, *, case_id: UUID, cancelled_on: date, reason: str) -> None:
        """Record that the case stays after all."""
        what_happened_is_not_ahead(today=clock.today(), cancelled_on=cancelled_on)
        case, care = self.case(case_id), self.care(case_id)
        case.cancel_transfer(cancelled_on=cancelled_on, reason=reason)
        for duty in (SEND_MATERIALS, REPORT_THERE):
            care.lift(duty, cause=TRANSFER_CANCELLED, on=cancelled_on)
        self.save(case)
        self.save(care)

    @command
    def accept_transfer_in(
        self,
        *,
        person_id: UUID,
        decision: Decision,
        printed_from: date | None = None,
        printed_to: date | None = None,
        received_on: date,
        reported_on: date,
        left_on: date | None = None,
        suspensions: Sequence[StoredSpan] | None,
        counters: Mapping[str, int],
        origin: str,
        document_no: str,
        change: Change = UNSTATED,
        replaces: str | None = None,
        both_stand: bool = False,
    ) -> dict[str, str]:
        """Carry on a case of another town; without its suspensions the end stays unknown.

        `counters` are those of the case that its papers state, by name; no other is known.
        A new agreement is owed from the day on which the case is here (戒毒条例 22(3)).
        """
        check_days(decision)
        what_happened_is_not_ahead(
            today=clock.today(),
            received_on=received_on,
            reported_on=reported_on,
            left_on=left_on,
            change_decided_on=change.change_decided_on,
        )
        person, case, care = self.open_beside(
            person_id,
            decision,
            printed=(printed_from, printed_to),
            replaces=replaces,
            both_stand=both_stand,
        )
        case.take_in(
            received_on=received_on,
            reported_on=reported_on,
            left_on=left_on,
            suspensions=suspensions,
            counters=counters,
            village=person.village,
            station=self.area_of(person.village),
            sex=person.sex,
            origin=origin,
            document_no=document_no,
            change=change,
        )
        care.meet(REPORT_IN, on=reported_on)
        if person.flag == MOVED_AWAY:
            person.set_flag(REGISTERED, set_on=received_on)
        note_duties(case, care, since=received_on)
        owe_question(case, care)
        return {"case_id": str(case.id), "case_ref": case.ref}

    @command
    def terminate_case(
        self, *, case_id: UUID, ended_on: date, cause: str, authority: str, document_no: str
    ) -> None:
        """Record the decision or the death that ends a case."""
        self._terminate(
            case_id, ended_on=ended_on, cause=cause, authority=authority, document_no=document_no
        )

    @command
    def revoke_order(
        self, *, case_id: UUID, ended_on: date, authority: str, document_no: str
    ) -> None:
        """Record that the order under which a case moved to another town was revoked."""
        self._terminate(
            case_id,
            ended_on=ended_on,
            cause=course.REVOKED,
            authority=authority,
            document_no=document_no,
        )

    def _terminate(
        self, case_id: UUID, *, ended_on: date, cause: str, authority: str, document_no: str
    ) -> None:
        what_happened_is_not_ahead(today=clock.today(), ended_on=ended_on)
        case = self.case(case_id)
        case.terminate(ended_on=ended_on, cause=cause, authority=authority, document_no=document_no)
        self.save(case)
        if cause in FLAG_OF_END:
            self._have_register_follow(case, flag=FLAG_OF_END[cause], on=ended_on)

    @command
    def reopen_case(
        self, *, case_id: UUID, reopened_on: date, authority: str, document_no: str
    ) -> None:
        """Record that what ended a case was revoked: it goes on."""
        what_happened_is_not_ahead(today=clock.today(), reopened_on=reopened_on)
        case = self.case(case_id)
        case.reopen(reopened_on=reopened_on, authority=authority, document_no=document_no)
        self.save(case)
        self._have_register_follow(case, flag=None, on=reopened_on)

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
    def settle_term_dates(
        self,
        *,
        case_id: UUID,
        answered_on: date,
        first_on: date,
        last_on: date,
        authority: str,
        document_no: str,
    ) -> None:
        """Record the police's answer which first and last day hold: it goes before the paper."""
        what_happened_is_not_ahead(today=clock.today(), answered_on=answered_on)
        case, care = self.case(case_id), self.care(case_id)
        case.settle_term_dates(
            answered_on=answered_on,
            first_on=first_on,
            last_on=last_on,
            authority=authority,
            document_no=document_no,
        )
        care.meet(ASK_POLICE, on=answered_on)
        have_release_follow(care, case.last_day)
        self.save(case)
        self.save(care)

    @command
    def choose_reading(self, *, case_id: UUID, last_day: date, why: str) -> None:
        """Choose, where the law is silent, by which last day the case ends (0.22)."""
        case, care = self.case(case_id), self.care(case_id)
        case.choose_reading(last_day=last_day, why=why, chooser=self.account, on=clock.today())
        have_release_follow(care, case.last_day)
        self.save(case)
        self.save(care)

    def _have_register_follow(self, case: Case, *, flag: str | None, on: date) -> None:
        """Have the person's place in the register follow the case; None: at large again."""
        person = self.person(case.of_person)
        if flag is None and person.flag not in {*HELD, DECEASED}:
            return
        if person.set_flag(flag or person.flag_when_free, set_on=on):
            self.save(person)
