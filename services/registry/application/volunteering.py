"""Voluntary help: begun, given and ended at the person's wish."""

from __future__ import annotations

from datetime import date
from itertools import count
from uuid import UUID

from services.registry.application.files import Files, agreement_claim
from services.registry.domain.person import Person
from services.registry.domain.standing import ACTIVE
from services.registry.domain.voluntary import VoluntaryHelp
from services.registry.rules import voluntary
from services.registry.rules.days import what_happened_is_not_ahead
from shared import clock
from shared.eventstore.performing import command
from shared.law import Unknown


class Volunteering(Files):
    """What the town agrees on with persons who are under no order."""

    def voluntary_helps(self, person_id: UUID) -> list[VoluntaryHelp]:
        """Every voluntary help of a person, the first one first."""
        found: list[VoluntaryHelp] = []
        for number in count(1):
            id_ = VoluntaryHelp.create_id(person_id, number)
            help_ = self.load_all(VoluntaryHelp, [id_]).get(id_)
            if help_ is None:
                return found
            found.append(help_)
        raise AssertionError

    @command
    def begin_voluntary_help(
        self,
        *,
        person_id: UUID,
        signed_on: date,
        agreement_no: str,
        town_signer: str,
        agreed: str,
        guardian: str = "",
    ) -> str:
        """Record what a person who is under no order and the town agreed on; answers its number."""
        what_happened_is_not_ahead(today=clock.today(), signed_on=signed_on)
        person, helps = self.standing_person(person_id), self.voluntary_helps(person_id)
        running = tuple(it.ref for it in self.cases_of(person) if it.is_open_on(clock.today()))
        voluntary.nobody_is_helped_beside_an_order(open_cases=running, on=signed_on)
        voluntary.one_voluntary_help_at_a_time(
            open_help=next((it.ref for it in helps if it.ended_on is None), None), on=signed_on
        )
        help_ = VoluntaryHelp(
            case_ref=self.next_number(kind=voluntary.KIND, year=signed_on.year),
            kind=voluntary.KIND,
            person=person_id,
            begun_on=signed_on,
            village=person.village,
            station=self.area_of(person.village),
            status=ACTIVE,
            number=len(helps) + 1,
        )
        help_.sign(
            agreement_no=agreement_no,
            town_signer=town_signer,
            guardian=guardian,
            agreed=agreed,
            born=person.details.born,
        )
        self.save(help_, take=[agreement_claim(agreement_no)])
        return help_.ref

    @command
    def give_voluntary_help(
        self, *, person_id: UUID, given_on: date, what: str, note: str = ""
    ) -> None:
        """Record what was done for a person under a voluntary agreement."""
        what_happened_is_not_ahead(today=clock.today(), given_on=given_on)
        help_ = self._latest_help(person_id)
        help_.give(given_on=given_on, what=what, note=note)
        self.save(help_)

    @command
    def end_voluntary_help(
        self, *, person_id: UUID, ended_on: date, cause: str, note: str = ""
    ) -> None:
        """Record that a voluntary help ended, and why; nothing follows for the person."""
        what_happened_is_not_ahead(today=clock.today(), ended_on=ended_on)
        help_ = self._latest_help(person_id)
        help_.end(ended_on=ended_on, cause=cause, note=note)
        self.save(help_)

    def give_way_to_an_order(self, person: Person, *, served_on: date) -> None:
        """End what is voluntary when an order is served: help goes on under that (0.5)."""
        for help_ in self.voluntary_helps(person.id):
            if help_.ended_on is None:
                ended_on = max(served_on, help_.begun_on)
                help_.end(ended_on=ended_on, cause=voluntary.ORDERED, note="")
                self.save(help_)

    def _latest_help(self, person_id: UUID) -> VoluntaryHelp:
        helps = self.voluntary_helps(person_id)
        if not helps:
            raise Unknown("此人没有签过自愿帮教协议")
        return helps[-1]
