"""Candidates whom the police did not verify in time: who they are is destroyed (domain.md 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.application.files import identity_claim
from services.registry.application.volunteering import Volunteering
from services.registry.rules.affairs.users import CANDIDATE
from shared import clock
from shared.eventstore.act import acting, system_act
from shared.eventstore.performing import command
from shared.law import Due

LAPSING = "待核实期限届满"
FLAGGED = ("registry.person_registered", "registry.register_flag_set")


class Lapsing(Volunteering):
    """The clock of the head count."""

    def verify_by(self, person_id: UUID) -> Due | None:
        """Until when the police may verify somebody; None where there is nothing to verify.

        Whoever is helped as they wished is kept on file for that, registered or not.
        """
        due = self.person(person_id).verify_by
        return None if due is None or self.voluntary_helps(person_id) else due

    def let_candidates_lapse(self) -> int:
        """Write which candidates nobody verified in time, and destroy their keys; tells how many.

        It may run twice, late or after an outage. What was written before a crash has its key
        destroyed by the next run, and so has a store that was restored from an older backup.
        """
        today, lapsed = clock.today(), 0
        for person_id in self._candidates(today):
            with acting(replace(system_act(self.name), reason=LAPSING, command_id=None)):
                self.lapse_candidate(person_id=person_id, day=today)
            lapsed += 1
        for entry in self.entries(names=["registry.candidate_lapsed"], limit=None):
            self.destroy_key(entry.stream_id)
        return lapsed

    @command
    def lapse_candidate(self, *, person_id: UUID, day: date) -> None:
        """Write that nobody verified a person by this day; the number is free for another file."""
        person = self.person(person_id)
        number = person.details.id_no
        if person.let_candidate_lapse(day):
            self.save(person, release=[identity_claim(number)])

    def _candidates(self, day: date) -> Iterator[UUID]:
        """Whose time is over; a file that gave way to another stays with that one."""
        entries = self.entries(names=FLAGGED, limit=None)
        for person_id in {it.stream_id for it in entries if it.facts["flag"] == CANDIDATE}:
            due = self.verify_by(person_id)
            if due is not None and day > due.on and not self.gave_way(person_id):
                yield person_id
