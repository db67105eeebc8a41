"""Persons: who is in the register, and where they stand in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.application.files import identity_claim, papers_of
from services.registry.application.moving import Moving
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.identity_correction import (
    IdentityCorrection,
    IdentityProposal,
    differing,
    stated,
)
from services.registry.domain.person import Details, Person
from services.registry.rules import typing
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.register import ID_CARD
from services.registry.rules.stations import a_village_is_on_the_list
from shared import clock
from shared.eventstore.performing import command
from shared.law import Refusal


class OnFile(Refusal):
    """The person is in the register already; `person_id` is for those who may see them."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("这个身份证号已经登记在册，请到已有的档案办理", field="id_no")
        self.person_id = person_id


class Persons(Moving):
    """The register."""

    @command
    def register_person(self, *, details: Details, village: str, sex: str = "") -> str:
        """Enter a person in the register; answers the person's id. One number, one person.

        A candidate until the police confirm the person: by a list, a letter or a decision.
        """
        details, sex = papers_of(details, sex=sex)
        a_village_is_on_the_list(village=village, known=self.villages())
        if (known := self.person_with(details.id_no)) is not None:
            raise OnFile(known)
        person = Person.register(
            details, registered_on=clock.today(), village=village, sex=sex, flag=CANDIDATE
        )
        self.save(person, take=[identity_claim(details.id_no)])
        return str(person.id)

    @command
    def revise_person(self, *, person_id: UUID, details: Details, village: str, why: str) -> None:
        """Bring what is known of a person up to date; who somebody is is corrected, not revised."""
        person = self.standing_person(person_id)
        a_village_is_on_the_list(village=village, known=self.villages(), held=person.village)
        typing.who_somebody_is_takes_two(
            differing(details, person.sex, known=person.details, known_sex=person.sex)
        )
        person.revise(details, village=village, sex=person.sex, revised_on=clock.today(), why=why)
        self.save(person)

    def identity_correction(self, person_id: UUID) -> IdentityCorrection | None:
        """What was said to be wrong in who a person is; None if nothing ever was."""
        return self.find(IdentityCorrection, IdentityCorrection.create_id(person=person_id))

    @command
    def correct_identity(
        self,
        *,
        person_id: UUID,
        name: str,
        id_type: str,
        id_no: str,
        born: date | None = None,
        sex: str = "",
        why: str,
    ) -> bool:
        """Say who somebody is; answers whether it holds already.

        It does where the same account registered the person in the last 24 hours and no birth date
        changes (domain.md 0.23). Else somebody else decides on it.
        """
        person, today = self.standing_person(person_id), clock.today()
        if id_type != ID_CARD:  # the birth date of an identity card is its number's
            born = born or person.details.born
        asked = replace(person.details, name=name, id_type=id_type, id_no=id_no, born=born)
        right, sex = papers_of(asked, sex=sex)
        self._must_be_free(right.id_no, person)
        changed = differing(right, sex, known=person.details, known_sex=person.sex)
        correction = self._correction(person_id)
        correction.propose(
            IdentityProposal(
                proposed_on=today,
                proposed_by=self.account,
                changed=changed,
                stated=stated(right, sex, changed),
                why=why,
            )
        )
        alone, proposal = self._typed_it(person, changed, correction), correction.open
        if alone:
            correction.hold_as_own_typing(on=today)
        self.save(correction)
        if alone:
            self._correct(person, proposal)
        return alone

    @command
    def decide_identity_correction(
        self,
        *,
        person_id: UUID,
        approved: bool,
        why: str = "",
        paper: ApprovedOnPaper | None = None,
    ) -> None:
        """Decide on a proposed correction, as another account or by a paper that was signed."""
        person, correction = self.standing_person(person_id), self._correction(person_id)
        proposal = correction.open
        self.take_paper(
            paper,
            about=person.id,
            approved=approved,
            proposed_by=proposal.proposed_by,
        )
        if approved:
            correction.approve(approver=self.account, paper=paper, why=why, on=clock.today())
        else:
            correction.decline(why=why, on=clock.today())
        self.save(correction)
        if approved:
            self._correct(person, proposal)

    def _correction(self, person_id: UUID) -> IdentityCorrection:
        known = self.identity_correction(person_id)
        return known or IdentityCorrection(person=person_id, begun_on=clock.today())

    def _must_be_free(self, id_no: str, person: Person) -> None:
        known = self.person_with(id_no)
        if known is not None and known != person.id:
            raise OnFile(known)

    def _typed_it(
        self, person: Person, changed: tuple[str, ...], correction: IdentityCorrection
    ) -> bool:
        """Whether whoever acts typed all of it, and may correct it without anybody else."""
        if {*correction.settled, *typing.NEVER_ALONE}.intersection(changed):
            return False
        first, *later = self.stream(person.id)
        wrote = [it for it in later if set(it.facts.get("changed", ())).intersection(changed)]
        return typing.is_ones_own_typing(
            authors=[it.account for it in (first, *wrote)],
            account=self.account,
            typed_at=first.recorded_at,
            now=clock.now(),
        )

    def _correct(self, person: Person, proposal: IdentityProposal) -> None:
        """Have the file say what was proposed; all else in it stays as it is by now."""
        details, sex = proposal.applied_to(person.details, sex=person.sex)
        held, wanted = identity_claim(person.details.id_no), identity_claim(details.id_no)
        moves = wanted != held
        person.revise(
            details,
            village=person.village,
            sex=sex,
            revised_on=clock.today(),
            why=proposal.why or "",
        )
        self.save(person, take=[wanted] if moves else [], release=[held] if moves else [])
