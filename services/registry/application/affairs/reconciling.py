"""Holding the register against the list of the police, and deciding about each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.registry.application.affairs.census import Census
from services.registry.application.files import identity_claim
from services.registry.domain.affairs.actual_user import ActualUser, Proposal
from services.registry.domain.affairs.police_list import (
    Found,
    PoliceList,
    PoliceListRow,
    Stated,
    Unread,
)
from services.registry.domain.merging import Merging
from services.registry.domain.person import Details, Person
from services.registry.rules.affairs import reconciling as rules
from services.registry.rules.affairs.users import CANDIDATE, FLAGS, only_who_counts_is_left_out
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.register import REGISTERED
from shared import clock
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Refusal

ROWS = ("registry.police_list_row_opened",)
BY_LIST = "police_list"


class Reconciling(Census):
    """The list of the police beside the register."""

    def police_list(self, list_id: UUID) -> PoliceList:
        """Load a list; `Unknown` if there is none."""
        return self.load(PoliceList, list_id)

    def police_list_rows(self, list_id: UUID) -> list[PoliceListRow]:
        """The differences of a list, in the order in which they were found."""
        entries = self.entries(names=ROWS, limit=None)
        ids = [entry.stream_id for entry in entries if entry.facts["list_id"] == list_id]
        return list(self.load_all(PoliceListRow, ids).values())

    def differences(self, listed: Sequence[Stated], unread: Sequence[Unread]) -> list[Found]:
        """What differs between a list and the register now; nothing is written.

        A line that cannot be read is a difference too. Whoever its number belongs to is not said
        to be missing from the list.
        """
        people, known = self._people()
        counting = set(people) - self._left_out(people)
        numbers = {it.id_no for it in listed} | {it.id_no for it in unread if it.id_no}
        listed_persons = {known[it].id for it in numbers if it in known}
        return [
            *(Found(kind=rules.UNREADABLE, row=it.row, reason=it.reason) for it in unread),
            *_there(listed, known, counting),
            *(
                Found(kind=rules.ONLY_HERE, of_person=it.id)
                for it in people.values()
                if it.id in counting and it.flag != CANDIDATE and it.id not in listed_persons
            ),
        ]

    @command
    def compare_police_list(
        self,
        *,
        listed: Sequence[Stated],
        unread: Sequence[Unread],
        digest: str,
        filename: str,
        listed_on: date,
        source: str,
    ) -> str:
        """Hold a list against the register and keep what differs; answers the list's id.

        The same file again is the same list: nothing is opened twice.
        """
        what_happened_is_not_ahead(today=clock.today(), listed_on=listed_on)
        known = self.holder(_digest_claim(digest))
        if known is not None:
            return str(known)
        found = self.differences(listed, unread)
        kept = PoliceList(
            compared_on=clock.today(),
            list_id=uuid4(),
            listed_on=listed_on,
            digest=digest,
            people=len(listed) + len(unread),
            same=len(listed) - sum(it.stated is not None for it in found),
            open_rows=len(found),
            source=source,
            filename=filename,
        )
        self.save(kept, take=[_digest_claim(digest)])
        for each in found:
            self.save(PoliceListRow.open(each, list_id=kept.id, opened_on=clock.today()))
        return str(kept.id)

    @command
    def withdraw_police_list(self, *, list_id: UUID, why: str) -> None:
        """Take back a list that was the wrong file; what was decided by it stays decided."""
        found = self.police_list(list_id)
        found.withdraw(withdrawn_on=clock.today(), why=why)
        self.save(found, release=[_digest_claim(found.digest)])

    @command
    def decide_police_list_rows(
        self,
        *,
        list_id: UUID,
        row_ids: Sequence[UUID],
        decision: str,
        why: str = "",
        reason: str = "",
    ) -> dict[str, Any]:
        """Decide about rows, all alike, and do what follows; answers how many and whom it made.

        Somebody only there is taken into the register; of somebody only here an exclusion is
        proposed (`reason` says which); what differs is taken from the list. Or nothing is done,
        and why stands with the row.
        """
        source = self.police_list(list_id)
        source.is_in_use()
        today, became = clock.today(), []
        for row_id in dict.fromkeys(row_ids):
            row = self.load(PoliceListRow, row_id)
            if row.list_id != list_id:
                raise Refusal("这一行不在这份名单里", field="row_ids")
            row.may_end_in(decision, why=why, on=today)
            person_id = self._follow(row, source, decision, why=why, reason=reason)
            row.decide(decision, decided_on=today, why=why, became=person_id)
            self.save(row)
            became.append(str(person_id) if person_id else None)
        return {"decided": len(became), "persons": became}

    # What follows from a decision.

    def _follow(
        self, row: PoliceListRow, source: PoliceList, decision: str, *, why: str, reason: str
    ) -> UUID | None:
        if decision == rules.REGISTER:
            return self._take_in(row.stated, source)
        if row.person_id is None:
            return None
        if decision == rules.EXCLUDE:
            self._propose(row.person_id, why=why, reason=reason)
        if decision == rules.TAKE_THEIRS:
            self._take_theirs(row.person_id, row, source)
        return row.person_id

    def _take_in(self, stated: Stated, source: PoliceList) -> UUID:
        """Enter whom only the police had; who has come onto the register meanwhile is verified."""
        known = self.person_with(stated.id_no)
        if known is not None:
            self._count(self.person(known), source)
            return known
        person = Person.register(
            stated.details,
            registered_on=clock.today(),
            village=stated.village,
            sex=stated.sex,
            flag=stated.flag or REGISTERED,
        )
        self.save(person, take=[identity_claim(stated.id_no)])
        place = ActualUser(person=person.id, begun_on=clock.today())
        self._verify(place, source)
        return person.id

    def _propose(self, person_id: UUID, *, why: str, reason: str) -> None:
        if not reason:
            raise Refusal("请选择排除理由", field="reason")
        place, flag = self.place_of(person_id), self.person(person_id).flag
        only_who_counts_is_left_out(flag=flag, on=clock.today())
        place.propose(
            Proposal(reason=reason, proposed_on=clock.today(), proposed_by=self.account, proof=why)
        )
        self.save(place)

    def _take_theirs(self, person_id: UUID, row: PoliceListRow, source: PoliceList) -> None:
        person, stated, today = self.person(person_id), row.stated, clock.today()
        person.revise(
            _with_what_differs(person.details, stated, row.differing),
            village=stated.village if "village" in row.differing else person.village,
            sex=stated.sex if "sex" in row.differing else person.sex,
            revised_on=today,
            why=source.source,
        )
        if "flag" in row.differing and stated.flag:
            person.set_flag(stated.flag, set_on=today)
        self._count(person, source, again=rules.COUNTS in row.differing)

    def _count(self, person: Person, source: PoliceList, *, again: bool = True) -> None:
        """Have somebody whom the police have registered count, verified by their list."""
        place = self.place_of(person.id)
        if again and place.excluded is not None:
            left_as = FLAGS.get(place.excluded.reason)
            place.reinstate(reinstated_on=clock.today(), why=source.source)
            if person.flag == left_as:
                person.set_flag(REGISTERED, set_on=clock.today())
        if person.flag == CANDIDATE:
            person.set_flag(REGISTERED, set_on=clock.today())
        self.save(person)
        self._verify(place, source)

    def _verify(self, place: ActualUser, source: PoliceList) -> None:
        if place.verified_on is None:
            place.verify(verified_on=clock.today(), basis=BY_LIST, police_ref=source.source)
        self.save(place)

    # The register.

    def _people(self) -> tuple[dict[UUID, Person], dict[str, Person]]:
        """Everybody who stands for themselves, and by each number the person who has it.

        Of somebody who is on file twice both numbers lead to the file that was kept.
        """
        entries = self.entries(names=["registry.person_registered"], limit=None)
        files = self.load_all(Person, [entry.stream_id for entry in entries])
        of_files = {Merging.create_id(person=it): it for it in files}
        mergings = self.load_all(Merging, of_files).values()
        kept = {of_files[it.id]: it.into for it in mergings if it.into is not None}
        numbers = {
            file.details.id_no: files[kept.get(file.id, file.id)]
            for file in files.values()
            if file.details.id_no
        }
        return {it: file for it, file in files.items() if it not in kept}, numbers

    def _left_out(self, people: Iterable[UUID]) -> set[UUID]:
        person_of = {ActualUser.create_id(person=it): it for it in people}
        places = self.load_all(ActualUser, person_of)
        return {person_of[place.id] for place in places.values() if place.excluded}


def _there(
    listed: Sequence[Stated], known: dict[str, Person], counting: set[UUID]
) -> Iterator[Found]:
    """Whom only the list has, and in what the others differ."""
    for stated in listed:
        person = known.get(stated.id_no)
        if person is None:
            yield Found(kind=rules.ONLY_THERE, row=stated.row, stated=stated)
            continue
        differing = stated.differing_from(person, counts=person.id in counting)
        if differing:
            yield Found(
                kind=rules.DIFFERS,
                row=stated.row,
                of_person=person.id,
                differing=differing,
                stated=stated,
            )


def _with_what_differs(known: Details, stated: Stated, differing: Sequence[str]) -> Details:
    return replace(known, name=stated.name) if "name" in differing else known


def _digest_claim(digest: str) -> Claim:
    return Claim("police list", digest)
