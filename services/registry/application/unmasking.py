"""One file shown in full to whoever sees files masked: for a written reason, on record."""

from __future__ import annotations

from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.unmasking import Unmasking
from services.registry.rules.unmasking import a_file_is_unmasked_for_a_written_reason
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command

UNMASKED = "registry.file_unmasked"


class Unmaskings(Files):
    """Who saw which file in full, and why."""

    @command
    def unmask_file(self, *, person_id: UUID, why: str) -> None:
        """Keep who is about to see a file in full, and why."""
        a_file_is_unmasked_for_a_written_reason(why=why, on=clock.today())
        person = self.standing_person(person_id)
        cases = [self.case(case_id).ref for case_id in person.cases]
        self.save(
            Unmasking(
                unmasked_at=clock.now(),
                of_case=cases[-1] if cases else None,
                of_person=person.id,
                why=why.strip(),
            )
        )

    def unmaskings(self, *, person_id: UUID | None = None, most: int | None = None) -> list[Entry]:
        """Who saw files in full, the newest first; of one person, if one is given."""
        noted = self.entries(names=[UNMASKED], limit=None)
        mine = [it for it in noted if person_id in {None, it.facts["of_person"]}]
        return mine[::-1][:most]
