"""What the health institution, and the stations for it, can do; one method per command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.treatment.domain import TreatmentFile
from services.treatment.policies import AgreementSigned, CaseReplaced, ReportedIn
from shared import clock
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.news import CaseEnded, CaseReopened, StationAssigned
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class TreatmentApplication(PartnerOffice):
    """People told where treatment is to be had, needs answered."""

    name = "treatment"
    aggregates = (TreatmentFile, Need)

    @command
    def give_treatment_info(
        self, *, file_id: UUID, given_on: date, how: str, receipt: str, institutions: Sequence[str]
    ) -> None:
        """Record that a person was told of designated institutions, how, and what proves it."""
        what_is_recorded_has_happened(given_on, today=clock.today(), field="given_on")
        file = self.load(TreatmentFile, file_id)
        file.give_info(
            given_on=given_on, how=how, receipt=receipt, institutions=tuple(institutions)
        )
        self.save(file)

    @hears(ReportedIn)
    def on_reported_in(self, news: ReportedIn) -> None:
        """Open the file."""
        file = self.file_for(TreatmentFile, news)
        file.note_report_in(reported_on=news.reported_on, kind=news.kind, station=news.station)
        self.save(file)

    @hears(StationAssigned)
    def on_station_assigned(self, news: StationAssigned) -> None:
        """Whenever a case moves, its header follows; one not heard of opens where the case is."""
        if (file := self.find_file(TreatmentFile, news.case_ref)) is not None:
            file.note_station(noted_on=news.told_on, station=news.station)
            self.save(file)

    @hears(AgreementSigned)
    def on_agreement_signed(self, news: AgreementSigned) -> None:
        """Say until when the person is to be told."""
        file = self.file_for(TreatmentFile, news)
        file.note_agreement(signed_on=news.signed_on, tracked_from=news.tracked_from)
        self.save(file)

    @hears(CaseReplaced)
    def on_case_replaced(self, news: CaseReplaced) -> None:
        """Note that the case has ended."""
        file = self.file_for(TreatmentFile, news)
        file.note_end(ended_on=news.replaced_on)
        self.save(file)

    @hears(CaseEnded)
    def on_case_ended(self, news: CaseEnded) -> None:
        """The same, when nothing took its place."""
        file = self.file_for(TreatmentFile, news)
        file.note_end(ended_on=news.ended_on)
        self.save(file)

    @hears(CaseReopened)
    def on_case_reopened(self, news: CaseReopened) -> None:
        """Go on with a case that goes on after all."""
        file = self.file_for(TreatmentFile, news)
        file.note_reopening(reopened_on=news.reopened_on)
        self.save(file)
