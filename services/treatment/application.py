"""What the health institution, and the stations for it, can do; one method per command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from services.treatment.domain import TreatmentFile
from shared import clock
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class TreatmentApplication(PartnerOffice):
    """People told where treatment is to be had; maintenance treatment; needs answered."""

    name = "treatment"
    file = TreatmentFile
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

    @command
    def begin_maintenance_treatment(
        self, *, file_id: UUID, begun_on: date, institution: str, registration_no: str = ""
    ) -> None:
        """Record that a person who applied for maintenance treatment receives it (戒毒条例 12)."""
        what_is_recorded_has_happened(begun_on, today=clock.today(), field="begun_on")
        file = self.load(TreatmentFile, file_id)
        file.begin_maintenance_treatment(
            begun_on=begun_on, institution=institution, registration_no=registration_no
        )
        self.save(file)

    @command
    def end_maintenance_treatment(self, *, file_id: UUID, ended_on: date, why: str = "") -> None:
        """Record that the person receives it no longer."""
        what_is_recorded_has_happened(ended_on, today=clock.today(), field="ended_on")
        file = self.load(TreatmentFile, file_id)
        file.end_maintenance_treatment(ended_on=ended_on, why=why)
        self.save(file)

    @command
    def report_use_in_treatment(
        self, *, file_id: UUID, found_on: date, finder: str, facts: str
    ) -> None:
        """Report to the police that drugs were used during treatment; nobody else learns of it."""
        what_is_recorded_has_happened(found_on, today=clock.today(), field="found_on")
        file = self.load(TreatmentFile, file_id)
        file.report_use(
            found_on=found_on,
            reported_on=clock.today(),
            report_id=uuid4(),
            finder=finder,
            facts=facts,
        )
        self.save(file)
