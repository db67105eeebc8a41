"""What the justice office can do; one method per command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.legal_aid.domain.files import LegalAidFile
from services.legal_aid.domain.sessions import LawEducation
from services.legal_aid.policies import AgreementSigned, CaseReplaced, ReportedIn
from shared import clock
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.news import CaseEnded, CaseReopened, StationAssigned
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class LegalAidApplication(PartnerOffice):
    """People educated in the law, needs answered."""

    name = "legal_aid"
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
            file = self.file_on(LegalAidFile, case_ref, field="attendees")
            file.attend(held_on=held_on, session_id=session.id, topic=topic)
            self.save(file)
        return str(session.id)

    @hears(ReportedIn)
    def on_reported_in(self, news: ReportedIn) -> None:
        """Open the file, and say until when law education is due."""
        file = self.file_for(LegalAidFile, news)
        file.note_report_in(
            reported_on=news.reported_on,
            kind=news.kind,
            station=news.station,
            told_on=news.told_on,
        )
        self.save(file)

    @hears(StationAssigned)
    def on_station_assigned(self, news: StationAssigned) -> None:
        """Whenever a case moves, its header follows; one not heard of opens where the case is."""
        if (file := self.find_file(LegalAidFile, news.case_ref)) is not None:
            file.note_station(noted_on=news.told_on, station=news.station)
            self.save(file)

    @hears(AgreementSigned)
    def on_agreement_signed(self, news: AgreementSigned) -> None:
        """Note it in the header."""
        file = self.file_for(LegalAidFile, news)
        file.note_agreement(signed_on=news.signed_on)
        self.save(file)

    @hears(CaseReplaced)
    def on_case_replaced(self, news: CaseReplaced) -> None:
        """Note that the case has ended."""
        file = self.file_for(LegalAidFile, news)
        file.note_end(ended_on=news.replaced_on)
        self.save(file)

    @hears(CaseEnded)
    def on_case_ended(self, news: CaseEnded) -> None:
        """The same, when nothing took its place."""
        file = self.file_for(LegalAidFile, news)
        file.note_end(ended_on=news.ended_on)
        self.save(file)

    @hears(CaseReopened)
    def on_case_reopened(self, news: CaseReopened) -> None:
        """Go on with a case that goes on after all."""
        file = self.file_for(LegalAidFile, news)
        file.note_reopening(reopened_on=news.reopened_on)
        self.save(file)
