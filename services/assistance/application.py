"""What the social affairs centre can do; one method per command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assistance.domain import FamilyFile, Findings
from services.assistance.policies import AgreementSigned, CaseReplaced, ReportedIn
from shared import clock
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.news import CaseEnded, CaseReopened, StationAssigned
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class AssistanceApplication(PartnerOffice):
    """Families assessed, needs answered."""

    name = "assistance"
    aggregates = (FamilyFile, Need)

    @command
    def assess_family(
        self,
        *,
        file_id: UUID,
        assessed_on: date,
        assessors: Sequence[str],
        household_size: int,
        income_per_head: Decimal,
        belongings: str | None = None,
        health: str | None = None,
        labour_ability: str | None = None,
        housing: str | None = None,
        hardship: str | None = None,
        eligible: Sequence[str] = (),
    ) -> None:
        """Record what was found at a family's home, and which kinds of help it is eligible for."""
        what_is_recorded_has_happened(assessed_on, today=clock.today(), field="assessed_on")
        file = self.load(FamilyFile, file_id)
        findings = Findings(
            household_size=household_size,
            income_per_head=income_per_head,
            belongings=belongings,
            health=health,
            labour_ability=labour_ability,
            housing=housing,
            hardship=hardship,
        )
        file.assess(
            assessed_on=assessed_on,
            assessors=tuple(assessors),
            findings=findings,
            eligible=tuple(eligible),
        )
        self.save(file)

    @hears(ReportedIn)
    def on_reported_in(self, news: ReportedIn) -> None:
        """Open the file, and say until when the family is to be assessed."""
        file = self.file_for(FamilyFile, news)
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
        if (file := self.find_file(FamilyFile, news.case_ref)) is not None:
            file.note_station(noted_on=news.told_on, station=news.station)
            self.save(file)

    @hears(AgreementSigned)
    def on_agreement_signed(self, news: AgreementSigned) -> None:
        """Note it in the header."""
        file = self.file_for(FamilyFile, news)
        file.note_agreement(signed_on=news.signed_on)
        self.save(file)

    @hears(CaseReplaced)
    def on_case_replaced(self, news: CaseReplaced) -> None:
        """Note that the case has ended."""
        file = self.file_for(FamilyFile, news)
        file.note_end(ended_on=news.replaced_on)
        self.save(file)

    @hears(CaseEnded)
    def on_case_ended(self, news: CaseEnded) -> None:
        """The same, when nothing took its place."""
        file = self.file_for(FamilyFile, news)
        file.note_end(ended_on=news.ended_on)
        self.save(file)

    @hears(CaseReopened)
    def on_case_reopened(self, news: CaseReopened) -> None:
        """Go on with a case that goes on after all."""
        file = self.file_for(FamilyFile, news)
        file.note_reopening(reopened_on=news.reopened_on)
        self.save(file)
