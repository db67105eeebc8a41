"""What the social affairs centre can do; one method per command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assistance.domain import FamilyFile, Findings
from shared import clock
from shared.eventstore.performing import command
from shared.partner.needs import Need
from shared.partner.office import PartnerOffice
from shared.partner.rules import what_is_recorded_has_happened


class AssistanceApplication(PartnerOffice):
    """Families assessed, needs answered."""

    name = "assistance"
    file = FamilyFile
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
