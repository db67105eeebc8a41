"""The station's check-in: who came, who did not, who asks for another day."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.supervision.application.files import Files, past
from services.supervision.domain.records import CheckIn
from shared import clock
from shared.eventstore.performing import command


class Checking(Files):
    """What the desk at the station notes."""

    @command
    def check_in(self, *, file_id: UUID, entry: CheckIn) -> str:
        """Note whether the person came; answers the entry's id.

        An entry that a device kept while the link was down says when it was made.
        """
        file, check_in_id = self.file(file_id), uuid4()
        file.check_in(
            check_in_id=check_in_id,
            arrival=entry.arrival,
            at=past(entry.at or clock.now(), "at"),
            asked_on=entry.asked_on,
        )
        self.save(file)
        return str(check_in_id)
