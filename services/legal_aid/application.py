"""What the justice office can do; one method per command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.legal_aid.domain.files import LegalAidFile
from services.legal_aid.domain.sessions import LawEducation
from shared import clock
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class LegalAidApplication(PartnerOffice):
    """People educated in the law, needs answered."""

    name = "legal_aid"
    file = LegalAidFile
    aggregates = (LegalAidFile, LawEducation, Need)

    @command
    def hold_law_education(
        self, *, held_on: date, topic: str, attendees: Iterable[str], trainer: str
    ) -> str:
        """Record a session with the cases of those who were there; answers the session's id.

        The session and all files go into one append: it was held for everybody or for nobody.
        """
        what_is_recorded_has_happened(held_on, today=clock.today(), field="held_on")
        there = tuple(dict.fromkeys(attendees))
        session = LawEducation.hold(held_on=held_on, topic=topic, attendees=there, trainer=trainer)
        self.save(session)
        for case_ref in there:
            file = self.load(LegalAidFile, self.file_id_on(case_ref, field="attendees"))
            file.attend(held_on=held_on, session_id=session.id, topic=topic)
            self.save(file)
        return str(session.id)
