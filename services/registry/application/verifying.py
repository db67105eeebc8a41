"""Who is a user the police say (禁毒法 32(2)): what they confirm in whichever paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.affairs.actual_user import ActualUser
from services.registry.domain.person import Person
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.register import REGISTERED
from shared import clock

BY_DECISION = "decision"


class Verifying(Files):
    """From candidate to user."""

    def actual_user(self, person_id: UUID) -> ActualUser | None:
        """A person's place in the head count; None if nothing was decided about it."""
        return self.find(ActualUser, ActualUser.create_id(person=person_id))

    def place_of(self, person_id: UUID) -> ActualUser:
        """The same to act on; begun where nothing was decided yet."""
        self.standing_person(person_id)
        begun = self.actual_user(person_id)
        return begun or ActualUser(person=person_id, begun_on=clock.today())

    def count_as_user(self, person: Person, *, since: date) -> None:
        """Have a candidate whom the police confirmed stand in the register as a user."""
        if person.flag == CANDIDATE:
            person.set_flag(REGISTERED, set_on=since)
            self.save(person)

    def verify_by_decision(self, person: Person, *, decision_no: str, served_on: date) -> None:
        """Whoever the police put under an order is registered with them: no candidate any more."""
        if person.flag != CANDIDATE:
            return
        place = self.place_of(person.id)
        if place.verified_on is None:
            place.verify(verified_on=served_on, basis=BY_DECISION, police_ref=decision_no)
            self.save(place)
        self.count_as_user(person, since=served_on)
