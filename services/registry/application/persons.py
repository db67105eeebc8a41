"""Persons: who is in the register, and where they stand in it."""

from __future__ import annotations

from uuid import UUID

from services.registry.application.files import Files, identity_claim, papers_of
from services.registry.domain.person import Details, Person
from services.registry.rules.register import REGISTERED
from shared import clock
from shared.eventstore.performing import command
from shared.law import Refusal


class OnFile(Refusal):
    """The person is in the register already; `person_id` is for those who may see them."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("这个身份证号已经登记在册，请到已有的档案办理", field="id_no")
        self.person_id = person_id


class Persons(Files):
    """The register."""

    @command
    def register_person(
        self, *, details: Details, village: str, sex: str = "", flag: str = REGISTERED
    ) -> str:
        """Enter a person in the register; answers the person's id. One number, one person."""
        details, sex = papers_of(details, sex=sex)
        if (known := self.person_with(details.id_no)) is not None:
            raise OnFile(known)
        person = Person.register(
            details, registered_on=clock.today(), village=village, sex=sex, flag=flag
        )
        self.save(person, take=[identity_claim(details.id_no)])
        return str(person.id)

    @command
    def revise_person(
        self, *, person_id: UUID, details: Details, village: str, sex: str = ""
    ) -> None:
        """Bring what is known of a person up to date, the number included."""
        person = self.standing_person(person_id)
        details, sex = papers_of(details, sex=sex)
        held, wanted = identity_claim(person.details.id_no), identity_claim(details.id_no)
        moves = wanted != held
        person.revise(details, village=village, sex=sex, revised_on=clock.today())
        self.save(person, take=[wanted] if moves else [], release=[held] if moves else [])

    @command
    def set_register_flag(self, *, person_id: UUID, flag: str) -> None:
        """Say where a person stands in the register from today on."""
        person = self.standing_person(person_id)
        person.set_flag(flag, set_on=clock.today())
        self.save(person)
