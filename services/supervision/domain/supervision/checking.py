"""The part of a file that holds what the station's desk noted of comings."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.supervision.domain.events import checking as events
from services.supervision.domain.records.checking import Coded
from services.supervision.domain.supervision.state import FileState


class Checking(FileState):
    """Whether the person came to the station."""

    def check_in(
        self, *, check_in_id: UUID, arrival: str, at: datetime, asked_on: date | None
    ) -> None:
        """Write down an entry, with the window for which the person was asked to come that day."""
        self.trigger(
            events.CheckedIn,
            checked_on=at.date(),
            checked_at=at,
            check_in_id=check_in_id,
            arrival=arrival,
            window=self.expected_for(at.date()),
            asked_on=asked_on,
        )

    def note_codes(self, *, test_id: UUID, coded: Coded, given_on: date) -> None:
        """Write down who answers for a test with a code of their own."""
        self.trigger(
            events.CodesGiven,
            given_on=given_on,
            test_id=test_id,
            machine_id=coded.machine_id,
            accounts=tuple(coded.names),
        )

    def expected_for(self, day: date) -> int | None:
        """The window of the last notice that asked the person to come on that day, if one did.

        A test beside the plan has none.
        """
        asked = [self.notices[key] for key, on in self.appointments.items() if on == day]
        return asked[-1].window if asked and asked[-1].extra is None else None

    def notice_for(self, day: date) -> UUID | None:
        """The notice by which the person is expected next from that day on, if there is one."""
        ahead = [(on, key) for key, on in self.appointments.items() if on >= day]
        return min(ahead, key=lambda it: it[0])[1] if ahead else None
