"""The station's check-in: who came, who did not, who asks for another day."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from services.supervision.application.files import Files, past
from services.supervision.domain.records import CheckIn, OtherDay
from services.supervision.domain.records.checking import OTHER_DAY
from services.supervision.domain.records.forms import TEST
from services.supervision.domain.records.other_days import STATION
from services.supervision.domain.supervision import Supervision
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
        if entry.arrival == OTHER_DAY:
            self._ask(file, entry, on=past(entry.at or clock.now(), "at").date())
        self.save(file)
        return str(check_in_id)

    @staticmethod
    def _ask(file: Supervision, entry: CheckIn, *, on: date) -> None:
        """The person asked at the desk: a request like any other, about the notice of that day."""
        asked = OtherDay(
            kind=TEST,
            asked_on=on,
            how=STATION,
            notice_id=file.notice_for(on),
            wanted_on=entry.asked_on,
        )
        file.ask_other_day(request_id=uuid4(), asked=asked)
