"""The head count: rounds, visits, candidates, who counts as an actual user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.application.affairs.claims import held_by
from services.registry.application.files import identity_claim, identity_of
from services.registry.application.verifying import Verifying
from services.registry.domain.affairs.actual_user import ActualUser, Proposal
from services.registry.domain.affairs.census import Call, CensusRound, Found, HouseholdVisit
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.person import Details, Person
from services.registry.rules.abstinence import ABSTINENT, abstinence_is_borne_out
from services.registry.rules.affairs import users
from services.registry.rules.affairs.users import CANDIDATE, FLAGS
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.register import REGISTERED
from services.registry.rules.stations import a_village_is_on_the_list
from shared import clock
from shared.eventstore.performing import command
from shared.law import defects


class Census(Verifying):
    """The head count."""

    def census_round(self, round_id: UUID) -> CensusRound:
        """Load a round; `Unknown` if there is none."""
        return self.load(CensusRound, round_id)

    # Rounds and visits.

    @command
    def start_census_round(
        self, *, title: str, mode: str, started_on: date, order_no: str = ""
    ) -> str:
        """Begin a round; answers its id."""
        what_happened_is_not_ahead(today=clock.today(), started_on=started_on)
        begun = CensusRound.start(title=title, mode=mode, order_no=order_no, started_on=started_on)
        self.save(begun)
        return str(begun.id)

    @command
    def close_census_round(self, *, round_id: UUID, closed_on: date) -> None:
        """End a round."""
        what_happened_is_not_ahead(today=clock.today(), closed_on=closed_on)
        found = self.census_round(round_id)
        found.close(closed_on=closed_on)
        self.save(found)

    @command
    def record_household_visit(
        self,
        *,
        round_id: UUID,
        call: Call,
        person_id: UUID | None = None,
        candidates: Sequence[Found] = (),
    ) -> dict[str, Any]:
        """Record a visit; answers what it falls short of, and who was found.

        One visit a household and round; one that falls short covers none, and another may follow.
        Whoever was found is a candidate until the police verify it.
        """
        what_happened_is_not_ahead(today=clock.today(), visited_on=call.visited_on)
        if person_id is None:
            a_village_is_on_the_list(village=call.village or "", known=self.villages())
        found = [self._candidate(it, village=call.village) for it in candidates]
        visit = HouseholdVisit.record(
            call,
            of_round=self.census_round(round_id),
            of_person=self.person(person_id).id if person_id else None,
            candidates=len(found),
        )
        self.save(visit, take=held_by(visit))
        return {"defects": list(visit.defects), "candidates": [str(it) for it in found]}

    # Who counts.

    @command
    def verify_user(
        self, *, person_id: UUID, verified_on: date, basis: str, police_ref: str
    ) -> None:
        """Record that the police have the person registered; a candidate is a user from now on."""
        what_happened_is_not_ahead(today=clock.today(), verified_on=verified_on)
        place = self.place_of(person_id)
        place.verify(verified_on=verified_on, basis=basis, police_ref=police_ref)
        self.count_as_user(self.person(person_id), since=verified_on)
        self.save(place)

    @command
    def exclude_from_actual(
        self,
        *,
        person_id: UUID,
        reason: str,
        proof: str,
        paper: ApprovedOnPaper | None = None,
    ) -> bool:
        """Propose to leave somebody out; with a signed paper it is decided at once.

        Answers whether it is decided.
        """
        today, place = clock.today(), self.place_of(person_id)
        self.take_paper(paper, about=person_id)
        users.only_who_counts_is_left_out(flag=self.person(person_id).flag, on=today)
        place.propose(
            Proposal(reason=reason, proposed_on=today, proposed_by=self.account, proof=proof)
        )
        if paper:
            found = self._shortcomings(person_id, reason)
            place.approve_on_paper(excluded_on=today, paper=paper, found=found)
            self._mark(person_id, place)
        self.save(place)
        return paper is not None

    @command
    def approve_exclusion(self, *, person_id: UUID) -> None:
        """Decide that somebody is left out; not by whoever proposed it."""
        place = self.place_of(person_id)
        reason = place.proposal.reason if place.proposal else ""
        found = self._shortcomings(person_id, reason)
        place.approve(excluded_on=clock.today(), approver=self.account, found=found)
        self._mark(person_id, place)
        self.save(place)

    @command
    def reject_exclusion(self, *, person_id: UUID, why: str) -> None:
        """Decide that somebody is not left out."""
        place = self.place_of(person_id)
        place.reject(rejected_on=clock.today(), why=why)
        self.save(place)

    @command
    def reinstate_user(self, *, person_id: UUID, why: str) -> None:
        """Have somebody count again."""
        place, person = self.place_of(person_id), self.person(person_id)
        place.reinstate(reinstated_on=clock.today(), why=why)
        if person.flag != CANDIDATE and person.set_flag(REGISTERED, set_on=clock.today()):
            self.save(person)
        self.save(place)

    def _shortcomings(self, person_id: UUID, reason: str) -> tuple[str, ...]:
        """What leaving somebody out for this reason falls short of today."""
        if reason != ABSTINENT:
            return ()
        reached_on = self.abstinent_three_years_on(person_id)
        return defects(abstinence_is_borne_out(reached_on=reached_on, on=clock.today()))

    def _mark(self, person_id: UUID, place: ActualUser) -> None:
        """Have the register say the same as the head count, if somebody is left out indeed."""
        person, reason = self.person(person_id), place.excluded.reason if place.excluded else ""
        if reason in FLAGS and person.set_flag(FLAGS[reason], set_on=clock.today()):
            self.save(person)

    def _candidate(self, found: Found, *, village: str | None) -> UUID:
        """Whoever has that number; else somebody new, who is no user yet."""
        identity = identity_of(found.id_no)
        known = self.person_with(identity.number)
        if known is not None:
            return known
        person = Person.register(
            Details(name=found.name, id_no=identity.number, born=identity.born),
            registered_on=clock.today(),
            village=village,
            sex=identity.sex,
            flag=CANDIDATE,
        )
        self.save(person, take=[identity_claim(identity.number)])
        return person.id
