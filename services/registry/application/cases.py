"""Cases: from the decision of the police to the agreement, in the order in which the law has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.application.affairs.claims import organisation_claim
from services.registry.application.family import FamilyAccounts
from services.registry.application.files import agreement_claim, case_claim, note_duties
from services.registry.application.verifying import Verifying
from services.registry.application.volunteering import Volunteering
from services.registry.domain.affairs.units import BaseOrganisation
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.duties import (
    ASK_POLICE,
    ASK_RELEASE,
    CAME_IN_TIME,
    PAPER_AGREES,
    REPORT_IN,
    SIGN_AGREEMENT,
)
from services.registry.domain.papers import UNPRINTED, Agreement, Decision, Member, Printed, Text
from services.registry.domain.person import Person
from services.registry.domain.taken_over import TakenOver
from services.registry.rules.days import a_decision_is_served_once_made, what_happened_is_not_ahead
from services.registry.rules.execution import (
    a_decision_is_carried_out_here,
    a_facility_is_for_recovery_and_agreed_to,
)
from services.registry.rules.group import FAMILY_MEMBER
from services.registry.rules.once import (
    a_case_gives_way_to_one_of_the_same_person,
    an_order_is_replaced_or_stands,
)
from services.registry.rules.reporting import IN_TIME
from services.registry.rules.term import (
    a_term_is_as_long_as_the_law_has_it,
    credit_leaves_something,
    question_due,
)
from shared import clock
from shared.eventstore.performing import command


class Cases(Volunteering, Verifying, FamilyAccounts):
    """The course of a case."""

    @command
    def receive_decision(
        self,
        *,
        person_id: UUID,
        decision: Decision,
        printed_from: date | None = None,
        printed_to: date | None = None,
        facility_agreed: bool = False,
        replaces: str | None = None,
        both_stand: bool = False,
    ) -> dict[str, str]:
        """Open a case on a decision of the police; answers its id and its reference.

        A decision for another town is not received here; recovery is carried out in a facility
        with the person's consent (`facility_agreed`). A day of release that is ahead is expected,
        and somebody records the release once it has come.

        What the paper prints as the first and the last day is held against the term once that
        runs, and the police are asked where they differ.

        Where another case of the person is open, the office says which one it replaces, or that
        both stand until it is cleared up: the decision itself is never refused for that.
        """
        check_days(decision)
        decision = _as_of_release(decision, today=clock.today())
        _check_place(decision, facility_agreed=facility_agreed)
        _, case, care = self.open_beside(
            person_id,
            decision,
            printed=(printed_from, printed_to),
            replaces=replaces,
            both_stand=both_stand,
        )
        note_duties(case, care, since=decision.served_on)
        return {"case_id": str(case.id), "case_ref": case.ref}

    @command
    def record_report_in(
        self,
        *,
        case_id: UUID,
        reported_on: date,
        informed: bool,
        papers_shown: Sequence[str] = (),
        lateness_reason: str = "",
    ) -> str:
        """Record that the person reported in; answers how that stands to the 15 days.

        What the person says of being late is kept; the leading group finds whether it justifies it.
        """
        what_happened_is_not_ahead(today=clock.today(), reported_on=reported_on)
        case, care = self.case(case_id), self.care(case_id)
        person = self.person(case.of_person)
        case.report_in(
            reported_on=reported_on,
            village=person.village,
            station=self.area_of(person.village),
            sex=person.sex,
            papers_shown=papers_shown,
            lateness_reason=lateness_reason,
        )
        care.meet(REPORT_IN, on=reported_on)
        if case.punctuality == IN_TIME:
            care.lift(ASK_RELEASE, cause=CAME_IN_TIME, on=clock.today())
        if informed:
            care.give_privacy_notice(given_on=reported_on)
        note_duties(case, care, since=reported_on)
        owe_question(case, care)
        self.save(case)
        self.save(care)
        return case.punctuality

    @command
    def give_privacy_notice(self, *, case_id: UUID, given_on: date) -> None:
        """Record that the person was told what is kept about them."""
        what_happened_is_not_ahead(today=clock.today(), given_on=given_on)
        care = self._care_in_force(case_id, given_on=given_on)
        care.give_privacy_notice(given_on=given_on)
        self.save(care)

    @command
    def form_group(
        self,
        *,
        case_id: UUID,
        formed_on: date,
        members: Sequence[Member],
        missing_reason: str = "",
    ) -> None:
        """Record who is in the guardianship group, and why a kind of member is missing."""
        what_happened_is_not_ahead(today=clock.today(), formed_on=formed_on)
        care = self._care_in_force(case_id, formed_on=formed_on)
        care.form_group(members, formed_on=formed_on, missing_reason=missing_reason)
        self.save(care)

    @command
    def change_group(
        self,
        *,
        case_id: UUID,
        changed_on: date,
        why: str,
        leaves: int | None = None,
        joins: Member | None = None,
        missing_reason: str = "",
    ) -> None:
        """Record who left the guardianship group, by the place in its list, and who joined it."""
        what_happened_is_not_ahead(today=clock.today(), changed_on=changed_on)
        care = self._care_in_force(case_id)
        left = next(iter(care.members[leaves - 1 : leaves]), None) if leaves else None
        care.change_group(
            changed_on=changed_on,
            leaves=leaves,
            joins=joins,
            why=why,
            missing_reason=missing_reason,
        )
        self.save(care)
        if left is not None and left.kind == FAMILY_MEMBER:
            self.family_member_left(case_id)

    @command
    def sign_agreement(self, *, case_id: UUID, agreement: Agreement) -> list[str]:
        """Record the agreement; answers what it falls short of (then it meets no duty).

        To sign before there is a group is no fault: to form one stays owed.
        """
        signed_on = agreement.signed_on
        what_happened_is_not_ahead(today=clock.today(), signed_on=signed_on)
        case, care = self.case(case_id), self.care(case_id)
        person = self.person(case.of_person)
        found = case.sign_agreement(agreement, **self._signing(person, agreement))
        if not found:
            care.meet(SIGN_AGREEMENT, on=signed_on)
            note_duties(case, care, since=signed_on)
        self._save_signed(case, agreement)
        self.save(care)
        return list(found)

    @command
    def amend_agreement(self, *, case_id: UUID, agreement: Agreement, why: str) -> list[str]:
        """Record a later version; answers what it falls short of (then the one before stands).

        It may keep the number of the agreement, and is no second signing: no duty moves.
        """
        what_happened_is_not_ahead(today=clock.today(), signed_on=agreement.signed_on)
        case = self.case(case_id)
        person = self.person(case.of_person)
        found = case.amend_agreement(agreement, why=why, **self._signing(person, agreement))
        self._save_signed(case, agreement)
        return list(found)

    def _signing(self, person: Person, agreement: Agreement) -> dict[str, Any]:
        """What a signature is held against."""
        organisation = person.village and self.holder(organisation_claim(person.village))
        return {
            "born": person.details.born,
            "was_held": person.was_held_on(agreement.signed_on),
            "designated_on": organisation
            and self.load(BaseOrganisation, organisation).designated_on,
        }

    def _save_signed(self, case: Case, agreement: Agreement) -> None:
        number = agreement_claim(agreement.agreement_no)
        self.save(case, take=[] if self.holder(number) == case.id else [number])

    @command
    def set_care_plan(
        self, *, case_id: UUID, set_on: date, plan: str, parts: Text = ()
    ) -> list[str]:
        """Lay down the measures for the person, and what they rest on and consist of.

        Answers what they fall short of (then they meet no duty).
        """
        what_happened_is_not_ahead(today=clock.today(), set_on=set_on)
        care, agreement = self._care_in_force(case_id, set_on=set_on), self.case(case_id).agreement
        signed_on = None if agreement is None else agreement.signed_on
        found = care.set_plan(plan, set_on=set_on, signed_on=signed_on, parts=parts)
        self.save(care)
        return list(found)

    def open_beside(
        self,
        person_id: UUID,
        decision: Decision,
        *,
        printed: Printed,
        replaces: str | None,
        both_stand: bool,
    ) -> tuple[Person, Case, Care]:
        """Open a case beside those that the person has, or in the place of one."""
        person = self.standing_person(person_id)
        old = self._case_of(person, replaces) if replaces else None
        beside = self._open_beside(person, old)
        an_order_is_replaced_or_stands(others=beside, both_stand=both_stand)
        case, care = self.open_case(
            person, decision, printed=printed, replaces=replaces, beside=beside
        )
        self.verify_by_decision(
            person, decision_no=decision.decision_no, served_on=decision.served_on
        )
        self.give_way_to_an_order(person, served_on=decision.served_on)
        if old is not None:
            old.give_way(to=case.ref, replaced_on=decision.served_on)
            self.save(old)
        return person, case, care

    def open_case(
        self,
        person: Person,
        decision: Decision,
        *,
        printed: Printed = UNPRINTED,
        replaces: str | None = None,
        beside: Sequence[str] = (),
        source: TakenOver | None = None,
    ) -> tuple[Case, Care]:
        """Give a case its number and its files; they are written when the command ends."""
        decided_on = decision.decided_on or decision.served_on
        a_term_is_as_long_as_the_law_has_it(
            kind=decision.kind, months=decision.term_months, decided_on=decided_on
        )
        credit_leaves_something(
            reported_on=decision.served_on,
            months=decision.term_months,
            credit_days=decision.credit_days,
        )
        case = Case.receive(
            decision,
            case_ref=self.next_number(kind=decision.kind, year=decided_on.year),
            person_id=person.id,
            village=person.village,
            station=self.area_of(person.village),
            replaces=replaces,
            beside=beside,
            printed=printed,
            source=source,
        )
        care = Care(
            case_id=case.id,
            person_id=person.id,
            case_ref=case.ref,
            begun_on=source.on if source else decision.served_on,
        )
        person.file_case(case_id=case.id, of_case=case.ref, filed_on=clock.today())
        self.save(case, take=[case_claim(case.ref)])
        self.save(care)
        self.save(person)
        return case, care

    def _care_in_force(self, case_id: UUID, **done: date) -> Care:
        """The town's side of a case that is carried on here; nothing was done before it began."""
        case = self.case(case_id)
        case.must_be_in_force()
        case.must_have_begun_by(**done)
        return self.care(case_id)

    def _case_of(self, person: Person, case_ref: str) -> Case:
        case = self.case_called(case_ref)
        a_case_gives_way_to_one_of_the_same_person(same=case.of_person == person.id)
        return case

    def _open_beside(self, person: Person, replaced: Case | None) -> tuple[str, ...]:
        """Other cases of the person that are open and stay so."""
        today = clock.today()
        return tuple(
            case.ref
            for case in self.cases_of(person)
            if case.is_open_on(today) and not (replaced and case.id == replaced.id)
        )


def check_days(decision: Decision) -> None:
    """Refuse a decision of a day that has not come, or served before it was made."""
    what_happened_is_not_ahead(
        today=clock.today(),
        decided_on=decision.decided_on,
        served_on=decision.served_on,
    )
    if decision.decided_on is not None:
        a_decision_is_served_once_made(decided_on=decision.decided_on, served_on=decision.served_on)


def _as_of_release(decision: Decision, *, today: date) -> Decision:
    """Whoever is released from the day of service on was detained when it was served."""
    released_on = decision.released_on
    if released_on is None:
        return decision
    detained = decision.served_while_detained or released_on >= decision.served_on
    if released_on <= today:
        return replace(decision, served_while_detained=detained)
    return replace(
        decision,
        served_while_detained=detained,
        released_on=None,
        release_expected_on=released_on,
    )


def _check_place(decision: Decision, *, facility_agreed: bool) -> None:
    a_decision_is_carried_out_here(
        place_kind=decision.place_kind,
        place=decision.execution_place,
        served_on=decision.served_on,
    )
    a_facility_is_for_recovery_and_agreed_to(
        kind=decision.kind,
        place_kind=decision.place_kind,
        place=decision.execution_place,
        agreed=facility_agreed,
        served_on=decision.served_on,
    )


def owe_question(case: Case, care: Care) -> None:
    """Have the town ask the police where their paper has other days than the law, not elsewhere."""
    if case.conflict_since is None:
        care.lift(ASK_POLICE, cause=PAPER_AGREES, on=clock.today())
    else:
        due = question_due(raised_on=case.conflict_since)
        care.owe_anew(ASK_POLICE, due, on=case.conflict_since)
