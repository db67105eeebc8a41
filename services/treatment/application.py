"""What the health institution, and the stations for it, can do; one method per command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.treatment.domain import TreatmentFile
from shared import clock
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class TreatmentApplication(PartnerOffice):
    """People told where treatment is to be had, needs answered."""

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
